import { describe, expect, test } from 'vitest'
import { TypeRegistry } from '../../../../src/local-chain/runtime/metadata/registry.ts'
import { Runtime } from '../../../../src/local-chain/runtime/runtime.ts'
import { accountId } from '../../../../src/local-chain/runtime/types.ts'
import { type Codec, lazy, outerCodec } from '../../../../src/local-chain/scale/codec.ts'
import { boundedVec, option, tuple, vec } from '../../../../src/local-chain/scale/collections.ts'
import { struct, variant } from '../../../../src/local-chain/scale/composites.ts'
import { compactU64, u8, u16, u32, u64 } from '../../../../src/local-chain/scale/primitives.ts'
import { nominal, type TypeInfo, type TypeRef } from '../../../../src/local-chain/scale/type.ts'
import { baseProfile } from '../../support/profile.ts'

const newRegistry = () => new TypeRegistry(new Runtime(baseProfile()).outer)
const paths = (registry: TypeRegistry) => registry.types.map(({ path }) => path.join('::'))

describe('the registry of types', () => {
  test('numbers a type before its parameters and those before its fields', () => {
    const registry = newRegistry()
    const inner = struct('a::Inner', { x: u16 })
    const outer = struct('a::Outer', { first: u32, second: inner }, [{ name: 'T', type: u64.type }, { name: 'S' }])
    expect(registry.id(outer.type)).toBe(0)
    expect(registry.types.map(({ path, def }) => path.join('::') || def.value)).toMatchObject([
      'a::Outer',
      { tag: 'u64' },
      { tag: 'u32' },
      'a::Inner',
      { tag: 'u16' },
    ])
    expect(registry.types[0]!.params).toEqual([
      { name: 'T', type: 1 },
      { name: 'S', type: undefined },
    ])
  })

  test('holds a built-in shape once, however often it is declared', () => {
    const registry = newRegistry()
    const ids = [vec(tuple(u16, option(u8))), vec(tuple(u16, option(u8))), tuple(u16, option(u8))].map(codec =>
      registry.id(codec.type),
    )
    expect(ids).toEqual([0, 0, 1])
    expect(registry.types).toHaveLength(5)
  })

  test('holds a named type once for each set of parameters', () => {
    const registry = newRegistry()
    const a = registry.id(boundedVec(u16, 10).type)
    expect(registry.id(boundedVec(u16, 20).type)).toBe(a)
    expect(registry.id(boundedVec(u8, 10).type)).not.toBe(a)
    expect(paths(registry).filter(path => path.endsWith('BoundedVec'))).toHaveLength(2)
  })

  test('tells named types apart that are written alike', () => {
    const registry = newRegistry()
    const meters = registry.id(struct('units::Meters', { value: u32 }).type)
    const feet = registry.id(struct('units::Feet', { value: u32 }).type)
    expect(new Set([meters, feet, registry.id(u32.type)]).size).toBe(3)
  })

  test('refuses two declarations of one name that disagree', () => {
    const registry = newRegistry()
    registry.id(struct('a::Twice', { value: u32 }).type)
    expect(() => registry.id(struct('a::Twice', { value: u64 }).type)).toThrow('two declarations of a::Twice<> differ')
    expect(() => registry.id(struct('a::Twice', { other: u32 }).type)).toThrow('differ')
    expect(registry.id(struct('a::Twice', { value: u32 }).type)).toBe(0)
  })

  test('ends at types that hold themselves', () => {
    const tree: Codec<unknown> = variant('a::Tree', { Leaf: [0, u8], Fork: [1, vec(lazy<unknown>(() => tree))] })
    const registry = newRegistry()
    expect(registry.id(tree.type)).toBe(0)
    const fork = registry.types[0]!.def
    expect(fork.tag === 'variant' && fork.value[1]!.fields[0]!.type).toBe(2)
    expect(registry.types[2]!.def).toEqual({ tag: 'sequence', value: 0 })
  })

  test('ends at types that are described anew each time they are asked for', () => {
    const count = (n: number): TypeInfo =>
      nominal('a::Count', { kind: 'composite', fields: [] }, n === 0 ? [] : [{ name: 'N', type: () => count(n - 1) }])
    const list = (): TypeInfo =>
      nominal('a::List', { kind: 'composite', fields: [{ name: 'next', type: list as TypeRef }] })
    const registry = newRegistry()
    expect(registry.id(() => count(3))).toBe(0)
    expect(registry.types).toHaveLength(4)
    expect(registry.id(list)).toBe(4)
    expect(registry.types[4]!.def).toMatchObject({ tag: 'composite', value: [{ name: 'next', type: 4 }] })
  })

  test('puts what the runtime assembled in the place of its own enums', () => {
    const registry = newRegistry()
    const boxed = struct('a::Scheduled', { call: outerCodec('RuntimeCall') })
    registry.id(boxed.type)
    const call = registry.types[1]!
    expect(call.path).toEqual(['node_subtensor_runtime', 'RuntimeCall'])
    expect(call.def.tag === 'variant' && call.def.value.map(({ name, index }) => [name, index])).toEqual([
      ['System', 0],
      ['Timestamp', 2],
      ['Balances', 5],
      ['Utility', 11],
      ['Sudo', 12],
    ])
    // Utility and Sudo take calls themselves.
    expect(paths(registry).filter(path => path.endsWith('RuntimeCall'))).toHaveLength(1)
  })

  test('describes primitive, compact and wrapped types', () => {
    const registry = newRegistry()
    registry.id(compactU64.type)
    registry.id(accountId.type)
    expect(registry.types).toMatchObject([
      { def: { tag: 'compact', value: 1 } },
      { def: { tag: 'primitive', value: { tag: 'u64' } } },
      {
        path: ['sp_core', 'crypto', 'AccountId32'],
        def: { tag: 'composite', value: [{ type: 3, typeName: '[u8; 32]' }] },
      },
      { def: { tag: 'array', value: { len: 32, type: 4 } } },
      { def: { tag: 'primitive', value: { tag: 'u8' } } },
    ])
  })
})
