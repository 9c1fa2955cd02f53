/** Puts vectors and matrices into the kernel's memory and reads them back. */
import type { Kernel } from '../../../src/consensus/kernel/kernel.ts'

export type Cells = readonly (readonly (readonly [uid: number, value: bigint])[])[]

export function setVector(kernel: Kernel, region: string, values: readonly bigint[]): void {
  kernel.i64(region, values.length).set(values)
}

export function getVector(kernel: Kernel, region: string, length: number): bigint[] {
  return [...kernel.i64(region, length)]
}

/** Writes the rows of `structure`, their values into `region`. */
export function setMatrix(kernel: Kernel, structure: string, rows: Cells, region = structure): void {
  const starts = kernel.u32(`${structure}_STARTS`, rows.length + 1)
  const cells = rows.flat()
  kernel.u16(`${structure}_UIDS`, cells.length).set(cells.map(([uid]) => uid))
  kernel.i64(region, cells.length).set(cells.map(([, value]) => value))
  let at = 0
  for (const [i, row] of rows.entries()) {
    starts[i] = at
    at += row.length
  }
  starts[rows.length] = at
}

export function getMatrix(kernel: Kernel, structure: string, n: number, region = structure): [number, bigint][][] {
  const starts = kernel.u32(`${structure}_STARTS`, n + 1)
  const uids = kernel.u16(`${structure}_UIDS`, starts[n]!)
  const values = kernel.i64(region, starts[n]!)
  return Array.from({ length: n }, (_, i) =>
    Array.from({ length: starts[i + 1]! - starts[i]! }, (_, k) => [uids[starts[i]! + k]!, values[starts[i]! + k]!]),
  )
}

export function setScalar(kernel: Kernel, name: string, value: bigint): void {
  kernel.i64('SCALARS', 8)[kernel.constant(name)] = value
}

export function setParam(kernel: Kernel, name: string, value: number): void {
  kernel.i32('PARAMS_32', 16)[kernel.constant(name)] = value
}
