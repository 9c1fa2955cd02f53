/** Where a hotkey can be reached. Reference: subnets/serving.rs get_axon_info, get_prometheus_info. */
import type { AccountId } from '../../../../primitives/account.ts'
import type { NetUid } from '../../../../primitives/netuid.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { Axons, Prometheus } from '../storage/neurons.ts'
import type { AxonInfo, PrometheusInfo } from '../types.ts'

const NO_PROMETHEUS: PrometheusInfo = { block: 0n, version: 0, ip: 0n, port: 0, ip_type: 0 }
const NO_AXON: AxonInfo = { ...NO_PROMETHEUS, protocol: 0, placeholder1: 0, placeholder2: 0 }

/** Zeros where the hotkey has not said. */
export const getAxonInfo = (ctx: Ctx, netuid: NetUid, hotkey: AccountId): AxonInfo =>
  Axons.get(ctx, netuid, hotkey) ?? NO_AXON

/** Zeros where the hotkey has not said. */
export const getPrometheusInfo = (ctx: Ctx, netuid: NetUid, hotkey: AccountId): PrometheusInfo =>
  Prometheus.get(ctx, netuid, hotkey) ?? NO_PROMETHEUS
