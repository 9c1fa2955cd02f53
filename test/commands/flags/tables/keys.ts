/** Commands about keys and contacts. */
import { toHex, utf8 } from '../../../../src/primitives/bytes.ts'
import { keyFromMnemonic, keyFromUri } from '../../../../src/wallet/key-sources.ts'
import { signMessage } from '../../../../src/wallet/messages.ts'
import { encryptFor } from '../../../../src/wallet/sealed-messages.ts'
import { addressOf } from '../../../support/sandbox.ts'
import type { Case, Entry, Inputs, Json, Table } from '../support/cases.ts'
import { EXPORT_PASSWORD, OTHER_WORDS, WORDS } from '../support/keys.ts'
import { effect, insists, refusal, warning } from './common.ts'

const ALICE = addressOf('//Alice')
const BOB = addressOf('//Bob')
const BOB_HOT = addressOf('//Bob//hot')
const BOB_SECOND = addressOf('//Bob//second')
const CHARLIE = addressOf('//Charlie')
const CHARLIE_KEY: string = keyFromUri('//Charlie').publicKey
const OTHER = keyFromMnemonic(OTHER_WORDS).address
const PRIVATE_KEY = Buffer.from(keyFromUri('//Charlie').revealSecrets().privateKey).toString('hex')
const { signature: SIGNATURE } = await signMessage(keyFromUri('//Bob'), 'hi')

/** Keys of the wallet `secret`, and messages for them. */
const [SECRET, SECRET_HOT, SECRET_SECOND] = ['//Dave', '//Dave//hot', '//Dave//second'].map(
  uri => keyFromUri(uri, 'ed25519').address,
) as [string, string, string]
const boxFor = (address: string, message: string): string => toHex(encryptFor(address, utf8(message)))

const words =
  (field: string, count: number) =>
  (seen: Json): boolean =>
    seen[field].split(' ').length === count
const isFile = (file: string, begins: string) => ({ files: { [file]: (text: string) => text.startsWith(begins) } })
const noBackup: Case['shows'] = { backup: null }
const ENCRYPTED = '$NACL'

/** New keys: what the mnemonic is made of and where it goes. */
const newKeys = (mnemonic: string, ss58: string, taken: Inputs, keyfile: string): Entry['flags'] => ({
  nWords: { to: '24', shows: words(mnemonic, 24) },
  uri: [{ to: '//Alice', shows: { [ss58]: ALICE } }, insists('//Alice', {})],
  overwrite: { to: true, given: taken, was: { error: { code: 'already_exists' } }, shows: { backup: /./ } },
  showMnemonic: {
    to: true,
    given: { showMnemonic: null },
    was: refusal(/Nobody would see/),
    shows: words(mnemonic, 12),
  },
  mnemonicFile: {
    to: '@/new-words',
    given: { showMnemonic: null },
    was: refusal(/Nobody would see/),
    shows: { files: { 'new-words': /^[a-z]/ } },
  },
  usePassword: { to: true, given: { walletPasswordFile: '@/password' }, shows: isFile(keyfile, ENCRYPTED) },
})

const regained = (keyfile: string, taken: Inputs): Entry['flags'] => ({
  mnemonic: { to: OTHER_WORDS, shows: { ss58: OTHER } },
  mnemonicFile: [
    { to: '@/words', shows: { ss58: OTHER } },
    { to: '-', stdin: OTHER_WORDS, shows: { ss58: OTHER } },
  ],
  seed: { to: '11'.repeat(32), shows: ({ ss58 }: Json) => ss58 !== keyFromMnemonic(WORDS).address },
  privateKey: { to: PRIVATE_KEY, shows: { ss58: CHARLIE } },
  jsonPath: {
    to: '@/export.json',
    given: { jsonPassword: EXPORT_PASSWORD },
    was: refusal(/goes with --json-path/),
    shows: { ss58: BOB },
  },
  jsonPassword: [
    {
      to: EXPORT_PASSWORD,
      given: { mnemonic: null, jsonPath: '@/export.json' },
      was: { error: { code: 'locked' } },
      shows: { ss58: BOB },
    },
    { to: EXPORT_PASSWORD, shows: refusal(/--json-password goes with --json-path/) },
  ],
  jsonPasswordFile: [
    {
      to: '@/export-password',
      given: { mnemonic: null, jsonPath: '@/export.json' },
      was: { error: { code: 'locked' } },
      shows: { ss58: BOB },
    },
    { to: '@/export-password', shows: refusal(/--json-password-file goes with --json-path/) },
  ],
  cryptoType: [
    { to: 'ed25519', shows: { crypto_type: 'ed25519' } },
    insists('ed25519', { mnemonic: null, jsonPath: '@/export.json', jsonPassword: EXPORT_PASSWORD }),
  ],
  overwrite: { to: true, given: taken, was: { error: { code: 'already_exists' } }, shows: { backup: /./ } },
  usePassword: { to: true, given: { walletPasswordFile: '@/password' }, shows: isFile(keyfile, ENCRYPTED) },
})
const watched = (line: string): Entry['flags'] => ({
  ss58: { to: BOB, shows: { ss58: BOB } },
  publicKey: { to: CHARLIE_KEY, given: { ss58: BOB }, shows: { ss58: CHARLIE } },
  cryptoType: { to: 'ed25519', shows: { crypto_type: 'ed25519' } },
  overwrite: {
    to: true,
    before: [`${line} fresh --ss58 ${BOB}`],
    was: { error: { code: 'already_exists' } },
    shows: { backup: /./ },
  },
})

const SAFE = { wallet: 'safe', walletPasswordFile: '@/password' }
const useHotkey: Case = { to: true, shows: { ss58: BOB_HOT } }

export const KEYS: Table = {
  'wallet create': {
    base: { wallet: 'fresh', showMnemonic: true, usePassword: false },
    done: true,
    flags: {
      ...newKeys('coldkey_mnemonic', 'coldkey_ss58', { wallet: 'plain' }, 'wallets/fresh/coldkey'),
      cryptoType: { to: 'ed25519', shows: { coldkey_crypto_type: 'ed25519' } },
      hotkeyCryptoType: { to: 'ed25519', shows: { hotkey_crypto_type: 'ed25519' } },
    },
    settings: {
      hotkey: { to: 'second', shows: { hotkey: 'second' } },
      walletPasswordFile: {
        to: '@/password',
        given: { usePassword: null },
        was: { error: { code: 'locked' } },
        shows: isFile('wallets/fresh/coldkey', ENCRYPTED),
      },
    },
  },
  'wallet new-coldkey': {
    base: { wallet: 'fresh', showMnemonic: true, usePassword: false },
    done: true,
    flags: {
      ...newKeys('mnemonic', 'ss58', { wallet: 'plain' }, 'wallets/fresh/coldkey'),
      cryptoType: { to: 'ed25519', shows: { crypto_type: 'ed25519' } },
    },
    settings: {
      walletPasswordFile: {
        to: '@/password',
        given: { usePassword: null },
        was: { error: { code: 'locked' } },
        shows: isFile('wallets/fresh/coldkey', ENCRYPTED),
      },
    },
  },
  'wallet new-hotkey': {
    base: { wallet: 'fresh', showMnemonic: true },
    done: true,
    flags: {
      ...newKeys('mnemonic', 'ss58', { wallet: 'plain' }, 'wallets/fresh/hotkeys/default'),
      cryptoType: { to: 'ed25519', shows: { crypto_type: 'ed25519' } },
    },
    settings: {
      hotkey: { to: 'second', shows: { hotkey: 'second' } },
      walletPasswordFile: {
        to: '@/password',
        given: { usePassword: true },
        was: { error: { code: 'locked' } },
        shows: isFile('wallets/fresh/hotkeys/default', ENCRYPTED),
      },
    },
  },
  'wallet regen-coldkey': {
    base: { wallet: 'fresh', mnemonic: WORDS, usePassword: false },
    done: true,
    flags: regained('wallets/fresh/coldkey', { wallet: 'plain' }),
    settings: {
      walletPasswordFile: {
        to: '@/password',
        given: { usePassword: null },
        was: { error: { code: 'locked' } },
        shows: isFile('wallets/fresh/coldkey', ENCRYPTED),
      },
    },
  },
  'wallet regen-hotkey': {
    base: { wallet: 'fresh', mnemonic: WORDS },
    done: true,
    flags: regained('wallets/fresh/hotkeys/default', { wallet: 'plain' }),
    settings: {
      hotkey: { to: 'second', shows: { hotkey: 'second' } },
      walletPasswordFile: {
        to: '@/password',
        given: { usePassword: true },
        was: { error: { code: 'locked' } },
        shows: isFile('wallets/fresh/hotkeys/default', ENCRYPTED),
      },
    },
  },
  'wallet regen-coldkeypub': {
    base: { wallet: 'fresh', ss58: CHARLIE },
    done: true,
    flags: watched('wallet regen-coldkeypub'),
  },
  'wallet regen-hotkeypub': {
    base: { wallet: 'fresh', ss58: CHARLIE },
    done: true,
    flags: watched('wallet regen-hotkeypub'),
    settings: { hotkey: { to: 'second', shows: { hotkey: 'second' } } },
  },
  'wallet export': {
    base: { ...SAFE, output: '@/out.json', exportPasswordFile: '@/export-password' },
    flags: {
      useHotkey: { to: true, shows: { summary: /hotkey "default"/ } },
      output: { to: '@/other.json', shows: { summary: /other\.json$/ } },
      exportPasswordFile: {
        to: '@/export-password',
        done: true,
        given: { exportPasswordFile: null },
        was: { error: { code: 'locked' } },
        shows: { ss58: BOB },
      },
    },
    settings: { hotkey: { to: 'second', given: { useHotkey: true }, shows: { summary: /hotkey "second"/ } } },
  },
  'wallet import': {
    base: { wallet: 'fresh', jsonPath: '@/export.json', jsonPassword: EXPORT_PASSWORD, usePassword: false },
    flags: {
      jsonPath: { to: '@/words', done: true, shows: refusal(/words/) },
      jsonPassword: {
        to: EXPORT_PASSWORD,
        done: true,
        given: { jsonPassword: null },
        was: { error: { code: 'locked' } },
        shows: { ss58: BOB },
      },
      jsonPasswordFile: {
        to: '@/export-password',
        done: true,
        given: { jsonPassword: null },
        was: { error: { code: 'locked' } },
        shows: { ss58: BOB },
      },
      useHotkey: { to: true, shows: { summary: /^Write the hotkey/ } },
      usePassword: [
        {
          to: true,
          done: true,
          given: { walletPasswordFile: '@/password' },
          shows: isFile('wallets/fresh/coldkey', ENCRYPTED),
        },
        {
          to: true,
          done: true,
          given: { walletPasswordFile: '@/password', useHotkey: true },
          shows: isFile('wallets/fresh/hotkeys/default', ENCRYPTED),
        },
      ],
      overwrite: {
        to: true,
        given: { wallet: 'plain' },
        was: { error: { code: 'already_exists' } },
        shows: warning(/is replaced/),
      },
    },
    settings: {
      hotkey: { to: 'second', given: { useHotkey: true }, shows: effect(/hotkeys\/second/) },
      walletPasswordFile: {
        to: '@/password',
        done: true,
        given: { usePassword: null },
        was: { error: { code: 'locked' } },
        shows: isFile('wallets/fresh/coldkey', ENCRYPTED),
      },
    },
  },
  'wallet password': {
    base: { ...SAFE, newPasswordFile: '@/new-password' },
    done: true,
    flags: {
      useHotkey,
      newPasswordFile: {
        to: '@/new-password',
        given: { newPasswordFile: null },
        was: { error: { code: 'locked' } },
        shows: { encrypted: true },
      },
      encrypt: { to: false, shows: { encrypted: false } },
      discardOld: { to: true, shows: noBackup },
    },
    settings: { hotkey: { to: 'second', given: { useHotkey: true }, shows: { ss58: BOB_SECOND } } },
  },
  'wallet upgrade': {
    base: SAFE,
    done: true,
    flags: { useHotkey, discardOld: { to: true, shows: noBackup } },
    settings: { hotkey: { to: 'second', given: { useHotkey: true }, shows: { ss58: BOB_SECOND } } },
  },
  'wallet unlock': {
    base: SAFE,
    flags: { useHotkey },
    settings: { hotkey: { to: 'second', given: { useHotkey: true }, shows: { ss58: BOB_SECOND } } },
  },
  'wallet sign': {
    base: { ...SAFE, message: 'hi' },
    flags: {
      message: { to: 'ho', shows: { message: 'ho' } },
      useHotkey: { to: true, shows: { signer_address: BOB_HOT } },
    },
    settings: {
      hotkey: [
        { to: 'second', given: { useHotkey: true }, shows: { signer_address: BOB_SECOND } },
        { to: 'second', shows: refusal(/--hotkey goes with --use-hotkey/) },
      ],
    },
  },
  'wallet verify': {
    base: { message: 'hi', signature: SIGNATURE, ss58: 'plain' },
    flags: {
      message: { to: 'ho', shows: { valid: false } },
      signature: { to: `0x${'00'.repeat(64)}`, shows: { valid: false } },
      ss58: [
        { to: CHARLIE, shows: { ss58: CHARLIE, valid: false } },
        { to: 'plain/default', shows: { ss58: BOB_HOT, valid: false } },
      ],
      cryptoType: { to: 'ed25519', shows: { valid: false } },
    },
  },
  'wallet encrypt': {
    base: { to: 'secret', message: 'hi' },
    flags: {
      to: [
        { to: SECRET_HOT, shows: { recipient: SECRET_HOT } },
        { to: 'secret/second', shows: { recipient: SECRET_SECOND } },
      ],
      message: { to: 'a longer text', shows: ({ ciphertext }: Json) => ciphertext.length > 110 },
    },
  },
  'wallet decrypt': {
    base: { wallet: 'secret', ciphertext: boxFor(SECRET, 'hi') },
    flags: {
      ciphertext: { to: boxFor(SECRET, 'ho'), shows: { message: 'ho' } },
      useHotkey: {
        to: true,
        given: { ciphertext: boxFor(SECRET_HOT, 'hi') },
        was: refusal(/message/i),
        shows: { ss58: SECRET_HOT },
      },
    },
    settings: {
      hotkey: {
        to: 'second',
        given: { useHotkey: true, ciphertext: boxFor(SECRET_SECOND, 'hi') },
        was: refusal(/message/i),
        shows: { ss58: SECRET_SECOND },
      },
    },
  },
  'wallet list': {
    base: {},
    flags: {
      wallet: { to: 'safe', shows: { coldkeys: [{ coldkey: 'safe' }] } },
      coldkeysOnly: {
        to: true,
        shows: { coldkeys: (all: Json) => all.every(({ hotkeys }: Json) => hotkeys.length === 0) },
      },
    },
  },
  'wallet show': { base: {}, flags: {} },
  'wallet contacts list': { base: {}, flags: {} },
  'wallet contacts add': {
    base: { name: 'friend', address: ALICE },
    done: true,
    flags: {
      name: { to: 'fiend', shows: { name: 'fiend' } },
      address: { to: CHARLIE, shows: { address: CHARLIE } },
      note: { to: 'owes me', shows: { note: 'owes me' } },
      replace: {
        to: true,
        before: [`wallet contacts add friend ${CHARLIE}`],
        was: { error: { code: 'already_exists' } },
        shows: { replaced: CHARLIE },
      },
    },
  },
  'wallet contacts remove': {
    base: { name: 'friend' },
    before: [`wallet contacts add friend ${ALICE}`, `wallet contacts add fiend ${CHARLIE}`],
    done: true,
    flags: { name: { to: 'fiend', shows: { name: 'fiend' } } },
  },
}
