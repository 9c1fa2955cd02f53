/** Keys of the EVM are bound by neurons, and not too often. Reference: guards/check_evm_key_association.rs. */
import { getUidForNetAndHotkey } from '../subnets/uids.ts'
import { associateEvmKey, ensureEvmKeyAssociateRateLimit } from '../utils/evm.ts'
import { weights } from '../weights.ts'
import { guardOf, on } from './guard.ts'

export const checkEvmKeyAssociation = guardOf(weights.checkEvmKeyAssociationExtension, [
  on(associateEvmKey, (ctx, who, { netuid }) =>
    ensureEvmKeyAssociateRateLimit(ctx, netuid, getUidForNetAndHotkey(ctx, netuid, who)),
  ),
])
