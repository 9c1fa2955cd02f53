import { toHex } from '../../../../primitives/bytes.ts'
import { TaoError } from '../../../../primitives/errors.ts'
import { dispatchResultCodec } from '../../../runtime/dispatch-error.ts'
import { resultCodec, transactionValidityError } from '../../../runtime/validity.ts'
import { encode } from '../../../scale/codec.ts'
import { RpcError } from '../error.ts'
import { method } from '../method.ts'
import { blockHash, bytes, optional, param } from '../params.ts'
import { verificationFailed } from '../transaction-errors.ts'

const applyResult = resultCodec(dispatchResultCodec, transactionValidityError)

/** What would come of a signed extrinsic in the next block: `Result<Result<(), DispatchError>, TransactionValidityError>`. */
export const dryRun = method({
  name: 'system_dryRun',
  aliases: ['system_dryRunAt'],
  unsafe: true,
  params: [param('extrinsic', bytes), optional('at', blockHash)],
  run: async ({ chain }, extrinsic, at) => {
    try {
      const { invalid, outcome } = await chain.dryRun({ extrinsic }, at)
      const error = outcome?.error && chain.runtime.errorData(outcome.error)
      return toHex(encode(applyResult, invalid === undefined ? { ok: error } : { err: invalid }))
    } catch (error) {
      if (!(error instanceof TaoError && error.code === 'invalid_argument')) throw error
      throw new RpcError(...verificationFailed(error.why.join(' ')))
    }
  },
})
