import { z } from 'zod'
import { Id, MaybeWhen, When } from './codec.ts'

/** What the system administrator looks at first: does it run, is it backed up, who cannot get in. Sizes in bytes. */
export const SystemSummary = z.object({
  version: z.string(),
  startedAt: When,
  databaseBytes: z.number(),
  files: z.object({ statement: z.string(), available: z.boolean() }),
  /** Of the disk on which files lie; null where they lie elsewhere. */
  disk: z.object({ freeBytes: z.number(), totalBytes: z.number() }).nullable(),
  deadLetters: z.number(),
  /** Of the last backup that succeeded, written down or by the command. */
  lastBackupAt: MaybeWhen,
  lastRestoreTestAt: MaybeWhen,
  accounts: z.object({
    ungranted: z.number(),
    mustChange: z.number(),
    neverUsed: z.number(),
    locked: z.number(),
  }),
})
export type SystemSummary = z.infer<typeof SystemSummary>

const AccountLine = z.object({ id: Id, account: z.string(), displayName: z.string(), unitName: z.string() })
/** What the security administrator looks at first: who may too much, who is let in too easily, who is locked out. */
export const SecuritySummary = z.object({
  /** Administrators' accounts that need one step only. */
  administratorsWithoutSecondFactor: z.array(AccountLine),
  /** All other enabled accounts without a second factor, and how many there are at all. */
  othersWithoutSecondFactor: z.number(),
  enabled: z.number(),
  locked: z.array(AccountLine.extend({ until: When })),
  /** Accounts that wait for a role. */
  requested: z.number(),
  /** Enabled, with a role, and not used for ninety days or never. */
  idle: z.number(),
  /** Latest changes of what accounts may do and how they get in. */
  changes: z.array(z.object({ id: Id, type: z.string(), at: When, by: z.string().nullable(), account: z.string() })),
})
export type SecuritySummary = z.infer<typeof SecuritySummary>

/** What the auditor looks at first: what was recorded today, whether the record is signed and whole, who was turned away. */
export const AuditSummary = z.object({
  today: z.array(z.object({ type: z.string(), count: z.number() })),
  lastRoot: z
    .object({
      at: When,
      /** The signature fits the root, and the root fits the heads it was made from. */
      good: z.boolean(),
      /** Facts recorded since, not covered by it yet. */
      after: z.number(),
    })
    .nullable(),
  /** Sign-ins that were refused in the last seven days, by account or name tried. */
  refused: z.array(z.object({ subject: z.string(), count: z.number(), lastAt: When })),
})
export type AuditSummary = z.infer<typeof AuditSummary>
