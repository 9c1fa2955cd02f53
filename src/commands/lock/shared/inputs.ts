/** What the commands about locks are given. */
import { TaoError } from '../../../primitives/errors.ts'
import { choice, netuid, type Question, toggle } from '../../kit/options.ts'
import { anyHotkey } from '../../shared/staking/hotkeys.ts'

const locked: Question['choices'] = async ctx => (await import('./choices.ts')).lockedChoices(ctx)
const lockable: Question['choices'] = async ctx => (await import('./choices.ts')).lockableChoices(ctx)

/** A subnet on which the wallet of the settings has a lock. */
export const lockedSubnet = (summary: string) =>
  netuid({ summary, required: true, ask: { message: 'On which subnet?', choices: locked } })

const targets: Question['choices'] = async (ctx, known) => (await import('./choices.ts')).targetChoices(ctx, known)

/** To whom: anybody, where there is no lock yet that says it. */
export const lockHotkey = (summary: string, message: string) => {
  const { hotkey } = anyHotkey(summary, message)
  return { hotkey: { ...hotkey, spec: { ...hotkey.spec, ask: { message, offerDefault: true, choices: targets } } } }
}

/** A subnet on which it has stake. */
export const lockableSubnet = (summary: string) =>
  netuid({ summary, required: true, ask: { message: 'On which subnet?', choices: lockable } })

export const MODES = ['decaying', 'perpetual'] as const
export type ModeName = (typeof MODES)[number]

/** A mode by its name, for the command that sets nothing else. */
export const modeArgument = choice(MODES, {
  summary: 'decaying: free bit by bit; perpetual: locked until it is let decay',
  required: true,
  excludes: ['perpetual'],
  ask: 'Which mode?',
})

/** A mode by its name, where it may stay as it is. */
export const modeOption = choice(MODES, {
  summary: 'Let the lock decay, or stay; as it is if absent',
  excludes: ['perpetual'],
})

/** The same as btcli 11 writes it. */
export const perpetualOption = toggle({
  summary: 'The same as a flag: --perpetual or --decaying',
  off: ['decaying'],
  excludes: ['mode'],
})

export interface ModeGiven {
  readonly mode: ModeName | undefined
  readonly perpetual: boolean | undefined
}

/** Whether the lock shall stay; undefined where nothing is said. */
export const perpetualOf = ({ mode, perpetual }: ModeGiven): boolean | undefined =>
  mode === undefined ? perpetual : mode === 'perpetual'

/** @throws TaoError for what the chain would take the fee for and leave as it is */
export const nothingToDo = (message: string, remedy: string, data: TaoError['data']): TaoError =>
  new TaoError('already_exists', message, {
    why: 'The chain would take the fee and change nothing.',
    remedy,
    data,
  })
