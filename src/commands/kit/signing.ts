/** What the plan of every transaction says beside its own facts: what it costs, and what the bytes to be signed say. */
import { address, alpha, flag, hex, integer, json, list, maybe, record, tao, text } from './shape.ts'

const NAMED = record({ address: address('The account'), name: maybe(text('What it is called here')) })

export const SIGNING = record({
  exact: flag('Whether the chain has tried it; otherwise what is told is a quote for the block that was read'),
  fee: maybe(tao('What it will cost the signer; null where that is paid in alpha or it is free')),
  feeInAlpha: maybe(alpha('What is taken in alpha instead, for want of TAO; null where it is not')),
  signs: record({
    call: text('The call'),
    arguments: json('Its arguments by name, as they were read back; integers of more than 32 bits in strings'),
    signer: NAMED,
    destinations: list(NAMED),
    genesis: hex('The chain it counts on, by the hash of its block 0'),
    network: maybe(text('The known network of that genesis; null for a chain that is not known')),
    specVersion: integer('The version of the runtime it counts for'),
    nonce: integer('Which transaction of the signer it is'),
    lastBlock: maybe(integer('The last block it can come into; null when it never ends')),
    tip: tao('What the author of the block gets beside the fee'),
    metadataHash: maybe(hex('The metadata the chain must have for it to count; null where the chain does not look')),
    remains: maybe(tao('What the signer has left; null where only the chain knows')),
  }),
})
