/** The label of a refusal: `SubtensorModule.NotEnoughStakeToWithdraw`, `Token.FundsUnavailable`, `BadOrigin`. */
import type { Client } from '../client.ts'
import type { Plain } from '../plain.ts'

export interface RefusalLabel {
  readonly label: string
  /** What the chain itself writes about the error, if its metadata is at hand. */
  readonly docs: string | undefined
}

/** @param error a `DispatchError` as plain value */
export async function labelOf(client: Client, error: Plain): Promise<RefusalLabel> {
  if (typeof error === 'string') return { label: error, docs: undefined }
  const { type, value } = error as { readonly type: string; readonly value: Plain }
  // A kind without data of its own has an empty value in a type whose other kinds have some.
  if (value === undefined) return { label: type, docs: undefined }
  if (type !== 'Module') return { label: `${type}.${String(value)}`, docs: undefined }
  const module = value as { readonly index: number; readonly error: string }
  const found = findError(client, module)
  if (found !== undefined) return found
  // Of a pallet outside the lens.
  const wider = await client.chain.with({ ...client.needs, errors: 'all' })
  return findError(wider, module) ?? { label: `Module ${module.index}, error ${module.error}`, docs: undefined }
}

function findError({ lens }: Client, { index, error }: { index: number; error: string }): RefusalLabel | undefined {
  const pallet = lens.errors[index]
  const found = pallet?.errors[Number.parseInt(error.slice(2, 4), 16)]
  return found && { label: `${pallet!.pallet}.${found.name}`, docs: found.docs === '' ? undefined : found.docs }
}
