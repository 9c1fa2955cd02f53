import { mergeNeeds } from '../../client/metadata/needs.ts'
import { proxyTypes } from '../../client/reads/proxies.ts'
import {
  getProxyRules,
  PROXY_RULES,
  type ProxyRule,
  permitsName,
  type RuleCall,
} from '../../client/reads/proxy-rules.ts'
import { argumentsOf, unknownCall } from '../../client/transactions/build.ts'
import { callNeeds } from '../../client/transactions/call.ts'
import { callName } from '../../client/transactions/raw-call.ts'
import { formatRao } from '../../primitives/amounts.ts'
import { TaoError } from '../../primitives/errors.ts'
import { cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { text } from '../kit/options.ts'
import { flag, list, maybe, record, text as textShape } from '../kit/shape.ts'
import { card, column, lines, table } from '../kit/view.ts'
import { proxyType, wordsOf } from './shared/types.ts'

const ADD = 'Proxy.add_proxy'
const MODES = {
  AllowAll: 'every call',
  DenyAll: 'no call',
  Allow: 'only these calls',
  Deny: 'every call but these',
} as const

export default read({
  summary: 'Tell what each type of proxy may do',
  description: [
    'The calls are those that the chain itself names. A proxy may add and remove only proxies that may do no more than itself, and only one of type Any may remove all of them or kill a pure proxy.',
  ],
  examples: [
    { line: 'tao proxy types', does: 'All types in plain words' },
    { line: 'tao proxy types Staking', does: 'Each call that a proxy of type Staking may make' },
    { line: 'tao proxy types --call Balances.transfer_keep_alive', does: 'The types that may send TAO' },
  ],
  arguments: { type: proxyType({ summary: 'Only this one' }) },
  options: {
    call: text({ summary: 'Only those that may make this call', placeholder: 'PALLET.CALL', excludes: ['type'] }),
  },
  uses: ['network'],
  output: list(
    record({
      type: textShape('The type'),
      may: textShape('What it may do, in words'),
      risk: maybe(textShape('What somebody who has it can do to the account; null where little can be lost')),
      deprecated: flag('It may do nothing any more'),
      permits: textShape('every call, no call, only these calls, every call but these, or not told by this chain'),
      calls: list(textShape('A call, with its limit where it has one'), 'These calls'),
      except: list(textShape('A call'), 'Calls that are not permitted, of those that are'),
    }),
  ),
  view: rows => [
    ...rows
      .filter(({ deprecated }) => !deprecated || rows.length === 1)
      .map(({ type, may, risk, permits }) =>
        card([
          ['Type', cells.strong(type)],
          ['May', cells.text(may)],
          ...(risk === undefined ? [] : [['Risk', cells.warn(risk)] as const]),
          ...(rows.length === 1 ? [['Permits', cells.text(permits)] as const] : []),
        ]),
      ),
    ...(rows.length === 1 ? callsView(rows[0]!) : []),
    ...(rows.length === 0 ? [lines('No type of proxy may make that call.')] : []),
  ],
  run: async ({ type, call }, ctx) => {
    const name = call && callName(call)
    // A call that the chain does not have is refused: a type that allows everything else would seem to allow it.
    const client = await (await ctx.chain()).with(mergeNeeds(PROXY_RULES, callNeeds(ADD, ...(name ? [name] : []))))
    if (name !== undefined && argumentsOf(client.lens, name) === undefined) throw unknownCall(client, name)
    const rules = await getProxyRules(client)
    if (rules === undefined && call !== undefined) throw untold(client.chain.name)
    const all = rules ?? proxyTypes(client, ADD).map(unruled)
    return all
      .filter(rule => type === undefined || rule.type === type)
      .filter(rule => name === undefined || permitsName(rule, name))
      .map(shown)
  },
})

const callsView = ({ calls, except }: { readonly calls: readonly string[]; readonly except: readonly string[] }) =>
  calls.length === 0
    ? []
    : [table([...calls, ...except.map(name => `not ${name}`)], [column('Call', name => cells.text(name))])]

/** Of an older or a later runtime: the words are ours, and the calls are not known. */
const unruled = (type: string): ProxyRule & { readonly isUntold: true } => ({
  type,
  isDeprecated: wordsOf(type).isIdle === true,
  mode: 'Allow',
  calls: [],
  except: [],
  isUntold: true,
})

const shown = ({ type, isDeprecated, mode, calls, except, isUntold }: ProxyRule & { readonly isUntold?: true }) => ({
  type,
  may: wordsOf(type).may,
  risk: wordsOf(type).risk,
  deprecated: isDeprecated,
  permits: isUntold ? 'not told by this chain' : MODES[mode],
  calls: calls.map(callText),
  except: except.map(callText),
})

const callText = ({ name, below, contains }: RuleCall): string =>
  below !== undefined
    ? `${name} with ${below.argument} below ${formatRao(below.limit)}`
    : contains !== undefined
      ? `${name} of ${contains}`
      : name

const untold = (network: string): TaoError =>
  new TaoError('unsupported', `${network} does not tell what types of proxies may do`, {
    why: 'Its runtime does not have ProxyFilterRuntimeApi.get_proxy_filter.',
    remedy: 'See them in words: tao proxy types. The chain inside tells it of its own: --network local',
  })
