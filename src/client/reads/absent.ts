/** Reads of what not every runtime has. */
import { TaoError } from '../../primitives/errors.ts'

/** Undefined where the chain does not have what is read. */
export async function unlessAbsent<T>(read: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof TaoError && error.code === 'unsupported') return undefined
    throw error
  }
}
