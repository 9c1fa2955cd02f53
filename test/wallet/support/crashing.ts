/**
 * A process that writes a wallet and dies: bundled by the crash test and run as
 *
 *     node crashing.mjs <root> <place> <operation> <files as JSON> <after>
 *
 * `place` is `coldkey` or a hotkey's name. `operation` is `new`, `replace` or `loop`. `files` is a list of pairs of base64,
 * secret and public half. After `after` changes of the file system the process kills itself as SIGKILL would, in the
 * middle of a write if the next operation is one; `loop` writes the pairs in turn until it is killed from outside.
 */
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { commit, type KeyFiles } from '../../../src/wallet/committing.ts'
import { coldkeyPlace, hotkeyPlace, walletPlace } from '../../../src/wallet/places.ts'

/** What others can see of. A process that is killed while it closes or flushes leaves what it left just before. */
const CHANGING = [
  'openSync',
  'writeSync',
  'fchmodSync',
  'chmodSync',
  'linkSync',
  'renameSync',
  'unlinkSync',
  'mkdirSync',
]

const [root, name, operation, files, after] = process.argv.slice(2) as [string, string, string, string, string]
const wallet = walletPlace({ path: root, given: root }, 'main')
const place = name === 'coldkey' ? coldkeyPlace(wallet) : hotkeyPlace(wallet, name)
const pairs: KeyFiles[] = (JSON.parse(files) as (string | null)[][]).map(pair => {
  const [secret, publicHalf] = pair.map(text => (text === null ? undefined : Buffer.from(text, 'base64')))
  return { secret, public: publicHalf }
})

if (operation === 'loop') {
  fs.writeSync(1, 'writing')
  for (let i = 0; ; i++) commit(place, pairs[i % pairs.length]!, { overwrite: true, backup: i % 3 === 0 })
}

dieAfter(Number(after))
commit(place, pairs[0]!, { overwrite: operation === 'replace' })

function dieAfter(count: number): void {
  let left = count
  const real = { ...fs }
  for (const name of CHANGING) {
    const operation = real[name as keyof typeof real] as (...args: unknown[]) => unknown
    Object.assign(fs, {
      [name]: (...args: unknown[]) => {
        if (name === 'openSync' && !creates(args)) return operation(...args)
        if (left-- <= 0) {
          if (name === 'writeSync') {
            const [fd, bytes] = args as [number, Uint8Array]
            real.writeSync(fd, bytes, 0, Math.floor(bytes.length / 2))
          }
          process.kill(process.pid, 'SIGKILL')
        }
        return operation(...args)
      },
    })
  }
  syncBuiltinESMExports()
}

function creates([, flags]: readonly unknown[]): boolean {
  return typeof flags === 'number' && (flags & fs.constants.O_CREAT) !== 0
}
