import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Vitest leaves one processor idle unless told otherwise, which on a machine of two is half of it.
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // A test that needs an environment variable sets it for itself; what the machine has must not decide anything.
    env: { NO_COLOR: '', FORCE_COLOR: '' },
  },
})
