/** The call that is made for another account: by name and arguments, as bytes, or as it was announced from here. */
import { readFileSync } from 'node:fs'
import type { Client } from '../../../client/client.ts'
import type { Needs } from '../../../client/metadata/needs.ts'
import { callHash } from '../../../client/reads/proxies.ts'
import { build } from '../../../client/transactions/build.ts'
import { type Call, callNeeds } from '../../../client/transactions/call.ts'
import { ANY_CALL, readCallBytes } from '../../../client/transactions/call-bytes.ts'
import { checkCall, parseCall } from '../../../client/transactions/raw-call.ts'
import { type Hex, toHex } from '../../../primitives/bytes.ts'
import { messageOf, TaoError } from '../../../primitives/errors.ts'
import { announcedCallsFile, readAnnouncedCalls } from '../../../wallet/announced-calls.ts'
import { walletRoot } from '../../../wallet/places.ts'
import { type Cell, cells } from '../../kit/cells.ts'
import type { Context } from '../../kit/context.ts'
import { toJson } from '../../kit/json.ts'
import { file, text, valued } from '../../kit/options.ts'

/** Bytes in hex, with or without the 0x. */
const hexType = (what: string, length?: number) => ({
  placeholder: 'HEX',
  parse: (given: string): Hex => {
    const digits = given.toLowerCase().replace(/^0x/, '')
    const isWhole = /^(?:[0-9a-f]{2})+$/.test(digits) && (length === undefined || digits.length === 2 * length)
    if (isWhole) return `0x${digits}`
    throw new TaoError('invalid_argument', `Not ${what}: \`${given.slice(0, 60)}\``, {
      remedy: length === undefined ? 'Write it as hex digits, two for each byte.' : `It has ${2 * length} hex digits.`,
    })
  },
  format: (hex: Hex) => hex,
  schema: { type: 'string' },
})

export const callHashOption = valued<Hex>(hexType('the hash of a call', 32))
const callHex = valued<Hex>(hexType('a call'))

/** btcli v11 has its own names of deeds there. */
export const INNER_REFUSES = {
  'inner-op': {
    why: 'The names that btcli has for its commands are no calls of the chain.',
    remedy: 'Name the call: Balances.transfer_keep_alive --args \'{"dest": "5F…", "value": 1000000000}\'',
  },
  'inner-args': { why: 'They are those of --inner-op.', remedy: 'Give the arguments of the call with --args.' },
} as const

export const INNER_ARGUMENTS = {
  target: text({
    summary: 'The call',
    placeholder: 'PALLET.CALL',
    excludes: ['callHex'],
    ask: { message: 'Which call? Pallet.name', wanted: true },
  }),
} as const

export const INNER_OPTIONS = {
  args: text({ summary: 'Its arguments as a JSON object', placeholder: 'JSON', excludes: ['argsFile', 'callHex'] }),
  argsFile: file({ summary: 'A file with them; - for standard input', excludes: ['callHex'] }),
  callHex: callHex({ summary: 'The whole call as bytes, instead of name and arguments' }),
} as const

export interface InnerInput {
  readonly target: string | undefined
  readonly args: string | undefined
  readonly argsFile: string | undefined
  readonly callHex: Hex | undefined
}

/** A call whose bytes may be known only, with what it takes to read them. */
export interface Inner {
  readonly needs: Needs
  /** @throws TaoError for what is no call of the chain */
  on(client: Client): Call
}

/** Undefined where the line names none. @throws TaoError for arguments without a call */
export async function innerOf(
  { target, args, argsFile, callHex }: InnerInput,
  ctx: Context,
): Promise<Inner | undefined> {
  if (callHex !== undefined) return innerOfBytes(callHex)
  if (target === undefined) {
    if (args === undefined && argsFile === undefined) return undefined
    throw new TaoError('usage', 'Arguments of which call?', { remedy: 'Name it: PALLET.CALL' })
  }
  const inner = parseCall(target, await argumentsOf(args, argsFile, ctx))
  return {
    needs: callNeeds(inner),
    on: client => {
      checkCall(client, inner)
      return inner
    },
  }
}

/** Where the line names none. */
export const whichCall = (): TaoError =>
  new TaoError('usage', 'Which call?', {
    remedy: 'Name it, PALLET.CALL with --args, or give its bytes with --call-hex.',
    data: { missing: ['--target'] },
  })

export const innerOfBytes = (bytes: Hex): Inner => ({ needs: ANY_CALL, on: client => readCallBytes(client, bytes) })

/** The bytes of a call and what it is announced by. */
export function bytesOf(client: Client, call: Call): { readonly bytes: Hex; readonly hash: Hex } {
  const encoded = build(client, call)
  return { bytes: toHex(encoded), hash: callHash(encoded) }
}

/** What was announced from here, by hash. */
export const announcedHere = (ctx: Context): ReadonlyMap<Hex, Hex> => readAnnouncedCalls(announcedFile(ctx))

export const announcedFile = (ctx: Context): string =>
  announcedCallsFile(walletRoot(ctx.settings.walletPath, { ...ctx.env }))

/** A call as facts of a plan: its name, then its arguments. */
export const callFacts = ({ name, args }: Call): (readonly [string, Cell])[] => [
  ['Call', cells.strong(name)],
  ...Object.entries(args).map(([label, value]) => [label, cells.text(JSON.stringify(toJson(value)))] as const),
]

async function argumentsOf(args: string | undefined, path: string | undefined, ctx: Context): Promise<string> {
  if (path === '-') return (await ctx.readStdin()).toString('utf8')
  if (path === undefined) return args ?? '{}'
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new TaoError('not_found', `The file cannot be read: ${path}`, { why: messageOf(error), cause: error })
  }
}
