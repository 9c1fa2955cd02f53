/** Entries with what is known filled in. */
import type { RefusalContext, Told } from './context.ts'
import type { Entry } from './entry.ts'

type Word = (context: RefusalContext) => string

/** What entries may name in braces, in small letters. */
export const WORDS: Readonly<Record<string, Word>> = {
  subnet: ({ netuid }) =>
    netuid === undefined ? 'the subnet' : netuid === 0 ? 'the root network' : `subnet ${netuid}`,
  hotkey: ({ hotkey }) => (hotkey === undefined ? 'the hotkey' : `hotkey ${hotkey}`),
  coldkey: ({ coldkey }) => (coldkey === undefined ? 'the coldkey' : `coldkey ${coldkey}`),
  account: ({ address, coldkey }) => address ?? coldkey ?? 'the account',
  network: ({ network }) => network ?? 'the chain',
  netuid: ({ netuid }) => (netuid === undefined ? 'NETUID' : String(netuid)),
}

/** `{subnet}` as `subnet 7`; `{Subnet}` begins a sentence. */
export function fill(text: string, context: RefusalContext): string {
  return text.replace(/\{(\w)(\w*)\}/g, (whole, first: string, rest: string) => {
    const word = WORDS[first.toLowerCase() + rest]?.(context)
    if (word === undefined) return whole
    return first === first.toLowerCase() ? word : capitalised(String(word), context)
  })
}

/** Names of networks and accounts stay as they are written. */
function capitalised(word: string, { network, address, coldkey }: RefusalContext): string {
  if (word === network || word === address || word === coldkey) return word
  return word[0]!.toUpperCase() + word.slice(1)
}

/** The rule, then the numbers that met it. */
export function whyOf({ why, numbers }: Entry, context: RefusalContext): string[] {
  const rule = typeof why === 'string' ? [why] : why
  const line = numbers && NUMBERS[numbers](context)
  return [...rule.map(text => fill(text, context)), ...(line === undefined ? [] : [line])]
}

/** The name of the chain inside. */
const LOCAL = 'local'

export function remedyOf({ remedy, numbers }: Entry, context: RefusalContext): string {
  const text = fill(remedy, context)
  if (context.network !== LOCAL) return text
  const whom = context.address ?? context.coldkey
  if (numbers === 'funds')
    return `${text} Here, \`tao wallet fund${whom === undefined ? '' : ` ${whom}`}\` gives you TAO.`
  if (numbers === 'wait')
    return `${text} Here, \`tao chain advance ${blocksLeft(context) ?? 'BLOCKS'}\` lets time pass.`
  return text
}

const NUMBERS: Readonly<Record<NonNullable<Entry['numbers']>, (context: RefusalContext) => string | undefined>> = {
  funds: ({ amount, needed, free }) =>
    facts([
      ['Asked for', amount],
      ['Needed', needed],
      ['Free', free],
    ]),
  holdings: ({ amount, needed, available }) =>
    facts([
      ['Asked for', amount],
      ['Needed', needed],
      ['There', available],
    ]),
  bounds: ({ given, amount, least, most }) =>
    facts([
      ['Given', given ?? amount],
      ['At least', least],
      ['At most', most],
    ]),
  wait: context => {
    const { freeAt, block, blockSeconds } = context
    const left = blocksLeft(context)
    if (left === undefined) return undefined
    const time = blockSeconds === undefined ? '' : `, ${duration(left * blockSeconds)}`
    const blocks = left === 1 ? '1 block' : `${left} blocks`
    return `It will do from block ${freeAt} on. Now it is block ${block}: ${blocks} to wait${time}.`
  },
}

function blocksLeft({ block, freeAt }: RefusalContext): number | undefined {
  return block === undefined || freeAt === undefined || freeAt <= block ? undefined : freeAt - block
}

/** `Asked for: τ2. Free: τ1.` */
function facts(labelled: readonly (readonly [label: string, value: Told])[]): string | undefined {
  const known = labelled.filter(([, value]) => value !== undefined)
  return known.length === 0 ? undefined : `${known.map(([label, value]) => `${label}: ${tell(value)}`).join('. ')}.`
}

const tell = (value: Told): string => (typeof value === 'bigint' ? `${value} rao` : String(value))

const UNITS = [
  [86_400, 'days'],
  [3600, 'hours'],
  [60, 'minutes'],
] as const

/** In the largest unit of which there are two or more. */
function duration(seconds: number): string {
  const [size, name] = UNITS.find(([length]) => seconds >= 2 * length) ?? [1, 'seconds']
  return `about ${Math.round(seconds / size)} ${name}`
}
