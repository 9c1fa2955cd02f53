/**
 * The fixed-point types the chain uses. A name is both the type of a value and the set of its operations:
 * `const price: U64F64 = U64F64.satFromInt(1n)`.
 */
import { defineFixed, type Fixed, type FixedBits } from './fixed.ts'

/** 32.32 signed: weights, bonds, shares of one in the epoch. */
export type I32F32 = FixedBits<'I32F32'>
export const I32F32: Fixed<I32F32> = defineFixed('I32F32', true, 32, 32)

/** 64.64 signed: stake weights. */
export type I64F64 = FixedBits<'I64F64'>
export const I64F64: Fixed<I64F64> = defineFixed('I64F64', true, 64, 64)

/** 96.32 signed: emissions, moving prices. */
export type I96F32 = FixedBits<'I96F32'>
export const I96F32: Fixed<I96F32> = defineFixed('I96F32', true, 96, 32)

/** 64.64 unsigned: prices and the pool's curve. */
export type U64F64 = FixedBits<'U64F64'>
export const U64F64: Fixed<U64F64> = defineFixed('U64F64', false, 64, 64)

/** 96.32 unsigned: the coinbase's amounts and proportions. */
export type U96F32 = FixedBits<'U96F32'>
export const U96F32: Fixed<U96F32> = defineFixed('U96F32', false, 96, 32)
