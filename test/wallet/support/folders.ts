/** Folders that a test may do anything to. */
import { chmodSync, cpSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import {
  coldkeyPlace,
  hotkeyPlace,
  type KeyPlace,
  type WalletPlace,
  type WalletRoot,
  walletPlace,
  walletRoot,
} from '../../../src/wallet/places.ts'
import { VECTORS } from './vectors.ts'

/** An empty folder that goes when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'taokit-test-'))
  onTestFinished(() => {
    // A test may have taken permissions away.
    for (const { path, isFolder } of walk(folder)) if (isFolder) chmodSync(path, 0o700)
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

export function temporaryRoot(): WalletRoot {
  return walletRoot(temporaryFolder(), {})
}

/** A copy of wallet vectors under a root of its own, closed to others as the tools left it. */
export function copyOfVectors(names: readonly string[], vectors = VECTORS): WalletRoot {
  const root = temporaryRoot()
  for (const name of names) cpSync(join(vectors, 'wallets', name), join(root.path, name), { recursive: true })
  for (const { path, isFolder } of walk(root.path)) chmodSync(path, isFolder ? 0o700 : 0o600)
  return root
}

export const wallet = (root: WalletRoot, name = 'main'): WalletPlace => walletPlace(root, name)
export const coldkey = (root: WalletRoot, name = 'main'): KeyPlace => coldkeyPlace(walletPlace(root, name))
export const hotkey = (root: WalletRoot, hotkeyName = 'default', name = 'main'): KeyPlace =>
  hotkeyPlace(walletPlace(root, name), hotkeyName)

export interface Walked {
  readonly path: string
  readonly isFolder: boolean
  readonly mode: number
}

/** Everything below a folder, links not followed. */
export function walk(folder: string): Walked[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map(name => {
      const path = join(folder, name)
      const stats = lstatSync(path)
      return { path, isFolder: stats.isDirectory(), mode: stats.mode & 0o777 }
    })
}

/** A folder as text: names, modes and contents. Equal texts mean that nothing changed. */
export function snapshot(folder: string): string {
  return walk(folder)
    .map(({ path, isFolder, mode }) => {
      const content = isFolder || lstatSync(path).isSymbolicLink() ? '' : readFileSync(path).toString('hex')
      return `${path} ${mode.toString(8)} ${content}`
    })
    .join('\n')
}
