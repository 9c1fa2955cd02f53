/** Opens sealed fields whose drand round has come. Reference: pallets/commitments/src/lib.rs reveal_timelocked_commitments. */
import type { Ctx } from '../../runtime/context.ts'
import { addWeight, type Weight, weigh } from '../../runtime/weight.ts'
import { Pulses } from '../drand/storage.ts'
import { openWithPulse } from '../drand/timelock.ts'
import { commitmentsEvents } from './events.ts'
import { CommitmentOf, type Committer, RevealedCommitments, TimelockedIndex } from './storage.ts'
import type { Data, Registration } from './types.ts'

/** So many openings of a hotkey are remembered. */
const MAX_REVEALS = 10

const READ = weigh(0, 0, 1, 0)
const WRITE = weigh(0, 0, 0, 1)
const READ_AND_WRITE = weigh(0, 0, 1, 1)

/** What a commitment comes to when its rounds have come. */
interface Opened {
  readonly remaining: readonly Data[]
  readonly revealed: readonly Uint8Array[]
  readonly sealed: number
  /** How many sealed fields had a pulse, whether that opened them or not. */
  readonly processed: number
}

export function revealTimelockedCommitments(ctx: Ctx): Weight {
  return TimelockedIndex.get(ctx).reduce((weight, committer) => addWeight(weight, reveal(ctx, committer)), READ)
}

function reveal(ctx: Ctx, committer: Committer): Weight {
  const registration = CommitmentOf.get(ctx, ...committer)
  if (registration === undefined) return addWeight(READ, unlist(ctx, committer))
  const opened = open(ctx, registration)
  const weight = weigh(0, 0, 1 + opened.sealed, 0)
  if (opened.sealed === 0) return addWeight(weight, unlist(ctx, committer))
  if (opened.processed === 0) return weight
  return addWeight(
    weight,
    addWeight(remember(ctx, committer, opened.revealed), settle(ctx, committer, registration, opened)),
  )
}

function open(ctx: Ctx, { info }: Registration): Opened {
  const remaining: Data[] = []
  const revealed: Uint8Array[] = []
  let sealed = 0
  let processed = 0
  for (const field of info.fields) {
    if (field.type !== 'TimelockEncrypted') {
      remaining.push(field)
      continue
    }
    sealed++
    const pulse = Pulses.get(ctx, field.value.reveal_round)
    if (pulse === undefined) {
      remaining.push(field)
      continue
    }
    processed++
    const bytes = openWithPulse(field.value.encrypted, pulse)
    if (bytes !== undefined && bytes.length > 0) revealed.push(bytes)
  }
  return { remaining, revealed, sealed, processed }
}

function remember(ctx: Ctx, [netuid, who]: Committer, revealed: readonly Uint8Array[]): Weight {
  if (revealed.length === 0) return weigh(0, 0, 0, 0)
  const before = RevealedCommitments.get(ctx, netuid, who) ?? []
  const all = [...before, ...revealed.map(bytes => [bytes, ctx.block] as const)]
  for (const _ of revealed) ctx.deposit(commitmentsEvents.CommitmentRevealed({ netuid, who }))
  RevealedCommitments.put(ctx, netuid, who, all.slice(-MAX_REVEALS))
  return READ_AND_WRITE
}

function settle(ctx: Ctx, committer: Committer, registration: Registration, { remaining }: Opened): Weight {
  if (remaining.length === 0) {
    CommitmentOf.remove(ctx, ...committer)
    return addWeight(WRITE, unlist(ctx, committer))
  }
  CommitmentOf.put(ctx, ...committer, { ...registration, info: { fields: remaining } })
  const isSealed = remaining.some(({ type }) => type === 'TimelockEncrypted')
  return isSealed ? WRITE : addWeight(WRITE, unlist(ctx, committer))
}

function unlist(ctx: Ctx, [netuid, who]: Committer): Weight {
  TimelockedIndex.mutate(ctx, index => index.filter(([n, account]) => n !== netuid || account !== who))
  return READ_AND_WRITE
}
