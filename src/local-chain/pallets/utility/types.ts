/** Types of the Utility pallet. Reference: pallet_subtensor_utility, frame_support RawOrigin. */
import type { RuntimeCall } from '../../runtime/call.ts'
import { NO_ORIGIN, type Origin, OTHER_ORIGIN, ROOT_ORIGIN, signedBy } from '../../runtime/origin.ts'
import { accountId, h160 } from '../../runtime/types.ts'
import { named, outerCodec, type ValueOf } from '../../scale/codec.ts'
import { vec } from '../../scale/collections.ts'
import { variant } from '../../scale/composites.ts'

export const runtimeCall = outerCodec<RuntimeCall>('RuntimeCall')
export const boxedCall = named(runtimeCall, 'Box<<T as Config>::RuntimeCall>')
export const runtimeCalls = named(vec(runtimeCall), 'Vec<<T as Config>::RuntimeCall>')

const rawOrigin = variant(
  'frame_support::dispatch::RawOrigin',
  { Root: [0, null], Signed: [1, named(accountId, 'AccountId')], None: [2, null], Authorized: [3, null] },
  [{ name: 'AccountId', type: accountId.type }],
)

const ethereumOrigin = variant('pallet_ethereum::RawOrigin', { EthereumTransaction: [0, h160] })

/** Who root may let a call come from. */
export const originCaller = variant('node_subtensor_runtime::OriginCaller', {
  system: [0, named(rawOrigin, 'frame_system::Origin<Runtime>')],
  Ethereum: [21, named(ethereumOrigin, 'pallet_ethereum::Origin')],
})
export type OriginCaller = ValueOf<typeof originCaller>

export function originOf(caller: OriginCaller): Origin {
  if (caller.type !== 'system') return OTHER_ORIGIN
  switch (caller.value.type) {
    case 'Root':
      return ROOT_ORIGIN
    case 'Signed':
      return signedBy(caller.value.value)
    case 'None':
      return NO_ORIGIN
    case 'Authorized':
      return OTHER_ORIGIN
  }
}
