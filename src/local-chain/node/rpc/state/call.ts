import { toHex } from '../../../../primitives/bytes.ts'
import { method } from '../method.ts'
import { blockHash, bytes, optional, param, text } from '../params.ts'
import { calling } from './client-error.ts'

/** What a runtime API answers: SCALE in, SCALE out. */
export const call = method({
  name: 'state_call',
  aliases: ['state_callAt'],
  params: [param('name', text), param('bytes', bytes), optional('hash', blockHash)],
  run: async ({ chain }, name, input, at) => toHex(await calling(name, () => chain.callApi(name, input, at))),
})
