/** What src/consensus may not do: it is pure, deterministic arithmetic over integers. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { compileKernel } from '../../scripts/build-kernel.mjs'
import { WASM } from '../../src/consensus/kernel/wasm.generated.ts'

const SRC = fileURLToPath(new URL('../../src', import.meta.url))
const ROOT = join(SRC, 'consensus')
const ASSEMBLY = join(ROOT, 'kernel/assembly')

const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .map(name => join(ROOT, name))
  .filter(path => path.endsWith('.ts') && !path.endsWith('.generated.ts'))
const host = files.filter(path => !path.startsWith(ASSEMBLY))

/** The code of a file without its comments and texts. */
const code = (path: string) =>
  readFileSync(path, 'utf8')
    .replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    .replace(/'[^'\n]*'|`[^`]*`/g, "''")

function without(paths: readonly string[], forbidden: RegExp): void {
  const found = paths.flatMap(path =>
    (code(path).match(forbidden) ?? []).map(text => `${relative(SRC, path)}: ${text}`),
  )
  expect(found).toEqual([])
}

describe('the TypeScript side', () => {
  test('imports primitives and itself, nothing else', () => {
    for (const path of host) {
      for (const [, from] of readFileSync(path, 'utf8').matchAll(/from '([^']+)'/g)) {
        const target = relative(SRC, resolve(join(path, '..'), from!))
        expect(target, relative(SRC, path)).toMatch(/^(consensus|primitives)\//)
      }
    }
  })

  test('has no clock, no chance and nothing to wait for', () => {
    without(host, /\b(?:Date|performance|setTimeout|Math\.random|crypto|async|await|Promise)\b/g)
  })

  test('has no floats', () => {
    without(host, /\b\d+\.\d+|\b\d+e-?\d+\b|\bMath\.(?!min|max|abs|imul|clz32)\w+|\bparseFloat\b|Float\d+Array/g)
  })
})

describe('the kernel', () => {
  let wasm: Uint8Array
  let wat: string

  beforeAll(async () => {
    const made = await compileKernel('epoch.ts')
    wasm = made.wasm
    wat = made.wat
  }, 60_000)

  const lines = (pattern: RegExp) => wat.split('\n').filter(line => pattern.test(line))

  test('has no floats', () => {
    expect(lines(/\bf(32|64)\b/)).toEqual([])
  })

  test('divides no signed numbers, which traps where the least is divided by -1', () => {
    expect(lines(/\b(div|rem)_s\b/)).toEqual([])
    expect(lines(/\bdiv_u\b/)).not.toEqual([])
  })

  test('needs nothing from outside and never grows', () => {
    expect(lines(/\(import\b|memory\.grow/)).toEqual([])
  })

  test('takes and gives no 64-bit numbers, which would be garbage', () => {
    expect(lines(/^ \(export /).filter(line => line.includes('(func'))).toEqual([
      ' (export "run" (func $src/consensus/kernel/assembly/epoch/run))',
    ])
    expect(wat).toMatch(/\(func \$src\/consensus\/kernel\/assembly\/epoch\/run \(param \$0 i32\)\n/)
  })

  test('is compiled from its sources as they are', () => {
    expect(Buffer.from(wasm).equals(Buffer.from(WASM, 'base64'))).toBe(true)
  })
})
