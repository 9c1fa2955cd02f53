/** The kernel against its bigint twin: the same terms and the same stages, on any input. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bondsRow, runEpoch } from '../../../src/consensus/epoch/epoch.ts'
import type { EpochInput, EpochTrace, SparseMatrix } from '../../../src/consensus/epoch/types.ts'
import { type TwinStages, type TwinTerms, twinEpoch } from '../../reference/epoch.ts'
import type { Sparse } from '../../reference/sparse.ts'
import { epochInputs } from './arbitrary.ts'

function kernelEpoch(input: EpochInput): { terms: TwinTerms; stages: TwinStages } {
  let trace: EpochTrace | undefined
  const output = runEpoch(input, epoch => {
    trace = epoch
  })
  const flags = (bytes: Uint8Array) => Array.from(bytes, byte => byte === 1)
  const terms: TwinTerms = {
    active: flags(output.active),
    validatorPermit: flags(output.validatorPermit),
    stake: [...output.stake],
    stakeWeight: [...output.stakeWeight],
    consensus: [...output.consensus],
    incentive: [...output.incentive],
    dividends: [...output.dividends],
    validatorTrust: [...output.validatorTrust],
    emission: [...output.emission],
    serverEmission: [...output.serverEmission],
    validatorEmission: [...output.validatorEmission],
    bonds: Array.from({ length: input.n }, (_, uid) => pairs(bondsRow(output, uid))),
  }
  return { terms, stages: stagesOf(trace!) }
}

const pairs = (row: Uint16Array) =>
  Array.from({ length: row.length / 2 }, (_, i) => [row[2 * i]!, row[2 * i + 1]!] as const)

function stagesOf(trace: EpochTrace): TwinStages {
  const vector = (values: BigInt64Array) => [...values] as unknown as TwinStages['stake']
  const matrix = ({ starts, uids, values }: SparseMatrix) =>
    Array.from({ length: trace.n }, (_, i) =>
      Array.from({ length: starts[i + 1]! - starts[i]! }, (_, k) => [uids[starts[i]! + k]!, values[starts[i]! + k]!]),
    ) as unknown as Sparse
  return {
    stake: vector(trace.stake),
    activeStake: vector(trace.activeStake),
    consensus: vector(trace.consensus),
    validatorTrust: vector(trace.validatorTrust),
    incentive: vector(trace.incentive),
    dividends: vector(trace.dividends),
    weights: matrix(trace.weights),
    clippedWeights: matrix(trace.clippedWeights),
    bondWeights: matrix(trace.bondWeights),
    bonds: matrix(trace.bonds),
    emaBonds: matrix(trace.emaBonds),
    emaShares: matrix(trace.emaShares),
  }
}

/** Bonds to UIDs beyond the last take part in nothing; the kernel does not even list them. */
function withinSubnet({ terms, stages }: ReturnType<typeof twinEpoch>, n: number) {
  return { terms, stages: { ...stages, bonds: stages.bonds.map(row => row.filter(([j]) => j < n)) } }
}

const LIQUID: Partial<EpochInput> = { yuma3: true, liquidAlpha: true }

test.each([
  ['epochs as chains have them', 1, 400, { maxUids: 10, wild: false }, {}],
  ['with liquid alpha', 2, 300, { maxUids: 8, wild: false }, LIQUID],
  ['with liquid alpha on unclipped weights', 3, 200, { maxUids: 8, wild: false }, { ...LIQUID, bondsPenalty: 0 }],
  ['inputs that no chain has', 4, 400, { maxUids: 6, wild: true }, {}],
  ['larger subnets', 5, 15, { maxUids: 40, wild: false }, {}],
])('%s', (_, seed, numRuns, sizes, parameters) => {
  fc.assert(
    fc.property(epochInputs(sizes), arbitrary => {
      const input = { ...arbitrary, ...parameters }
      expect(kernelEpoch(input)).toEqual(withinSubnet(twinEpoch(input), input.n))
    }),
    { seed, numRuns },
  )
})
