/** What the runner of the conformance vectors knows about a kind of vector file. */

/** Parsed JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** A JSON file of vectors, whose top level is an object. */
export interface VectorFile {
  readonly name: string
  readonly data: { readonly [key: string]: Json }
}

/** Compares one result with what the reference gave. */
export type Check = (label: string, expected: Json, actual: unknown) => void

/** One kind of vector file: how it is recognised, and how its cases are run. */
export interface Kind {
  readonly name: string
  matches(file: VectorFile): boolean
  run(file: VectorFile, check: Check): void | Promise<void>
}

/** A file of the form `functions[name] = { types, cases: [{ in, out }] }`. */
export interface FunctionCase {
  readonly in: { readonly [argument: string]: Json }
  readonly out: Json
}

/** The functions of such a file by name; empty for other files. */
export function functionsOf(file: VectorFile): [name: string, cases: readonly FunctionCase[]][] {
  const { functions } = file.data
  if (functions === undefined || functions === null || typeof functions !== 'object') return []
  return Object.entries(functions as unknown as { [name: string]: { cases: readonly FunctionCase[] } }).map(
    ([name, { cases }]) => [name, cases],
  )
}

/** A function under test: from the arguments of a case, as they stand in the file, to the result. */
export type Subject = (args: { readonly [argument: string]: Json }) => unknown

/** Runs every case of every function; a function that `subjects` lacks fails, it is not passed over. */
export function checkFunctions(file: VectorFile, subjects: (name: string) => Subject | undefined, check: Check): void {
  for (const [name, cases] of functionsOf(file)) {
    const subject = subjects(name)
    for (const [i, { in: args, out }] of cases.entries()) {
      check(`${name}[${i}]`, out, subject === undefined ? NO_SUCH_FUNCTION : attempt(() => subject(args)))
    }
  }
}

const NO_SUCH_FUNCTION = { error: 'no such function here' }

/** The result, or the error as a value that equals no expectation. */
function attempt(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return { error: String(error) }
  }
}
