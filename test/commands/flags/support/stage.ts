/** Where the cases of flags play: a chain in memory with all that a flag may be about, and folders of wallets. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'
import type { Chain } from '../../../../src/client/chain.ts'
import type { Settings } from '../../../../src/commands/kit/globals.ts'
import { TaoError } from '../../../../src/primitives/errors.ts'
import { keyFromUri } from '../../../../src/wallet/key-sources.ts'
import { coldkeyPlace, hotkeyPlace, walletPlace, walletRoot } from '../../../../src/wallet/places.ts'
import { publicHalfOf } from '../../../../src/wallet/public-half.ts'
import { saveKey, savePublicHalf } from '../../../../src/wallet/saving.ts'
import { openSandbox, type Sandbox } from '../../../support/sandbox.ts'
import { cheapKdf } from '../../../wallet/support/kdf.ts'
import { PASSWORD } from '../../../wallet/support/saving.ts'
import type { MemoryOptions } from '../../support/memory-host.ts'
import { type Outcome, tao } from '../../support/tao.ts'
import { shareWhole } from './whole-chain.ts'

/** Hotkeys by the wallets that hold them: each key is `//NAME//HOTKEY` of the URI. */
const WALLETS: Readonly<Record<string, readonly [uri: string, hotkeys: readonly string[]]>> = {
  owner: ['//Bob', ['default', 'second']],
  miner: ['//Charlie', ['default']],
  val: ['//Dave', ['default']],
  spare: ['//Ferdie', ['default']],
}
const FILES: Readonly<Record<string, string>> = {
  wrong: 'not-the-password\n',
  password: `${PASSWORD}\n`,
  'weights.json': '{"1": 1}',
  'equal.json': '{"0": 1, "1": 1}',
  'args.json': '{"remark":"0x03"}',
}

type Chained = Pick<Sandbox, 'inside' | 'chain' | 'send' | 'advance' | 'close'>

export interface Stage {
  readonly folder: string
  readonly sandbox: Chained
  /** `@/` in a word stands for the folder. */
  run(words: readonly string[], options?: MemoryOptions): Promise<Outcome>
  /** A line that must succeed. */
  does(line: string): Promise<void>
  /** Plays in the situation that lines make; afterwards the chain is where it was. */
  within<T>(situation: readonly string[], play: () => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** With the chain as `make` leaves it. */
export async function openStage(
  make: (stage: Stage) => Promise<void>,
  open: () => Promise<Chained> = openSandbox,
): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'taokit-flags-'))
  vi.stubEnv('TAOKIT_HOME', join(folder, 'home'))
  await writeWallets(join(folder, 'wallets'), null)
  await writeWallets(join(folder, 'locked'), PASSWORD)
  const hollow = coldkeyPlace(walletPlace(walletRoot(join(folder, 'wallets'), {}), 'hollow'))
  savePublicHalf(hollow, publicHalfOf(keyFromUri('//hollow').address, 'sr25519'))
  for (const [name, content] of Object.entries(FILES)) writeFileSync(join(folder, name), content, { mode: 0o600 })
  const sandbox = await open()
  const shared = await shareWhole(sandbox.chain, sandbox.inside.runtime)
  const env = {
    TAO_CONFIG: join(folder, 'config.json'),
    NO_COLOR: '1',
    BT_WALLET_PATH: join(folder, 'wallets'),
    TAO_WALLET: 'owner',
  }
  const at = (word: string): string => word.replaceAll('@/', `${folder}/`)
  const run: Stage['run'] = (words, options = {}) =>
    tao(words.map(at), {
      openChain: async (settings?: Settings) => opened(shared, settings!),
      ...options,
      env: { ...env, ...options.env },
    } as MemoryOptions)
  const stage: Stage = {
    folder,
    sandbox,
    run,
    does: async line => {
      const { code, stderr } = await run([...wordsOf(line), ...(line.startsWith('chain ') ? [] : ['--yes'])])
      if (code !== 0) throw new Error(`tao ${line} ended with ${code}:\n${stderr}`)
    },
    within: async (situation, play) => {
      const { number } = sandbox.inside.head
      try {
        for (const line of situation) await stage.does(line)
        return await play()
      } finally {
        if (sandbox.inside.head.number > number) sandbox.inside.revert(number)
      }
    },
    close: async () => {
      await sandbox.close()
      vi.unstubAllEnvs()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  await make(stage)
  return stage
}

/** There is one chain here, and no network: another one that is asked for is named. */
function opened(shared: Chain, settings: Settings): Chain {
  const { network, chain, insecure, fallbackEndpoints, retryForever } = settings
  if (network === 'local' && chain === 'default') return shared
  const terms = [...(insecure ? ['insecure'] : []), ...fallbackEndpoints, ...(retryForever ? ['for ever'] : [])]
  throw new TaoError('unreachable', `Asked for ${network}, the chain ${chain}, ${terms.join(', ')}`)
}

async function writeWallets(path: string, password: string | null): Promise<void> {
  mkdirSync(path)
  chmodSync(path, 0o700)
  const root = walletRoot(path, {})
  const options = { password, kdf: cheapKdf }
  for (const [name, [uri, hotkeys]] of Object.entries(WALLETS)) {
    const place = walletPlace(root, name)
    await saveKey(coldkeyPlace(place), keyFromUri(uri), options)
    for (const hotkey of hotkeys) {
      const key = keyFromUri(`${uri}//${hotkey === 'default' ? 'hot' : hotkey}`)
      await saveKey(hotkeyPlace(place, hotkey), key, options)
    }
  }
}

/** Words in single quotes are kept whole. */
export const wordsOf = (line: string): string[] =>
  [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare!)
