/** Transactions that were sound once: thousands of them, by every way that takes one. */
import { toHex } from '../../../src/primitives/bytes.ts'
import type { Random } from '../random.ts'
import { type Attack, ask, connected, farewell, pause } from '../target.ts'

export const garbage: Attack = async target => {
  const socket = await connected(target)
  if (socket === undefined) return
  for (let i = 0; i < 250; i++) {
    const bytes = spoiled(target.random, target.random.pick(target.extrinsics))
    const hex = toHex(bytes)
    switch (target.random.below(8)) {
      case 0:
        ask(target, socket, 'author_submitAndWatchExtrinsic', [hex])
        break
      case 1:
        ask(target, socket, 'system_dryRun', [hex])
        break
      case 2:
        ask(target, socket, 'payment_queryInfo', [hex])
        break
      case 3:
        ask(target, socket, 'transaction_v1_broadcast', [hex])
        break
      case 4:
        ask(target, socket, 'transactionWatch_v1_submitAndWatch', [hex])
        break
      case 5:
        ask(target, socket, 'state_call', [
          'TaggedTransactionQueue_validate_transaction',
          `0x02${hex.slice(2)}${'00'.repeat(32)}`,
        ])
        break
      default:
        ask(target, socket, 'author_submitExtrinsic', [hex])
    }
    if (i % 25 === 0) await pause(target, 2)
  }
  await pause(target, 50)
  await farewell(socket)
}

/** Something about it is wrong: a byte, a bit, its end, its length, or the whole rest. */
function spoiled(random: Random, sound: Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(sound)
  const at = random.below(bytes.length)
  switch (random.below(6)) {
    case 0:
      bytes[at] = random.below(256)
      return bytes
    case 1:
      bytes[at]! ^= 1 << random.below(8)
      return bytes
    case 2:
      return bytes.subarray(0, at)
    case 3:
      return Uint8Array.from([...bytes, ...random.bytes(1 + random.below(20))])
    case 4:
      bytes.set(random.bytes(bytes.length - at), at)
      return bytes
    default: {
      // The call alone, which the signature is not for any longer.
      const end = bytes.length - random.below(40) - 1
      bytes[end]! ^= 0xff
      return bytes
    }
  }
}
