import { AuditSummary, SecuritySummary, SystemSummary } from '@anlan/contract/administration-summary.ts'
import { sql } from 'kysely'
import type { House } from '../../kernel/house.ts'
import type { App } from '../../kernel/http/app.ts'
import { type ChainHead, isSignatureGood, rootOf } from '../../kernel/work/signed-roots.ts'
import type { Work } from '../../kernel/work/work.ts'
import { shanghaiDay, shanghaiInstant } from '../calendar/api.ts'

const startedAt = new Date()
const dayMs = 86_400_000

/** The first screens of the three administrators; each reads its own and nothing of the others' (三权分立). */
export function summaryRoutes(app: App, house: House) {
  app.get(
    '/api/summaries/system',
    { config: { permission: 'administration.operations' }, schema: { response: { 200: SystemSummary } } },
    request => request.work(work => systemSummary(work, house)),
  )
  app.get(
    '/api/summaries/security',
    { config: { permission: 'administration.grants.manage' }, schema: { response: { 200: SecuritySummary } } },
    request => request.work(work => securitySummary(work, house)),
  )
  app.get(
    '/api/summaries/audit',
    { config: { permission: 'administration.facts.read' }, schema: { response: { 200: AuditSummary } } },
    request => request.work(auditSummary),
  )
}

async function systemSummary(work: Work, house: House): Promise<SystemSummary> {
  const { rows } = await sql<{
    bytes: string
    dead: number
    backup: Date | null
    restore: Date | null
    ungranted: number
    must_change: number
    never_used: number
    locked: number
  }>`
    select pg_database_size(current_database()) as bytes,
      (select count(*) from fact_delivery where dead_at is not null) + (select count(*) from due_task where dead_at is not null) as dead,
      greatest((select max(done_at) from maintenance where kind = 'backup' and succeeded),
        (select max(recorded_at) from fact where type = 'operation.backed-up')) as backup,
      greatest((select max(done_at) from maintenance where kind = 'restoreTest' and succeeded),
        (select max(recorded_at) from fact where type = 'operation.restored')) as restore,
      count(*) filter (where not exists (select 1 from held_grant g where g.account_id = a.id)) as ungranted,
      count(*) filter (where a.must_change_password) as must_change,
      count(*) filter (where a.last_signed_in_at is null) as never_used,
      count(*) filter (where exists (select 1 from sign_in_attempt t where t.account = a.account
        and t.blocked_until > ${house.wallClock.now()}::timestamptz)) as locked
    from account a where a.enabled`.execute(work.tx)
  const [row] = rows
  const { statement, available } = await house.files.state()
  return {
    version: house.version,
    startedAt: startedAt.toISOString(),
    databaseBytes: Number(row?.bytes ?? 0),
    files: { statement, available },
    disk: await house.files.space(),
    deadLetters: Number(row?.dead ?? 0),
    lastBackupAt: row?.backup?.toISOString() ?? null,
    lastRestoreTestAt: row?.restore?.toISOString() ?? null,
    accounts: {
      ungranted: Number(row?.ungranted ?? 0),
      mustChange: Number(row?.must_change ?? 0),
      neverUsed: Number(row?.never_used ?? 0),
      locked: Number(row?.locked ?? 0),
    },
  }
}

interface AccountRow {
  id: string
  account: string
  display_name: string
  unit_name: string
}
const line = (row: AccountRow) => ({
  id: row.id,
  account: row.account,
  displayName: row.display_name,
  unitName: row.unit_name,
})

async function securitySummary(work: Work, house: House): Promise<SecuritySummary> {
  const now = house.wallClock.now()
  const open = sql`not exists (select 1 from second_factor f where f.account_id = a.id and f.confirmed_at is not null)`
  const administrator = sql`exists (select 1 from account_grant g where g.account_id = a.id
    and g.role in ('system_admin', 'security_admin', 'auditor'))`
  const accounts = sql`select a.id, a.account, a.display_name, u.name as unit_name`
  const administrators = await sql<AccountRow>`${accounts} from account a join unit u on u.id = a.unit_id
    where a.enabled and ${administrator} and ${open} order by a.account limit 50`.execute(work.tx)
  const locked = await sql<AccountRow & { until: Date }>`${accounts}, t.until
    from account a join unit u on u.id = a.unit_id
    join lateral (select max(blocked_until) as until from sign_in_attempt t
      where t.account = a.account and t.blocked_until > ${now}::timestamptz) t on t.until is not null
    where a.enabled order by t.until desc limit 50`.execute(work.tx)
  const counts = await sql<{ enabled: number; others: number; requested: number; idle: number }>`
    select count(*) as enabled, count(*) filter (where ${open} and not ${administrator}) as others,
      count(*) filter (where exists (select 1 from account_request q where q.account_id = a.id)) as requested,
      count(*) filter (where exists (select 1 from held_grant g where g.account_id = a.id)
        and coalesce(a.last_signed_in_at, a.created_at) < ${new Date(now.getTime() - 90 * dayMs)}::timestamptz) as idle
    from account a where a.enabled`.execute(work.tx)
  const changes = await sql<{ id: string; type: string; at: Date; by: string | null; account: string | null }>`
    select f.id, f.type, f.recorded_at as at, f.actor_name as by, coalesce(a.display_name, p.name) as account
    from fact f left join account a on a.id::text = f.subject_id left join post p on p.id::text = f.subject_id
    where f.type in ('account.granted', 'post.granted', 'account.enabled', 'account.disabled', 'account.unlocked',
      'account.second-factor-reset', 'account.second-factor-removed', 'account.transferred')
    order by f.position desc limit 12`.execute(work.tx)
  const [row] = counts.rows
  return {
    administratorsWithoutSecondFactor: administrators.rows.map(line),
    othersWithoutSecondFactor: Number(row?.others ?? 0),
    enabled: Number(row?.enabled ?? 0),
    locked: locked.rows.map(one => ({ ...line(one), until: one.until.toISOString() })),
    requested: Number(row?.requested ?? 0),
    idle: Number(row?.idle ?? 0),
    changes: changes.rows.map(one => ({ ...one, at: one.at.toISOString(), account: one.account ?? '' })),
  }
}

async function auditSummary(work: Work): Promise<AuditSummary> {
  const midnight = shanghaiInstant(shanghaiDay(work.now), '00:00')
  const weekAgo = new Date(work.now.getTime() - 7 * dayMs)
  const root = await work.tx.selectFrom('fact_root').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirst()
  // The record is long; signed roots say from which position on a moment's facts lie.
  const since = (moment: Date) => sql`f.position > coalesce(
    (select r.position from fact_root r where r.made_at <= ${moment}::timestamptz order by r.id desc limit 1), 0)
    and f.recorded_at >= ${moment}::timestamptz`
  const today = await sql<{ type: string; count: number }>`
    select f.type, count(*)::int as count from fact f where ${since(midnight)} group by f.type
    order by count desc, f.type`.execute(work.tx)
  const refused = await sql<{ subject: string; count: number; last: Date }>`
    select coalesce(a.account, f.subject_id) as subject, count(*)::int as count, max(f.recorded_at) as last
    from fact f left join account a on a.id::text = f.subject_id
    where f.type = 'session.refused' and ${since(weekAgo)} group by 1 order by last desc limit 20`.execute(work.tx)
  const after = root
    ? await sql<{ n: number }>`select count(*)::int as n from fact where position > ${root.position}`.execute(work.tx)
    : null
  return {
    today: today.rows,
    lastRoot: root
      ? {
          at: root.made_at.toISOString(),
          good:
            rootOf(root.heads as ChainHead[]).equals(root.root) &&
            isSignatureGood(root.root, root.made_at, root.signature, root.public_key),
          after: after?.rows[0]?.n ?? 0,
        }
      : null,
    refused: refused.rows.map(one => ({ subject: one.subject, count: one.count, lastAt: one.last.toISOString() })),
  }
}
