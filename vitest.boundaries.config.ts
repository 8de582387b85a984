import { defineConfig } from 'vitest/config'

/** The check of the module boundaries reads source files only; it need not wait for a database. */
export default defineConfig({
  test: { include: ['server/src/boundaries.test.ts'], passWithNoTests: true },
})
