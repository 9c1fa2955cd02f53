/** Declared runtime APIs: what clients ask with `state_call`. */

import type { Codec } from '../scale/codec.ts'
import { type Fields, fieldsCodec, type StructOf } from '../scale/composites.ts'
import type { Ctx } from './context.ts'

export interface ApiMethod {
  readonly inputs: Fields
  readonly output: Codec<unknown>
  readonly codec: ReturnType<typeof fieldsCodec>
  /** Answers from the state of a block. What it writes is dropped. */
  readonly run: (ctx: Ctx, inputs: never) => unknown
}

export interface RuntimeApi {
  readonly name: string
  readonly version: number
  readonly methods: Readonly<Record<string, ApiMethod>>
}

export function method<const I extends Fields, O>(
  inputs: I,
  output: Codec<O>,
  run: (ctx: Ctx, inputs: StructOf<I>) => O,
): ApiMethod {
  return { inputs, output: output as Codec<unknown>, codec: fieldsCodec(inputs), run: run as ApiMethod['run'] }
}

export const runtimeApi = (name: string, version: number, methods: RuntimeApi['methods']): RuntimeApi => ({
  name,
  version,
  methods,
})
