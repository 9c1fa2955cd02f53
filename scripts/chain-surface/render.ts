/** The documents: the surface beside the tests that show it, and the table of parameters. */
import { ELSEWHERE, type Elsewhere, UNUSED } from '../../test/local-chain/calls/support/notes.ts'
import { fileOf, type Kind, type Register, readRegister } from '../../test/local-chain/calls/support/register.ts'
import { TRAPS } from '../../test/local-chain/calls/support/traps.ts'
import { type Facts, PALLETS, SECTIONS, type Section, type Surface, sectionOf } from './facts.ts'
import { type ParameterRow, parameterRows, storageRows } from './parameters.ts'

const HEADINGS: Readonly<Record<Section, string>> = {
  call: 'Calls',
  storage: 'Storage',
  event: 'Events',
  error: 'Errors',
  constant: 'Constants',
  api: 'Runtime APIs',
}

/** The test that compares every declaration with the reference's. */
const SURFACE_TEST = 'test/local-chain/calls/surface.test.ts'

/** By which test something is shown, and what is to be said of it; undefined where nothing shows it. */
type Status = { readonly test: string; readonly note: string } | undefined

const DECLARED = 'declared; nothing at this spec version uses it'

function statusOf(register: Register, section: Section, full: string): Status {
  if (section === 'constant') return { test: SURFACE_TEST, note: 'its value' }
  const shown = register[section as Kind].get(section === 'api' ? full.slice(full.indexOf('.') + 1) : full)
  if (shown !== undefined)
    return { test: fileOf(shown.area), note: shown.area === 'dead' ? 'only refuses' : shown.title }
  if (section === 'call' || section === 'api') return undefined
  if (UNUSED[section].has(full)) return { test: SURFACE_TEST, note: DECLARED }
  const elsewhere: Elsewhere | undefined = ELSEWHERE[section][full]
  return (
    elsewhere && { test: elsewhere.test === undefined ? SURFACE_TEST : `test/${elsewhere.test}`, note: elsewhere.why }
  )
}

const eachName = (surface: Surface, section: Section, pallet: string): string[] =>
  Object.keys(surface[sectionOf(section, pallet)] ?? {})

/** What nothing shows. */
export function openEntries(surface: Surface): string[] {
  const register = readRegister()
  return PALLETS.flatMap(pallet =>
    SECTIONS.flatMap(section =>
      eachName(surface, section, pallet)
        .filter(name => statusOf(register, section, `${pallet}.${name}`) === undefined)
        .map(name => `${section} ${pallet}.${name}: no test shows it`),
    ),
  )
}

export function renderSurface(surface: Surface): string {
  const register = readRegister()
  return `${[INTRODUCTION, summary(surface), ...PALLETS.map(pallet => palletText(surface, register, pallet)), trapsText()].join('\n')}`
}

const INTRODUCTION = `# What the bundled chain has of spec 425

Every call, storage item, event, error, constant and runtime API of eight pallets of Subtensor at spec 425, with the test that shows it.
Written by \`node scripts/chain-surface.mjs\` from the declarations, which it compares with the reference (names, indices, arguments and the
names of their types, modifiers, hashers, values of constants, weights); \`npm test\` fails where this document is not up to date, where
anything differs, or where nothing shows an entry.

Cases stand in \`calls/*.cases.ts\` and are played by \`calls/{stake,subnets,admin,frame,reads}.test.ts\`.
*done* means for a call: it is sent as a signed extrinsic in a block, through fees and all checks; the test looks at its events and at the
state before and after, at who else may send it, and at every refusal by the exact name of its error, which must leave nothing but a fee.
For an event, an error or an item: such a test names it with its data. Nothing of these pallets is out: the key of the EVM that
\`associate_evm_key\` binds and the switches of precompiled contracts are kept, though there is no EVM that would read them.
`

function summary(surface: Surface): string {
  const header = ['pallet', ...SECTIONS.map(section => HEADINGS[section].toLowerCase())]
  const rows = PALLETS.map(pallet => [
    pallet,
    ...SECTIONS.map(section => String(eachName(surface, section, pallet).length)),
  ])
  return `${table(header, rows)}\n`
}

function palletText(surface: Surface, register: Register, pallet: string): string {
  const parts = SECTIONS.flatMap(section => {
    const facts = surface[sectionOf(section, pallet)] ?? {}
    if (Object.keys(facts).length === 0) return []
    return [`### ${HEADINGS[section]}\n\n${sectionTable(register, section, pallet, facts)}\n`]
  })
  return [`## ${pallet}\n`, ...parts].join('\n')
}

function sectionTable(register: Register, section: Section, pallet: string, facts: Facts): string {
  const rows = inOrder(Object.entries(facts)).map(([name, text]) => {
    const status = statusOf(register, section, `${pallet}.${name}`)
    const test =
      status === undefined
        ? ''
        : `\`${status.test.replace(/^test\/local-chain\//, '')}\` ${shortTitle(status.note, `${pallet}.${name}`)}`
    const index = section === 'call' || section === 'event' || section === 'error' ? [text.split(' ')[0]!] : []
    return [...index, `\`${name}\``, status === undefined ? 'open' : 'done', test.trim()]
  })
  const index = section === 'call' || section === 'event' || section === 'error' ? ['index'] : []
  return table([...index, 'name', '', 'shown by (below test/local-chain)'], rows)
}

function trapsText(): string {
  const rows = TRAPS.map(({ number, fact, also }) => [
    String(number),
    fact,
    `\`calls/traps.test.ts\`, \`${also.replace(/^local-chain\//, '')}\``,
  ])
  return `## Twenty facts that are easily got wrong\n\n${table(['', 'fact', 'shown by (below test/local-chain, or test)'], rows)}\n`
}

/** By index, where there is one. */
const inOrder = (entries: [name: string, text: string][]): [name: string, text: string][] =>
  entries.sort(([, a], [, b]) => (Number.parseInt(a, 10) || 0) - (Number.parseInt(b, 10) || 0))

/** Of a call's own case only what it shows beside. */
const shortTitle = (title: string, full: string): string =>
  title === full || title === full.replace(/^\w+\./, '') ? '' : title.replace(`${full}: `, '')

export function renderParameters(): string {
  return `# Parameters

What is fixed when the chain is built, as the profiles \`sandbox\` and \`localnet\` have it, and as \`localnet-fast\` has it where that differs.
Written by \`node scripts/chain-surface.mjs\` from the declarations (\`constants.ts\` and \`storage.ts\` of each pallet), where each
parameter stands once. Local networks are built with a faucet and let subnets be registered at any time (\`DefaultNetworkRateLimit\` is 0).

*since* is the spec version of the main network's runtime that introduced the parameter, taken from the history of opentensor/subtensor, where
it begins at 100; the value may have changed later. The values of constants are compared with the metadata of spec 424. The sources are
files of opentensor/subtensor at 14bc6f9f9.

A later runtime says only what differs: see \`src/local-chain/runtime/successor.ts\`.

${parameterTable(parameterRows(), 'value')}

## Storage

What an item is read as until somebody sets it, for each subnet or key where it is a map. Items that begin with a constant of above
(\`InitialTempo\`, \`InitialKappa\` …) are not told again, and those that begin with nothing are left out.

${parameterTable(storageRows(), 'at first')}
`
}

function parameterTable(parameters: readonly ParameterRow[], value: string): string {
  const rows = parameters.map(row => [
    `\`${row.name}\``,
    row.value,
    row.fast ?? '',
    row.unit,
    String(row.since),
    `\`${row.source}\``,
  ])
  return table(['parameter', value, 'fast', 'unit', 'since', 'source'], rows)
}

const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [header, header.map(() => '---'), ...rows].map(row => `| ${row.map(cell).join(' | ')} |`).join('\n')

const cell = (text: string): string => text.replaceAll('|', '\\|')
