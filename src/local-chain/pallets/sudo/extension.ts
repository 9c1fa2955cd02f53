/** Keeps calls of the Sudo pallet by anybody else out of pools and blocks. Reference: runtime/src/sudo_wrapper.rs. */
import { extension } from '../../runtime/extension.ts'
import { invalid, NEUTRAL } from '../../runtime/validity.ts'
import { unit } from '../../scale/primitives.ts'
import { runtimeExtension } from '../system/extensions.ts'
import { sudo } from './pallet.ts'
import { SudoKey } from './storage.ts'

export const SudoTransactionExtension = extension({
  identifier: 'SudoTransactionExtension',
  explicit: runtimeExtension('node_subtensor_runtime::sudo_wrapper::SudoTransactionExtension'),
  implicit: unit,
  implicitValue: () => null,
  validate: (ctx, { origin, call }) => {
    const isSudo = ctx.runtime.palletOf(call.call).pallet === sudo
    if (origin.type === 'Signed' && isSudo && origin.who !== SudoKey.get(ctx)) throw invalid('BadSigner')
    return NEUTRAL
  },
})
