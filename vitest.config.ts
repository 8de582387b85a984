import { defineConfig } from 'vitest/config'

/** Rules and stories. The walks in a browser have a configuration of their own. */
export default defineConfig({
  test: {
    include: ['{contract,server,demo,bench,web}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    globalSetup: ['server/test/postgres-global-setup.ts'],
    setupFiles: ['server/test/built-server.ts'],
    pool: 'forks',
    // A worker keeps what it has loaded: loading the platform anew for each file costs more than most stories.
    isolate: false,
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
