/** Whether somebody may make a call for an account, told before the fee is paid. */
import type { Reader } from '../../../client/client.ts'
import { type Delegation, getProxies } from '../../../client/reads/proxies.ts'
import { getProxyRules, type ProxyRule, permits } from '../../../client/reads/proxy-rules.ts'
import type { RefusalContext } from '../../../client/refusals/context.ts'
import type { Call } from '../../../client/transactions/call.ts'
import type { TaoError } from '../../../primitives/errors.ts'
import { refused } from './scene.ts'
import { wordsOf } from './types.ts'

export interface Acting {
  readonly delegate: string
  readonly real: string
  /** The type that was asked for. */
  readonly type?: string | undefined
  /** Undefined where only a hash is known of it. */
  readonly call?: Call | undefined
  /** A proxy without a delay is preferred. */
  readonly atOnce?: boolean
}

/**
 * The proxy that the chain takes: the first one of the key, or the first of the type asked for. Nobody who is several proxies
 * is made to say which: where the first may not make the call, the type of another that may is given along.
 * @throws TaoError NotProxy, System.CallFiltered
 */
export async function actingProxy(
  at: Reader,
  acting: Acting,
  context: RefusalContext,
): Promise<Delegation & { force?: string }> {
  const { delegate, real, type, call, atOnce = false } = acting
  const [{ proxies }, rules] = await Promise.all([
    getProxies(at, real),
    call === undefined ? undefined : getProxyRules(at),
  ])
  const own = proxies.filter(proxy => proxy.delegate === delegate)
  // Of several of a type the chain takes the first.
  const firsts = own.filter((proxy, i) => own.findIndex(each => each.type === proxy.type) === i)
  const meant = firsts.filter(proxy => type === undefined || proxy.type === type)
  if (meant.length === 0) throw notProxy(acting, proxies, own, context)
  const mayCall = (proxy: Delegation): boolean => {
    const rule = rules?.find(each => each.type === proxy.type)
    return call === undefined || rule === undefined || permits(rule, call)
  }
  const able = meant.filter(mayCall)
  const fit = (atOnce ? able.find(({ delay }) => delay === 0) : undefined) ?? able[0]
  if (fit === undefined) throw mayNot(meant, call!, rules!, context)
  const isFirst = fit.type === own[0]!.type
  return { ...fit, ...(type !== undefined || !isFirst ? { force: fit.type } : {}) }
}

function notProxy(
  { delegate, real, type }: Acting,
  proxies: readonly Delegation[],
  own: readonly Delegation[],
  context: RefusalContext,
): TaoError {
  const why =
    own.length > 0
      ? `${delegate} is one of type ${own.map(proxy => proxy.type).join(', ')}, not of ${type}.`
      : proxies.length === 0
        ? `${real} has no proxies.`
        : `${real} has ${proxies.length}: ${proxies.map(proxy => `${proxy.delegate} (${proxy.type})`).join(', ')}.`
  return refused('Proxy.NotProxy', { ...context, address: real }, [why, `${delegate} would act.`], { delegate, real })
}

function mayNot(
  meant: readonly Delegation[],
  call: Call,
  rules: readonly ProxyRule[],
  context: RefusalContext,
): TaoError {
  const types = [...new Set(meant.map(({ type }) => type))]
  const able = rules.filter(rule => permits(rule, call)).map(({ type }) => type)
  return refused(
    'Proxy.Unproxyable',
    context,
    types.map(type => `A proxy of type ${type} may ${wordsOf(type).may}. ${call.name} is not among that.`),
    { chain_error: 'System.CallFiltered', call: call.name, proxy_types: types, permitted_to: able },
    able.length === 0
      ? 'No type of proxy may make this call: the account has to make it itself.'
      : `Proxies of these types may: ${able.join(', ')}. The account adds one with: tao proxy add`,
  )
}
