/** The search box: what a text names. */
import { type AccountId, accountId } from '../../../../primitives/account.ts'
import { fromHex, type Hex } from '../../../../primitives/bytes.ts'
import { decodeAddress, encodeAddress, isAddress } from '../../../../primitives/ss58.ts'
import { ifSubnetExist } from '../../../pallets/subtensor/subnets/subnet.ts'
import type { Chain } from '../../chain.ts'
import { hashOf } from '../../header.ts'
import { method } from '../method.ts'
import { param, text } from '../params.ts'
import type { Found } from './answers.ts'
import { walkBack } from './walk.ts'

const MAX_TEXT = 100
const HASH = /^0x[0-9a-f]{64}$/
const NUMBER = /^#?(\d{1,10})$/
const SUBNET = /^(?:sn|subnet|netuid)\s*(\d{1,5})$/
const EXTRINSIC = /^(\d{1,10})-(\d{1,6})$/

/**
 * What a text names: a block by number or hash, an extrinsic by hash or as 7-1, an account by address, public key or the
 * name of a development account, a subnet as `sn1`.
 */
export const explorerFind = method({
  name: 'tao_explorerFind',
  params: [param('text', text)],
  run: async ({ chain }, given): Promise<Found> => {
    const asked = given.trim().slice(0, MAX_TEXT)
    return (await found(chain, asked, asked.toLowerCase())) ?? { kind: 'nothing', searchedBack: 0 }
  },
})

async function found(chain: Chain, asked: string, lower: string): Promise<Found | undefined> {
  const number = NUMBER.exec(lower)?.[1]
  if (number !== undefined && chain.hashAt(Number(number)) !== undefined)
    return { kind: 'block', number: Number(number) }
  const netuid = Number(SUBNET.exec(lower)?.[1] ?? Number.NaN)
  if (netuid <= 0xffff && chain.look(ctx => ifSubnetExist(ctx, netuid))) return { kind: 'subnet', netuid }
  const place = EXTRINSIC.exec(lower)
  if (place !== null) return extrinsicAt(chain, Number(place[1]), Number(place[2]))
  const known = chain.spec.accounts.find(({ name, uri }) => name.toLowerCase() === lower || uri.toLowerCase() === lower)
  if (known !== undefined) return { kind: 'account', address: encodeAddress(known.account) }
  if (isAddress(asked)) return { kind: 'account', address: encodeAddress(decodeAddress(asked)) }
  return HASH.test(lower) ? byHash(chain, lower as Hex) : undefined
}

function extrinsicAt(chain: Chain, block: number, index: number): Found | undefined {
  const hash = chain.hashAt(block)
  const count = hash === undefined ? 0 : chain.block(hash)!.extrinsics.length
  return index < count ? { kind: 'extrinsic', block, index } : undefined
}

/** 32 bytes may be those of a block, of an extrinsic, or of an account. */
async function byHash(chain: Chain, hash: Hex): Promise<Found> {
  const header = chain.header(hash)
  if (header !== undefined) return { kind: 'block', number: header.number }
  let extrinsic: Found | undefined
  const lowest = await walkBack(chain, chain.head.number, ({ number, extrinsics }) => {
    const index = extrinsics.findIndex(encoded => hashOf(encoded) === hash)
    if (index >= 0) extrinsic = { kind: 'extrinsic', block: number, index }
    return index < 0
  })
  if (extrinsic !== undefined) return extrinsic
  const account: AccountId = accountId(fromHex(hash))
  const { isThere } = await import('./account.ts')
  return isThere(chain, account)
    ? { kind: 'account', address: encodeAddress(account) }
    : { kind: 'nothing', searchedBack: chain.head.number - lowest }
}
