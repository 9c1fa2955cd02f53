/** Codes and texts of refused transactions: clients match on them. Reference: sc_rpc_api author error, sp_runtime. */
import type { ValidityErrorData } from '../../runtime/validity.ts'
import type { PoolRefusal } from '../pool/transaction.ts'

type Parts = readonly [code: number, message: string, data?: string]

export const INVALID_TEXTS: Readonly<Record<Exclude<InvalidName, 'Custom'>, string>> = {
  Call: 'Transaction call is not expected',
  Payment: 'Inability to pay some fees (e.g. account balance too low)',
  Future: 'Transaction will be valid in the future',
  Stale: 'Transaction is outdated',
  BadProof: 'Transaction has a bad signature',
  AncientBirthBlock: 'Transaction has an ancient birth block',
  ExhaustsResources: 'Transaction would exhaust the block limits',
  BadMandatory: 'A call was labelled as mandatory, but resulted in an Error.',
  MandatoryValidation: 'Transaction dispatch is mandatory; transactions must not be validated.',
  BadSigner: 'Invalid signing address',
  IndeterminateImplicit: 'The implicit data was unable to be calculated',
  UnknownOrigin: 'The transaction extension did not authorize any origin',
}

type InvalidName = Extract<ValidityErrorData, { type: 'Invalid' }>['value']['type']

export function invalidTransaction({ type, value }: ValidityErrorData): Parts {
  if (type === 'Unknown') return [1011, 'Unknown Transaction Validity', unknownText(value)]
  const text = value.type === 'Custom' ? `Custom error: ${value.value}` : INVALID_TEXTS[value.type]
  return [1010, 'Invalid Transaction', text]
}

const unknownText = (value: Extract<ValidityErrorData, { type: 'Unknown' }>['value']): string =>
  value.type === 'Custom' ? `Custom(${value.value})` : value.type

export function poolRefusal({ hash, refusal }: PoolRefusal): Parts {
  switch (refusal.type) {
    case 'TemporarilyBanned':
      return [1012, 'Transaction is temporarily banned']
    case 'AlreadyImported':
      return [1013, 'Transaction Already Imported', hash]
    case 'TooLowPriority':
      return [
        1014,
        `Priority is too low: (${refusal.old} vs ${refusal.new})`,
        'The transaction has too low priority to replace another transaction already in the pool.',
      ]
    case 'CycleDetected':
      return [1015, 'Cycle Detected']
    case 'ImmediatelyDropped':
      return [1016, 'Immediately Dropped', "The transaction couldn't enter the pool because of the limit"]
    case 'NoTagsProvided':
      return [1019, 'No tags provided', "Transaction does not provide any tags, so the pool can't identify it"]
  }
}

export const BAD_FORMAT = 1001

/** The bytes are not even the frame of an extrinsic. */
export const badFormat = (why: string): Parts => [BAD_FORMAT, `Extrinsic has invalid format: ${why}`]

/** The runtime cannot read the extrinsic. */
export function verificationFailed(why: string): Parts {
  const text = `Runtime error: Execution failed: Bad input data provided to validate_transaction: ${why}`
  return [1002, `Verification Error: ${text}`, text]
}
