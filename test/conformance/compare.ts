/** Comparison of results with vectors, whose 64-bit and wider integers are decimal strings. */
import type { Json } from './kind.ts'

/** Where two values part, or `undefined` when they are equal. */
export function difference(expected: Json, actual: unknown, path = ''): string | undefined {
  if (Array.isArray(expected)) {
    const items = sequence(actual)
    if (items === undefined) return differs(path, expected, actual)
    if (items.length !== expected.length) return `${path}: ${expected.length} items expected, ${items.length} found`
    return first(expected.keys(), i => difference(expected[i]!, items[i], `${path}[${i}]`))
  }
  if (expected !== null && typeof expected === 'object') {
    if (actual === null || typeof actual !== 'object') return differs(path, expected, actual)
    const [wanted, found] = [expected as { [key: string]: Json }, actual as { [key: string]: unknown }]
    const keys = new Set([...Object.keys(wanted), ...Object.keys(found)])
    return first(keys, key =>
      wanted[key] === undefined
        ? `${path}.${key}: not expected`
        : difference(wanted[key], found[key], path === '' ? key : `${path}.${key}`),
    )
  }
  return scalar(expected) === scalar(actual) ? undefined : differs(path, expected, actual)
}

function first<T>(items: Iterable<T>, find: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item)
    if (found !== undefined) return found
  }
  return undefined
}

function sequence(value: unknown): ArrayLike<unknown> | undefined {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView))
    ? (value as unknown as ArrayLike<unknown>)
    : undefined
}

/** Integers by their digits, whether bigint, number or string; `undefined` is null. */
function scalar(value: unknown): unknown {
  return typeof value === 'bigint' || typeof value === 'number' ? String(value) : (value ?? null)
}

function differs(path: string, expected: Json, actual: unknown): string {
  return `${path === '' ? '' : `${path}: `}expected ${show(expected)}, found ${show(actual)}`
}

function show(value: unknown): string {
  const text = JSON.stringify(value, (_, v) => (typeof v === 'bigint' ? v.toString() : v)) ?? String(value)
  return text.length > 120 ? `${text.slice(0, 120)}…` : text
}
