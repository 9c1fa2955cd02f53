/** Endpoints that neurons may serve. Reference: guards/check_serving_endpoints.rs. */
import {
  serveAxon,
  serveAxonTls,
  servePrometheus,
  validateServeAxon,
  validateServePrometheus,
} from '../subnets/serving.ts'
import { weights } from '../weights.ts'
import { guardOf, on } from './guard.ts'

export const checkServingEndpoints = guardOf(weights.checkServingEndpointsExtension, [
  on(serveAxon, (ctx, who, { netuid, ...endpoint }) => validateServeAxon(ctx, who, netuid, endpoint)),
  on(serveAxonTls, (ctx, who, { netuid, ...endpoint }) => validateServeAxon(ctx, who, netuid, endpoint)),
  on(servePrometheus, (ctx, who, { netuid, ...endpoint }) => validateServePrometheus(ctx, who, netuid, endpoint)),
])
