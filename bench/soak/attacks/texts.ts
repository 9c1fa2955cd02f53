/** Requests that are none, or ask for what cannot be. */
import { type Attack, ask, connected, farewell, pause, posted, type Target, tell } from '../target.ts'

const SOUND = '{"jsonrpc":"2.0","id":1,"method":"system_chain","params":[]}'

/** Broken, truncated, garbled, deep, in pieces of other encodings. */
export const malformed: Attack = async target => {
  const socket = await connected(target)
  for (let i = 0; i < 100; i++) {
    const text = broken(target)
    if (socket !== undefined) tell(target, socket, target.random.chance(8) ? target.random.bytes(64) : text)
    if (target.random.chance(10)) await posted(target, text)
  }
  await pause(target, 20)
  if (socket !== undefined) await farewell(socket)
}

function broken({ random }: Target): string {
  switch (random.below(7)) {
    case 0:
      return SOUND.slice(0, random.below(SOUND.length))
    case 1:
      return Buffer.from(random.bytes(40)).toString('latin1')
    case 2:
      return `${'['.repeat(random.below(50_000))}`
    case 3:
      return `${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}`
    case 4:
      return JSON.stringify(Array.from({ length: random.below(40) }, () => random.pick([1, null, [], {}, 'x', SOUND])))
    case 5:
      return SOUND.replace(/./g, letter => (random.chance(30) ? random.pick(['"', '}', ',', '1', '\u0000']) : letter))
    default:
      return `{"jsonrpc":"2.0","id":${random.pick(['1e999', '-0', '{}', '[1]', '"\\ud800"', 'true'])},"method":"system_chain"}`
  }
}

const DEEP = 200_000

/** All methods with whatever there is. */
export const wrongTypes: Attack = async target => {
  const socket = await connected(target)
  if (socket === undefined) return
  for (let i = 0; i < 200; i++) {
    const { random } = target
    const method = random.chance(10) ? random.pick(UNKNOWN) : random.pick(target.methods)
    ask(
      target,
      socket,
      method,
      random.chance(12) ? junk(target) : Array.from({ length: random.below(5) }, () => junk(target)),
    )
    if (i % 20 === 0) await pause(target, 5)
  }
  await pause(target, 50)
  await farewell(socket)
}

const UNKNOWN = ['eth_call', '', '__proto__', 'constructor', 'x'.repeat(10_000), 'state_getStorage ', 'rpc.discover']

function junk(target: Target): unknown {
  const { random } = target
  return random.pick<() => unknown>([
    () => random.pick(target.hashes),
    () => `0x${Buffer.from(random.bytes(random.below(80))).toString('hex')}`,
    () => '0x',
    () => `0x${'00'.repeat(32)}`,
    () => random.below(70_000),
    () => -random.below(70_000),
    () => 1e308,
    () => null,
    () => true,
    () => [],
    () => ({}),
    () => Array.from({ length: random.below(50) }, () => `0x${'26aa394eea5630e07c48ae0c9558cef7'}`),
    () => ({ key: '0x', type: 'descendantsValues' }),
    () => 'Metadata_metadata',
    () => `${'['.repeat(40)}`,
  ])()
}

/** Messages around and above what is taken, and small ones that become large when they are read. */
export const huge: Attack = async target => {
  const { random } = target
  const socket = await connected(target)
  if (socket === undefined) return
  const text = random.pick(LARGE)
  if (random.chance(3)) await posted(target, text())
  else if (socket.readyState === socket.OPEN) {
    target.tally.requests++
    socket.send(text(), { binary: false })
  }
  await pause(target, 200)
  await farewell(socket)
}

const MIB = 1024 * 1024
const oversized = (): string => `{"jsonrpc":"2.0","id":1,"method":"system_chain","params":["${'x'.repeat(16 * MIB)}"]}`
/** As many small things as fit. */
const bomb = (): string => `{"jsonrpc":"2.0","id":1,"method":"system_chain","params":[${'[],'.repeat(4 * MIB)}1]}`
const deep = (): string =>
  `{"jsonrpc":"2.0","id":1,"method":"system_chain","params":${'['.repeat(DEEP)}${']'.repeat(DEEP)}}`
const longText = (): string =>
  `{"jsonrpc":"2.0","id":1,"method":"author_submitExtrinsic","params":["0x${'00'.repeat(7 * MIB)}"]}`
const wideBatch = (): string =>
  `[${Array.from({ length: 1000 }, (_, id) => `{"jsonrpc":"2.0","id":${id},"method":"state_getMetadata"}`).join()}]`

/** They are made once: to make them takes as long as to refuse them. */
const made = (make: () => string): (() => Buffer) => {
  let bytes: Buffer | undefined
  return () => (bytes ??= Buffer.from(make()))
}

const LARGE = [oversized, bomb, deep, longText, wideBatch].map(made)
