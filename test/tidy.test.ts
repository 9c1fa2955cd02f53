/**
 * The project keeps its own rules (CONTRIBUTING.md): who imports whom, what the deterministic folders are free of, how large
 * things are, that nothing lies about unused.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findingsIn } from './tidy/determinism.ts'
import { lineOf, type Node, packageOf, parse, ROOT, type Source, sourcesIn, target, walk } from './tidy/source.ts'

const SRC = sourcesIn('src')
const TOOLS = sourcesIn('bench', 'scripts', 'bin', '.ci')
const TESTS = sourcesIn('test')
const ALL = [...SRC, ...TOOLS, ...TESTS]

const CLIENT = ['src/client', 'src/client/metadata', 'src/client/providers']

/** A folder may import from those left of it, and from itself. The longest name that fits is the folder of a file. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'src/primitives': [],
  'src/consensus': ['src/primitives'],
  'src/wallet': ['src/primitives'],
  'src/local-chain': ['src/primitives', 'src/consensus'],
  'src/explorer': ['src/primitives', 'src/local-chain', 'src/client'],
  'src/client/metadata': ['src/primitives'],
  'src/client/providers': ['src/primitives', 'src/consensus', 'src/local-chain', 'src/client/metadata'],
  'src/client': ['src/primitives', 'src/consensus', 'src/wallet', 'src/client/metadata', 'src/client/providers'],
  'src/library': ['src/primitives', 'src/consensus', 'src/wallet', ...CLIENT],
  'src/commands/kit': ['src/primitives', 'src/wallet', ...CLIENT],
  'src/commands': ['src/primitives', 'src/consensus', 'src/wallet', ...CLIENT, 'src/commands/kit'],
  'src/demo': ['src/primitives', 'src/consensus', 'src/wallet', ...CLIENT, 'src/commands/kit', 'src/commands'],
}

const DETERMINISTIC = [
  'consensus',
  'local-chain/scale',
  'local-chain/state',
  'local-chain/runtime',
  'local-chain/pallets',
]
/** Findings that are right where they are, with the reason. A finding that is gone must go from here too. */
const JUSTIFIED: Readonly<Record<string, string>> = {
  'src/local-chain/scale/collections.ts division of numbers: values.length / 2': 'pairs: the length is even',
  'src/local-chain/scale/primitives.ts division of numbers: bits / 8': 'the width of a type is a multiple of 8',
}

const MAX_FILE_LINES = 400
const MAX_FUNCTION_LINES = 70
/** Larger files and functions, with the lines they have. They may only shrink. */
const LARGER: Readonly<Record<string, number>> = {}

/** Folders that no program reaches yet. As soon as one does, the folder must go from here. */
const NOT_YET_REACHED: readonly string[] = []

describe('imports', () => {
  test('go in one direction only, types included', () => {
    const folders = Object.keys(MAY_IMPORT).sort((a, b) => b.length - a.length)
    const folderOf = (path: string): string | undefined => folders.find(folder => path.startsWith(`${folder}/`))
    const wrong = SRC.flatMap(source => {
      const own = folderOf(source.path)
      return source.imports.flatMap(entry => {
        const file = target(source, entry)
        const other = file === undefined ? undefined : folderOf(file)
        const isFree =
          own === undefined || file === undefined || own === other || MAY_IMPORT[own]!.includes(other ?? '')
        return isFree ? [] : [`${source.path}:${entry.line} imports ${file}`]
      })
    })
    expect(wrong).toEqual([])
  })

  test('only client/providers names the chain inside', () => {
    const naming = SRC.filter(({ path }) => path.startsWith('src/client/') || path.startsWith('src/commands/'))
      .filter(source => source.imports.some(entry => target(source, entry)?.startsWith('src/local-chain/')))
      .map(({ path }) => path)
    expect(naming.filter(path => !path.startsWith('src/client/providers/'))).toEqual([])
  })

  test('name the file that defines the thing, with its ending, and the file is there', () => {
    const paths = new Set(ALL.map(({ path }) => path))
    const isFound = (path: string): boolean => paths.has(path) || /\.generated\.ts$|^dist\/|\.json$/.test(path)
    const wrong = ALL.flatMap(source =>
      source.imports.flatMap(entry => {
        const file = target(source, entry)
        return file === undefined || isFound(file) ? [] : [`${source.path}:${entry.line} imports ${entry.from}`]
      }),
    )
    expect(wrong).toEqual([])
  })

  test('are never passed on: no barrel files', () => {
    const barrels = SRC.filter(({ path }) => path !== 'src/index.ts').flatMap(({ path, tree }) => {
      const body = tree.body as readonly Node[]
      const passing = body.filter(({ type, source }) => /^Export/.test(type) && source !== null && source !== undefined)
      return passing.length > 0 ? [path] : []
    })
    expect(barrels).toEqual([])
  })

  test('are of packages that package.json declares', () => {
    const { dependencies, optionalDependencies, devDependencies } = JSON.parse(
      readFileSync(join(ROOT, 'package.json'), 'utf8'),
    )
    // The build bundles what is not among the dependencies, so the program may use whatever is declared.
    const declared = new Set(Object.keys({ ...dependencies, ...optionalDependencies, ...devDependencies }))
    const missing = [...SRC, ...TOOLS, ...TESTS].flatMap(({ path, imports }) =>
      imports.flatMap(entry => {
        const name = packageOf(entry)
        return name === undefined || declared.has(name) ? [] : [`${path}:${entry.line} imports ${name}`]
      }),
    )
    expect(missing).toEqual([])
  })
})

describe('the deterministic folders', () => {
  const findings = SRC.filter(({ path }) => DETERMINISTIC.some(folder => path.startsWith(`src/${folder}/`))).flatMap(
    findingsIn,
  )

  test('have no clock, chance, float or await', () => {
    const wrong = findings.filter(({ path, what }) => JUSTIFIED[`${path} ${what}`] === undefined)
    expect(wrong.map(({ path, line, what }) => `${path}:${line} ${what}`)).toEqual([])
  })

  test('justify nothing that is not there', () => {
    const found = new Set(findings.map(({ path, what }) => `${path} ${what}`))
    expect(Object.keys(JUSTIFIED).filter(entry => !found.has(entry))).toEqual([])
  })

  test.each([
    ['const x = Date.now()', 1],
    ['const x = Math.random() + Math.sqrt(2)', 2],
    ['const x = 1.5 + .5 + 1e-3', 3],
    ['async function f() { await g() }', 2],
    ['const a: number = 3; const b = a / 2', 1],
    ['const half = xs.length / 2', 1],
    ["const t = performance.now(); setTimeout(f, 1); import('x').then(() => new Promise(f))", 3],
    ['async () => { await x }', 2],
    // Free to speak of it, and exact.
    ['// Date.now(), 1.5\nconst s = "Math.random() 1.5"', 0],
    ['const n = 0xe_1 + 1_000 + 1e9', 0],
    ['const n = (a * 3n) / b + BigInt(2) / c', 0],
    ['const n = Math.floor(xs.length / 2) + Math.max(1, 2)', 0],
    ['const o = { Date: 1, process: 2 }; o.Date', 0],
  ])('are read as a parser does: %s', (text, count) => {
    expect(findingsIn(parse('x.ts', text)).map(({ what }) => what)).toHaveLength(count)
  })
})

describe('size', () => {
  const sizes = new Map<string, number>()
  for (const { path, text } of ALL) {
    const lines = text.split('\n').length - 1
    if (lines > MAX_FILE_LINES) sizes.set(path, lines)
  }
  // A test's functions are as long as its cases.
  for (const source of [...SRC, ...TOOLS]) {
    for (const [name, lines] of longFunctions(source)) sizes.set(`${source.path} ${name}`, lines)
  }

  test(`a file has at most ${MAX_FILE_LINES} lines, a function ${MAX_FUNCTION_LINES}`, () => {
    const wrong = [...sizes]
      .filter(([what, lines]) => lines > (LARGER[what] ?? 0))
      .map(([what, lines]) => `${what}: ${lines} lines`)
    expect(wrong).toEqual([])
  })

  test('exceptions only shrink', () => {
    const stale = Object.entries(LARGER).filter(([what, lines]) => sizes.get(what) !== lines)
    expect(stale.map(([what]) => `${what} has ${sizes.get(what) ?? 'few'} lines now`)).toEqual([])
  })
})

function longFunctions({ tree, text }: Source): [string, number][] {
  const long: [string, number][] = []
  walk(tree, (node, parents) => {
    if (!/^(?:FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type)) return
    const lines = lineOf(text, node.end) - lineOf(text, node.start) + 1
    if (lines > MAX_FUNCTION_LINES) long.push([nameOf(node, parents.at(-1)), lines])
  })
  return long
}

function nameOf(node: Node, parent: Node | undefined): string {
  const named = [
    (node.id ?? undefined) as Node | undefined,
    parent?.id as Node | undefined,
    parent?.key as Node | undefined,
  ]
  return String(named.find(candidate => candidate?.name !== undefined)?.name ?? 'a function')
}

test('nothing is printed with console', () => {
  const wrong = ALL.flatMap(({ path, text, tree }) => {
    const lines: string[] = []
    walk(tree, node => {
      const { object } = (node.type === 'CallExpression' ? (node.callee as Node) : {}) as { readonly object?: Node }
      if (object?.type === 'Identifier' && object.name === 'console') lines.push(`${path}:${lineOf(text, node.start)}`)
    })
    return lines
  })
  expect(wrong).toEqual([])
})

describe('files', () => {
  const isCommand = (path: string): boolean => /^src\/commands\//.test(path) && !/\/(?:kit|shared)\//.test(path)
  const ENTRIES = [
    ...['src/index.ts', 'src/demo/main.ts', 'src/local-chain/runtime/metadata/write-files.ts'],
    'src/explorer/main.ts',
    ...['start', 'main', 'tree'].map(name => `src/commands/kit/${name}.ts`),
    ...SRC.map(({ path }) => path).filter(isCommand),
    ...TOOLS.map(({ path }) => path).filter(path => path.startsWith('scripts/')),
  ]
  const waiting = (path: string): boolean => NOT_YET_REACHED.some(folder => path.startsWith(`${folder}/`))
  const byPath = new Map(ALL.map(source => [source.path, source]))
  const reach = (entries: readonly string[]): ReadonlySet<string> => {
    const reached = new Set<string>()
    const visit = (path: string): void => {
      const source = byPath.get(path)
      if (source === undefined || reached.has(path)) return
      reached.add(path)
      for (const entry of source.imports) visit(target(source, entry) ?? '')
    }
    entries.forEach(visit)
    return reached
  }

  test('are all reached from a program', () => {
    const reached = reach([...ENTRIES, ...SRC.map(({ path }) => path).filter(waiting)])
    expect(SRC.map(({ path }) => path).filter(path => !reached.has(path))).toEqual([])
  })

  test('that are reached are not called unreached', () => {
    const reached = [...reach(ENTRIES)]
    expect(NOT_YET_REACHED.filter(folder => reached.some(path => path.startsWith(`${folder}/`)))).toEqual([])
  })
})
