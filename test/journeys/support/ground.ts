/**
 * A chain on disk with people on it, made once; each test gets a copy of its own and runs the built program there.
 *
 *     const ground = await makeGround(async sandbox => { … })
 *     const stage = ground.copy('stake add')
 *     await stage.run(['stake', 'add', …])
 */
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LmdbStore } from '../../../src/local-chain/state/lmdb-store.ts'
import { accountBytes } from '../../../src/primitives/account.ts'
import { twox128 } from '../../../src/primitives/crypto/xxhash.ts'
import { decodeAddress } from '../../../src/primitives/ss58.ts'
import { keyFromUri } from '../../../src/wallet/key-sources.ts'
import { coldkeyPlace, hotkeyPlace, walletPlace, walletRoot } from '../../../src/wallet/places.ts'
import { saveKey } from '../../../src/wallet/saving.ts'
import { openStoredSandbox, type Sandbox } from '../../support/sandbox.ts'
import { snapshot } from '../../wallet/support/folders.ts'
import { build, type Home, homeIn } from './program.ts'

/** Hotkeys by wallet. The coldkey of a wallet is its URI, a hotkey `URI//NAME`. */
export type People = Readonly<Record<string, { readonly uri: string; readonly hotkeys: readonly string[] }>>

export interface Ground {
  readonly folder: string
  /** A home with the chain and the wallets, for one test. */
  copy(name: string): Stage
  /** Takes everything away, the copies too. */
  clear(): void
}

export interface Stage extends Home {
  /** The chain of this home, for as long as `act` goes on. */
  onChain(act: (sandbox: Sandbox) => Promise<unknown>): Promise<void>
  /** A digest of everything that the program keeps, without its caches: equal where nothing was changed. */
  digest(): string
  /** What the newest block changed. */
  lastBlock(): BlockChanges
}

export interface BlockChanges {
  readonly number: number
  /** How the free TAO of an account changed. */
  gainOf(address: string): bigint
  /** Whether anything in an item of storage changed: `SubtensorModule.Weights`. */
  touches(item: string): boolean
}

const CHAIN = join('data', 'chains', 'default')
const WALLETS = 'wallets'

export async function makeGround(people: People, settle: (sandbox: Sandbox) => Promise<void>): Promise<Ground> {
  build()
  const folder = mkdtempSync(join(tmpdir(), 'taokit-ground-'))
  const origin = join(folder, 'origin')
  mkdirSync(join(origin, CHAIN), { recursive: true })
  await makeWallets(join(origin, WALLETS), people)
  const sandbox = await openStoredSandbox(join(origin, CHAIN))
  try {
    await settle(sandbox)
  } finally {
    await sandbox.close()
  }
  return {
    folder,
    copy: name => {
      const own = join(folder, name.replaceAll(/\W+/g, '-'))
      cpSync(origin, own, { recursive: true, errorOnExist: true, force: false })
      return stageIn(own)
    },
    clear: () => rmSync(folder, { recursive: true, force: true }),
  }
}

async function makeWallets(path: string, people: People): Promise<void> {
  const root = walletRoot(path, {})
  for (const [name, { uri, hotkeys }] of Object.entries(people)) {
    const place = walletPlace(root, name)
    await saveKey(coldkeyPlace(place), keyFromUri(uri), { password: null })
    for (const hotkey of hotkeys) {
      await saveKey(hotkeyPlace(place, hotkey), keyFromUri(`${uri}//${hotkey}`), { password: null })
    }
  }
}

function stageIn(folder: string): Stage {
  const home = homeIn(folder)
  const data = join(folder, 'data')
  const env = { ...home.env, TAOKIT_HOME: data, TAO_CONFIG: join(folder, 'config.json') }
  const chain = join(folder, CHAIN)
  return {
    ...home,
    env,
    run: (args, options = {}) => home.run(args, { ...options, env: { ...env, ...options.env } }),
    onChain: async act => {
      const sandbox = await openStoredSandbox(chain)
      try {
        await act(sandbox)
      } finally {
        await sandbox.close()
      }
    },
    digest: () => digestOf(folder),
    lastBlock: () => lastBlockIn(chain),
  }
}

/** Neither caches nor the table of readers belong to what is kept. */
function digestOf(folder: string): string {
  const kept = snapshot(folder)
    .split('\n')
    .filter(line => !/^\S*(?:\/|\\)(?:cache(?:\/|\\| )|lock\.mdb )/.test(line))
  return createHash('sha256').update(kept.join('\n')).digest('hex')
}

function lastBlockIn(folder: string): BlockChanges {
  const store = new LmdbStore(folder)
  try {
    const { number } = store.refresh()!
    const changes = [...store.undo(number)!].map(([key, before]): Change => {
      const after = store.get(key)
      return { key: Buffer.from(key), before: before && Buffer.from(before), after: after && Buffer.from(after) }
    })
    return {
      number,
      touches: item => changes.some(change => isUnder(change, item) && !isSame(change)),
      gainOf: address => {
        const account = accountBytes(decodeAddress(address))
        const change = changes.find(each => isUnder(each, 'System.Account') && endsWith(each.key, account))
        return freeIn(change?.after) - freeIn(change?.before)
      },
    }
  } finally {
    store.close()
  }
}

interface Change {
  readonly key: Buffer
  readonly before: Buffer | undefined
  readonly after: Buffer | undefined
}

function isUnder({ key }: Change, item: string): boolean {
  const [pallet, name] = item.split('.') as [string, string]
  return key.subarray(0, 32).equals(Buffer.concat([twox128(Buffer.from(pallet)), twox128(Buffer.from(name))]))
}

const isSame = ({ before, after }: Change): boolean =>
  before === undefined || after === undefined ? before === after : before.equals(after)

const endsWith = (key: Buffer, end: Uint8Array): boolean => key.subarray(-end.length).equals(end)

/** Free TAO follows four counters of 32 bits in an account. */
const freeIn = (account: Buffer | undefined): bigint => account?.readBigUInt64LE(16) ?? 0n
