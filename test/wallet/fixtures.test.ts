import { describe, expect, test, vi } from 'vitest'
import { describeFixtures } from './support/fixture-tests.ts'
import { tableKdf } from './support/kdf.ts'
import { ALL_VECTORS, hasAllVectors, VECTORS } from './support/vectors.ts'

// Curve arithmetic on a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

describe('the selection of wallets made by the reference tools', () => describeFixtures(VECTORS, tableKdf))

describe.skipIf(!hasAllVectors)('all wallets made by the reference tools (where ../shared/wallets exists)', () => {
  test('are there', () => expect(hasAllVectors).toBe(true))
  if (hasAllVectors) describeFixtures(ALL_VECTORS, tableKdf)
})
