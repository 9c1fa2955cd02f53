/** What a coldkey says of itself. */
import type { Identity } from '../../../client/reads/identities.ts'
import { type Hex, toHex, utf8 } from '../../../primitives/bytes.ts'
import { TaoError } from '../../../primitives/errors.ts'
import { type Cell, cells } from '../../kit/cells.ts'
import { text } from '../../kit/options.ts'
import { foreign, record } from '../../kit/shape.ts'

export const IDENTITY = record(
  {
    name: foreign('Its name'),
    url: foreign('Its site'),
    repository: foreign('Where its code is'),
    image: foreign('The address of its picture'),
    discord: foreign('How to reach it on Discord'),
    description: foreign('Who it is'),
    additional: foreign('Anything else'),
  },
  'What the coldkey says of itself; null for nothing',
)

/** `--name` names a wallet in btcli v9 and an identity in v11. Ours is plain; v9's `--id-name` is taken too. */
export const IDENTITY_OPTIONS = {
  idName: text({ summary: 'The name' }),
  url: text({ summary: 'The site', aliases: ['web-url', 'web'] }),
  github: text({ summary: 'Where the code is', aliases: ['github-repo'] }),
  image: text({ summary: 'The address of a picture', aliases: ['image-url'] }),
  discord: text({ summary: 'How to reach you on Discord' }),
  description: text({ summary: 'Who you are' }),
  additional: text({ summary: 'Anything else' }),
} as const

export type IdentityInput = { readonly [K in keyof typeof IDENTITY_OPTIONS]: string | undefined }

export const saysNothing = (input: IdentityInput): boolean =>
  Object.keys(IDENTITY_OPTIONS).every(key => input[key as keyof IdentityInput] === undefined)

/** Bytes that each field may have. Reference: utils/identity.rs is_valid_identity */
const LIMITS: Readonly<Record<keyof Identity, number>> = {
  name: 256,
  url: 256,
  repository: 256,
  image: 1024,
  discord: 256,
  description: 1024,
  additional: 1024,
}

/** What was given, over what is there. @throws TaoError `invalid_argument` for a field that is too long */
export function identityOf(input: IdentityInput, present: Identity | undefined): Identity {
  const identity: Identity = {
    name: input.idName ?? present?.name ?? '',
    url: input.url ?? present?.url ?? '',
    repository: input.github ?? present?.repository ?? '',
    image: input.image ?? present?.image ?? '',
    discord: input.discord ?? present?.discord ?? '',
    description: input.description ?? present?.description ?? '',
    additional: input.additional ?? present?.additional ?? '',
  }
  for (const [field, limit] of Object.entries(LIMITS)) {
    const { length } = utf8(identity[field as keyof Identity])
    if (length > limit) {
      throw new TaoError('invalid_argument', `The ${field} is too long`, {
        why: `It has ${length} bytes; the chain takes ${limit}.`,
        remedy: 'Shorten it.',
        data: { field, length, limit },
      })
    }
  }
  return identity
}

const bytes = (given: string): Hex => toHex(utf8(given))

export const identityArguments = (identity: Identity) => ({
  name: bytes(identity.name),
  url: bytes(identity.url),
  github_repo: bytes(identity.repository),
  image: bytes(identity.image),
  discord: bytes(identity.discord),
  description: bytes(identity.description),
  additional: bytes(identity.additional),
})

/** The fields that are not empty. */
export function identityFacts(identity: Identity): [string, Cell][] {
  const facts: [string, string][] = [
    ['Name', identity.name],
    ['Site', identity.url],
    ['Code', identity.repository],
    ['Picture', identity.image],
    ['Discord', identity.discord],
    ['About', identity.description],
    ['Also', identity.additional],
  ]
  return facts.filter(([, value]) => value !== '').map(([label, value]) => [label, cells.text(value)])
}
