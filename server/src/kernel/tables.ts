import type { Role } from '@anlan/contract/permissions.ts'
import type { Generated, JSONColumnType } from 'kysely'

interface InstallationTable {
  only_one: Generated<boolean>
  id: string
  clock: 'real' | 'virtual'
  virtual_now: Date | null
  sample_county: boolean
  created_at: Date
}
interface UnitClosureTable {
  ancestor_id: string
  descendant_id: string
  depth: number
}
interface MatterPartyTable {
  matter_id: string
  unit_id: string
  capacity: string
  since: Date
}
interface AccountTable {
  id: string
  account: string
  display_name: string
  unit_id: string
  person_id: string | null
  password_hash: string
  former_password_hashes: Generated<string[]>
  must_change_password: boolean
  enabled: Generated<boolean>
  sample: Generated<boolean>
  last_signed_in_at: Date | null
  created_at: Date
}
interface AccountGrantTable {
  account_id: string
  role: Role
  unit_id: string
}
/** Explicit grants and those that follow from a post (a view of `administration`): what an account may be right now. */
interface HeldGrantView extends AccountGrantTable {
  /** Null when granted to the account itself. */
  post_id: string | null
}
interface SessionTable {
  token_hash: Buffer
  account_id: string
  created_at: Date
  last_seen_at: Date
  expires_at: Date
  idle_minutes: number
}
interface SignInAttemptTable {
  account: string
  source: string
  known: boolean
  failures: number
  since: Date
  blocked_until: Date | null
}
interface FactChainTable {
  id: string
  length: number
  head: Buffer
}
export interface FactTable {
  position: Generated<number>
  transaction_id: Generated<string>
  id: string
  chain_id: string
  sequence: number
  type: string
  subject_id: string
  matter_id: string | null
  actor_id: string | null
  actor_name: string | null
  recorded_at: Date
  data: JSONColumnType<Record<string, unknown>>
  hash: Buffer
}
interface FactRootTable {
  id: Generated<number>
  made_at: Date
  position: number
  root: Buffer
  heads: JSONColumnType<{ chain: string; length: number; head: string }[]>
  public_key: string
  signature: string
}
interface FactDeliveryTable {
  fact_position: number
  subscriber: string
  attempts: Generated<number>
  next_attempt_at: Date
  last_error: string | null
  dead_at: Date | null
}
interface DueTaskTable {
  kind: string
  key: string
  run_at: Date
  attempts: Generated<number>
  last_error: string | null
  dead_at: Date | null
}
interface RequestReceiptTable {
  id: string
  account_id: string | null
  route: string
  body_hash: Buffer
  reply: JSONColumnType<Record<string, unknown>>
  at: Date
}
interface SettingTable {
  key: string
  value: unknown
  owner: string
  changed_at: Date
  changed_by: string | null
}
interface FileTable {
  id: string
  digest: string
  name: string
  media_type: string
  size: number
  unit_id: string
  matter_id: string | null
  uploaded_by: string | null
  uploaded_at: Date
}

declare module './database/database.ts' {
  interface Tables {
    installation: InstallationTable
    unit_closure: UnitClosureTable
    matter_party: MatterPartyTable
    account: AccountTable
    account_grant: AccountGrantTable
    held_grant: HeldGrantView
    session: SessionTable
    sign_in_attempt: SignInAttemptTable
    fact_chain: FactChainTable
    fact: FactTable
    fact_root: FactRootTable
    fact_delivery: FactDeliveryTable
    due_task: DueTaskTable
    request_receipt: RequestReceiptTable
    setting: SettingTable
    file: FileTable
  }
}
