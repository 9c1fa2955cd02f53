import { TaoError } from '../../primitives/errors.ts'
import take from '../delegate/take.ts'
import { alsoHere } from '../shared/elsewhere.ts'

/** `delegate take` with a take. */
export default {
  ...alsoHere(take),
  summary: 'Set what my hotkey keeps of the dividends of those who stake with it',
  check: (input: Readonly<Record<string, unknown>>) => {
    if (input.take === undefined) throw new TaoError('usage', 'Missing: --take', { remedy: 'Give it like 0.09 or 9%.' })
  },
}
