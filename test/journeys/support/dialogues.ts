/** What people are asked in a terminal before a transaction, and what they answer. */
import { ENTER } from './terminal.ts'

export interface Dialogue {
  /** What is typed: so little that the rest is asked for. */
  readonly line: string
  readonly answers: readonly (readonly [question: string, keys: string])[]
  /** What the plan says before the last question, each deduction among it. */
  readonly plan: readonly (string | RegExp)[]
  readonly touches: readonly string[]
  /** Whether no is tried too. */
  readonly declined?: true
}

const [UP, DOWN] = ['\u001b[A', '\u001b[B']
const pick = (...keys: readonly string[]): string => keys.join('') + ENTER
const typed = (text: string): string => text + ENTER

/** Of each: amounts as people read them. */
const AMOUNT = String.raw`τ\d+(?:\.\d{1,9})?`
const fact = (label: string, value = AMOUNT): RegExp => new RegExp(`${label} +${value}`)
const SIGNED = ['To be signed', /Valid +up to block \d+/, fact('Fee')]

export const DIALOGUES: readonly Dialogue[] = [
  {
    line: 'stake add --wallet eve',
    answers: [
      ['Which subnet?', pick(DOWN)],
      ['With which hotkey?', pick(UP)],
      ['How much TAO?', typed('1.5')],
    ],
    plan: ['Stake τ1.5 on subnet 2', /Of it fee +Received/, new RegExp(`τ1\\.5 +${AMOUNT} +[\\d.]+ β`), ...SIGNED],
    touches: ['TotalHotkeyAlpha', 'SubnetTAO'],
    declined: true,
  },
  {
    line: 'stake remove --wallet eve',
    answers: [
      ['Which stake?', pick(DOWN)],
      ['How much?', typed('2')],
    ],
    plan: [/Unstake 2 \S+ on subnet 3 from val\/default/, /Of it fee +Received/, /bring τ[\d.]+\./, ...SIGNED],
    touches: ['TotalHotkeyAlpha', 'SubnetTAO'],
  },
  {
    line: 'stake move --wallet val',
    answers: [
      ['Which stake?', pick(DOWN, DOWN)],
      ['To which hotkey?', pick(UP)],
      ['How much?', typed('2')],
    ],
    plan: [/Given +2 β/, /2 β on subnet 2 are with \S+ then\./, ...SIGNED],
    touches: ['TotalHotkeyAlpha'],
  },
  {
    line: 'stake wizard --wallet val',
    answers: [
      ['What do you want to do with stake?', pick(DOWN, DOWN, DOWN)],
      ['Which stake?', pick(DOWN, DOWN)],
      ['To which subnet?', pick(DOWN)],
      ['How much? (or all)', typed('2')],
    ],
    plan: [/Given +2 β/, fact('TAO in between'), /Received +[\d.]+ \S/, ...SIGNED],
    touches: ['TotalHotkeyAlpha', 'SubnetTAO'],
  },
  {
    line: 'subnets register --wallet eve',
    answers: [['Which subnet?', pick(DOWN)]],
    plan: [/Register \S+ on subnet 2/, fact('Price now'), fact('At most'), fact('Cost'), ...SIGNED],
    touches: ['Keys', 'Burn'],
  },
  {
    line: 'weights set --wallet val',
    answers: [
      ['Which subnet?', pick(DOWN)],
      ['Which weights?', typed('2:3,3:1')],
    ],
    plan: ['Set 2 weights on subnet 2', /To UID 2 +75\S* %/, ...SIGNED],
    touches: ['Weights'],
    declined: true,
  },
  {
    line: 'wallet transfer --wallet eve',
    answers: [
      ['To which address?', typed('grace')],
      ['How much TAO?', typed('1.5')],
    ],
    plan: ['Send τ1.5 to', fact('Amount', 'τ1\\.5'), fact('Balance'), fact('Remains'), ...SIGNED],
    touches: ['System.Account'],
    declined: true,
  },
]
