/** Decides what a proxy may do. Reference: runtime/src/lib.rs InstanceFilter for ProxyType; pallets/proxy/src/lib.rs do_proxy */
import type { RuntimeCall } from '../../runtime/call.ts'
import type { Ctx } from '../../runtime/context.ts'
import type { CallFilter } from '../../runtime/origin.ts'
import type { Codec } from '../../scale/codec.ts'
import { unit } from '../../scale/primitives.ts'
import { Constant } from '../../state/constant.ts'
import { type CallName, type Condition, PROXY_RULES, type ProxyRule } from './rules.ts'
import type { ProxyDefinition, ProxyType } from './types.ts'

/** What types of proxies mean in a runtime. */
export interface InstanceFilter {
  allows(ctx: Ctx, type: ProxyType, call: RuntimeCall): boolean
  /** Whether a proxy of the first type may do all that one of the second may, as far as handing it on goes. */
  isSuperset(type: ProxyType, other: ProxyType): boolean
}

const RULES: ReadonlyMap<ProxyType, ProxyRule> = new Map(PROXY_RULES)

export function allowsCall(ctx: Ctx, type: ProxyType, call: RuntimeCall): boolean {
  const rule = RULES.get(type)!
  switch (rule.mode) {
    case 'AllowAll':
      return true
    case 'DenyAll':
      return false
    case 'Deny':
      return !names(ctx, rule.calls, call)
    case 'Allow':
      return isAllowed(ctx, rule, call) && !names(ctx, rule.except ?? [], call)
  }
}

function isAllowed(ctx: Ctx, { calls }: Extract<ProxyRule, { mode: 'Allow' }>, call: RuntimeCall): boolean {
  return calls.some(entry =>
    typeof entry === 'string'
      ? names(ctx, [entry], call)
      : names(ctx, [entry.call], call) && holds(ctx, entry.condition, call),
  )
}

function names(ctx: Ctx, calls: readonly CallName[], call: RuntimeCall): boolean {
  const name = ctx.runtime.callName(call)
  const anyOfPallet = `${name.slice(0, name.indexOf('.'))}.*`
  return calls.some(known => known === name || known === anyOfPallet)
}

function holds(ctx: Ctx, condition: Condition, { args }: RuntimeCall): boolean {
  const argument = args[condition.argument]
  if (condition.type === 'below') return (argument as bigint) < condition.limit
  return names(ctx, [condition.call], argument as RuntimeCall)
}

export function isSuperset(type: ProxyType, other: ProxyType): boolean {
  if (type === other || type === 'Any') return true
  if (other === 'Any') return false
  if (type === 'NonTransfer') return other !== 'Transfer' && other !== 'SmallTransfer'
  return type === 'Transfer' && other === 'SmallTransfer'
}

/** Behaviour, not data: it stands in no metadata. */
const behaviour = unit as Codec<unknown> as Codec<InstanceFilter>

/** Another meaning is given to the types by the reference's test runtime only. */
export const ProxyTypeFilter = new Constant('Proxy', 'ProxyType', behaviour, {
  normal: { allows: allowsCall, isSuperset },
  since: 147,
})

/** Nobody hands on more than they may themselves: what the filter of a proxied call says of calls of this pallet. */
export function filterOf({ proxy_type: own }: ProxyDefinition): CallFilter {
  return (ctx, call) => {
    const { allows, isSuperset } = ProxyTypeFilter.of(ctx)
    switch (ctx.runtime.callName(call)) {
      case 'Proxy.add_proxy':
      case 'Proxy.remove_proxy':
        if (!isSuperset(own, (call.args as { readonly proxy_type: ProxyType }).proxy_type)) return false
        break
      case 'Proxy.remove_proxies':
      case 'Proxy.kill_pure':
        if (own !== 'Any') return false
    }
    return allows(ctx, own, call)
  }
}
