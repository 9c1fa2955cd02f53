/** What clients ask about the types of proxies. Reference: runtime/src/lib.rs ProxyFilterRuntimeApi, common/src/lib.rs. */
import { utf8 } from '../../../primitives/bytes.ts'
import { method, runtimeApi } from '../../runtime/api.ts'
import type { Ctx } from '../../runtime/context.ts'
import type { ValueOf } from '../../scale/codec.ts'
import { bytes, option, vec } from '../../scale/collections.ts'
import { struct, unitEnum, variant } from '../../scale/composites.ts'
import { bool, u8, u128 } from '../../scale/primitives.ts'
import { type CallName, type Condition, type ConditionalCall, PROXY_RULES, type ProxyRule } from './rules.ts'
import { DEPRECATED_TYPES, PROXY_TYPES, type ProxyType } from './types.ts'

const callCondition = variant('subtensor_runtime_common::CallCondition', {
  ParamLessThan: [0, { param_name: bytes, limit: u128 }],
  NestedCallMustBe: [1, { pallet_name: bytes, call_name: bytes }],
})

const callInfo = struct('subtensor_runtime_common::CallInfo', {
  pallet_name: bytes,
  pallet_index: u8,
  call_name: option(bytes),
  call_index: option(u8),
  condition: option(callCondition),
})
type CallInfo = ValueOf<typeof callInfo>

const filterMode = unitEnum('subtensor_runtime_common::FilterMode', { AllowAll: 0, DenyAll: 1, Allow: 2, Deny: 3 })

const proxyFilterInfo = struct('subtensor_runtime_common::ProxyFilterInfo', {
  proxy_type: u8,
  name: bytes,
  deprecated: bool,
  filter_mode: filterMode,
  calls: vec(callInfo),
  exceptions: vec(callInfo),
})

const proxyTypeInfo = struct('subtensor_runtime_common::ProxyTypeInfo', { name: bytes, index: u8, deprecated: bool })

function infoOf(ctx: Ctx, entry: CallName | ConditionalCall): CallInfo {
  const [name, condition] = typeof entry === 'string' ? [entry, undefined] : [entry.call, entry.condition]
  const [palletName, callName] = partsOf(name)
  const found = ctx.runtime.pallet(palletName)
  const decl = found?.pallet.calls?.find(call => call.name === callName)
  return {
    pallet_name: utf8(palletName),
    pallet_index: found?.index ?? 0,
    call_name: decl && utf8(decl.name),
    call_index: decl?.index,
    condition: condition && conditionInfo(condition),
  }
}

function conditionInfo(condition: Condition): ValueOf<typeof callCondition> {
  if (condition.type === 'below') {
    return { type: 'ParamLessThan', value: { param_name: utf8(condition.argument), limit: condition.limit } }
  }
  const [pallet, call] = partsOf(condition.call)
  return { type: 'NestedCallMustBe', value: { pallet_name: utf8(pallet), call_name: utf8(call) } }
}

function partsOf(name: CallName): readonly [pallet: string, call: string] {
  const at = name.indexOf('.')
  return [name.slice(0, at), name.slice(at + 1)]
}

const isDeprecated = (type: ProxyType): boolean => DEPRECATED_TYPES.has(type)

function filterInfo(ctx: Ctx, type: ProxyType, rule: ProxyRule): ValueOf<typeof proxyFilterInfo> {
  const infos = (calls: readonly (CallName | ConditionalCall)[] = []) => calls.map(call => infoOf(ctx, call))
  return {
    proxy_type: PROXY_TYPES[type],
    name: utf8(type),
    deprecated: isDeprecated(type),
    filter_mode: rule.mode,
    calls: infos('calls' in rule ? rule.calls : []),
    exceptions: infos('except' in rule ? rule.except : []),
  }
}

const typeInfos = (Object.entries(PROXY_TYPES) as [ProxyType, number][]).map(([type, index]) => ({
  name: utf8(type),
  index,
  deprecated: isDeprecated(type),
}))

export const proxyFilterApi = runtimeApi('ProxyFilterRuntimeApi', 1, {
  get_proxy_types: method({}, vec(proxyTypeInfo), () => typeInfos),
  get_proxy_filter: method({ proxy_type: option(u8) }, vec(proxyFilterInfo), (ctx, { proxy_type }) =>
    PROXY_RULES.filter(([type]) => proxy_type === undefined || PROXY_TYPES[type] === proxy_type).map(([type, rule]) =>
      filterInfo(ctx, type, rule),
    ),
  ),
})
