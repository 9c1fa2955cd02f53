/** TAO in accounts. */
import type { Tao } from '../../primitives/amounts.ts'
import { satAdd, satSub } from '../../primitives/amounts.ts'
import type { Reader } from '../client.ts'
import type { Needs } from '../metadata/needs.ts'
import type { Plain } from '../plain.ts'
import { asTao, record } from './values.ts'

export const BALANCES: Needs = { storage: ['System.Account'] }

export interface Balance {
  /** What belongs to the account without being tied up in deposits. */
  readonly free: Tao
  /** Deposits. */
  readonly reserved: Tao
  /** What of the free balance cannot be sent. */
  readonly frozen: Tao
  /** What can be sent; the account ends when all of it is. */
  readonly spendable: Tao
  readonly total: Tao
  readonly nonce: number
}

export async function getBalance(reader: Reader, address: string): Promise<Balance> {
  return balance(await reader.get('System.Account', address))
}

/** In the order of the addresses. */
export async function getBalances(reader: Reader, addresses: readonly string[]): Promise<Balance[]> {
  return (await reader.many('System.Account', addresses)).map(balance)
}

function balance(account: Plain): Balance {
  const { nonce, data } = record(account)
  const { free, reserved, frozen } = record(data)
  return {
    free: asTao(free),
    reserved: asTao(reserved),
    frozen: asTao(frozen),
    spendable: satSub(asTao(free), asTao(frozen)),
    total: satAdd(asTao(free), asTao(reserved)),
    nonce: nonce as number,
  }
}
