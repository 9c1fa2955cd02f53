/** What only the owner of a subnet can do. */
import { TaoError } from '../../primitives/errors.ts'

/** As the chain would refuse it, with both accounts. */
export const notOwner = (netuid: number, owner: string, signer: string): TaoError =>
  new TaoError('chain_refused', `The signing coldkey does not own subnet ${netuid}`, {
    why: [`Its owner is ${owner}.`, `You would sign as ${signer}.`],
    remedy: 'Sign with the coldkey of the owner: --wallet NAME.',
    data: { chain_error: 'BadOrigin', netuid, owner, signer },
  })
