import type { Migration } from '../database/migrate.ts'

interface SecondFactorTable {
  account_id: string
  /** Sealed with the installation's own key. */
  secret: Buffer
  /** Null while the person has not yet shown that the device works. */
  confirmed_at: Date | null
  /** Number of the last 30 seconds of which a code was taken: each code serves once. */
  last_step: number
  created_at: Date
}
interface RecoveryCodeTable {
  account_id: string
  code_hash: Buffer
  used_at: Date | null
}

declare module '../database/database.ts' {
  interface Tables {
    second_factor: SecondFactorTable
    recovery_code: RecoveryCodeTable
  }
}

export const totpSchema: Migration[] = [
  {
    id: '2026-11-22-20-second-factor',
    sql: /* sql */ `
create table second_factor (
  account_id uuid primary key references account on delete cascade,
  secret bytea not null,
  confirmed_at timestamptz(3),
  last_step bigint not null default 0,
  created_at timestamptz(3) not null
);
create table recovery_code (
  account_id uuid not null references account on delete cascade,
  code_hash bytea not null,
  used_at timestamptz(3),
  primary key (account_id, code_hash)
);
`,
  },
]
