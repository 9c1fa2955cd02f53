/** Where a validator stands before the rules: what is sure to be refused is told with the numbers. */
import type { Client } from '../../../client/client.ts'
import { mergeNeeds, type Needs } from '../../../client/metadata/needs.ts'
import { CLOCK, type Clock, getClock } from '../../../client/reads/clock.ts'
import {
  type Commit,
  freeAt,
  getCommits,
  getValidator,
  getWeightRules,
  type Validator,
  WEIGHT_RULES,
  type WeightRules,
} from '../../../client/reads/weights.ts'
import type { RefusalContext } from '../../../client/refusals/context.ts'
import { refusal } from '../../../client/refusals/refusal.ts'
import { revealWindow } from '../../../client/weights/windows.ts'
import { TaoError } from '../../../primitives/errors.ts'
import { ROOT } from '../../../primitives/netuid.ts'
import { cutDecimals } from '../../shared/short.ts'
import { type Later, tooSoon } from '../../shared/waiting.ts'
import type { GivenWeights } from './given.ts'

export const STANDING: Needs = mergeNeeds(WEIGHT_RULES, CLOCK)

export interface Standing {
  readonly rules: WeightRules
  readonly validator: Validator
  readonly commits: readonly Commit[]
  readonly clock: Clock
  readonly context: RefusalContext
}

/** @throws TaoError when there is no such subnet or mechanism, or the hotkey is not registered there */
export async function getStanding(
  client: Client,
  netuid: number,
  mechanism: number,
  hotkey: string,
): Promise<Standing> {
  const at = await client.at()
  const context: RefusalContext = { network: client.chain.name, netuid, hotkey }
  if (netuid === ROOT) throw refusal('SubtensorModule.CanNotSetRootNetworkWeights', context)
  const rules = await getWeightRules(at, netuid, mechanism)
  if (mechanism >= rules.mechanisms) throw noMechanism(rules)
  const [validator, commits, clock] = await Promise.all([
    getValidator(at, rules, hotkey),
    getCommits(at, netuid, mechanism, hotkey),
    getClock(client, at),
  ])
  if (validator === undefined) throw refusal('SubtensorModule.HotKeyNotRegisteredInSubNet', context)
  return { rules, validator, commits, clock, context }
}

const noMechanism = ({ netuid, mechanism, mechanisms }: WeightRules): TaoError =>
  new TaoError('not_found', `Subnet ${netuid} has no mechanism ${mechanism}`, {
    why: mechanisms === 1 ? 'It has one, number 0.' : `It has ${mechanisms}, numbers 0 to ${mechanisms - 1}.`,
    data: { netuid, mechanism, mechanisms },
  })

/** What the chain would say to the weights themselves, now or when they are revealed. @throws TaoError */
export function checkWeights(standing: Standing, { uids }: GivenWeights, versionKey: bigint): void {
  const { rules, validator, context } = standing
  const refuse = (error: string, numbers: RefusalContext): never => {
    throw refusal(`SubtensorModule.${error}`, { ...context, ...numbers })
  }
  const { neurons, minWeights, stakeThreshold } = rules
  if (uids.length > neurons) refuse('UidsLengthExceedUidsInSubNet', { given: uids.length, most: neurons })
  const { stake = stakeThreshold } = validator
  if (stake < stakeThreshold && !validator.isOwner) {
    refuse('NotEnoughStakeToSetWeights', {
      needed: cutDecimals(stakeThreshold, 9),
      free: cutDecimals(stake, 9),
      available: cutDecimals(stake, 9),
    })
  }
  if (rules.versionKey !== 0n && versionKey < rules.versionKey) {
    // As words: these are no amounts.
    refuse('IncorrectWeightVersionKey', { given: versionKey.toString(), least: rules.versionKey.toString() })
  }
  const wrong = uids.find(uid => uid >= neurons)
  if (wrong !== undefined) refuse('UidVecContainInvalidOne', { given: wrong, most: neurons - 1 })
  const least = Math.min(minWeights, neurons)
  if (uids.length < least && !isSelfWeight(validator, uids)) {
    refuse('WeightVecLengthIsLow', { given: uids.length, least })
  }
}

/** Whether these weights count only with a permit that the neuron does not have. */
export const lacksPermit = ({ validator }: Standing, { uids }: GivenWeights): boolean =>
  !validator.hasPermit && !isSelfWeight(validator, uids)

const isSelfWeight = ({ uid }: Validator, uids: readonly number[]): boolean => uids.length === 1 && uids[0] === uid

/** Until when the neuron must wait; undefined if it need not. */
export function tooFast({ rules, validator, clock, context }: Standing, error: string): Later | undefined {
  const free = freeAt(rules, validator)
  return free > clock.block + 1 ? tooSoon(`SubtensorModule.${error}`, context, clock, free) : undefined
}

const MOST_COMMITS = 10

/** @throws TaoError when as many commits wait as the chain takes */
export function checkRoom({ rules, commits, clock, context }: Standing): void {
  const waiting = commits.filter(
    ({ epoch }) => revealWindow(rules.schedule, clock.block, epoch, rules.revealPeriod).state !== 'expired',
  )
  if (waiting.length < MOST_COMMITS) return
  throw refusal('SubtensorModule.TooManyUnrevealedCommits', {
    ...context,
    given: waiting.length + 1,
    most: MOST_COMMITS,
  })
}
