/** Makes a call in another's name. Reference: pallets/proxy/src/lib.rs do_proxy */
import type { AccountId } from '../../../primitives/account.ts'
import type { RuntimeCall } from '../../runtime/call.ts'
import type { Ctx } from '../../runtime/context.ts'
import { dispatch } from '../../runtime/dispatch.ts'
import { signedBy, withFilter } from '../../runtime/origin.ts'
import { proxyEvents } from './events.ts'
import { filterOf } from './filter.ts'
import { LastCallResult } from './storage.ts'
import type { ProxyDefinition } from './types.ts'

/** What restricted the proxy's own origin does not restrict this one: its type does. A refusal is only reported. */
export function doProxy(ctx: Ctx, definition: ProxyDefinition, real: AccountId, call: RuntimeCall): void {
  const outcome = dispatch(ctx, withFilter(signedBy(real), filterOf(definition)), call)
  const error = outcome.error && ctx.runtime.errorData(outcome.error)
  LastCallResult.put(ctx, real, { error })
  ctx.deposit(proxyEvents.ProxyExecuted({ result: error }))
}
