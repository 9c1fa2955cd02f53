/** Wallet commands in memory, on a folder of wallets of their own. */
import { beforeEach } from 'vitest'
import { temporaryFolder, walk } from '../../wallet/support/folders.ts'
import { PASSWORD } from '../../wallet/support/saving.ts'
import type { MemoryOptions } from '../support/memory-host.ts'
import type { Answer, Asked } from '../support/scripted-prompts.ts'
import { type Outcome, tao } from '../support/tao.ts'

export const TERMINAL = { stdin: true, stderr: true } as const
export const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'

let folder: string
beforeEach(() => {
  folder = temporaryFolder()
})

export const root = (): string => folder

export function run(line: string, options: MemoryOptions = {}): Promise<Outcome> {
  return tao(line, {
    ...options,
    env: { TAO_CONFIG: '/nowhere/config.json', NO_COLOR: '1', BT_WALLET_PATH: folder, ...options.env },
  })
}

/** Files below the folder of wallets, by their path in it. */
export const files = (): string[] =>
  walk(folder)
    .filter(({ isFolder }) => !isFolder)
    .map(({ path }) => path.slice(folder.length + 1))

/** The words that were on the screen, in order. */
export function wordsOn(asked: readonly Asked[], which = 0): string[] {
  const screens = asked.filter(({ kind }) => kind === 'reveal')
  const blocks: string[][] = []
  for (const line of screens.at(-1)?.shown ?? []) {
    const words = [...line.matchAll(/\b(\d+) ([a-z]+)/g)]
    if (words[0]?.[1] === '1') blocks.push([])
    blocks.at(-1)?.push(...words.map(([, , word]) => word!))
  }
  return blocks[which] ?? []
}

/** Answers a question for a word of the mnemonic that was shown. */
export const rightWord: Answer = ({ message }, before) => {
  const position = Number(/^Word (\d+) /.exec(message)![1])
  return wordsOn(before)[position - 1]!
}

/** What a careful person answers while a coldkey is made: password twice, Enter, two words. */
export const CAREFUL: readonly Answer[] = [PASSWORD, PASSWORD, '', rightWord, rightWord]

/** A wallet that is there before the test begins. */
export async function made(
  line = 'wallet create main',
): Promise<{ readonly coldkey: string; readonly hotkey: string; readonly words: string }> {
  const outcome = await run(`${line} --json --show-mnemonic`, { env: { BT_WALLET_PASSWORD: PASSWORD } })
  if (outcome.code !== 0) throw new Error(outcome.stderr)
  const result = outcome.json<Record<string, string>>()
  return {
    coldkey: result.coldkey_ss58 ?? result.ss58!,
    hotkey: result.hotkey_ss58 ?? '',
    words: result.coldkey_mnemonic ?? result.mnemonic!,
  }
}
