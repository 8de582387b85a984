import type { Ledger } from './ledger.ts'

/**
 * All ledgers of the installation, by name: every file `modules/<module>/ledgers/<ledger>.ts` whose default export is a ledger. Putting
 * a file there is all it takes. They are taken in by `ledgers.ts`, which waits for these files; what they themselves import may only import this.
 */
export const ledgers = new Map<string, Ledger>()
