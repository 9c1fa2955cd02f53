import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { NETWORK_PARAMETERS } from '../../../src/client/hyperparameters/network-table.ts'
import { namesOf, type Parameter } from '../../../src/client/hyperparameters/parameter.ts'
import { getParameters, parameterNeeds } from '../../../src/client/hyperparameters/reading.ts'
import {
  EMISSION_SPLIT,
  SUBNET_PARAMETERS,
  TRIGGER_EPOCH,
  TRIM,
} from '../../../src/client/hyperparameters/subnet-table.ts'
import { type ParameterValue, toArguments } from '../../../src/client/hyperparameters/values.ts'
import { lensOf } from '../../../src/client/metadata/lens-of.ts'
import { mergeNeeds } from '../../../src/client/metadata/needs.ts'
import { asRoot, call } from '../../../src/client/transactions/call.ts'
import { fromHex, type Hex } from '../../../src/primitives/bytes.ts'
import { decodeMetadata } from '../../../src/primitives/metadata/format.ts'
import { addressOf, openSandbox, type Sandbox } from '../../support/sandbox.ts'
import { allNames, missingFrom, realFile } from '../metadata/samples.ts'

const ALL: readonly Parameter[] = [...SUBNET_PARAMETERS, ...NETWORK_PARAMETERS]
const SETTERS = [...ALL.flatMap(({ setters }) => setters), EMISSION_SPLIT, TRIM, TRIGGER_EPOCH]
const NEEDS = mergeNeeds(parameterNeeds(ALL), { calls: SETTERS.map(setter => setter.call) })

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await openSandbox()
})
afterAll(() => sandbox.close())

/** Administrative calls that set no parameter, or one that another call sets as well. */
const NO_PARAMETERS = [
  'swap_authorities',
  'schedule_grandpa_change',
  'sudo_set_total_issuance',
  'sudo_set_network_pow_registration_allowed',
  'sudo_toggle_evm_precompile',
  'sudo_set_subnet_owner_hotkey',
].map(name => `AdminUtils.${name}`)

describe('the tables of parameters', () => {
  test('name what our chain has', async () => {
    const client = await sandbox.chain.with(NEEDS)
    expect(missingFrom(client.lens, NEEDS)).toEqual([])
  })

  test.skipIf(!existsSync(realFile('mainnet-424.v15.scale')))('name what the real chain has', () => {
    const metadata = decodeMetadata(new Uint8Array(readFileSync(realFile('mainnet-424.v15.scale'))))
    expect(missingFrom(lensOf(metadata, NEEDS), NEEDS)).toEqual([])
  })

  test('leave out no administrative call', async () => {
    const bytes = await sandbox.chain.rpc<Hex>('state_getMetadata')
    const calls = allNames(decodeMetadata(fromHex(bytes))).calls ?? []
    const known = new Set([...SETTERS.map(setter => setter.call), ...NO_PARAMETERS])
    expect(calls.filter(name => name.startsWith('AdminUtils.') && !known.has(name))).toEqual([])
  })

  test.each([
    ['subnet', SUBNET_PARAMETERS],
    ['network', NETWORK_PARAMETERS],
  ] as const)('find each parameter of a %s by one name only', (_, parameters) => {
    const owners = new Map<string, string>()
    for (const parameter of parameters) {
      for (const name of namesOf(parameter)) {
        expect([name, owners.get(name) ?? parameter.name]).toEqual([name, parameter.name])
        owners.set(name, parameter.name)
      }
    }
  })
})

/** Values that fit what else is set; the others are one more than before. */
const VALUES: Readonly<Record<string, ParameterValue>> = {
  activity_cutoff_factor: 2000n,
  alpha_values: [2000n, 3000n],
  alpha_sigmoid_steepness: -5n,
  max_allowed_uids: 128n,
  min_allowed_uids: 0n,
  max_validators: 60n,
  owner_immune_neuron_limit: 2n,
  recycle_or_burn: 'Recycle',
  owner_hotkey: addressOf('//Ferdie'),
  mechanism_count: 2n,
  burn_increase_mult: (3n << 64n) / 2n,
  root_claim_threshold: 9_000_000n,
  fee_rate: 10_000n,
  max_burn: 200_000_000n,
  min_childkey_take: 5n,
  max_mechanism_count: 4n,
  tao_flow_cutoff: -(7n << 60n),
  tao_flow_normalization_exponent: 3n << 63n,
  subnet_moving_alpha: 123_456n,
  // Stays what it is: other amounts would sweep nominations.
  nominator_min_required_stake: 0n,
}

const nextValue = ({ name, type }: Parameter, before: ParameterValue): ParameterValue =>
  VALUES[name] ??
  (type.kind === 'flag' ? !before : type.kind === 'share' ? (before as bigint) - 1n : (before as bigint) + 1n)

describe('root sets', () => {
  /** What must be switched on before others can be set comes first. */
  const order = (parameter: Parameter): number => (parameter.name === 'liquid_alpha_enabled' ? 0 : 1)
  const settable = ALL.filter(({ setters }) => setters.some(({ by }) => by !== 'owner')).sort(
    (a, b) => order(a) - order(b),
  )

  test.each(settable.map(parameter => [parameter.name, parameter] as const))(
    '%s, and reads it back',
    async (_, parameter) => {
      const netuid = parameter.scope === 'subnet' ? 1 : undefined
      const client = await sandbox.chain.with(NEEDS)
      const [before] = await getParameters(client, netuid, [parameter])
      const value = nextValue(parameter, zeroShare(parameter, before!))
      const setter = parameter.setters.find(({ by }) => by === 'root') ?? parameter.setters[0]!
      const args = { ...(netuid === undefined ? {} : { netuid }), ...toArguments(parameter.type, setter.args, value) }
      await sandbox.send('//Alice', asRoot(call(setter.call, args)))
      const [after] = await getParameters(client, netuid, [parameter])
      expect(after).toEqual(value)
    },
  )

  /** A share of nothing cannot become less. */
  const zeroShare = ({ type }: Parameter, before: ParameterValue): ParameterValue =>
    type.kind === 'share' && before === 0n ? 6n : before
})
