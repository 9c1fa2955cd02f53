/**
 * A node that answers anything to anything: a connection to a sandbox whose answers are, as a seed decides, left as they are,
 * changed somewhere inside, or something else altogether.
 */
import type { ProviderInterface } from '@polkadot/rpc-provider/types'
import { LocalProvider } from '../../../src/local-chain/node/provider.ts'
import type { Sandbox } from '../../support/sandbox.ts'

/** Numbers from 0 up to a limit, the same for the same seed. */
export type Dice = (limit: number) => number

/** Mulberry32. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0
  return limit => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }
}

/** Values that no method answers with, or that few do. */
const ODD: readonly unknown[] = [
  ...[
    null,
    true,
    false,
    0,
    -1,
    1.5,
    4096,
    2 ** 32,
    2 ** 53,
    1e300,
    '',
    ' ',
    '0',
    '0x',
    '0x0',
    '0xzz',
    'NaN',
    '-1',
    '9'.repeat(60),
  ],
  ...['0x00', '0x01', '0xff', '0x0400', '0xffffffff', '0x02', '0x03', `0x${'00'.repeat(32)}`, `0x${'ff'.repeat(64)}`],
  ...[`0x${'fe'.repeat(70_000)}`, '\u202eevil\u001b[31m', 'ready', 'dropped', 'inBlock', 'toString', '__proto__'],
  ...[
    [],
    [[]],
    [null],
    [['0x00']],
    [['0x00', null]],
    Array(2000).fill('0x00'),
    [{ changes: null }],
    [{ changes: [[1, 2]] }],
  ],
  ...[{}, { toString: 1, valueOf: 2 }, { number: null }, { number: '0xffffffffff' }, { block: {} }, { inBlock: 7 }],
  ...[{ finalized: '0x00' }, { inBlock: `0x${'00'.repeat(32)}` }, { code: 1, message: {} }, { length: 1e9 }],
  JSON.parse('{"__proto__": {"type": "x"}, "constructor": 1}'),
]

export const odd = (dice: Dice): unknown => ODD[dice(ODD.length)]

/** The value with one place in it changed. */
export function changed(value: unknown, dice: Dice): unknown {
  if (Array.isArray(value) && value.length > 0 && dice(4) > 0) {
    const at = dice(value.length)
    if (dice(6) === 0) return value.filter((_, i) => i !== at)
    return value.map((each, i) => (i === at ? changed(each, dice) : each))
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && dice(4) > 0) {
    const entries = Object.entries(value)
    const at = dice(Math.max(entries.length, 1))
    return Object.fromEntries(
      dice(6) === 0
        ? entries.filter((_, i) => i !== at)
        : entries.map(([key, each], i) => [key, i === at ? changed(each, dice) : each]),
    )
  }
  if (typeof value === 'string' && value.startsWith('0x') && value.length > 4 && dice(4) > 0)
    return otherHex(value, dice)
  return odd(dice)
}

function otherHex(hex: string, dice: Dice): string {
  const at = 2 + dice(hex.length - 2)
  const kind = dice(4)
  if (kind === 0) return hex.slice(0, at)
  if (kind === 1) return hex + hex.slice(at)
  return `${hex.slice(0, at)}${dice(16).toString(16)}${hex.slice(at + 1)}`
}

/** What becomes of an answer. */
type Mood = (honest: () => Promise<unknown>, dice: Dice) => Promise<unknown>

const refusing: Mood = async (_, dice) => {
  const [code, data] = [odd(dice), odd(dice)]
  const told = typeof code === 'number' && Number.isSafeInteger(code) ? code : [1010, -32_000, 4003, 1012][dice(4)]!
  throw Object.assign(new Error(`${told}: ${JSON.stringify(odd(dice))}`), { code: told, data })
}

const MOODS: readonly Mood[] = [
  async (_, dice) => odd(dice),
  async (honest, dice) => changed(await honest(), dice),
  async (honest, dice) => changed(await honest(), dice),
  refusing,
]

export interface HostileOptions {
  readonly sandbox: Sandbox
  readonly dice: Dice
  /** One in so many answers is not honest. */
  readonly oneIn: number
  /** Whether an answer may be touched at all. */
  readonly spares?: (method: string, params: readonly unknown[]) => boolean
}

export function hostileNode({ sandbox, dice, oneIn, spares = () => false }: HostileOptions): ProviderInterface {
  const provider = new LocalProvider({ chain: sandbox.inside, version: '0.0.0-test', instance: 'hostile' })
  const [send, subscribe] = [provider.send.bind(provider), provider.subscribe.bind(provider)]
  const answer = async (
    method: string,
    params: readonly unknown[],
    honest: () => Promise<unknown>,
  ): Promise<unknown> =>
    spares(method, params) || dice(oneIn) > 0 ? honest() : MOODS[dice(MOODS.length)]!(honest, dice)
  Object.assign(provider, {
    send: (method: string, params: unknown[]) => answer(method, params, () => send(method, params)),
    subscribe: (type: string, method: string, params: unknown[], onMessage: (error: null, message: unknown) => void) =>
      subscribe(type, method, params, (error, message) => {
        if (error !== null) return
        void answer(method, params, async () => message).then(
          told => onMessage(null, told),
          refused => (onMessage as (error: unknown, message: unknown) => void)(refused, undefined),
        )
      }),
  })
  return provider as unknown as ProviderInterface
}
