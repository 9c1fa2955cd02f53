/** Commands that btcli has and that have another name here, or none: whoever types one is told where it went. */

export interface Elsewhere {
  readonly why: string
  readonly remedy: string
}

interface Group extends Elsewhere {
  /** Its commands that have one here, without `tao`. */
  readonly here?: Readonly<Record<string, string>>
}

/** Commands of btcli by the command here that does it. */
function doneBy(commands: Readonly<Record<string, readonly string[]>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(commands).flatMap(([here, names]) => names.map(name => [name, here])))
}

const QUERIES = doneBy({
  'wallet balance': ['balance', 'balances'],
  'wallet swap-coldkey check': ['coldkey-swap-announcement'],
  'wallet get-identity': ['identity'],
  'wallet registrations': ['netuids-for-hotkey', 'owned-hotkeys'],
  'stake child get': ['children', 'parents', 'pending-children'],
  'delegate list': ['delegates'],
  'delegate show': ['delegate', 'is-delegate', 'hotkey-owner'],
  'delegate take': ['delegate-take'],
  'stake list': ['delegated', 'stake-for-coldkey', 'stake-for-coldkeys', 'staking-hotkeys'],
  'wallet overview': ['stake-value-for-coldkey', 'stake-value-for-coldkeys'],
  'stake show': ['stake', 'stake-availability'],
  'lock list': ['accepts-locked-alpha', 'locks-for-coldkey', 'stake-availability-for-coldkey'],
  'lock show': ['coldkey-lock'],
  'lock targeting': ['locks-for-hotkey'],
  'stake auto': ['auto-stake', 'auto-stake-all'],
  'stake claims': ['root-basket-owed', 'root-basket-owed-breakdown'],
  'subnets conviction': ['hotkey-conviction', 'most-convicted-hotkey', 'subnet-convictions'],
  'subnets show': [
    'subnet',
    'blocks-since-last-step',
    'blocks-until-next-epoch',
    'epoch-status',
    'next-epoch-start-block',
  ],
  'subnets list': ['subnets', 'subnet-names', 'subnet-tao-flows', 'token-symbols'],
  'subnets metagraph': ['metagraph', 'neurons', 'uid'],
  'subnets price': ['alpha-price', 'alpha-prices', 'quote-stake', 'quote-unstake'],
  'subnets burn-cost': ['burn', 'subnet-registration-cost'],
  'subnets get-identity': ['subnet-identity'],
  'subnets check-start': ['subnet-start-schedule'],
  'subnets mechanisms count': ['mechanism-count'],
  'subnets mechanisms emissions': ['mechanism-emission-split'],
  'sudo get': [
    'commit-reveal-enabled',
    'difficulty',
    'immunity-period',
    'max-weight-limit',
    'min-allowed-weights',
    'reveal-period',
    'subnet-hyperparameters',
    'weights-rate-limit',
  ],
  limits: ['tx-rate-limit'],
  'weights show': ['weights'],
  'weights status': ['blocks-since-last-update', 'timelocked-weight-commits'],
})

const TRANSACTIONS = doneBy({
  'wallet transfer': ['transfer', 'transfer-all'],
  'wallet associate-hotkey': ['associate-hotkey'],
  'wallet set-identity': ['set-identity'],
  'wallet swap-hotkey': ['swap-hotkey'],
  'wallet swap-coldkey announce': ['announce-coldkey-swap'],
  'wallet swap-coldkey clear': ['clear-coldkey-swap-announcement'],
  'wallet swap-coldkey dispute': ['dispute-coldkey-swap'],
  'wallet swap-coldkey execute': ['swap-coldkey-announced'],
  'stake add': ['add-stake', 'add-stake-limit'],
  'stake remove': ['remove-stake', 'remove-stake-limit'],
  'stake unstake-all': ['unstake-all'],
  'stake unstake-all-alpha': ['unstake-all-alpha'],
  'stake move': ['move-stake', 'move-swap-stake'],
  'stake swap': ['swap-stake'],
  'stake transfer': ['transfer-stake'],
  'stake set-auto': ['set-auto-stake'],
  'stake claim': ['claim-root', 'claim-root-with-hotkey'],
  'stake child set': ['set-children'],
  'stake child take': ['set-childkey-take'],
  'delegate take': ['decrease-take', 'increase-take', 'set-take'],
  'root register': ['root-register'],
  'subnets register': ['burned-register', 'pow-register'],
  'subnets create': ['register-subnet'],
  'subnets start': ['start-call'],
  'subnets set-identity': ['set-subnet-identity'],
  'subnets set-symbol': ['update-symbol'],
  'subnets mechanisms set': ['set-mechanism-count'],
  'sudo set': ['set-hyperparameter'],
  'sudo stake-burn': ['stake-burn'],
  'sudo trim': ['trim-subnet'],
  'weights set': ['set-weights'],
  'weights commit': ['commit-weights'],
  'weights reveal': ['reveal-weights'],
  'axon set': ['serve-axon'],
  'axon reset': ['reset-axon'],
})

const CALLS = 'Any call of the chain is sent with: tao call PALLET.CALL'

/**
 * By the first word of the line, or the one after `misc` or `utils`; with two words for a command of a group that is here.
 */
const FOREIGN: Readonly<Record<string, Group>> = {
  query: {
    why: 'What can be read stands with what it is about.',
    remedy: 'See: tao --help. Anything else of the chain is read with: tao chain query PALLET.ITEM',
    here: QUERIES,
  },
  tx: { why: 'Transactions stand with what they are about.', remedy: CALLS, here: TRANSACTIONS },
  explain: {
    why: 'A refusal tells its rule, its numbers and what to do where it happens.',
    remedy: 'What exit codes say: tao help exit-codes',
  },
  view: {
    why: 'No file is drawn; the chain inside has pages for browsers while it is served.',
    remedy: 'See your own with tao wallet overview, the chain inside with tao chain start.',
  },
  addr: {
    why: 'Names for the addresses of others are contacts.',
    remedy: 'See: tao wallet contacts --help',
    here: {
      add: 'wallet contacts add',
      save: 'wallet contacts add',
      list: 'wallet contacts list',
      show: 'wallet contacts list',
      remove: 'wallet contacts remove',
    },
  },
  multisig: {
    why: 'Signing as one of several has no commands of its own.',
    remedy: 'Send the call itself: tao call Multisig.as_multi',
  },
  evm: {
    why: 'Nothing is offered for the side of the chain that speaks Ethereum, but for binding a key of it to a hotkey.',
    remedy: 'Send the call itself: tao call SubtensorModule.associate_evm_key',
  },
  extension: {
    why: 'Extensions of browsers cannot sign here.',
    remedy: 'Sign with a wallet here, or with --sign-with vault.',
  },
  timelock: { why: 'Only weights are sealed to a time.', remedy: 'Use: tao weights commit --timelock' },
  collateral: {
    why: 'Neurons have no collateral in the runtime that this version knows.',
    remedy: 'See what a registration costs with: tao subnets burn-cost NETUID',
  },
  upgrade: { why: 'Upgrades of the runtime are for those who run the network.', remedy: CALLS },
  liquidity: {
    why: 'Liquidity of one’s own has no commands: pools are the chain’s, and traded with by staking.',
    remedy: 'See a pool with: tao subnets show NETUID',
  },
  'wallet faucet': {
    why: 'On the chain inside money is given, not mined; no other network has a faucet.',
    remedy: 'Use: tao wallet fund',
  },
  'config metagraph': {
    why: 'Columns are not configured.',
    remedy: 'Choose fields with --fields: tao subnets metagraph',
  },
}

const ALIASES: Readonly<Record<string, string>> = {
  addresses: 'addr',
}

const MISC = ['misc', 'utils']

/**
 * @param before the words that led to a group here
 * @param after the one that leads nowhere, and what follows it
 * @returns undefined for what btcli does not have either, or has here as well
 */
export function foreignCommand(before: readonly string[], after: readonly string[]): Elsewhere | undefined {
  const words = [...before, ...after].map(word => word.replaceAll('_', '-'))
  const [first = '', second = ''] = MISC.includes(words[0] ?? '') ? words.slice(1) : words
  const isGroupHere = before.some(word => !MISC.includes(word))
  const group = lookedUp(FOREIGN, `${first} ${second}`) ?? lookedUp(FOREIGN, lookedUp(ALIASES, first) ?? first)
  const here = group?.here && lookedUp(group.here, second)
  const isNamed = here !== undefined || lookedUp(FOREIGN, `${first} ${second}`) !== undefined
  // A group that is here answers for what nobody has.
  if (group === undefined || (isGroupHere && !isNamed)) return undefined
  return { why: group.why, remedy: here === undefined ? group.remedy : `Use: tao ${here}` }
}

const lookedUp = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined
