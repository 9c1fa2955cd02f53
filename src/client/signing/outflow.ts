/** What a call takes from its signer, and what the chain's rules about empty accounts make of it. */
import type { ReadArgument, ReadCall } from './reading.ts'

export interface Outflow {
  /** TAO that leave the account, beside the fee. */
  readonly amount: bigint | 'all'
  /** The account has to live on: the chain refuses what would end it. */
  readonly keepsAlive: boolean
}

const argument = (call: ReadCall, name: string): ReadArgument | undefined =>
  call.args.find(argument => argument.name === name)

const amountOf = (call: ReadCall, name: string): bigint => {
  const given = argument(call, name)
  return given?.kind === 'tao' ? given.value : 0n
}

const OUTFLOWS: Readonly<Record<string, (call: ReadCall) => Outflow>> = {
  'Balances.transfer_keep_alive': call => ({ amount: amountOf(call, 'value'), keepsAlive: true }),
  'Balances.transfer_allow_death': call => ({ amount: amountOf(call, 'value'), keepsAlive: false }),
  'Balances.transfer_all': call => ({ amount: 'all', keepsAlive: argument(call, 'keep_alive')?.value === true }),
  'SubtensorModule.add_stake': call => ({ amount: amountOf(call, 'amount_staked'), keepsAlive: true }),
  'SubtensorModule.add_stake_limit': call => ({ amount: amountOf(call, 'amount_staked'), keepsAlive: true }),
}

/** Undefined for a call of which the chain alone knows what it takes. */
export const outflowOf = (call: ReadCall): Outflow | undefined => OUTFLOWS[call.name]?.(call)

/** Arguments that name who gets something or gains power over it; a hotkey gets neither. */
const DESTINATIONS = new Set([
  'dest',
  'destination_coldkey',
  'new_coldkey',
  'delegate',
  'target',
  'target_address',
  'beneficiary',
])

/** Their delegate has power already, or loses it. */
const NAMING_A_PROXY = new Set(['Proxy.proxy_announced', 'Proxy.remove_proxy', 'Proxy.reject_announcement'])

/** The accounts that a call, or one within it, gives something to. */
export function destinationsOf({ name: called, args }: ReadCall): string[] {
  const found = args.flatMap(argument => {
    if (argument.kind === 'calls') return argument.value.flatMap(destinationsOf)
    if (argument.name === 'delegate' && NAMING_A_PROXY.has(called)) return []
    return argument.kind === 'account' && DESTINATIONS.has(argument.name) ? [argument.value] : []
  })
  return [...new Set(found)]
}
