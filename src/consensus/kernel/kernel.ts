/**
 * The compiled epoch kernel: its one instance, and views of its memory by the names of the regions.
 *
 * The kernel is WebAssembly compiled from `assembly/` by `npm run build:kernel`. Instantiating takes about a
 * millisecond and happens at the first use.
 */
import { assert } from '../../primitives/errors.ts'
import { WASM } from './wasm.generated.ts'

/** A subnet has at most this many UIDs. */
export const MAX_UIDS = 256
/** Of one matrix: a row names a UID at most once. */
export const MAX_ENTRIES = MAX_UIDS * MAX_UIDS

/** What is used of the platform's WebAssembly, of which the compiler's library has no types here. */
declare const WebAssembly: {
  readonly Module: new (code: Uint8Array) => object
  readonly Instance: new (module: object) => { readonly exports: Exports }
}

/** Addresses and indices are exported as globals under the names of assembly/layout.ts. */
export interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer }
  run(n: number): void
  readonly [name: string]: unknown
}

export interface Kernel {
  readonly exports: Exports
  /** The address of a region, or the index of a parameter. */
  constant(name: string): number
  u8(region: string, length: number): Uint8Array
  u16(region: string, length: number): Uint16Array
  u32(region: string, length: number): Uint32Array
  i32(region: string, length: number): Int32Array
  i64(region: string, length: number): BigInt64Array
  u64(region: string, length: number): BigUint64Array
}

let instance: Kernel | undefined

export function kernel(): Kernel {
  instance ??= instantiate(Buffer.from(WASM, 'base64'))
  return instance
}

/** An instance of a module compiled from the kernel's sources. */
export function instantiate(code: Uint8Array): Kernel {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(code))
  const { buffer } = exports.memory
  const constant = (name: string): number => {
    const global = exports[name] as { readonly value: number } | undefined
    assert(global !== undefined, `the kernel exports ${name}`)
    return global.value
  }
  assert(constant('END') <= buffer.byteLength, 'the kernel has memory for all its regions')
  assert(constant('MAX_UIDS') === MAX_UIDS, 'the kernel and its host agree on the largest subnet')
  return {
    exports,
    constant,
    u8: (region, length) => new Uint8Array(buffer, constant(region), length),
    u16: (region, length) => new Uint16Array(buffer, constant(region), length),
    u32: (region, length) => new Uint32Array(buffer, constant(region), length),
    i32: (region, length) => new Int32Array(buffer, constant(region), length),
    i64: (region, length) => new BigInt64Array(buffer, constant(region), length),
    u64: (region, length) => new BigUint64Array(buffer, constant(region), length),
  }
}
