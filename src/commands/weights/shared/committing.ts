/** Commits of weights: by their hash, to be revealed by hand, or sealed, to open by themselves. */
import { randomBytes } from 'node:crypto'
import type { Client } from '../../../client/client.ts'
import { momentOf } from '../../../client/reads/clock.ts'
import { type Commit, mechanismIndex } from '../../../client/reads/weights.ts'
import { type Call, call } from '../../../client/transactions/call.ts'
import { commitmentHash, type Promised, sealedPayload, type Weights } from '../../../client/weights/commitment.ts'
import { type Committer, forget, type KeptCommit, keep, keptFile } from '../../../client/weights/kept-commits.ts'
import { drandRoundAt, type RevealWindow, SEALED_LEAD, windowOfNewCommit } from '../../../client/weights/windows.ts'
import { type Hex, toHex } from '../../../primitives/bytes.ts'
import { TaoError } from '../../../primitives/errors.ts'
import type { Plan } from '../../kit/plan.ts'
import { momentText, untilText } from '../../shared/waiting.ts'
import type { Standing } from './standing.ts'

/** A commit that is ready to be sent. */
export interface PreparedCommit {
  readonly call: Call
  readonly window: RevealWindow
  /** The hash that is committed; undefined for a sealed one. */
  readonly hash: Hex | undefined
  /** The round of drand that opens it; undefined for a hash. */
  readonly round: bigint | undefined
  /** Where what is needed for the reveal is kept; undefined for a sealed one. */
  readonly file: string | undefined
  readonly effects: readonly string[]
  readonly warnings: readonly string[]
  /** Keeps what is needed before anything is sent, and drops it again if the chain has not taken the commit. */
  protect<R>(plan: Plan<R>): Plan<R>
}

const SALT_WORDS = 8

export const randomSalt = (): number[] => [...new Uint16Array(new Uint8Array(randomBytes(2 * SALT_WORDS)).buffer)]

export function committerOf({ chain }: Client, { rules, context }: Standing): Committer {
  return { genesis: chain.genesisHash, netuid: rules.netuid, mechanism: rules.mechanism, hotkey: context.hotkey! }
}

const withMechanism = ({ netuid, mechanism }: { netuid: number; mechanism: number }) =>
  mechanism === 0 ? { netuid } : { netuid, mecid: mechanism }

/** `commit_weights` or `commit_mechanism_weights`. */
export function prepareHash(client: Client, standing: Standing, weights: Promised, made: number): PreparedCommit {
  const { rules, clock, context } = standing
  const hash = commitmentHash(context.hotkey!, mechanismIndex(rules.netuid, rules.mechanism), weights)
  const committer = committerOf(client, standing)
  const window = windowOfNewCommit(rules.schedule, clock.block, rules.revealPeriod)
  const kept: KeptCommit = { ...weights, hash, made: new Date(made).toISOString() }
  const file = keptFile(committer)
  const method = rules.mechanism === 0 ? 'commit_weights' : 'commit_mechanism_weights'
  return {
    call: call(`SubtensorModule.${method}`, { ...withMechanism(rules), commit_hash: hash }),
    window,
    hash,
    round: undefined,
    file,
    effects: [
      'The chain gets the hash of the weights; the weights count once they are revealed',
      ...windowText(standing, window),
      `What the reveal needs is kept in ${file}`,
    ],
    warnings: [],
    protect: plan => ({ ...plan, perform: () => keeping(committer, kept, plan) }),
  }
}

function windowText({ clock }: Standing, { opens, closes }: RevealWindow): string[] {
  if (opens === undefined || closes === undefined)
    return ['This subnet has no epochs: the weights can never be revealed']
  const [from, to] = [momentOf(clock, opens), momentOf(clock, closes)]
  return [`They can be revealed from ${momentText(from)}, ${untilText(clock, opens)}, to ${momentText(to)}`]
}

/** What is sure to have left no trace on the chain. */
const NOTHING_SENT = [
  'chain_refused',
  'invalid_transaction',
  'insufficient_balance',
  'wrong_password',
  'locked',
  'cancelled',
]

async function keeping<R>(committer: Committer, kept: KeptCommit, plan: Plan<R>): Promise<R> {
  keep(committer, kept)
  try {
    return await plan.perform()
  } catch (error) {
    if (error instanceof TaoError && NOTHING_SENT.includes(error.code)) forget(committer, [kept.hash])
    throw error
  }
}

/** `commit_timelocked_weights` or its mechanism variant. @param round of drand; the one that fits if absent */
export async function prepareSealed(
  standing: Standing,
  weights: Weights,
  { round, now }: { readonly round: bigint | undefined; readonly now: number },
): Promise<PreparedCommit> {
  const { rules, clock, context } = standing
  const window = windowOfNewCommit(rules.schedule, clock.block, rules.revealPeriod)
  const chosen = round ?? roundFor(standing, window, now)
  const { encryptTimelocked } = await import('../../../primitives/crypto/timelock.ts')
  const sealed = encryptTimelocked(sealedPayload(context.hotkey!, weights), chosen)
  const method = rules.mechanism === 0 ? 'commit_timelocked_weights' : 'commit_timelocked_mechanism_weights'
  const args = { commit: toHex(sealed), reveal_round: chosen, commit_reveal_version: rules.commitVersion }
  return {
    call: call(`SubtensorModule.${method}`, { ...withMechanism(rules), ...args }),
    window,
    hash: undefined,
    round: chosen,
    file: undefined,
    effects: [
      `The chain gets the weights sealed until round ${chosen} of drand, and opens them by itself`,
      ...windowText(standing, window).map(line => line.replace('They can be revealed', 'It does so')),
    ],
    warnings:
      rules.drandRound === 0n
        ? ['This chain has never heard of drand: as long as nobody writes its rounds, nothing is opened.']
        : [],
    protect: plan => plan,
  }
}

/** @throws TaoError for a subnet without epochs */
function roundFor({ clock }: Standing, { opens }: RevealWindow, now: number): bigint {
  if (opens === undefined) {
    throw new TaoError('unsupported', 'Sealed weights would never be opened here', {
      why: 'The subnet has no epochs: its tempo is 0.',
    })
  }
  return drandRoundAt(momentOf({ ...clock, time: clock.time ?? now }, opens + SEALED_LEAD).time!)
}

/**
 * Forgets what was on chain before a transaction and is not any more: it was revealed, or came before what was, or its time
 * has passed.
 */
export function forgetDone(client: Client, standing: Standing, left: readonly Commit[]): void {
  const gone = standing.commits.filter(({ hash }) => !left.some(commit => commit.hash === hash))
  forget(
    committerOf(client, standing),
    gone.map(({ hash }) => hash),
  )
}
