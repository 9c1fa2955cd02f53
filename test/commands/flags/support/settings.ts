/**
 * Settings that commands share, `--wallet` or `--period`: that each command which takes one does something with it. What they
 * do is the kit's, and shown once in shared.test.ts; here it is shown for every command that it gets there.
 */
import type { AnyCommand } from '../../../../src/commands/kit/command.ts'
import { type GlobalKey, globalsOf, USES } from '../../../../src/commands/kit/globals.ts'
import type { Declared } from '../../../../src/commands/kit/tree.ts'
import type { Outcome } from '../../support/tao.ts'
import { changed, type Entry, type Inputs, type Json } from './cases.ts'
import { inputsOf, withInput } from './lines.ts'
import { type Player, playLine, playOnce, type Seen } from './prove.ts'

type Command = Declared<AnyCommand>

/** What the kit alone does, the same for every command. */
export const OF_THE_KIT: ReadonlySet<GlobalKey> = new Set([...USES.consent, ...USES.output])

/** Settings that a command takes, those that it takes as arguments among them. */
export function settingsOf(command: AnyCommand): ReadonlySet<GlobalKey> {
  const given = Object.entries(inputsOf(command)).flatMap(([key, { isSetting }]) =>
    isSetting ? [key as GlobalKey] : [],
  )
  const own = Object.keys(inputsOf(command))
  return new Set([...globalsOf(command)].filter(key => !own.includes(key)).concat(given))
}

interface Scene {
  readonly player: Player
  readonly command: Command
  readonly base: Inputs
  /** The line of the base, planned. */
  readonly bare: Outcome
}
type Proof = (scene: Scene) => Promise<string | undefined>

/** Names that are nobody's, each telling where it came from. */
const NOBODY = 'xanadu'

const play = ({ player, command, base }: Scene, more: Inputs, isDone = false): Promise<Outcome> => {
  const inputs = Object.entries(more).reduce((all, [key, value]) => withInput(command.value, all, key, value), base)
  return playLine(player, command, inputs, { shows: {}, isDone })
}

/** What was told, without the line that tells how it was called. */
const told = ({ stdout, stderr }: Outcome): string => (stdout + stderr).replace(/"command": .*\n/g, '')

const mentions =
  (key: GlobalKey, text: string): Proof =>
  async scene => {
    const after = told(await play(scene, { [key]: text }))
    return after.includes(text) && !told(scene.bare).includes(text) ? undefined : after
  }

const fails =
  (more: Inputs, why: RegExp | string, isDone = false): Proof =>
  async scene => {
    const outcome = await play(scene, more, isDone)
    const { code = '', error = '' } = outcome.code === 0 ? {} : (JSON.parse(outcome.stderr) as Json)
    const isSo = typeof why === 'string' ? code === why : why.test(error)
    return isSo ? undefined : told(outcome)
  }

const differs =
  (more: Inputs): Proof =>
  async scene => {
    const after = told(await play(scene, more))
    return after === told(scene.bare) ? after : undefined
  }

/** Asks for a connection with all that one can ask for, and gets it refused in these words. */
const ENDPOINTS = {
  network: 'ws://127.0.0.1:1',
  insecure: true,
  fallbackEndpoints: 'ws://127.0.0.1:2',
  retryForever: true,
}
const connects: Proof = fails(ENDPOINTS, /ws:\/\/127\.0\.0\.1:1.*insecure.*ws:\/\/127\.0\.0\.1:2.*for ever/)

const shortLived: Proof = async scene => {
  const [usual, short] = [scene.bare, await play(scene, { period: '8' })].map(
    ({ stdout }) => (JSON.parse(stdout) as Json).signs?.last_block as number,
  )
  return usual! - short! === 64 - 8 ? undefined : `The last block is ${usual} and ${short}`
}

/** What shows the bytes to be signed is made by planTransaction, and all that it makes waits as the settings say. */
const isTransaction: Proof = async ({ bare }) =>
  /"last_block": \d|up to block \d/.test(bare.stdout) ? undefined : `It is no plan of a transaction: ${told(bare)}`

/** Whatever the base says of passwords: the keys are encrypted, and the file has another one. */
const isWrong: Proof = scene => {
  const place: Inputs = 'walletPasswordFile' in scene.base ? {} : { walletPath: '@/locked' }
  return fails({ ...place, walletPasswordFile: '@/wrong' }, 'wrong_password', true)(scene)
}

const otherChain: Proof = scene =>
  settingsOf(scene.command.value).has('network')
    ? fails({ chain: 'other' }, /the chain other/)(scene)
    : mentions('chain', 'other')(scene)

const PROOFS: Readonly<Partial<Record<GlobalKey, Proof>>> = {
  wallet: mentions('wallet', NOBODY),
  hotkey: mentions('hotkey', NOBODY),
  walletPath: differs({ walletPath: '@/nowhere' }),
  walletPasswordFile: isWrong,
  signWith: fails({ signWith: 'ledger' }, /Ledger devices/),
  signatureFile: fails({ signatureFile: '@/signature' }, /--signature-file is for keys on Polkadot Vault/),
  period: shortLived,
  waitForFinalization: isTransaction,
  waitForInclusion: isTransaction,
  allowUncheckedMetadata: isTransaction,
  network: connects,
  insecure: connects,
  fallbackEndpoints: connects,
  retryForever: connects,
  chain: otherChain,
}

/** Settings that are shown for each command. */
export const PER_COMMAND = Object.keys(PROOFS) as readonly GlobalKey[]

/** @returns what is wrong; nothing where each setting that the command takes makes a difference to it */
export async function proveSettings(player: Player, command: Command, entry: Entry, seen: Seen): Promise<string[]> {
  const { given, before = [] } = entry.planned ?? {}
  const keys = [...settingsOf(command.value)].filter(key => !OF_THE_KIT.has(key) && entry.settings?.[key] === undefined)
  return player.within(before, async () => {
    const base = changed(entry.base, given)
    const { answers } = entry
    const playing = { shows: answers ? /./ : {}, isDone: false, answers }
    const { outcome: bare } = await playOnce(player, command, base, playing, before.length > 0 ? new Map() : seen)
    const scene = { player, command, base, bare }
    const done = new Map<Proof, string | undefined>()
    const wrong: string[] = []
    for (const key of keys) {
      const proof = PROOFS[key]!
      if (!done.has(proof)) done.set(proof, await proof(scene))
      const fault = done.get(proof)
      if (fault !== undefined)
        wrong.push(`${command.path.join(' ')} --${key}\n${fault.replaceAll(/\s+/g, ' ').slice(0, 800)}`)
    }
    return wrong
  })
}
