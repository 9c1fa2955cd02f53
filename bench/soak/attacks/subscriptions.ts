/** More subscriptions than anybody needs, with more in them than anybody follows. */
import { toHex } from '../../../src/primitives/bytes.ts'
import { type Attack, ask, connected, farewell, pause, type Target } from '../target.ts'

const KINDS: readonly ((target: Target) => readonly [method: string, params: unknown])[] = [
  () => ['chain_subscribeNewHeads', []],
  () => ['chain_subscribeFinalizedHeads', []],
  () => ['state_subscribeRuntimeVersion', []],
  () => ['chainHead_v1_follow', [true]],
  ({ random }) => ['state_subscribeStorage', [[toHex(random.bytes(32))]]],
  ({ hashes, random }) => ['archive_v1_storage', [random.pick(hashes), [{ key: '0x', type: 'descendantsValues' }]]],
  ({ extrinsics, random }) => ['transaction_v1_broadcast', [toHex(random.pick(extrinsics).slice(1))]],
]

/** As many as there may be on a connection, and some more. Every other client does not read either. */
export const flood: Attack = async target => {
  const socket = await connected(target)
  if (socket === undefined) return
  if (target.random.chance(2)) socket.pause()
  for (let i = 0; i < 1100; i++) ask(target, socket, ...target.random.pick(KINDS)(target))
  await pause(target, 500)
  if (target.random.chance(2)) socket.terminate()
  else await farewell(socket)
}

const KEYS = 10_000

/** Subscriptions of as many keys as fit into a request. */
export const keys: Attack = async target => {
  const socket = await connected(target)
  if (socket === undefined) return
  const many = Array.from({ length: KEYS }, (_, i) => `0x${(i + 0x1000_0000).toString(16).repeat(12)}`)
  const text = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'state_subscribeStorage', params: [many] })
  for (let i = 0; i < 40; i++) {
    target.tally.requests++
    socket.send(text)
  }
  await pause(target, 1000)
  socket.terminate()
}
