/** What a subnet says of itself. */
import type { SubnetIdentity } from '../../../client/reads/subnets.ts'
import { type Hex, toHex, utf8 } from '../../../primitives/bytes.ts'
import { TaoError } from '../../../primitives/errors.ts'
import { type Cell, cells } from '../../kit/cells.ts'
import { text as textOption } from '../../kit/options.ts'
import { foreign, record } from '../../kit/shape.ts'

export const IDENTITY = record(
  {
    name: foreign('Its name'),
    url: foreign('Its site'),
    repository: foreign('Where its code is'),
    contact: foreign('How to reach the owner'),
    discord: foreign('The same, on Discord'),
    description: foreign('What it is for'),
    logo: foreign('The address of its logo'),
    additional: foreign('Anything else'),
  },
  'What the owner says of it; null for nothing',
)

/** The fields that are not empty. */
export function identityFacts(identity: SubnetIdentity): [string, Cell][] {
  const facts: [string, string][] = [
    ['Name', identity.name],
    ['Site', identity.url],
    ['Code', identity.repository],
    ['Contact', identity.contact],
    ['Discord', identity.discord],
    ['About', identity.description],
    ['Logo', identity.logo],
    ['Also', identity.additional],
  ]
  return facts.filter(([, value]) => value !== '').map(([label, value]) => [label, cells.text(value)])
}

/** The options by which an identity is given, in btcli's spellings too. */
export const IDENTITY_OPTIONS = {
  subnetName: textOption({ summary: 'The name of the subnet', aliases: ['sn-name'] }),
  url: textOption({ summary: 'Its site', aliases: ['subnet-url'] }),
  github: textOption({ summary: 'Where its code is', aliases: ['github-repo', 'repo'] }),
  contact: textOption({ summary: 'How to reach you', aliases: ['subnet-contact', 'email'] }),
  discord: textOption({ summary: 'The same, on Discord', aliases: ['discord-handle'] }),
  description: textOption({ summary: 'What it is for' }),
  logo: textOption({ summary: 'The address of its logo', aliases: ['logo-url'] }),
  additional: textOption({ summary: 'Anything else', aliases: ['additional-info'] }),
} as const

export interface IdentityInput {
  readonly subnetName: string | undefined
  readonly url: string | undefined
  readonly github: string | undefined
  readonly contact: string | undefined
  readonly discord: string | undefined
  readonly description: string | undefined
  readonly logo: string | undefined
  readonly additional: string | undefined
}

export const saysNothing = (input: IdentityInput): boolean =>
  Object.keys(IDENTITY_OPTIONS).every(key => input[key as keyof IdentityInput] === undefined)

/** What was given, over what is there. @throws TaoError `invalid_argument` for a field that is too long */
export function identityOf(input: IdentityInput, present?: SubnetIdentity): SubnetIdentity {
  const identity: SubnetIdentity = {
    name: input.subnetName ?? present?.name ?? '',
    url: input.url ?? present?.url ?? '',
    repository: input.github ?? present?.repository ?? '',
    contact: input.contact ?? present?.contact ?? '',
    discord: input.discord ?? present?.discord ?? '',
    description: input.description ?? present?.description ?? '',
    logo: input.logo ?? present?.logo ?? '',
    additional: input.additional ?? present?.additional ?? '',
  }
  for (const [field, limit] of Object.entries(LIMITS)) {
    checkLength(field, identity[field as keyof SubnetIdentity], limit)
  }
  return identity
}

/** Bytes that each field may have. Reference: utils/identity.rs is_valid_subnet_identity */
const LIMITS: Readonly<Record<keyof SubnetIdentity, number>> = {
  name: 256,
  url: 1024,
  repository: 1024,
  contact: 1024,
  discord: 256,
  description: 1024,
  logo: 1024,
  additional: 1024,
}

/** @throws TaoError `invalid_argument` */
export function checkLength(field: string, text: string, limit: number): void {
  const { length } = utf8(text)
  if (length <= limit) return
  throw new TaoError('invalid_argument', `The ${field} is too long`, {
    why: `It has ${length} bytes; the chain takes ${limit}.`,
    remedy: 'Shorten it.',
    data: { field, length, limit },
  })
}

/** As an argument of the chain's calls; as a record of its own it takes the names in camel case. */
export const identityArguments = (identity: SubnetIdentity) => ({
  subnet_name: asBytes(identity.name),
  github_repo: asBytes(identity.repository),
  subnet_contact: asBytes(identity.contact),
  subnet_url: asBytes(identity.url),
  discord: asBytes(identity.discord),
  description: asBytes(identity.description),
  logo_url: asBytes(identity.logo),
  additional: asBytes(identity.additional),
})

export const identityRecord = (identity: SubnetIdentity) =>
  Object.fromEntries(
    Object.entries(identityArguments(identity)).map(([key, value]) => [
      key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  )

/** Text that begins with `0x` would be taken for bytes. */
export const asBytes = (text: string): Hex => toHex(utf8(text))
