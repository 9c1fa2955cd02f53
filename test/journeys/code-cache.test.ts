/** Compiled code that is kept from run to run: it makes a start quick, and nothing else may come of it. */
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { Script } from 'node:vm'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../wallet/support/folders.ts'
import { build, ROOT } from './support/program.ts'

/** A copy of the program that a test may do anything to. */
function copy() {
  build()
  const folder = temporaryFolder()
  for (const part of ['bin', 'dist/cli', 'package.json'])
    cpSync(join(ROOT, part), join(folder, part), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction')
  const cli = join(folder, 'dist/cli')
  const cache = join(cli, 'cache')
  const run = (env: Record<string, string> = {}): string => {
    const { stdout, stderr } = spawnSync(process.execPath, [join(folder, 'bin/tao.js'), '--version'], {
      env: { HOME: folder, ...env },
      encoding: 'utf8',
    })
    return stdout + stderr
  }
  return {
    folder,
    cli,
    cache,
    run,
    compiled: () => (existsSync(cache) ? readdirSync(cache).flatMap(name => readdirSync(join(cache, name))) : []),
  }
}

const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }

test('it is written when it is missing, and not without it being wanted', () => {
  const { cache, run, compiled } = copy()
  rmSync(cache, { recursive: true, force: true })
  expect(run({ TAO_NO_CODE_CACHE: '1' })).toBe(`${version}\n`)
  expect(compiled()).toEqual([])
  expect(run()).toBe(`${version}\n`)
  expect(compiled()).toEqual(['tao.js'])
  expect(run()).toBe(`${version}\n`)
})

test('where the program cannot be written, it is kept in the folder of the user for caches', () => {
  const { folder, cache, run } = copy()
  rmSync(cache, { recursive: true, force: true })
  // A file in the way, which stops even an administrator.
  writeFileSync(cache, '')
  expect(run({ XDG_CACHE_HOME: join(folder, 'mine') })).toBe(`${version}\n`)
  const kept = join(folder, process.platform === 'linux' ? 'mine' : '.', 'taokit', 'code')
  if (process.platform === 'linux') expect(readdirSync(join(kept, readdirSync(kept)[0]!))).toEqual(['tao.js'])
})

test('a damaged one is not used', () => {
  const { cache, run } = copy()
  run()
  const [name] = readdirSync(cache)
  writeFileSync(join(cache, name!, 'tao.js'), 'nonsense')
  expect(run()).toBe(`${version}\n`)
})

test.skipIf(process.platform === 'win32')('what others could have written is not used', () => {
  const { cli, cache, run } = copy()
  run()
  const folder = join(cache, readdirSync(cache)[0]!)
  writeFileSync(join(folder, 'tao.js'), foreignCode(readFileSync(join(cli, 'tao.js'), 'utf8')))
  // The test is worth something: in a folder of one's own V8 takes it.
  expect(run()).toBe('foreign code')
  chmodSync(folder, 0o777)
  expect(run()).toBe(`${version}\n`)
})

/** Compiled code that V8 takes for that of `source`: it compares no more than the length. */
function foreignCode(source: string): Buffer {
  const [head, tail] = ['(function(exports,require,module,__filename,__dirname){', '\n})']
  const deed = "process.stdout.write('foreign code')"
  const script = new Script(head + deed.padEnd(source.length) + tail, { filename: 'tao.js' })
  script.runInThisContext()
  return script.createCachedData()
}

test('that of other builds is removed', () => {
  const { cache, run } = copy()
  rmSync(cache, { recursive: true, force: true })
  mkdirSync(join(cache, 'older-build'), { recursive: true })
  run()
  expect(readdirSync(cache).filter(name => name === 'older-build')).toEqual([])
})
