/**
 * Types that the test runtimes choose otherwise than the chain, in pallets that are written here for the chain's choice
 * alone: block numbers and nonces of System and Grandpa have 64 bits there, and reserves, holds and freezes no names. That
 * the chain's are ours is for the comparison with its metadata to show (docs/metadata-differences.md).
 * Reference: runtime/src/lib.rs frame_system::Config, pallet_balances::Config; common/src/lib.rs BlockNumber
 */
import type { Json } from '../kind.ts'

/** By what a file describes: the type there, and the type here. */
const CHOSEN: Readonly<Record<string, readonly [there: string, here: string]>> = {
  'System storage Account': ['AccountInfo<u64,', 'AccountInfo<u32,'],
  'System storage BlockHash': ['Twox64Concat(u64)', 'Twox64Concat(u32)'],
  'System storage Number': ['"u64"', '"u32"'],
  'System storage EventTopics': ['Vec<(u64, u32)>', 'Vec<(u32, u32)>'],
  'Balances storage Reserves': ['ReserveData<(),', 'ReserveData<[u8; 8],'],
  'Balances storage Holds': ['IdAmount<(),', 'IdAmount<RuntimeHoldReason,'],
  'Balances storage Freezes': ['IdAmount<(),', 'IdAmount<RuntimeFreezeReason,'],
  'Grandpa call report_equivocation': ['EquivocationProof<H256, u64>', 'EquivocationProof<H256, u32>'],
  'Grandpa call report_equivocation_unsigned': ['EquivocationProof<H256, u64>', 'EquivocationProof<H256, u32>'],
  'Grandpa storage State': ['StoredState<u64>', 'StoredState<u32>'],
  'Grandpa storage PendingChange': ['StoredPendingChange<u64>', 'StoredPendingChange<u32>'],
  'Grandpa storage NextForced': ['"u64"', '"u32"'],
  'Grandpa storage Stalled': ['(u64, u64)', '(u32, u32)'],
}

/** What a file says of something, in the types that are chosen here. */
export function inChosenTypes(label: string, expected: Json): Json {
  const choice = CHOSEN[label]
  if (choice === undefined) return expected
  const [there, here] = choice
  return JSON.parse(JSON.stringify(expected).replaceAll(there, here)) as Json
}
