/** Which of btcli's commands are to be understood, and the figures. */
import type { Verdict } from './check.ts'

/** The groups of every day: of both tools, in all their spellings. */
const DAILY =
  /^(?:c|conf|config|w|wallets?|st|stake|rt|root|s|subnets?|su|sudo|hparams|wt|weights?|axon|cr|crowd|crowdloan|lock|conviction|proxy|(?:misc|utils) (?:weights?|wt|axon|cr|crowd|crowdloan|convert|latency)) /
/** What the toolkit leaves to others. */
const EVM = /^evm /

export const isDaily = ({ path }: Verdict): boolean => path === '' || DAILY.test(`${path} `)
export const isEvm = ({ path }: Verdict): boolean => EVM.test(`${path} `)

export interface Figures {
  readonly text: string
  /** What is missing of the commands of every day. */
  readonly gaps: readonly Verdict[]
  readonly refused: readonly Verdict[]
}

export function figures(verdicts: readonly Verdict[]): Figures {
  const tools = [...new Set(verdicts.map(({ tool }) => tool))]
  const scopes = [
    ['everything', () => true],
    ['without EVM', (verdict: Verdict) => !isEvm(verdict)],
    ['every day', isDaily],
  ] as const
  const lines = tools.flatMap(tool =>
    scopes.flatMap(([scope, isMeant]) => {
      const mine = verdicts.filter(verdict => verdict.tool === tool && isMeant(verdict))
      return [
        line(
          tool,
          `${scope}, paths`,
          mine.filter(({ flag }) => flag === ''),
        ),
        line(
          tool,
          `${scope}, flags`,
          mine.filter(({ flag }) => flag !== ''),
        ),
      ]
    }),
  )
  const daily = verdicts.filter(isDaily)
  return {
    text: `${lines.join('\n')}\n`,
    gaps: daily.filter(({ outcome }) => outcome === 'missing'),
    refused: daily.filter(({ outcome }) => outcome === 'refused'),
  }
}

function line(tool: string, what: string, verdicts: readonly Verdict[]): string {
  const count = (outcome: Verdict['outcome']): number => verdicts.filter(verdict => verdict.outcome === outcome).length
  const [taken, refused] = [count('taken'), count('refused')]
  const share = verdicts.length === 0 ? 100 : (100 * (taken + refused)) / verdicts.length
  const parts = [`${taken} taken`, `${refused} refused by name`, `${count('missing')} missing`]
  return `${tool.padEnd(10)} ${what.padEnd(20)} ${share.toFixed(1).padStart(6)}%  of ${String(verdicts.length).padStart(5)}: ${parts.join(', ')}`
}
