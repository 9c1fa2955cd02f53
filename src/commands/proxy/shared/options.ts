/** What the commands about proxies are given. */
import { account, integer, type Question } from '../../kit/options.ts'
import { proxyType, typeChoices } from './types.ts'

const MAX_U32 = 4_294_967_295
const MAX_U16 = 65_535

export const TYPE_QUESTION: Question = { message: 'Which type of proxy?', choices: typeChoices }

/** btcli v9 takes Any where none is given, v11 Staking: nobody is given more than was said. */
export const NEW_TYPE = proxyType({
  summary: 'What it may do; see: tao proxy types',
  aliases: ['type'],
  required: true,
  ask: TYPE_QUESTION,
})

export const NEW_DELAY = integer({
  summary: 'Blocks that it must wait between announcing a call and making it; 0: it announces nothing',
  default: 0,
  max: MAX_U32,
  placeholder: 'BLOCKS',
  ask: { message: 'How many blocks before a call must it be announced? 0: not at all', offerDefault: true },
})

export const DELAY = integer({ summary: 'Its delay, where that tells it apart', max: MAX_U32, placeholder: 'BLOCKS' })

export const FORCE_TYPE = proxyType({
  summary: 'Act as the proxy of this type, where the account has several for the same key',
})

export const delegateOption = (summary: string) =>
  account({ summary, aliases: ['delegate-ss58', 'proxy-account'], complete: 'wallet' })

/** Which of those that one transaction makes. */
export const INDEX = { summary: 'Tells pure proxies apart that one transaction makes', max: MAX_U16 } as const

export const HEIGHT = {
  summary: 'The block of the transaction that made it',
  max: MAX_U32,
  placeholder: 'BLOCK',
} as const
export const EXT_INDEX = { summary: 'The place of that transaction in its block', max: MAX_U32 } as const
