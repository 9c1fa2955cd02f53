/** The networks that commands know by name, and what may be connected to at all. */
import type { Hex } from '../primitives/bytes.ts'
import { TaoError } from '../primitives/errors.ts'

export interface Network {
  /** e.g. `finney`, `local`, or the address of a node that has no name. */
  readonly name: string
  /** Addresses of nodes, the first one first. None for the chain inside. */
  readonly urls: readonly string[]
  /** The hash of block 0, where it is known beforehand: a node that has another is not of this network. */
  readonly genesis?: Hex
  /** Whether mistakes cost real money. */
  readonly isReal: boolean
}

const FINNEY_GENESIS: Hex = '0x2f0555cc76fc2840a25a6ea3b9637146806f1f44b090c175ffde2a7e5ab36c03'
const TEST_GENESIS: Hex = '0x8f9cf856bf558a14440e75569c9e58594757048d7b3a84b5d25f6bd978263105'

const NETWORKS: readonly Network[] = [
  {
    name: 'finney',
    urls: ['wss://entrypoint-finney.opentensor.ai:443', 'wss://lite.chain.opentensor.ai:443'],
    genesis: FINNEY_GENESIS,
    isReal: true,
  },
  { name: 'archive', urls: ['wss://archive.chain.opentensor.ai:443'], genesis: FINNEY_GENESIS, isReal: true },
  { name: 'test', urls: ['wss://test.finney.opentensor.ai:443'], genesis: TEST_GENESIS, isReal: false },
]

/** Those that are reached through nodes of their own. */
export const networkNames = (): string[] => NETWORKS.map(({ name }) => name)

const INSIDE = 'local'

/** The chain inside, or the node that serves it. */
export const isInside = ({ urls }: Network): boolean => urls.length === 0

/**
 * The network that a setting means.
 * @param insecure allows an address that is neither encrypted nor on this machine
 * @throws TaoError `invalid_argument`, `not_permitted`
 */
export function networkOf(setting: string, insecure = false): Network {
  if (setting === INSIDE) return { name: INSIDE, urls: [], isReal: false }
  const named = NETWORKS.find(({ name }) => name === setting)
  return named ?? custom(setting, insecure)
}

function custom(text: string, insecure: boolean): Network {
  const url = parseUrl(text)
  const isLocal = isLoopback(url.hostname)
  if (url.protocol === 'ws:' && !isLocal && !insecure) {
    throw new TaoError('not_permitted', `${text} is not encrypted`, {
      why: 'Whoever is on the way could read and change what the node answers.',
      remedy: 'Use wss://, or add --insecure if you trust the way.',
    })
  }
  return { name: text, urls: [text], isReal: !isLocal }
}

function parseUrl(text: string): URL {
  try {
    const url = new URL(text)
    if (url.protocol === 'ws:' || url.protocol === 'wss:') return url
  } catch {
    // Told below.
  }
  throw new TaoError('invalid_argument', `Not the address of a node: ${text.slice(0, 80)}`, {
    why: `The address of a node begins with wss:// or ws://. Networks with a name are ${[INSIDE, ...networkNames()].join(', ')}.`,
    remedy: 'Write it like wss://example.org:443.',
  })
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host) || host.endsWith('.localhost')

/** The name of the network with this genesis, where it is a known one. */
export const networkNamedBy = (genesis: Hex): string | undefined =>
  NETWORKS.find(network => network.genesis === genesis)?.name
