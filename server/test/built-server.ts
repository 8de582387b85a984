import { takeWorkersFrom } from '../src/kernel/files/capped-worker.ts'

/**
 * Where the built server lies that belongs to these sources, when the run has one (`scripts/test.mjs`): what stories start as processes of their own
 * is then the built program, which loads in a fraction of the time. Null: from the sources.
 */
export const builtServer = process.env['ANLAN_TEST_BUILT'] ?? null

if (builtServer) takeWorkersFrom(builtServer)
