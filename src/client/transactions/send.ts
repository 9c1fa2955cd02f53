/** A call all the way: signed, sent, followed into a block, and told what came of it. */

import type { Signer } from '../../wallet/signer.ts'
import type { Chain } from '../chain.ts'
import { build } from './build.ts'
import { type Call, callNeeds } from './call.ts'
import { type Outcome, outcomeOf } from './outcome.ts'
import { type SignOptions, sign } from './sign.ts'
import { type FollowOptions, submit } from './submit.ts'

export interface SendOptions extends SignOptions, FollowOptions {}

/** Where the last transaction of each account is on its way to the node. */
const onTheWay = new WeakMap<Chain, Map<string, Promise<void>>>()

/**
 * Signs a call, sends it, and waits for its block. Calls of one account may be sent at once: they go out in that order.
 * @throws TaoError whatever kept it from being done; a refusal by the chain has the chain's name for it in `data.chain_error`
 */
export async function send(chain: Chain, signer: Signer, call: Call, options: SendOptions = {}): Promise<Outcome> {
  const client = await chain.with(callNeeds(call))
  const bytes = build(client, call)
  const pass = await turnOf(chain, signer.address)
  const onStep = (what: string): void => {
    // The node has it: whoever asks for a nonce now gets the next one.
    pass()
    options.onStep?.(what)
  }
  try {
    const signed = await sign(client, bytes, signer, options)
    return await outcomeOf(client, await submit(client, signed, { ...options, onStep }), options.context)
  } finally {
    pass()
  }
}

/** Waits for those who came before. @returns what lets the next one go on */
async function turnOf(chain: Chain, account: string): Promise<() => void> {
  const accounts = onTheWay.get(chain) ?? new Map<string, Promise<void>>()
  onTheWay.set(chain, accounts)
  const before = accounts.get(account)
  let pass = (): void => {}
  const mine = new Promise<void>(resolve => {
    pass = resolve
  })
  accounts.set(account, mine)
  await before
  return pass
}
