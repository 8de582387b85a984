import { defineConfig } from 'vitest/config'

/** Walks through the running system in a real browser, two beside each other, each on the platform of its worker. */
export default defineConfig({
  test: {
    include: ['journeys/**/*.journey.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    globalSetup: ['journeys/src/shared-platform.ts'],
    pool: 'forks',
    isolate: false,
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
    passWithNoTests: true,
  },
})
