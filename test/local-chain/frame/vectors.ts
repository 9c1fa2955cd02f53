/** Files of results of the FRAME crates. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Ctx } from '../../../src/local-chain/runtime/context.ts'
import { fromHex, type Hex } from '../../../src/primitives/bytes.ts'

const HERE = join(import.meta.dirname, '../../vectors/frame')

/** Values after a change, by raw key; null: removed. */
export type RawChanges = Readonly<Record<Hex, Hex | null>>

/** All files of a kind: those in this repository, and those of the folder in `FRAME_VECTORS`, for longer runs. */
export function readVectors<T>(kind: string): readonly { readonly name: string; readonly data: T }[] {
  const folders = [HERE, process.env.FRAME_VECTORS ?? ''].filter(folder => existsSync(folder))
  return folders.flatMap(folder =>
    readdirSync(folder)
      .filter(file => file.startsWith(`${kind}-`) && file.endsWith('.json'))
      .sort()
      .map(name => ({ name, data: JSON.parse(readFileSync(join(folder, name), 'utf8')) as T })),
  )
}

/** Puts raw values in the state. */
export function fill(ctx: Ctx, values: RawChanges): void {
  for (const [key, value] of Object.entries(values)) {
    if (value !== null) ctx.runtime.raw.put(ctx.state, fromHex(key), fromHex(value))
  }
}
