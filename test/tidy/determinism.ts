/**
 * What may not stand in the deterministic folders: clocks, chance, floats, anything that waits. Read from the syntax tree,
 * so that comments and strings are free to speak of them.
 */
import { lineOf, type Node, type Source, walk } from './source.ts'

const FORBIDDEN_NAMES = new Set([
  ...['Date', 'performance', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'process', 'Intl'],
  ...['parseFloat', 'Float32Array', 'Float64Array', 'crypto', 'Promise', 'WeakRef', 'FinalizationRegistry'],
])
/** What of Math is exact on whole numbers. */
const EXACT_MATH = new Set(['abs', 'clz32', 'floor', 'ceil', 'trunc', 'imul', 'max', 'min', 'sign'])
const FLOAT_METHODS = new Set([
  'toFixed',
  'toPrecision',
  'toExponential',
  'getFloat32',
  'getFloat64',
  'setFloat32',
  'setFloat64',
  'toLocaleString',
  'localeCompare',
])
/** Around a division they make a whole number of it again. */
const ROUNDING = new Set(['floor', 'ceil', 'trunc'])

export interface Finding {
  readonly path: string
  readonly line: number
  readonly what: string
}

export function findingsIn(source: Source): Finding[] {
  const { path, text, tree } = source
  const findings: Finding[] = []
  const numbers = numberNames(tree)
  walk(tree, (node, parents) => {
    const what = wrongWith(node, parents, numbers)
    if (what !== undefined)
      findings.push({ path, line: lineOf(text, node.start), what: `${what}: ${excerpt(text, node)}` })
  })
  return findings
}

function wrongWith(node: Node, parents: readonly Node[], numbers: ReadonlySet<string>): string | undefined {
  switch (node.type) {
    case 'AwaitExpression':
    case 'ForAwaitStatement':
      return 'await'
    case 'Identifier':
      return FORBIDDEN_NAMES.has(String(node.name)) && isReference(node, parents.at(-1))
        ? 'clock, chance or wait'
        : undefined
    case 'MemberExpression':
      return wrongMember(node)
    case 'Literal':
      return typeof node.value === 'number' && isFloat(String(node.raw)) ? 'float' : undefined
    case 'BinaryExpression':
    case 'AssignmentExpression':
      return isDivision(node) && isOfNumbers(node, numbers) && !isRounded(parents.at(-1))
        ? 'division of numbers'
        : undefined
    default:
      return node.async === true ? 'async' : undefined
  }
}

function wrongMember({ object, property, computed }: Node): string | undefined {
  const name = computed === true ? undefined : String((property as Node).name)
  if (name === undefined) return undefined
  const isMath = (object as Node).type === 'Identifier' && (object as Node).name === 'Math'
  if (isMath && !EXACT_MATH.has(name)) return name === 'random' ? 'chance' : 'float'
  return FLOAT_METHODS.has(name) ? 'float' : undefined
}

/** A name that is used, not the key of a property or a member. */
function isReference(node: Node, parent: Node | undefined): boolean {
  if (parent === undefined) return true
  if (parent.type === 'MemberExpression') return parent.object === node || parent.computed === true
  if (parent.type === 'Property' || parent.type === 'PropertyDefinition') return parent.value === node
  return !/^(?:TS|MethodDefinition|ImportSpecifier|ExportSpecifier)/.test(parent.type)
}

/** `1.5`, `.5`, `1e-3`; not `0xe`, `1_000`, `1e9`. */
function isFloat(raw: string): boolean {
  return !/^0[xob]/i.test(raw) && /\.|e-/i.test(raw)
}

function isDivision({ operator }: Node): boolean {
  return operator === '/' || operator === '/='
}

function isRounded(parent: Node | undefined): boolean {
  const { callee } = (parent ?? {}) as { readonly callee?: Node }
  return parent?.type === 'CallExpression' && ROUNDING.has(String((callee?.property as Node | undefined)?.name))
}

/** Whether an operand of a division is seen to be a number, and none a bigint. */
function isOfNumbers({ left, right }: Node, numbers: ReadonlySet<string>): boolean {
  const operands = [left as Node, right as Node]
  return operands.some(operand => isNumber(operand, numbers)) && !operands.some(isBigint)
}

function isNumber(node: Node, numbers: ReadonlySet<string>): boolean {
  if (node.type === 'Literal') return typeof node.value === 'number'
  if (node.type === 'Identifier') return numbers.has(String(node.name))
  if (node.type === 'MemberExpression') return (node.property as Node).name === 'length'
  if (node.type === 'CallExpression') return (node.callee as Node).name === 'Number'
  if (node.type === 'BinaryExpression')
    return isNumber(node.left as Node, numbers) || isNumber(node.right as Node, numbers)
  return node.type === 'ParenthesizedExpression' && isNumber(node.expression as Node, numbers)
}

function isBigint(node: Node): boolean {
  let found = false
  walk(node, inner => {
    found ||= inner.type === 'Literal' && typeof inner.bigint === 'string'
    found ||= inner.type === 'CallExpression' && (inner.callee as Node).name === 'BigInt'
  })
  return found
}

/** Names that the file declares as numbers, by type or by value, and nowhere as bigints. */
function numberNames(tree: Node): ReadonlySet<string> {
  const names = new Set<string>()
  const bigints = new Set<string>()
  walk(tree, node => {
    const annotation = ((node.typeAnnotation as Node | undefined)?.typeAnnotation as Node | undefined)?.type
    if (node.type === 'Identifier' && annotation === 'TSNumberKeyword') names.add(String(node.name))
    if (node.type === 'Identifier' && annotation === 'TSBigIntKeyword') bigints.add(String(node.name))
    const { id, init } = node as { readonly id?: Node; readonly init?: Node | null }
    if (node.type === 'VariableDeclarator' && init?.type === 'Literal' && typeof init.value === 'number')
      names.add(String(id?.name))
  })
  return new Set([...names].filter(name => !bigints.has(name)))
}

const excerpt = (text: string, { start, end }: Node): string => text.slice(start, end).replace(/\s+/g, ' ').slice(0, 60)
