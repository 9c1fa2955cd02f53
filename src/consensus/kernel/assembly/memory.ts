/** Access to the kernel's memory: elements of the regions of layout.ts, parameters and scalars. */
import { PARAMS_32, PARAMS_64, SCALARS } from "./layout";

// @ts-ignore: decorator
@inline
export function i64At(region: usize, index: i32): i64 {
  return load<i64>(region + (<usize>index << 3));
}

// @ts-ignore: decorator
@inline
export function setI64(region: usize, index: i32, value: i64): void {
  store<i64>(region + (<usize>index << 3), value);
}

// @ts-ignore: decorator
@inline
export function u64At(region: usize, index: i32): u64 {
  return load<u64>(region + (<usize>index << 3));
}

// @ts-ignore: decorator
@inline
export function i32At(region: usize, index: i32): i32 {
  return load<i32>(region + (<usize>index << 2));
}

// @ts-ignore: decorator
@inline
export function setI32(region: usize, index: i32, value: i32): void {
  store<i32>(region + (<usize>index << 2), value);
}

// @ts-ignore: decorator
@inline
export function u16At(region: usize, index: i32): i32 {
  return <i32>load<u16>(region + (<usize>index << 1));
}

// @ts-ignore: decorator
@inline
export function setU16(region: usize, index: i32, value: i32): void {
  store<u16>(region + (<usize>index << 1), <u16>value);
}

// @ts-ignore: decorator
@inline
export function u8At(region: usize, index: i32): i32 {
  return <i32>load<u8>(region + <usize>index);
}

// @ts-ignore: decorator
@inline
export function setU8(region: usize, index: i32, value: i32): void {
  store<u8>(region + <usize>index, <u8>value);
}

// @ts-ignore: decorator
@inline
export function param64(index: i32): u64 {
  return u64At(PARAMS_64, index);
}

// @ts-ignore: decorator
@inline
export function param32(index: i32): i32 {
  return i32At(PARAMS_32, index);
}

// @ts-ignore: decorator
@inline
export function scalar(index: i32): i64 {
  return i64At(SCALARS, index);
}

// @ts-ignore: decorator
@inline
export function setScalar(index: i32, value: i64): void {
  setI64(SCALARS, index, value);
}

/** Zeroes a vector of n 64-bit elements. */
// @ts-ignore: decorator
@inline
export function clear64(region: usize, n: i32): void {
  memory.fill(region, 0, <usize>n << 3);
}
