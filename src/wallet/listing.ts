/**
 * What wallets there are. Only names and public files are read: no secret, no cryptography, nothing from the network.
 */
import { type Dirent, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { TaoError } from '../primitives/errors.ts'
import { attempt, lookAt } from './files.ts'
import {
  coldkeyPlace,
  hotkeyPlace,
  type KeyPlace,
  PUBLIC_ENDING,
  type WalletPlace,
  type WalletRoot,
  walletPlace,
} from './places.ts'
import { type PublicHalf, readPublicHalfIfAny } from './public-half.ts'

export interface ListedKey {
  readonly name: string
  /** Absent when there is no sound public file. */
  readonly publicHalf: PublicHalf | undefined
  /** Whether the secret is here too; a key without it can only be watched. */
  readonly hasSecret: boolean
  /** What is wrong, in words for a person. */
  readonly problems: readonly string[]
}

export interface ListedWallet {
  readonly name: string
  readonly folder: string
  /** Undefined for a wallet that has neither a coldkey nor its public file. */
  readonly coldkey: ListedKey | undefined
  /** By name, numbers in names by value. */
  readonly hotkeys: readonly ListedKey[]
  readonly problems: readonly string[]
}

/** The wallets under a root by name; none if the root does not exist. @throws TaoError `not_permitted` */
export function listWallets(root: WalletRoot): ListedWallet[] {
  return entries(root.path)
    .filter(entry => !entry.name.startsWith('.') && (entry.isDirectory() || isLinkedFolder(root, entry)))
    .map(entry => listWallet(walletPlace(root, entry.name), entry.isSymbolicLink()))
    .sort((a, b) => byName(a.name, b.name))
}

/** One wallet. @throws TaoError `not_found` */
export function findWallet(root: WalletRoot, name: string): ListedWallet {
  const wallet = walletPlace(root, name)
  const stats = lookAt(wallet.folder)
  if (stats === undefined) {
    throw new TaoError('not_found', `There is no wallet ${JSON.stringify(name)} in ${root.path}`, {
      remedy: 'See which there are with: tao wallet list',
    })
  }
  return listWallet(wallet, stats.isSymbolicLink())
}

function listWallet(wallet: WalletPlace, isLink: boolean): ListedWallet {
  const { name, folder } = wallet
  if (isLink) {
    return {
      name,
      folder,
      coldkey: undefined,
      hotkeys: [],
      problems: [`${folder} is a symbolic link; it is not used.`],
    }
  }
  const problems: string[] = []
  return { name, folder, coldkey: listKey(coldkeyPlace(wallet)), hotkeys: listHotkeys(wallet, problems), problems }
}

function listHotkeys(wallet: WalletPlace, problems: string[]): ListedKey[] {
  const stats = lookAt(wallet.hotkeys)
  if (stats?.isSymbolicLink()) {
    problems.push(`${wallet.hotkeys} is a symbolic link; it is not used.`)
    return []
  }
  const names = new Set<string>()
  for (const { name } of stats?.isDirectory() ? entries(wallet.hotkeys) : []) {
    if (name.startsWith('.') || name.endsWith('.lock')) continue
    const hotkey = name.endsWith(PUBLIC_ENDING) ? name.slice(0, -PUBLIC_ENDING.length) : name
    if (hotkey !== '') names.add(hotkey)
  }
  return [...names].sort(byName).flatMap(name => listKey(hotkeyPlace(wallet, name)) ?? [])
}

function listKey(place: KeyPlace): ListedKey | undefined {
  const problems: string[] = []
  const hasSecret = isKeyFile(place.secretFile, problems)
  let publicHalf: PublicHalf | undefined
  try {
    const stated = readPublicHalfIfAny(place)
    if (stated?.holdsSecret) problems.push(`${place.publicFile} is public and holds a secret.`)
    publicHalf = stated && { address: stated.address, publicKey: stated.publicKey, cryptoType: stated.cryptoType }
  } catch (error) {
    problems.push(
      error instanceof TaoError ? [error.message, ...error.why].join(': ') : `${place.publicFile} is unreadable`,
    )
  }
  const exists = hasSecret || publicHalf !== undefined || problems.length > 0
  return exists ? { name: place.name, publicHalf, hasSecret, problems } : undefined
}

function isKeyFile(path: string, problems: string[]): boolean {
  const stats = lookAt(path)
  if (stats?.isSymbolicLink()) problems.push(`${path} is a symbolic link; it is not used.`)
  return stats?.isFile() === true
}

function isLinkedFolder(root: WalletRoot, entry: Dirent): boolean {
  if (!entry.isSymbolicLink()) return false
  return (
    attempt('look at', entry.name, () =>
      statSync(join(root.path, entry.name), { throwIfNoEntry: false }),
    )?.isDirectory() === true
  )
}

function entries(folder: string): Dirent[] {
  try {
    return attempt('read', folder, () => readdirSync(folder, { withFileTypes: true }))
  } catch (error) {
    if (error instanceof TaoError && error.code === 'not_found') return []
    throw error
  }
}

/** `key2` before `key10`; equal numbers by text, so that the order is total. */
function byName(a: string, b: string): number {
  const left = a.split(/(\d+)/)
  const right = b.split(/(\d+)/)
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const order = i % 2 === 1 ? byNumber(left[i]!, right[i]!) : byText(left[i]!, right[i]!)
    if (order !== 0) return order
  }
  return left.length - right.length || byText(a, b)
}

function byNumber(a: string, b: string): number {
  const left = a.replace(/^0+/, '')
  const right = b.replace(/^0+/, '')
  return left.length - right.length || byText(left, right)
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
