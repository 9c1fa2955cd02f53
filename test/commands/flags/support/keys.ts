/** Where the cases of keys play: a folder of wallets and settings of its own for each line, gone afterwards. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'
import { keyFromUri } from '../../../../src/wallet/key-sources.ts'
import { coldkeyPlace, hotkeyPlace, walletPlace, walletRoot } from '../../../../src/wallet/places.ts'
import { walk } from '../../../wallet/support/folders.ts'
import { cheapKdf } from '../../../wallet/support/kdf.ts'
import { PASSWORD, save } from '../../../wallet/support/saving.ts'
import { tao } from '../../support/tao.ts'
import type { Player } from './prove.ts'
import { wordsOf } from './stage.ts'

/** The mnemonic of the development accounts, whose key without a path is nobody's. */
export const WORDS = 'bottom drive obey lake curtain smoke basket hold race lonely fit walk'
export const OTHER_WORDS = 'legal winner thank year wave sausage worth useful legal winner thank yellow'
export const EXPORT_PASSWORD = 'export-otter-93-lamp'

const FILES: Readonly<Record<string, string>> = {
  password: `${PASSWORD}\n`,
  wrong: 'gravel-otter-92-lamb\n',
  'new-password': 'gravel-heron-71-sofa\n',
  'export-password': `${EXPORT_PASSWORD}\n`,
  words: `${OTHER_WORDS}\n`,
  'epoch.json': '{"stakes": [600, 400, 0, 0], "weights": {"0": {"2": 3, "3": 1}, "1": [null, null, 1, 1]}}',
  'other-epoch.json': '{"stakes": [600, 400], "weights": {"0": {"1": 1}}}',
}

/** What is seen beside what a line tells: the files there are, each with its first letters. */
export interface KeyPlayer extends Player {
  see(): Readonly<Record<string, string>>
  close(): void
}

/** `plain` lies in the clear, `safe` is encrypted, `secret` has ed25519 keys for messages. */
export async function openKeys(): Promise<KeyPlayer> {
  const base = mkdtempSync(join(tmpdir(), 'taokit-keys-'))
  const template = join(base, 'template')
  mkdirSync(join(template, 'wallets'), { recursive: true, mode: 0o700 })
  for (const [name, content] of Object.entries(FILES)) writeFileSync(join(template, name), content, { mode: 0o600 })
  mkdirSync(join(template, 'locked'), { mode: 0o700 })
  for (const [name, uri, password, kind] of [
    ['plain', '//Bob', null, 'sr25519'],
    ['safe', '//Bob', PASSWORD, 'sr25519'],
    ['secret', '//Dave', null, 'ed25519'],
  ] as const) {
    for (const [folder, locked] of [
      ['wallets', password],
      ['locked', PASSWORD],
    ] as const) {
      const place = walletPlace(walletRoot(join(template, folder), {}), name)
      await save(coldkeyPlace(place), keyFromUri(uri, kind), { password: locked })
      await save(hotkeyPlace(place, 'default'), keyFromUri(`${uri}//hot`, kind), { password: locked })
      await save(hotkeyPlace(place, 'second'), keyFromUri(`${uri}//second`, kind), { password: locked })
    }
  }
  let here = template
  let count = 0
  const player: KeyPlayer = {
    run: (words, { env, ...options } = {}) =>
      tao(
        words.map(word => word.replaceAll('@/', `${here}/`)),
        { kdf: cheapKdf, ...options, env: { ...environment(here), ...env } },
      ),
    within: async (situation, play) => {
      const [outer, own] = [here, join(base, String(count++))]
      cpSync(template, own, { recursive: true })
      here = own
      vi.stubEnv('TAOKIT_HOME', join(here, 'home'))
      try {
        for (const line of situation) {
          const { code, stderr } = await player.run(wordsOf(line))
          if (code !== 0) throw new Error(`tao ${line} ended with ${code}:\n${stderr}`)
        }
        return await play()
      } finally {
        rmSync(own, { recursive: true, force: true })
        here = outer
        vi.stubEnv('TAOKIT_HOME', join(here, 'home'))
      }
    },
    see: () =>
      Object.fromEntries(
        walk(here)
          .filter(({ isFolder }) => !isFolder)
          .map(({ path }) => [path.slice(here.length + 1), readFileSync(path, 'utf8').slice(0, 5)]),
      ),
    close: () => {
      vi.unstubAllEnvs()
      rmSync(base, { recursive: true, force: true })
    },
  }
  const exported = 'wallet export plain --output @/export.json --export-password-file @/export-password'
  const { code, stderr } = await player.run(wordsOf(exported))
  if (code !== 0) throw new Error(stderr)
  return player
}

const environment = (here: string): Record<string, string> => ({
  TAO_CONFIG: join(here, 'config.json'),
  NO_COLOR: '1',
  BT_WALLET_PATH: join(here, 'wallets'),
  TAO_WALLET: 'plain',
})
