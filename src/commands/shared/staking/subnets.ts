/** Which subnets a command means. */
import { flag, netuid, type Question } from '../../kit/options.ts'

const choices: Question['choices'] = async ctx => (await import('./choices.ts')).subnetChoices(ctx)

/** One subnet, asked for where it is missing. */
export const oneSubnet = (summary: string, message = 'Which subnet?') =>
  netuid({ summary, required: true, ask: { message, choices } })

/** Several subnets, or wherever it is possible. */
export const someSubnets = (summary: string) => ({
  netuid: netuid({
    summary,
    aliases: ['netuids'],
    many: true,
    required: true,
    excludes: ['allNetuids'],
    ask: { message: 'Which subnet?', choices },
  }),
  allNetuids: flag({ summary: 'Every subnet that has started, and root', off: ['no-all-netuids'] }),
})
