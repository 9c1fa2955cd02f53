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
    line: 'crowd create --wallet eve',
    answers: [
      ['How much do you put in first, in TAO? (at least 10)', typed('10')],
      ['How much is the least that one contributes, in TAO? (at least 0.1)', typed('1')],
      ['How much is to be raised, in TAO?', typed('40')],
      ['For how many blocks? (50400 are 7 days)', typed('60000')],
      ['Who gets what is raised? (for a subnet to lease: --subnet-lease)', typed('grace')],
    ],
    plan: [
      'Create a crowdloan of τ40',
      fact('Deposit', 'τ10'),
      /60001 blocks to go: 8 d 8 h/,
      /Crowdloan 0 begins/,
      ...SIGNED,
    ],
    touches: ['Crowdloan.Crowdloans', 'Crowdloan.Contributions'],
    declined: true,
  },
  {
    line: 'lock add --wallet eve',
    answers: [
      ['On which subnet?', pick(DOWN)],
      ['To which hotkey?', pick(UP)],
      ['How much?', typed('1.5')],
    ],
    plan: [
      /Lock 1\.5 \S+ on subnet 3 to \w{48}/,
      /1 year +[\d.]+ \S+ +[\d.]+ \S+ +[\d.]+ \S+/,
      /can be neither unstaked nor moved/,
      ...SIGNED,
    ],
    touches: ['Lock', 'LockingColdkeys'],
    declined: true,
  },
  {
    line: 'proxy add --wallet eve',
    answers: [
      ['Who may act for the account?', typed('grace')],
      ['Which type of proxy?', pick()],
      ['How many blocks before a call must it be announced? 0: not at all', pick()],
    ],
    plan: [
      /Let \w{48} act for \w{48} as a proxy of type Any/,
      fact('Deposit', 'τ0\\.093'),
      /Whoever has its key\s+has the account/,
      ...SIGNED,
    ],
    touches: ['Proxy.Proxies'],
    declined: true,
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
