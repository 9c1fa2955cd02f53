/** Declared calls: name, index, arguments, weight and behaviour in one value. */
import type { Fields, StructOf } from '../scale/composites.ts'
import { fieldsCodec } from '../scale/composites.ts'
import type { Ctx } from './context.ts'
import type { Origin } from './origin.ts'
import type { DispatchClass, Pays, Weight } from './weight.ts'

/** What dispatch learns from a call that ran: absent parts stand as declared. */
export interface PostInfo {
  readonly actualWeight?: Weight | undefined
  readonly pays?: Pays | undefined
}

export interface CallInfo<A> {
  /** What the call may weigh at most, by its arguments. Reference: the pallet's WeightInfo. */
  readonly weight: Weight | ((args: A, ctx: Ctx) => Weight)
  readonly class?: DispatchClass | ((args: A) => DispatchClass)
  readonly pays?: Pays | ((args: A) => Pays)
  readonly since?: number
  readonly deprecated?: boolean
  readonly docs?: readonly string[]
}

/** A call as dispatch, metadata and the RPC see it, its argument types forgotten. */
export interface CallDecl {
  readonly name: string
  readonly index: number
  readonly args: Fields
  readonly info: CallInfo<never>
  readonly codec: ReturnType<typeof fieldsCodec>
  readonly run: (ctx: Ctx, origin: Origin, args: never) => PostInfo
}

/** A call with its arguments, ready to be dispatched. */
export interface RuntimeCall {
  readonly call: CallDecl
  readonly args: Readonly<Record<string, unknown>>
}

/** A declared call that still knows its argument types. */
export interface TypedCall<A> extends CallDecl {
  make(args: A): RuntimeCall
}

/**
 * Declares a call. `run` throws a DispatchError to refuse; whatever it wrote before is rolled back.
 */
export function call<const A extends Fields>(
  name: string,
  index: number,
  args: A,
  info: CallInfo<StructOf<A>>,
  // biome-ignore lint/suspicious/noConfusingVoidType: most calls have nothing to say after they ran
  run: (ctx: Ctx, origin: Origin, args: StructOf<A>) => PostInfo | void,
): TypedCall<StructOf<A>> {
  const decl: TypedCall<StructOf<A>> = {
    name,
    index,
    args,
    info: info as CallInfo<never>,
    codec: fieldsCodec(args),
    run: (ctx, origin, values) => run(ctx, origin, values) ?? NO_POST_INFO,
    make: values => ({ call: decl, args: values }),
  }
  return decl
}

const NO_POST_INFO: PostInfo = {}
