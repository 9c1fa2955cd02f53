/** Networks over several epochs. */
import { bondsRow, copyOutput, runEpoch } from '../../../src/consensus/epoch/epoch.ts'
import type { EpochOutput } from '../../../src/consensus/epoch/types.ts'
import { epochOf, type Network } from './network.ts'

export type Weights = NonNullable<Network['weights']>

/** Runs one epoch for each of the weights, every one on the bonds of the last. */
export function simulate(network: Network, epochs: readonly Weights[]): EpochOutput[] {
  const outputs: EpochOutput[] = []
  let bonds: Network['bonds']
  for (const weights of epochs) {
    const output = copyOutput(runEpoch(epochOf({ ...network, weights, ...(bonds === undefined ? {} : { bonds }) })))
    bonds = network.stakes.map((_, uid) => bondsRow(output, uid))
    outputs.push(output)
  }
  return outputs
}

/** The stored bond of a validator in a server, of 65535. */
export function bondOf(output: EpochOutput, validator: number, server: number): number {
  const row = bondsRow(output, validator)
  for (let k = 0; k < row.length; k += 2) if (row[k] === server) return row[k + 1]!
  return 0
}

/** A validator's bonds in servers 3, 4, … and its dividends, epoch by epoch. */
export interface Figures {
  readonly bonds: readonly (readonly (readonly number[])[])[]
  readonly dividends: readonly (readonly number[])[]
}

/** Whether the epochs gave these figures, to the digits that are given. */
export function gives(outputs: readonly EpochOutput[], { bonds, dividends }: Figures): boolean {
  const near = (found: number, figure: number) => Math.abs(found / 65_535 - figure) < 1e-3
  return outputs.every(
    (output, epoch) =>
      dividends[epoch]!.every((figure, uid) => near(output.dividends[uid]!, figure)) &&
      bonds[epoch]!.every((row, uid) => row.every((figure, k) => near(bondOf(output, uid, 3 + k), figure))),
  )
}
