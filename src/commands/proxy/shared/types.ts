/** The types of proxies in plain words. What exactly they may do is for the chain to tell: `tao proxy types`. */
import { TaoError } from '../../../primitives/errors.ts'
import { type Choice, valued } from '../../kit/options.ts'
import { nearest } from '../../kit/text.ts'

interface Words {
  /** What it may do, after "It may" or "may". */
  readonly may: string
  /** What somebody who has it could do to the account; undefined where little can be lost. */
  readonly risk?: string
  /** It may do nothing any more. */
  readonly isIdle?: true
  /** Only runtimes later than the chain inside have it. */
  readonly isLater?: true
}

const IDLE: Words = { may: 'do nothing any more: what it was for is gone from the chain', isIdle: true }

const WORDS = {
  Any: {
    may: 'do everything the account itself may',
    risk: 'It can send away all TAO and stake, swap the keys, and add or remove any other proxy. Whoever has its key has the account.',
  },
  Owner: { may: 'set the hyperparameters, the identity and the symbol of subnets that the account owns' },
  NonCritical: {
    may: 'do everything but swap the coldkey, dissolve a subnet, register for TAO or on root, and act as root',
    risk: 'It can send away all TAO and stake, in spite of its name.',
  },
  NonTransfer: {
    may: 'do everything but send TAO or stake to other accounts, and swap the coldkey',
    risk: 'It can stake, unstake and burn all there is, swap hotkeys, and add other proxies of most types.',
  },
  Senate: IDLE,
  NonFungible: { may: 'do everything that moves neither TAO nor stake and swaps no key' },
  Triumvirate: IDLE,
  Governance: IDLE,
  Staking: { may: 'stake, unstake, and move stake between hotkeys and subnets; what it unstakes stays in the account' },
  Registration: { may: 'register hotkeys on subnets, which costs the account TAO' },
  Transfer: {
    may: 'send TAO and stake to any account',
    risk: 'It can send away all TAO and stake.',
  },
  SmallTransfer: {
    may: 'send less than τ0.5, or less than 0.5 alpha of stake, to any account at a time',
    risk: 'It can do so as often as it likes: in the end all may be gone.',
  },
  RootWeights: IDLE,
  ChildKeys: { may: 'set child hotkeys and the take of them' },
  SudoUncheckedSetCode: { may: 'replace the runtime of the chain, if the account has the sudo key' },
  SwapHotkey: { may: 'swap hotkeys of the account', risk: 'It can give your neurons a hotkey whose key it has.' },
  SubnetLeaseBeneficiary: { may: 'start a leased subnet and set its hyperparameters' },
  RootClaim: { may: 'claim what root stake has earned' },
  BasketTrading: { may: 'trade the baskets of root validators that the account owns', isLater: true },
} as const satisfies Readonly<Record<string, Words>>

export type ProxyTypeName = keyof typeof WORDS

export const PROXY_TYPES = Object.keys(WORDS) as ProxyTypeName[]

/** Of a type that the chain names: one of a later runtime may be none of ours. */
export const wordsOf = (type: string): Words =>
  (WORDS as Readonly<Record<string, Words>>)[type] ?? { may: 'do what this version of taokit does not know' }

const bare = (text: string): string => text.toLowerCase().replaceAll(/[-_ ]/g, '')

/** In whatever case it is written. */
export const proxyType = valued<ProxyTypeName>({
  placeholder: 'TYPE',
  parse: text => {
    const found = PROXY_TYPES.find(type => bare(type) === bare(text))
    if (found !== undefined) return found
    const [lower] = nearest(bare(text), PROXY_TYPES.map(bare))
    const near = PROXY_TYPES.find(type => bare(type) === lower)
    throw new TaoError('invalid_argument', `Not a type of proxies: \`${text.slice(0, 60)}\``, {
      why: `There are ${PROXY_TYPES.join(', ')}.`,
      remedy: near === undefined ? 'See what each may do: tao proxy types' : `Did you mean ${near}?`,
    })
  },
  format: type => type,
  schema: { type: 'string', enum: PROXY_TYPES },
  choices: PROXY_TYPES,
})

/** What a person chooses from: those that may do something. */
export const typeChoices = async (): Promise<Choice[]> =>
  PROXY_TYPES.flatMap(type => {
    const { may, isIdle, isLater } = wordsOf(type)
    return isIdle || isLater ? [] : [{ value: type, name: `${type}: may ${may}` }]
  })

/** What somebody should have thought of before he lets another do that. */
export function typeWarnings(type: string, delay: number): string[] {
  const { risk, isIdle } = wordsOf(type)
  if (isIdle) return [`A proxy of type ${type} may ${wordsOf(type).may}.`]
  if (risk === undefined) return []
  const remedy =
    delay === 0
      ? 'With --delay it would have to announce each call first, and you could reject it in time.'
      : `It must announce each call ${delay} ${delay === 1 ? 'block' : 'blocks'} before: look with tao proxy announcements, and reject what you do not want.`
  return [`${type}: ${risk}`, remedy]
}

/** @throws TaoError `unsupported` for a type that the chain does not have */
export function ensureType(type: string, types: readonly string[], network: string): void {
  if (types.includes(type)) return
  throw new TaoError('unsupported', `${network} has no proxies of type ${type}`, {
    why: `It has ${types.join(', ')}.`,
    remedy: 'Choose one of those. See what each may do: tao proxy types',
  })
}
