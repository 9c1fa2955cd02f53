/** Source files as syntax trees, for the tests that read the project itself. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseAst } from 'vitest/node'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [property: string]: unknown
}

export interface Import {
  readonly from: string
  readonly kind: 'static' | 'dynamic'
  readonly line: number
}

export interface Source {
  /** From the root of the project, with forward slashes. */
  readonly path: string
  readonly text: string
  readonly tree: Node
  readonly imports: readonly Import[]
}

const CODE = /\.(?:ts|mjs|js)$/
/** Written by the build; written in AssemblyScript, whose rules are its own; not ours. */
const NOT_OURS = /\.generated\.ts$|\.d\.m?ts$|^src\/consensus\/kernel\/assembly\/|(?:^|\/)node_modules\/|^dist/

/** All code below some folders. */
export function sourcesIn(...folders: readonly string[]): readonly Source[] {
  return folders.flatMap(filesIn).map(read)
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .filter(path => CODE.test(path) && !NOT_OURS.test(path))
      .sort()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

function read(path: string): Source {
  const text = readFileSync(join(ROOT, path), 'utf8')
  return parse(path, text)
}

export function parse(path: string, text: string): Source {
  const tree = parseAst(text, { lang: path.endsWith('.ts') ? 'ts' : 'js' } as never) as unknown as Node
  const imports: Import[] = []
  walk(tree, node => {
    const { source } = node as { readonly source?: Node | null }
    if (source?.type !== 'Literal') return
    const kind = node.type === 'ImportExpression' ? 'dynamic' : 'static'
    imports.push({ from: String(source.value), kind, line: lineOf(text, node.start) })
  })
  // Types may be imported in place: `typeof import('x')`, `import('x').Y`.
  walk(tree, node => {
    if (node.type !== 'TSImportType') return
    const { argument, source } = node as { readonly argument?: Node; readonly source?: Node }
    const literal = (source ?? argument) as { readonly literal?: Node; readonly value?: unknown }
    const from = literal.literal?.value ?? literal.value
    if (typeof from === 'string') imports.push({ from, kind: 'static', line: lineOf(text, node.start) })
  })
  return { path, text, tree, imports: dedupe(imports) }
}

function dedupe(imports: readonly Import[]): Import[] {
  return [...new Map(imports.map(entry => [`${entry.line} ${entry.from} ${entry.kind}`, entry])).values()]
}

/** Visits a node and everything in it, parents before children. */
export function walk(
  node: Node,
  visit: (node: Node, parents: readonly Node[]) => void,
  parents: readonly Node[] = [],
): void {
  visit(node, parents)
  const inner = [...parents, node]
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) walk(item, visit, inner)
    } else if (isNode(value)) {
      walk(value, visit, inner)
    }
  }
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'

export function lineOf(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++
  return line
}

/** The file that a relative import means, from the root of the project; undefined for a package. */
export function target({ path }: Source, { from }: Import): string | undefined {
  if (!from.startsWith('.')) return undefined
  return normalize(join(dirname(path), from))
    .split(sep)
    .join('/')
}

/** The package that an import names; undefined for a file and for Node's own modules. */
export function packageOf({ from }: Import): string | undefined {
  if (from.startsWith('.') || from.startsWith('node:')) return undefined
  return from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/')
}
