/** Clients that do not read, do not finish, do not stay, or come in crowds. */
import type { WebSocket } from 'ws'
import { type Attack, ask, connected, dialled, farewell, pause, type Target } from '../target.ts'

/** Ask for much, with one breath, and read none of it. */
export const slow: Attack = async target => {
  const sockets = await crowd(target, 12)
  for (const socket of sockets) {
    socket.pause()
    const method = target.random.pick([
      'state_getMetadata',
      'state_getKeys',
      'chain_getBlock',
      'state_getRuntimeVersion',
    ])
    for (let i = 0; i < 600; i++) ask(target, socket, method, method === 'state_getKeys' ? ['0x'] : [])
  }
  await pause(target, 1500)
  // Some read after all, the others are gone.
  for (const socket of sockets) {
    if (target.random.chance(2)) socket.terminate()
    else socket.resume()
  }
  await pause(target, 100)
  for (const socket of sockets) socket.terminate()
}

/** Leave in the middle of whatever they are doing. */
export const vanishing: Attack = async target => {
  for (let i = 0; i < 20; i++) {
    const socket = await dialled(target)
    if (socket === undefined) continue
    const { random } = target
    socket.write(
      random.pick([
        'POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"json',
        'POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Ty',
        'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
        'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
        'GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'.repeat(20),
        Buffer.from(random.bytes(200)),
      ]),
    )
    await pause(target, random.below(10))
    if (random.chance(2)) socket.destroy()
    else socket.resetAndDestroy()
    const client = await connected(target)
    if (client === undefined) continue
    ask(target, client, random.pick(['chain_subscribeNewHeads', 'state_getMetadata', 'chainHead_v1_follow']), [])
    if (random.chance(2)) await pause(target, 2)
    client.terminate()
  }
}

const PART = Buffer.alloc(14 * 1024 * 1024, 'x')

/** Begin large messages and never end them. */
export const hoarders: Attack = async target => {
  const sockets = await crowd(target, 15)
  for (const socket of sockets) {
    target.tally.requests++
    socket.send(PART, { fin: false, binary: false })
  }
  const posts = (await Promise.all(Array.from({ length: 15 }, () => dialled(target)))).filter(
    each => each !== undefined,
  )
  const head = 'POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n'
  for (const post of posts) {
    post.write(`${head}Content-Length: ${PART.length + 1}\r\n\r\n`)
    post.write(PART)
  }
  await pause(target, 1500)
  for (const each of sockets) each.terminate()
  for (const each of posts) each.destroy()
}

/** More clients than are taken. */
export const crowds: Attack = async target => {
  const sockets = await crowd(target, 400)
  await pause(target, 300)
  await Promise.all(sockets.map(each => (target.random.chance(2) ? farewell(each) : each.terminate())))
}

/** What takes the node long, in one go. */
export const expensive: Attack = async target => {
  const [socket] = await crowd(target, 1)
  if (socket === undefined) return
  const everything = Array.from({ length: 1024 }, () => ({ key: '0x', type: 'closestDescendantMerkleValue' }))
  const compared = Array.from({ length: 1024 }, () => ({ key: '0x', returnType: 'hash' }))
  const [first, last] = [target.hashes[0], target.hashes.at(-1)]
  ask(target, socket, 'archive_v1_storage', [last, everything])
  ask(target, socket, 'archive_v1_storageDiff', [last, compared, first])
  for (let i = 0; i < 100; i++) {
    ask(target, socket, 'state_call', ['SubnetInfoRuntimeApi_get_all_metagraphs', '0x'])
    ask(target, socket, 'state_getPairs', ['0x'])
  }
  await pause(target, 700)
  socket.terminate()
}

async function crowd(target: Target, size: number): Promise<WebSocket[]> {
  const sockets = await Promise.all(Array.from({ length: size }, () => connected(target)))
  return sockets.filter(socket => socket !== undefined)
}
