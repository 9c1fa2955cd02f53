/** Writing a public half alone: the part that `regen-coldkeypub` and `regen-hotkeypub` share. */
import { accountId } from '../../../primitives/account.ts'
import { fromHex } from '../../../primitives/bytes.ts'
import type { KeyKind } from '../../../primitives/crypto/kinds.ts'
import { TaoError } from '../../../primitives/errors.ts'
import { encodeAddress } from '../../../primitives/ss58.ts'
import type { KeyPlace } from '../../../wallet/places.ts'
import { publicHalfOf } from '../../../wallet/public-half.ts'
import { savePublicHalf } from '../../../wallet/saving.ts'
import { address, text } from '../../kit/options.ts'
import type { Plan } from '../../kit/plan.ts'
import { CRYPTO_TYPE, OVERWRITE } from './key-options.ts'
import { type KeyResult, keyResult } from './key-result.ts'
import { replacing, requireFree, targetAt } from './places-taken.ts'

export const WATCH_OPTIONS = {
  ss58: address({
    summary: 'The address',
    aliases: ['ss58-address', 'address'],
    required: true,
    excludes: ['publicKey'],
    ask: 'Which address?',
  }),
  publicKey: text({
    summary: 'The public key instead, 64 hexadecimal digits',
    aliases: ['public-key-hex'],
    excludes: ['ss58'],
  }),
  cryptoType: CRYPTO_TYPE,
  overwrite: OVERWRITE,
} as const

export interface Watching {
  /** Undefined when the public key is given. */
  readonly ss58: string | undefined
  readonly publicKey: string | undefined
  readonly cryptoType: KeyKind
  readonly overwrite: boolean
}

export function planWatch(place: KeyPlace, { ss58, publicKey, cryptoType, overwrite }: Watching): Plan<KeyResult> {
  const half = publicHalfOf(publicKey === undefined ? ss58! : addressOfKey(publicKey), cryptoType)
  const target = targetAt(place)
  requireFree(target, overwrite)
  return {
    summary: `Write the public file of the ${place.role} of the wallet ${place.wallet.name}`,
    effects: [`${place.publicFile} is written: ${half.address} can be watched, not signed for.`],
    ...replacing([target]),
    perform: () => {
      const saved = savePublicHalf(place, half, { overwrite })
      return { ...keyResult({ ...saved, place, cryptoType }), path: place.publicFile }
    },
  }
}

function addressOfKey(text: string): string {
  if (/^(?:0x)?[0-9a-fA-F]{64}$/.test(text)) return encodeAddress(accountId(fromHex(text)))
  throw new TaoError('invalid_argument', '--public-key: Not a public key', {
    why: 'A public key has 64 hexadecimal digits, with or without 0x.',
  })
}
