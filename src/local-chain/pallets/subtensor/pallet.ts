/** The SubtensorModule: subnets, neurons, stake, consensus and emission. Reference: pallets/subtensor. */
import type { Ctx } from '../../runtime/context.ts'
import { DispatchError } from '../../runtime/dispatch-error.ts'
import { pallet } from '../../runtime/pallet.ts'
import { addWeight, type Weight, weigh } from '../../runtime/weight.ts'
import { blockStep } from './coinbase/block-step.ts'
import { rootCalls } from './coinbase/root.ts'
import { tempoCalls } from './coinbase/tempo-control.ts'
import { subtensorConstants } from './constants.ts'
import { errors } from './errors.ts'
import { events } from './events.ts'
import { subtensorGuards } from './guards/all.ts'
import { subtensorInvariants } from './invariants.ts'
import { subtensorRelations } from './relations.ts'
import { subtensorApis } from './rpc-info/api.ts'
import { stakingCalls } from './staking/calls.ts'
import { childrenCalls } from './staking/set-children.ts'
import { subtensorStorage } from './storage/all.ts'
import { commitCalls } from './subnets/commits.ts'
import { faucetCalls } from './subnets/faucet.ts'
import { leasingCalls } from './subnets/leasing.ts'
import { registrationCalls } from './subnets/registration.ts'
import { revealCalls } from './subnets/reveals.ts'
import { servingCalls } from './subnets/serving.ts'
import { subnetCalls } from './subnets/subnet.ts'
import { symbolCalls } from './subnets/symbols.ts'
import { weightCalls } from './subnets/weights.ts'
import { swapColdkeyCalls } from './swap/swap-coldkey.ts'
import { swapHotkeyCalls } from './swap/swap-hotkey.ts'
import { cleanUpHotkeySwapRecords } from './swap/swap-records.ts'
import { evmCalls } from './utils/evm.ts'
import { identityCalls } from './utils/identity.ts'
import { votingPowerCalls } from './utils/voting-power.ts'

const BLOCK_STEP = weigh(110_634_229_000, 0, 8304, 110)

/** Reference: macros/hooks.rs on_initialize */
function onInitialize(ctx: Ctx): Weight {
  const cleanUp = cleanUpHotkeySwapRecords(ctx)
  try {
    blockStep(ctx)
  } catch (error) {
    // What was done up to the refusal stays, as on the chain.
    if (!(error instanceof DispatchError)) throw error
  }
  return addWeight(BLOCK_STEP, cleanUp)
}

export const subtensorModule = pallet({
  name: 'SubtensorModule',
  path: 'pallet_subtensor::pallet',
  storage: subtensorStorage,
  calls: [
    ...weightCalls,
    ...commitCalls,
    ...revealCalls,
    ...stakingCalls,
    ...childrenCalls,
    ...servingCalls,
    ...registrationCalls,
    ...rootCalls,
    ...swapHotkeyCalls,
    ...swapColdkeyCalls,
    ...subnetCalls,
    ...faucetCalls,
    ...identityCalls,
    ...symbolCalls,
    ...leasingCalls,
    ...tempoCalls,
    ...evmCalls,
    ...votingPowerCalls,
  ],
  events,
  errors,
  constants: subtensorConstants,
  apis: subtensorApis,
  onInitialize,
  guards: subtensorGuards,
  invariants: subtensorInvariants,
  relations: subtensorRelations,
})
