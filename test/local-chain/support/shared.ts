/** Reference data beside the checkout, for those who have it. Tests that need it say so when it is not there. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const SHARED = join(import.meta.dirname, '../../../../shared')

export const sharedPath = (file: string): string => join(SHARED, file)

export const readShared = <T>(file: string): T => JSON.parse(readFileSync(sharedPath(file), 'utf8')) as T

/** A test that needs a file of the reference data: skipped, by name, where it is absent. */
export function testWithShared(file: string, name: string, run: () => void): void {
  test.skipIf(!existsSync(sharedPath(file)))(`${name} (needs ${file})`, () => {
    expect.hasAssertions()
    run()
  })
}
