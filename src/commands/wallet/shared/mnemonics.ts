/** Handing a new mnemonic over: to a person at a terminal, to a file, or into the result, as was asked for. */
import { randomInt } from 'node:crypto'
import { unlinkSync } from 'node:fs'
import { resolve } from 'node:path'
import { utf8 } from '../../../primitives/bytes.ts'
import { TaoError } from '../../../primitives/errors.ts'
import { describePlace, type KeyPlace } from '../../../wallet/places.ts'
import type { WalletKey } from '../../../wallet/wallet-key.ts'
import { writePrivateFile } from '../../../wallet/writing.ts'
import type { Context } from '../../kit/context.ts'
import type { Person } from '../../kit/person.ts'

export interface NewMnemonic {
  readonly place: KeyPlace
  readonly address: string
  readonly words: string
  /** Whether the keyfile tells it to whoever can read the file: losing the paper is then no loss. */
  readonly isInFile: boolean
}

export interface HandingOver {
  readonly showMnemonic: boolean
  readonly mnemonicFile: string | undefined
}

const WORDS_PER_LINE = 4
const CHECKED_WORDS = 2

/** Refuses to make a key whose mnemonic nobody would see. @throws TaoError `usage` */
export function requireSomewhere({ showMnemonic, mnemonicFile }: HandingOver, { person, settings }: Context): void {
  if (showMnemonic || mnemonicFile !== undefined) return
  if (person !== undefined && !settings.json) return
  throw new TaoError('usage', 'Nobody would see the mnemonic of the new key', {
    why: settings.json
      ? 'With --json it is not shown, unless it is asked for.'
      : 'It is shown on a terminal only, and there is none.',
    remedy: 'Add --mnemonic-file FILE to write it to a private file, or --show-mnemonic to print it with the result.',
  })
}

/** What the key of a mnemonic will be shown as; undefined for a key that has none. */
export function mnemonicOf(place: KeyPlace, key: WalletKey, isInFile: boolean): NewMnemonic | undefined {
  const { privateKey, polkadotSecret, seed, mnemonic } = key.revealSecrets()
  for (const secret of [privateKey, polkadotSecret, seed]) secret?.fill(0)
  return mnemonic === undefined ? undefined : { place, address: key.address, words: mnemonic, isInFile }
}

/**
 * Hands mnemonics over before their keys are written; `save` writes them. Where that fails, the file is taken back.
 * @throws TaoError `interrupted`, and nothing is left behind
 */
export async function handOver<T>(
  mnemonics: readonly NewMnemonic[],
  where: HandingOver,
  ctx: Context,
  save: () => Promise<T>,
): Promise<T> {
  const [first] = mnemonics
  if (first === undefined) return save()
  if (where.mnemonicFile !== undefined) return withFile(resolve(where.mnemonicFile), first, save)
  if (!where.showMnemonic) await showOnTerminal(mnemonics, ctx)
  return save()
}

async function withFile<T>(path: string, { words }: NewMnemonic, save: () => Promise<T>): Promise<T> {
  writePrivateFile(path, utf8(`${words}\n`))
  try {
    return await save()
  } catch (error) {
    unlinkSync(path)
    throw error
  }
}

async function showOnTerminal(mnemonics: readonly NewMnemonic[], { person, mayAsk }: Context): Promise<void> {
  const lines = [
    'Write these words on paper, in order, now. They are shown once.',
    'They are the only way to get the key back, and whoever has them has what the key owns.',
    'tao never asks for them again, except in tao wallet regen-coldkey and regen-hotkey.',
    ...mnemonics.flatMap(screenOf),
  ]
  await person!.reveal(lines, 'Press Enter when they are written down')
  // --yes asks for no questions.
  if (!mayAsk) return
  for (const mnemonic of mnemonics.filter(({ isInFile }) => !isInFile)) {
    while (!(await isWrittenDown(mnemonic, person!))) {
      await person!.reveal(lines, 'That was another word. Compare with your paper, then press Enter')
    }
  }
}

function screenOf({ place, address, words, isInFile }: NewMnemonic): string[] {
  const numbered = words.split(' ').map((word, i) => `${String(i + 1).padStart(2)} ${word.padEnd(10)}`)
  const rows = Array.from({ length: Math.ceil(numbered.length / WORDS_PER_LINE) }, (_, row) =>
    `  ${numbered.slice(row * WORDS_PER_LINE, (row + 1) * WORDS_PER_LINE).join('  ')}`.trimEnd(),
  )
  const name = describePlace(place)
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}  ${address}`
  return ['', title, ...(isInFile ? ['(its file, which is not encrypted, holds them too)'] : []), '', ...rows]
}

/** Whether the person can tell some of the words. */
async function isWrittenDown({ place, words }: NewMnemonic, person: Person): Promise<boolean> {
  const all = words.split(' ')
  for (const position of somePositions(all.length)) {
    const answer = await person.secret({ message: `Word ${position + 1} of the ${place.role}'s mnemonic` })
    if (answer.trim().toLowerCase() !== all[position]) return false
  }
  return true
}

function somePositions(length: number): number[] {
  const positions = new Set<number>()
  while (positions.size < CHECKED_WORDS) positions.add(randomInt(length))
  return [...positions].sort((a, b) => a - b)
}
