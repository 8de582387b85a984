import { defineConfig } from 'vitest/config'

/** Walks through the running system in a real browser, one after another: each starts a platform of its own. */
export default defineConfig({
  test: {
    include: ['journeys/**/*.journey.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    globalSetup: ['journeys/src/shared-platform.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
    passWithNoTests: true,
  },
})
