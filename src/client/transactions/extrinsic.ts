/**
 * Transactions as bytes: the call, what each extension of the runtime adds to it, and the signature over both.
 * Reference: sp_runtime generic::UncheckedExtrinsic, version 4
 */
import { concatBytes, equalBytes, fromHex, type Hex } from '../../primitives/bytes.ts'
import { compact } from '../../primitives/compact.ts'
import { TaoError } from '../../primitives/errors.ts'
import { encode } from '../codec/encode.ts'
import type { MortalEra } from '../codec/era.ts'
import type { ExtensionShape, Lens } from '../metadata/lens.ts'

/** What the extensions say, and what else is signed. */
export interface ExtensionValues {
  readonly era: MortalEra
  readonly nonce: number
  readonly tip: bigint
  /** The digest of the metadata that the chain must have for the signature to count. */
  readonly metadataHash: Hex | undefined
  readonly specVersion: number
  readonly transactionVersion: number
  readonly genesisHash: Hex
  /** The block that the era begins with. */
  readonly birthHash: Hex
}

export interface Extensions {
  /** What stands in the transaction. */
  readonly extra: Uint8Array
  /** What is signed and does not stand in it. */
  readonly additional: Uint8Array
}

interface Parts {
  readonly extra?: (values: ExtensionValues) => unknown
  readonly additional?: (values: ExtensionValues) => unknown
}

/** By the name of the extension. Those that add nothing need not be known. */
const KNOWN: Readonly<Record<string, Parts>> = {
  CheckSpecVersion: { additional: values => values.specVersion },
  CheckTxVersion: { additional: values => values.transactionVersion },
  CheckGenesis: { additional: values => values.genesisHash },
  CheckMortality: { extra: values => values.era, additional: values => values.birthHash },
  CheckNonce: { extra: values => values.nonce },
  ChargeTransactionPayment: { extra: values => values.tip },
  CheckMetadataHash: {
    extra: ({ metadataHash }) => ({ mode: metadataHash === undefined ? 'Disabled' : 'Enabled' }),
    additional: ({ metadataHash }) => metadataHash,
  },
}

const COMMITTING = 'CheckMetadataHash'

/** Whether a chain can be held to the metadata that a transaction was made by. */
export const commitsToMetadata = ({ hash, extensions }: Lens): boolean =>
  hash !== undefined && extensions.some(({ name }) => name === COMMITTING)

/**
 * Whether what is signed ends with a digest of metadata.
 *
 * Nothing but the end is a commitment. Where signatures are made without one, what is signed ends with the hash of a block and
 * a zero, so that these bytes are never taken for that, however the metadata that they were made by orders and shapes its parts.
 */
export const endsWithCommitment = (signed: Uint8Array, digest: Hex): boolean =>
  equalBytes(signed.subarray(-1 - DIGEST_LENGTH), concatBytes(Uint8Array.of(1), fromHex(digest)))

const DIGEST_LENGTH = 32

/** @throws TaoError `unsupported` for a chain whose transactions hold what is not known here, or what is known in another form */
export function encodeExtensions(lens: Lens, values: ExtensionValues): Extensions {
  const write = (part: keyof Parts, key: 'type' | 'additional') =>
    concatBytes(
      ...lens.extensions.map(extension => {
        const value = KNOWN[extension.name]?.[part]?.(values)
        ensureKnown(lens, extension, extension[key], part)
        return written(lens, extension.name, extension[key], value)
      }),
    )
  const extensions = { extra: write('extra', 'type'), additional: write('additional', 'additional') }
  const { metadataHash } = values
  const isMeant = metadataHash !== undefined && commitsToMetadata(lens)
  if (isMeant && !endsWithCommitment(extensions.additional, metadataHash)) throw otherForm(COMMITTING)
  return extensions
}

function written({ shapes }: Lens, name: string, type: number, value: unknown): Uint8Array {
  try {
    return encode(shapes, type, value, name)
  } catch (error) {
    throw otherForm(name, error)
  }
}

const otherForm = (name: string, cause?: unknown): TaoError =>
  new TaoError(
    'unsupported',
    `The transactions of this chain have a part ${name} in a form that taokit does not know`,
    {
      why: 'So its metadata says. Either the chain is not what it should be, or its node lies.',
      remedy: 'Use another node with --network, or a version of taokit that knows the runtime of this chain.',
      cause,
    },
  )

/** An extension of which nothing is known may hold nothing, or leave it out. */
function ensureKnown({ shapes }: Lens, { name }: ExtensionShape, type: number, part: keyof Parts): void {
  const { kind } = shapes[type]!
  if (KNOWN[name]?.[part] !== undefined || kind === 'unit' || kind === 'option') return
  throw new TaoError('unsupported', `The transactions of this chain have a part ${name} that taokit does not know`, {
    remedy: 'Use a version of taokit that knows the runtime of this chain.',
  })
}

const SIGNED_VERSION_4 = 0x84

/** @param signature with the kind of its key before it */
export function encodeSigned(
  { shapes, address }: Lens,
  signer: string,
  signature: Uint8Array,
  extra: Uint8Array,
  call: Uint8Array,
): Uint8Array {
  if (address === undefined) throw otherForm('address')
  const from = encode(shapes, address, signer, 'The signer')
  const body = concatBytes(Uint8Array.of(SIGNED_VERSION_4), from, signature, extra, call)
  return concatBytes(compact(body.length), body)
}
