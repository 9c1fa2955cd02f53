/** What a file may leave out is as a new subnet has it. */
import { expect, test } from 'vitest'
import { HYPERPARAMETERS } from '../../../src/commands/yuma/shared/fields.ts'
import { InitialTempo } from '../../../src/local-chain/pallets/subtensor/constants.ts'
import * as stored from '../../../src/local-chain/pallets/subtensor/storage/hyperparameters.ts'
import { Tempo } from '../../../src/local-chain/pallets/subtensor/storage/subnet.ts'
import { SubnetWorld } from '../../local-chain/pallets/subtensor/subnets/world.ts'

test('hyperparameters that are left out are those of a new subnet', () => {
  const world = new SubnetWorld()
  const { ctx } = world
  world.addSubnet(7, { tempo: InitialTempo.of(ctx) })
  const [low, high] = stored.AlphaValues.get(ctx, 7)
  const ofChain: Readonly<Record<(typeof HYPERPARAMETERS)[number]['name'], number | bigint | boolean>> = {
    tempo: Tempo.get(ctx, 7),
    activity_cutoff_factor: stored.ActivityCutoffFactorMilli.get(ctx, 7),
    max_validators: stored.MaxAllowedValidators.get(ctx, 7),
    kappa: stored.Kappa.get(ctx, 7),
    bonds_penalty: stored.BondsPenalty.get(ctx, 7),
    bonds_moving_avg: stored.BondsMovingAverage.get(ctx, 7),
    yuma3_enabled: stored.Yuma3On.get(ctx, 7),
    liquid_alpha_enabled: stored.LiquidAlphaOn.get(ctx, 7),
    alpha_low: low,
    alpha_high: high,
    alpha_sigmoid_steepness: stored.AlphaSigmoidSteepness.get(ctx, 7),
  }
  const left = Object.fromEntries(HYPERPARAMETERS.map(field => [field.name, field.default]))
  expect(left).toEqual(Object.fromEntries(Object.entries(ofChain).map(([name, value]) => [name, String(value)])))
})
