import { defineConfig } from 'vitest/config'

/**
 * Files that leave nothing behind: they replace no module and change nothing of their process. They share loaded modules, and
 * take half the time.
 */
const CLEAN = [
  'test/{client,conformance,consensus,library,local-chain,primitives}/**/*.test.ts',
  'test/commands/!(wallet)/**/*.test.ts',
]

export default defineConfig({
  test: {
    // Vitest leaves one processor idle unless told otherwise, which on a machine of two is half of it.
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // A test that needs an environment variable sets it for itself; what the machine has must not decide anything.
    env: { NO_COLOR: '', FORCE_COLOR: '' },
    projects: [
      { extends: true, test: { name: 'clean', include: CLEAN, isolate: false } },
      { extends: true, test: { name: 'apart', include: ['test/**/*.test.ts'], exclude: CLEAN } },
    ],
  },
})
