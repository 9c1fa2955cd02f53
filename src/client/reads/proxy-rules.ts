/**
 * What each type of proxy may do, as the chain itself tells, and whether a call is among it. Reference:
 * runtime/src/lib.rs ProxyFilterRuntimeApi, pallets/proxy/src/lib.rs do_proxy
 */
import type { Reader } from '../client.ts'
import type { Needs } from '../metadata/needs.ts'
import type { Plain } from '../plain.ts'
import type { Call } from '../transactions/call.ts'
import { innerCalls } from '../transactions/call.ts'
import { unlessAbsent } from './absent.ts'
import { big, bool, list, maybe, record, string, text } from './values.ts'

export const PROXY_RULES: Needs = { apis: ['ProxyFilterRuntimeApi.get_proxy_filter'] }

/** Of `Allow` and `Deny`: which calls. */
type Mode = 'AllowAll' | 'DenyAll' | 'Allow' | 'Deny'

export interface RuleCall {
  /** `Balances.transfer_all`, or `Balances.*` for all calls of a pallet. */
  readonly name: string
  /** Only with less than this in the argument. */
  readonly below: { readonly argument: string; readonly limit: bigint } | undefined
  /** Only where the call within it is this one. */
  readonly contains: string | undefined
}

export interface ProxyRule {
  readonly type: string
  /** It may do nothing any more. */
  readonly isDeprecated: boolean
  readonly mode: Mode
  readonly calls: readonly RuleCall[]
  /** Of the calls that are allowed those that are not. */
  readonly except: readonly RuleCall[]
}

/** Of all types; undefined where the runtime does not tell. */
export const getProxyRules = (reader: Reader): Promise<readonly ProxyRule[] | undefined> =>
  unlessAbsent(async () => list(await reader.ask('ProxyFilterRuntimeApi.get_proxy_filter', undefined)).map(rule))

function rule(value: Plain): ProxyRule {
  const { name, deprecated, filterMode, calls, exceptions } = record(value)
  return {
    type: text(name),
    isDeprecated: bool(deprecated),
    mode: string(filterMode) as Mode,
    calls: list(calls).map(ruleCall),
    except: list(exceptions).map(ruleCall),
  }
}

function ruleCall(value: Plain): RuleCall {
  const { palletName, callName, condition } = record(value)
  const [kind, data] = maybe(condition, given => Object.values(record(given))) ?? []
  const fields = kind === undefined ? {} : record(data)
  return {
    name: `${text(palletName)}.${maybe(callName, text) ?? '*'}`,
    below: kind === 'ParamLessThan' ? { argument: text(fields.paramName), limit: big(fields.limit) } : undefined,
    contains: kind === 'NestedCallMustBe' ? `${text(fields.palletName)}.${text(fields.callName)}` : undefined,
  }
}

/** Whether a proxy of the type may make the call: what the chain decides for the call itself, not for those in a batch. */
export function permits({ type, mode, calls, except }: ProxyRule, call: Call): boolean {
  if (!mayManage(type, call)) return false
  switch (mode) {
    case 'AllowAll':
      return true
    case 'DenyAll':
      return false
    case 'Deny':
      return !calls.some(each => covers(each, call))
    case 'Allow':
      return calls.some(each => covers(each, call)) && !except.some(each => covers(each, call))
  }
}

/** Whether a proxy of the type may make calls of the name, if only within limits. */
export function permitsName({ type, mode, calls, except }: ProxyRule, name: string): boolean {
  const isNamed = (each: RuleCall): boolean => each.name === name || each.name === `${name.split('.')[0]}.*`
  if (type !== 'Any' && (name === 'Proxy.remove_proxies' || name === 'Proxy.kill_pure')) return false
  if (mode === 'AllowAll' || mode === 'DenyAll') return mode === 'AllowAll'
  return mode === 'Deny' ? !calls.some(isNamed) : calls.some(isNamed) && !except.some(isNamed)
}

function covers({ name, below, contains }: RuleCall, call: Call): boolean {
  if (name !== call.name && name !== `${call.name.split('.')[0]}.*`) return false
  if (below !== undefined) return BigInt(String(call.args[below.argument])) < below.limit
  return contains === undefined || innerCalls(call.args)[0]?.name === contains
}

/** Nobody hands on more than they may themselves. */
function mayManage(type: string, { name, args }: Call): boolean {
  if (name === 'Proxy.add_proxy' || name === 'Proxy.remove_proxy') return isSuperset(type, String(args.proxy_type))
  return type === 'Any' || (name !== 'Proxy.remove_proxies' && name !== 'Proxy.kill_pure')
}

function isSuperset(type: string, other: string): boolean {
  if (type === other || type === 'Any') return true
  if (other === 'Any') return false
  if (type === 'NonTransfer') return other !== 'Transfer' && other !== 'SmallTransfer'
  return type === 'Transfer' && other === 'SmallTransfer'
}
