/** What an entry of the book says. */
import { address, integer, text } from '../../../kit/options.ts'
import { EXT_INDEX, HEIGHT, INDEX, TYPE_QUESTION } from '../../shared/options.ts'
import { proxyType } from '../../shared/types.ts'

const DELAY = { summary: 'How many blocks before a call it must be announced', max: 4_294_967_295 } as const

export const DETAILS = {
  proxyType: proxyType({ summary: 'The type of the proxy', aliases: ['type'] }),
  spawner: address({
    summary: 'Who made it, or for an account with a key of its own who acts for it',
    aliases: ['delegator', 'spawner-ss58'],
  }),
  height: integer(HEIGHT),
  extIndex: integer(EXT_INDEX),
  note: text({ summary: 'What you want to remember of it' }),
} as const

export const NEW_DETAILS = {
  ...DETAILS,
  proxyType: proxyType({
    summary: 'The type of the proxy',
    aliases: ['type'],
    ask: { ...TYPE_QUESTION, wanted: true },
  }),
  delay: integer({ ...DELAY, default: 0 }),
  index: integer({ ...INDEX, default: 0 }),
} as const

export const OTHER_DETAILS = { ...DETAILS, delay: integer(DELAY), index: integer(INDEX) } as const
