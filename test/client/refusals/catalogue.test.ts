import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { entryOf, TOPICS } from '../../../src/client/refusals/catalogue/all.ts'
import type { RefusalContext } from '../../../src/client/refusals/context.ts'
import type { Entry } from '../../../src/client/refusals/entry.ts'
import { refusal } from '../../../src/client/refusals/refusal.ts'
import { WORDS } from '../../../src/client/refusals/wording.ts'
import { runtimeOf } from '../../../src/local-chain/node/apis.ts'
import { chainSpec } from '../../../src/local-chain/profiles/specs.ts'
import { dispatchErrorCodec, ModuleError } from '../../../src/local-chain/runtime/dispatch-error.ts'
import type { TypeInfo } from '../../../src/local-chain/scale/type.ts'
import { decodeMetadata } from '../../../src/primitives/metadata/format.ts'
import { sharedPath } from '../../local-chain/support/shared.ts'

const entries = TOPICS.flatMap(topic => Object.entries(topic))
const labels = entries.map(([label]) => label)

/** Prefixes of refusals that no pallet makes: transactions that reach no block. */
const BEFORE_BLOCKS = [
  'Author',
  'CustomTransactionError',
  'InvalidTransaction',
  'TransactionPool',
  'UnknownTransaction',
] as const

/** Pallets of the real chain that may not be declared here yet. */
const NOT_YET = ['Crowdloan', 'LimitOrders', 'MevShield', 'Multisig', 'Preimage', 'Proxy', 'SafeMode', 'Scheduler']

const palletOf = (label: string): string => label.split('.')[0]!

/** Of all pallets that are written, and of those that a profile has. */
async function declaredErrors(): Promise<ModuleError[]> {
  const root = join(import.meta.dirname, '../../../src/local-chain/pallets')
  const files = readdirSync(root)
    .flatMap(folder => [join(root, folder, 'errors.ts'), join(root, folder, 'events.ts')])
    .filter(file => existsSync(file))
  const modules: object[] = await Promise.all(files.map(file => import(file)))
  const { pallets } = runtimeOf(chainSpec('localnet').profile, () => false).profile
  const groups: unknown[] = [
    ...modules.flatMap(module => Object.values(module)),
    ...pallets.map(each => each[1].errors),
  ]
  const values = groups.flatMap(group => (typeof group === 'object' && group !== null ? Object.values(group) : []))
  return [...new Set(values.filter(value => value instanceof ModuleError))]
}

/** `BadOrigin`, `Token.Frozen`, …: every kind of refusal beside those of pallets. */
function systemLabels(): string[] {
  const variants = ({ def }: TypeInfo) => (def.kind === 'variant' ? def.variants : [])
  return variants(dispatchErrorCodec.type())
    .filter(({ name }) => name !== 'Module' && name !== 'Trie')
    .flatMap(({ name, fields }) =>
      fields.length === 0 ? [name] : variants(fields[0]!.type()).map(inner => `${name}.${inner.name}`),
    )
}

describe('the catalogue', () => {
  test('says something about every error that a pallet declares', async () => {
    const declared = await declaredErrors()
    expect(declared.length).toBeGreaterThan(200)
    expect(declared.map(({ label }) => label).filter(label => entryOf(label) === undefined)).toEqual([])
  })

  test('says something about every kind of refusal by the system itself, and knows no other kind', () => {
    const system = systemLabels()
    expect(system).toContain('Token.FundsUnavailable')
    expect(system.filter(label => entryOf(label) === undefined)).toEqual([])
    const kinds = new Set(system.map(palletOf))
    expect(labels.filter(label => kinds.has(palletOf(label)) && !system.includes(label))).toEqual([])
  })

  test('knows no error that its pallet does not declare', async () => {
    const declared = await declaredErrors()
    const known = new Set(declared.map(({ label }) => label))
    const pallets = new Set(declared.map(({ pallet }) => pallet))
    const other = [...NOT_YET, ...BEFORE_BLOCKS, ...systemLabels().map(palletOf)]
    const isStale = (label: string): boolean =>
      pallets.has(palletOf(label)) ? !known.has(label) : !other.includes(palletOf(label))
    expect(labels.filter(isStale)).toEqual([])
  })

  const metadata = sharedPath(join('metadata', 'mainnet-424.v15.scale'))
  const withMetadata = test.skipIf(!existsSync(metadata))

  withMetadata('agrees with the errors of the real chain (needs mainnet-424.v15.scale)', () => {
    const CONTRACTS = ['Contracts', 'EVM', 'Ethereum']
    const real = realErrors(metadata).filter(label => !CONTRACTS.includes(palletOf(label)))
    expect(real.filter(label => entryOf(label) === undefined)).toEqual([])
    const system = [...BEFORE_BLOCKS, ...systemLabels().map(palletOf)]
    expect(labels.filter(label => !real.includes(label) && !system.includes(palletOf(label)))).toEqual([])
  })

  test('has each label once', () => {
    expect(labels.length).toBe(new Set(labels).size)
  })

  test('says something of its own about each error', () => {
    const bodies = entries.map(([label, { why, remedy }]) => ({ label, body: `${why} ${remedy}` }))
    const copied = bodies.filter(({ body }, at) => bodies.findIndex(other => other.body === body) !== at)
    expect(copied).toEqual([])
  })
})

interface PalletOfMetadata {
  readonly name: string
  readonly errors?: number | { readonly type: number }
}
interface TypeOfMetadata {
  readonly def: { readonly value: readonly { readonly name: string }[] }
}

function realErrors(file: string): string[] {
  const { value } = decodeMetadata(new Uint8Array(readFileSync(file)))
  const { pallets, lookup } = value as unknown as {
    readonly pallets: readonly PalletOfMetadata[]
    readonly lookup: readonly TypeOfMetadata[]
  }
  return pallets.flatMap(({ name, errors }) => {
    const type = typeof errors === 'object' ? errors.type : errors
    return type === undefined ? [] : lookup[type]!.def.value.map(error => `${name}.${error.name}`)
  })
}

const ADDRESS = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'
const EVERYTHING: RefusalContext = {
  network: 'local',
  netuid: 65_535,
  hotkey: ADDRESS,
  coldkey: ADDRESS,
  address: ADDRESS,
  amount: 'τ18446744073.709551615',
  needed: 'τ18446744073.709551615',
  free: 'τ18446744073.709551615',
  available: 'τ18446744073.709551615',
  least: 'τ18446744073.709551615',
  most: 'τ18446744073.709551615',
  block: 12_345_678,
  freeAt: 12_345_999,
  blockSeconds: 12,
}

/** What a reader would stumble over. */
const JARGON =
  /extrinsic|dispatch|pallet|origin\b|storage|u16|u64|struct|enum|variant|index \d|Err\b|ensure|runtime error/i
const COMMANDS = join(import.meta.dirname, '../../../src/commands')
const GROUPS = [
  'wallet',
  'stake',
  'lock',
  'subnets',
  'delegate',
  'root',
  'weights',
  'sudo',
  'chain',
  'emission',
  'children',
  'proxy',
  'crowd',
  'swap',
  'axon',
  'commitments',
  'identity',
]

describe.each(entries)('%s', (label, entry: Entry) => {
  const rule = typeof entry.why === 'string' ? [entry.why] : entry.why
  const texts = [entry.message, ...rule, entry.remedy]

  test('is told in short sentences', () => {
    expect(entry.message).not.toMatch(/[.:!?]$/)
    expect(entry.message).toMatch(/^(\p{Lu}|\{\p{Lu})/u)
    for (const text of [...rule, entry.remedy]) expect(text).toMatch(/[^.]\.$/)
    for (const { name, context } of [
      { name: 'nothing known', context: {} },
      { name: 'everything known', context: EVERYTHING },
    ]) {
      const told = refusal(label, context)
      for (const text of [told.message, ...told.why, told.remedy!]) {
        expect(text.length, `${name}: ${text}`).toBeLessThanOrEqual(200)
        expect(text, name).not.toMatch(/[{}]|undefined| {2}/)
      }
    }
  })

  test('uses the words of users', () => {
    for (const text of texts) expect(text).not.toMatch(JARGON)
    const named = texts.flatMap(text => [...text.matchAll(/\{(\w+)\}/g)].map(match => match[1]!.toLowerCase()))
    expect(named.filter(word => WORDS[word] === undefined)).toEqual([])
  })

  test('sends to commands that there are, or will be', () => {
    const commands = texts.flatMap(text => [...text.matchAll(/`tao ([\w-]+)/g)].map(match => match[1]!))
    expect(commands.filter(command => command !== '--help' && !GROUPS.includes(command))).toEqual([])
    const verbs = texts.flatMap(text => [...text.matchAll(/`tao (wallet|chain|crowd|lock) ([a-z-]+)/g)])
    const missing = verbs.filter(
      ([, group, verb]) => ![`${verb}.ts`, verb!].some(file => existsSync(join(COMMANDS, group!, file))),
    )
    expect(missing.map(([command]) => command)).toEqual([])
    const bare = texts.flatMap(text => text.match(/(?<!`)\btao [a-z]+/g) ?? [])
    expect(bare, 'a command stands between backticks').toEqual([])
  })
})
