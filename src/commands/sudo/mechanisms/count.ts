import { TaoError } from '../../../primitives/errors.ts'
import { type ActionCommand, action } from '../../kit/command.ts'
import { integer, type Options } from '../../kit/options.ts'
import { json } from '../../kit/shape.ts'
import { AUTHORITY_OPTIONS } from '../../shared/administering.ts'
import { SUBNET } from '../../shared/subnet-option.ts'
import count from '../../subnets/mechanisms/count.ts'
import set from '../../subnets/mechanisms/set.ts'

type Action = ActionCommand<Options, Options, unknown>
const reading = count as Exclude<typeof count, Action>
const setting = set as Action

/** btcli v11 has one command for both: with `--value` it sets. */
export default action({
  summary: 'Show or set how many mechanisms a subnet has',
  hidden: true,
  arguments: { netuid: SUBNET },
  options: { value: integer({ summary: 'How many from now on', min: 1, max: 16 }), ...AUTHORITY_OPTIONS },
  uses: ['wallet', 'walletPath', 'password', 'network'],
  output: json('What tao subnets mechanisms count or set gives'),
  check: ({ value, sudo, uri, wait }) => {
    if (value !== undefined) return
    const [idle] = [...(sudo ? ['--sudo'] : []), ...(uri === undefined ? [] : ['--uri']), ...(wait ? ['--wait'] : [])]
    if (idle === undefined) return
    throw new TaoError('usage', `${idle} goes with --value`, { why: 'Without a value the number is only shown.' })
  },
  plan: async ({ value, ...input }, ctx) => {
    if (value !== undefined) {
      const plan = await setting.plan({ ...input, count: value }, ctx)
      return { ...plan, perform: async () => setting.output.encode(await plan.perform()) }
    }
    if (reading.kind !== 'read') throw new Error('it reads')
    const result = await reading.run(input, ctx)
    return { summary: `Show the mechanisms of subnet ${input.netuid}`, perform: () => reading.output.encode(result) }
  },
})
