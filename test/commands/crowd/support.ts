/** Crowdloans run for a week at least: for a test their end is written into the chain. */
import { asRoot, call } from '../../../src/client/transactions/call.ts'
import { fromHex, type Hex, toHex } from '../../../src/primitives/bytes.ts'
import type { World } from '../../support/world.ts'

/** Creator, deposit and least contribution stand before the end. */
const END_AT = 32 + 8 + 8

/** Lets a crowdloan end `left` blocks after the next one; 0 is over at once. @returns the end */
export async function passAway(
  { sandbox, head }: Pick<World, 'sandbox' | 'head'>,
  id: number,
  left = 0,
): Promise<number> {
  const client = await sandbox.chain.with({ storage: ['Crowdloan.Crowdloans'] })
  const [key] = (
    await client.chain.rpc<Hex[]>('state_getKeysPaged', client.lens.storage['Crowdloan.Crowdloans']!.prefix, 1000, null)
  ).filter(each => fromHex(each)[40] === id)
  const value = fromHex(await client.chain.rpc<Hex>('state_getStorage', key!))
  const end = (await head()) + 1 + left
  new DataView(value.buffer, value.byteOffset).setUint32(END_AT, end, true)
  await sandbox.send('//Alice', asRoot(call('System.set_storage', { items: [[key!, toHex(value)]] })))
  return end
}
