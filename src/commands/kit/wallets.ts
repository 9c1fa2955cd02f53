/** The wallets that a command works with: found by the settings, unlocked by whatever gives the password. */
import { messageOf, TaoError } from '../../primitives/errors.ts'
import { decodeAddress, isAddress } from '../../primitives/ss58.ts'
import {
  addressBookFile,
  contactNamed,
  proxyNamed,
  readAddressBook,
  withPaid,
  writeAddressBook,
} from '../../wallet/address-book.ts'
import { deferredSigner } from '../../wallet/deferred-signer.ts'
import type { Kdf } from '../../wallet/encryption/argon2.ts'
import { guardFile } from '../../wallet/files.ts'
import { type KnownAccounts, knownAccounts } from '../../wallet/known-accounts.ts'
import { listWallets } from '../../wallet/listing.ts'
import { PasswordEnvironment } from '../../wallet/passwords/environment.ts'
import type { AskPassword, PasswordQuestion } from '../../wallet/passwords/sources.ts'
import {
  coldkeyPlace,
  describePlace,
  hotkeyPlace,
  type KeyPlace,
  type WalletPlace,
  type WalletRoot,
  walletPlace,
  walletRoot,
} from '../../wallet/places.ts'
import { readAddress } from '../../wallet/public-half.ts'
import type { Signer } from '../../wallet/signer.ts'
import type { Unlocked, UnlockOptions } from '../../wallet/unlocking.ts'
import { vaultSigner } from '../../wallet/vault/signer.ts'
import type { Context } from './context.ts'
import type { Host } from './host.ts'
import { hotkeyName, splitName } from './hotkey-names.ts'
import { nearest } from './text.ts'
import { vaultExchange } from './vault.ts'

export interface Wallets {
  readonly root: WalletRoot
  /** The wallet of that name; the one of the settings if none is given. */
  wallet(name?: string): WalletPlace
  coldkey(wallet?: string): KeyPlace
  /** The hotkey that `--hotkey` or `text` names: `validator` in the wallet of the settings, or `main/validator`. */
  hotkey(text?: string): KeyPlace
  /**
   * The address that a text means: itself, a wallet's coldkey or hotkey, as `role` says, or `WALLET/HOTKEY`.
   * @throws TaoError `invalid_address`, `not_found`
   */
  address(text: string, role: 'coldkey' | 'hotkey'): string
  /**
   * Signs with a key that is unlocked at the first signature, or with the device that `--sign-with` names. A key that is only
   * watched here is taken to be on Polkadot Vault.
   */
  signer(place: KeyPlace): Signer
  /** The key itself, wiped at the end of the command. Warnings are told. */
  unlock(place: KeyPlace): Promise<Unlocked>
  /** Whose the addresses are that this machine knows. */
  known(): KnownAccounts
  /** Remembers who was paid, so that the next time is not the first. */
  remember(genesis: string, addresses: readonly string[]): void
  /** Where passwords come from here: the environment, a file, a person. */
  passwords(): UnlockOptions
}

/** Passwords are taken out of the host's environment, which is the process's own. */
export function openWallets(ctx: Context, { env, kdf = argon2 }: Pick<Host, 'env' | 'kdf'>): Wallets {
  const { settings } = ctx
  const root = walletRoot(settings.walletPath, env)
  const passwords: UnlockOptions = {
    environment: new PasswordEnvironment(env),
    kdf: (password, signal) => ctx.progress(DERIVING, () => kdf(password, signal)),
    passwordFile: settings.walletPasswordFile === '-' ? 0 : settings.walletPasswordFile,
    ask: ctx.person === undefined ? undefined : askPassword(ctx),
    signal: ctx.signal,
  }
  const wallet = (name = settings.wallet): WalletPlace => walletPlace(root, splitName(name)[0])
  const hotkey = (text?: string): KeyPlace => {
    const [first, second] = splitName(text ?? hotkeyName(ctx))
    return second === undefined ? hotkeyPlace(wallet(), first) : hotkeyPlace(wallet(first), second)
  }
  const wallets: Wallets = {
    root,
    wallet,
    coldkey: name => coldkeyPlace(wallet(name)),
    hotkey,
    address: (text, role) => (isAddress(text) ? text : addressOf(text, role, wallets)),
    signer: place => signerFor(place, ctx, passwords),
    unlock: async place => {
      const { unlock } = await import('../../wallet/unlocking.ts')
      const unlocked = await unlock(place, passwords)
      ctx.defer(() => unlocked.key.wipe())
      unlocked.warnings.forEach(ctx.warn)
      return unlocked
    },
    known: () => knownAccounts(root),
    remember: (genesis, addresses) => remember(root, genesis, addresses, ctx),
    passwords: () => passwords,
  }
  return wallets
}

function signerFor(place: KeyPlace, ctx: Context, passwords: UnlockOptions): Signer {
  const isHere = guardFile(place.secretFile) !== undefined
  const { signWith: wanted = isHere ? 'wallet' : 'vault' } = ctx.settings
  if (wanted === 'ledger') throw noLedger()
  if (wanted === 'vault')
    return vaultSigner(
      existing(place, () => readAddress(place)),
      vaultExchange(ctx),
    )
  if (ctx.settings.signatureFile !== undefined) throw notByFile()
  const onWarnings = (warnings: readonly string[]): void => warnings.forEach(ctx.warn)
  const signer = existing(place, () => deferredSigner(place, { ...passwords, onWarnings }))
  ctx.defer(() => signer.close())
  return signer
}

const notByFile = (): TaoError =>
  new TaoError('usage', '--signature-file is for keys on Polkadot Vault', {
    why: 'The key is here, and signs by itself.',
    remedy: 'Leave it out, or add --sign-with vault.',
  })

const noLedger = (): TaoError =>
  new TaoError('unsupported', 'Ledger devices are not supported yet', {
    why: 'docs/wallets.md tells where one would be plugged in.',
    remedy: 'Sign with the wallet, or with Polkadot Vault: --sign-with vault',
  })

const DERIVING = 'Deriving the key from the password; this is slow so that guessing is slow too'

const argon2: Kdf = async (password, signal) => {
  const { argon2Key } = await import('../../wallet/encryption/argon2.ts')
  return argon2Key(password, signal)
}

function addressOf(text: string, role: 'coldkey' | 'hotkey', wallets: Wallets): string {
  const place = text.includes('/') || role === 'hotkey' ? wallets.hotkey(text) : wallets.coldkey(text)
  const book = readAddressBook(addressBookFile(wallets.root))
  const contact = contactNamed(book, text)
  const named = contact ?? proxyNamed(book, text)
  const own = ownAddress(place)
  if (named !== undefined && own !== undefined && named.address !== own) {
    const list = contact === undefined ? 'proxy book' : 'wallet contacts'
    throw twoMeanings(text, place, [own, named.address], `tao ${list} remove ${text}`)
  }
  const address = own ?? named?.address
  if (address !== undefined) return address
  throw notHere(text, place, nearHere(text, place))
}

/** Of a short text that looks like no address a name was meant, often the default one that nobody typed. */
function notHere(text: string, place: KeyPlace, near: readonly string[]): TaoError {
  const nor = 'no contact of that name in the address book'
  if (text.length > 40) {
    const { why, remedy } = refusedAddress(text)
    return new TaoError('invalid_address', `Neither an address nor a name here: ${text.slice(0, 60)}`, {
      why: [...why, `There is no wallet or hotkey of that name, and ${nor}.`],
      remedy,
    })
  }
  const wallet = place.wallet.name
  const make = place.role === 'coldkey' ? `create ${wallet}` : `new-hotkey ${wallet} --hotkey ${place.name}`
  return new TaoError('invalid_address', `There is no ${describePlace(place)}`, {
    why: `${text} is not an address either, and there is ${nor}.`,
    remedy:
      near.length > 0
        ? `Did you mean ${near.join(', ')}? A new one is made with: tao wallet ${make}`
        : `Make it with: tao wallet ${make}, or name another. See yours with: tao wallet list`,
  })
}

/** Names of wallets, or of hotkeys of the wallet in question, that may have been meant. */
function nearHere(text: string, { role, name, wallet }: KeyPlace): string[] {
  const wallets = listWallets(wallet.root)
  const namesOf = (listed: readonly { readonly name: string }[]): string[] => listed.map(each => each.name)
  if (role === 'coldkey') {
    return nearest(text, namesOf(wallets.filter(({ coldkey }) => coldkey !== undefined)))
  }
  const hotkeys = wallets.find(each => each.name === wallet.name)?.hotkeys ?? []
  return nearest(name, namesOf(hotkeys)).map(hotkey => (text.includes('/') ? `${wallet.name}/${hotkey}` : hotkey))
}

/** What is wrong with a text that is meant to be an address: mistyped, or of another chain. */
function refusedAddress(text: string): Pick<TaoError, 'why' | 'remedy'> {
  try {
    decodeAddress(text)
  } catch (error) {
    if (error instanceof TaoError) return error
    throw error
  }
  return { why: [], remedy: undefined }
}

/** Undefined where there is no such key. */
function ownAddress(place: KeyPlace): string | undefined {
  try {
    return readAddress(place).address
  } catch (error) {
    if (error instanceof TaoError && error.code === 'not_found') return undefined
    throw error
  }
}

const twoMeanings = (
  text: string,
  place: KeyPlace,
  [own, named]: readonly [string, string],
  remedy: string,
): TaoError =>
  new TaoError('invalid_address', `${text} means two accounts`, {
    why: [`The ${describePlace(place)} is ${own}.`, `In the address book the name means ${named}.`],
    remedy: `Give the address, or take the name out of the book: ${remedy}`,
  })

/** @throws TaoError `not_found` that names the key, where its files are missing */
function existing<T>(place: KeyPlace, open: () => T): T {
  try {
    return open()
  } catch (error) {
    if (!(error instanceof TaoError) || error.code !== 'not_found') throw error
    throw new TaoError('not_found', `There is no ${describePlace(place)}`, {
      why: error.message,
      remedy: 'See your wallets with: tao wallet list. Another one is chosen with --wallet.',
      cause: error,
    })
  }
}

function remember(root: WalletRoot, genesis: string, addresses: readonly string[], ctx: Context): void {
  const path = addressBookFile(root)
  try {
    const book = readAddressBook(path)
    const after = withPaid(book, genesis, addresses)
    if (after !== book) writeAddressBook(path, after)
  } catch (error) {
    // The money is on its way; that nobody remembers it is no reason to fail.
    ctx.note(`Who was paid could not be remembered: ${messageOf(error)}`)
  }
}

function askPassword({ person }: Context): AskPassword {
  return async ({ place, address, attempt, attempts }: PasswordQuestion) => {
    const whose = `${describePlace(place)}${address === undefined ? '' : ` (${address})`}`
    const message = attempt === 1 ? `Password of the ${whose}` : `Wrong password. Again (${attempt} of ${attempts})`
    return person!.secret({ message })
  }
}
