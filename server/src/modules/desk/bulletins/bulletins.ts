import { randomUUID } from 'node:crypto'
import type { BulletinProposal, BulletinQuery, BulletinView, EnterBulletin } from '@anlan/contract/desk.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { unitsInReach } from '../../../kernel/access/reach.ts'
import { followsCursor, pageOf } from '../../../kernel/database/keyset.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import { recordFact, scheduleTask, type Work } from '../../../kernel/work/work.ts'
import { sendNotice } from '../../notice/api.ts'
import type { BulletinTable } from '../schema.ts'
import { bulletinReminderMinutes } from '../settings.ts'
import { readText, townsIn } from './rules.ts'

const minutesBetween = (from: Date, to: Date) => Math.max(0, Math.floor((to.getTime() - from.getTime()) / 60_000))

/** What the pasted text says of itself: nothing is written down. */
export async function proposeBulletin(work: Work, text: string): Promise<z.input<typeof BulletinProposal>> {
  const towns = await work.tx
    .selectFrom('unit')
    .select(['id', 'name', 'short_name as shortName'])
    .where('kind', '=', 'town')
    .where('enabled', '=', true)
    .where('id', 'in', unitsInReach(work))
    .orderBy('sort')
    .execute()
  const { title, issuer, kind, issuedAt } = readText(text, work.now)
  return {
    title,
    issuer,
    kind,
    issuedAt: issuedAt?.toISOString() ?? null,
    units: townsIn(text, towns).map(town => ({ unitId: town.id, unitName: town.name, why: town.why })),
  }
}

/** Puts a bulletin before the units that it concerns. It is never changed: a correction is a new one that replaces it, once. */
export async function enterBulletin(work: Work, input: z.output<typeof EnterBulletin>): Promise<string> {
  const { unitIds, replacesId, issuedAt, validUntil, ...said } = input
  const wanted = [...new Set(unitIds)]
  const known = await work.tx
    .selectFrom('unit')
    .select('id')
    .where('id', 'in', wanted)
    .where('enabled', '=', true)
    .where('kind', 'in', ['town', 'department'])
    .where('id', 'in', unitsInReach(work))
    .execute()
  const stranger = wanted.findIndex(id => known.every(unit => unit.id !== id))
  if (stranger >= 0)
    throw fieldProblem('directory/unknown-unit', `/unitIds/${stranger}`, '受影响乡镇', '只能选择本县的乡镇和部门')
  if (replacesId) await refuseReplacement(work, replacesId)
  const id = input.id ?? randomUUID()
  await work.tx
    .insertInto('desk_bulletin')
    .values({
      ...said,
      id,
      issued_at: issuedAt,
      valid_until: validUntil,
      entered_at: work.now,
      entered_by: work.actor.name,
      entered_unit_id: work.actor.unitId,
      replaces_id: replacesId,
    })
    .execute()
  await work.tx
    .insertInto('desk_bulletin_addressee')
    .values(wanted.map(unit_id => ({ bulletin_id: id, unit_id })))
    .execute()
  recordFact(work, 'desk.bulletin-entered', id, {
    kind: said.kind,
    title: said.title,
    units: wanted,
    replaces: replacesId,
  })
  const minutes = await settingOf(work, bulletinReminderMinutes)
  scheduleTask(work, 'desk.bulletin-unread', id, new Date(work.now.getTime() + minutes * 60_000))
  return id
}

async function refuseReplacement(work: Work, replacesId: string) {
  const old = await work.tx
    .selectFrom('desk_bulletin')
    .select('entered_unit_id')
    .where('id', '=', replacesId)
    .where('entered_unit_id', 'in', unitsInReach(work))
    .forUpdate()
    .executeTakeFirst()
  if (!old) throw fieldProblem('not-found', '/replacesId', '更正的信息', '原信息不存在')
  const newer = await work.tx
    .selectFrom('desk_bulletin')
    .select('title')
    .where('replaces_id', '=', replacesId)
    .executeTakeFirst()
  if (newer) throw new Problem('desk/replaced', { detail: `已由“${newer.title}”更正，请更正最新的一条` })
}

/** A unit has read: once, by whom and when; a second press changes nothing. */
export async function readBulletin(work: Work, id: string): Promise<void> {
  const mine = await work.tx
    .selectFrom('desk_bulletin_addressee as a')
    .innerJoin('desk_bulletin as b', 'b.id', 'a.bulletin_id')
    .select(['b.title', 'b.issuer', 'b.entered_at'])
    .where('a.bulletin_id', '=', id)
    .where('a.unit_id', '=', work.actor.unitId)
    .executeTakeFirst()
  if (!mine) throw new Problem('not-found')
  const written = await work.tx
    .insertInto('desk_bulletin_reading')
    .values({ bulletin_id: id, unit_id: work.actor.unitId, read_at: work.now, read_by: work.actor.name })
    .onConflict(conflict => conflict.doNothing())
    .returning('unit_id')
    .executeTakeFirst()
  if (written)
    recordFact(work, 'desk.bulletin-read', id, {
      title: mine.title,
      issuer: mine.issuer,
      by: work.actor.name,
      minutes: minutesBetween(mine.entered_at, work.now),
    })
}

const unreadUnits = (work: Work, id: string) =>
  work.tx
    .selectFrom('desk_bulletin_addressee as a')
    .leftJoin('desk_bulletin_reading as r', join =>
      join.onRef('r.bulletin_id', '=', 'a.bulletin_id').onRef('r.unit_id', '=', 'a.unit_id'),
    )
    .select('a.unit_id')
    .where('a.bulletin_id', '=', id)
    .where('r.unit_id', 'is', null)
    .execute()

/** Whoever has not read by then is reminded, once. One that was corrected or is out of date reminds nobody. */
export async function remindUnread(work: Work, id: string): Promise<void> {
  const bulletin = await work.tx
    .selectFrom('desk_bulletin as b')
    .selectAll('b')
    .where('b.id', '=', id)
    .executeTakeFirst()
  if (!bulletin || bulletin.valid_until <= work.now) return
  const replaced = await work.tx
    .selectFrom('desk_bulletin')
    .select('id')
    .where('replaces_id', '=', id)
    .executeTakeFirst()
  const unread = replaced ? [] : await unreadUnits(work, id)
  if (unread.length === 0) return
  const first = await work.tx
    .insertInto('desk_bulletin_reminder')
    .values({ bulletin_id: id, at: work.now })
    .onConflict(conflict => conflict.doNothing())
    .returning('at')
    .executeTakeFirst()
  if (!first) return
  await sendNotice(work, {
    kind: `desk.bulletin-unread/${id}`,
    title: `未读提醒：${bulletin.title}`,
    body: `${bulletin.issuer}发布，登记已 ${minutesBetween(bulletin.entered_at, work.now)} 分钟，请在值班台阅读并落实。`,
    matterId: null,
    urgent: true,
    to: unread.map(one => one.unit_id),
    channels: ['inApp'],
    stepUpMinutes: 0,
  })
}

const inReach = (work: Work) =>
  work.tx
    .selectFrom('desk_bulletin as b')
    .selectAll('b')
    .where(
      sql<boolean>`exists (select 1 from desk_bulletin_addressee a where a.bulletin_id = b.id and a.unit_id in ${unitsInReach(work)})`,
    )

/** Bulletins to units in reach, latest first. */
export async function listBulletins(work: Work, query: z.output<typeof BulletinQuery>) {
  const rows = await inReach(work)
    .$if(query.kind !== undefined, q => q.where('b.kind', '=', query.kind ?? 'other'))
    .$if(query.id !== undefined, q => q.where('b.id', '=', query.id ?? ''))
    .where(followsCursor(query.after, 'b.entered_at', 'b.id'))
    .orderBy('b.entered_at', 'desc')
    .orderBy('b.id', 'desc')
    .limit(query.limit + 1)
    .execute()
  const views = await present(work, rows)
  return pageOf(
    rows,
    query.limit,
    row => [row.entered_at.toISOString(), row.id],
    row => views.get(row.id) as View,
  )
}

/** What the asker's own unit has still to read, warnings before forecasts before what is out of date. */
export async function unreadHere(work: Work) {
  const rows = await work.tx
    .selectFrom('desk_bulletin as b')
    .innerJoin('desk_bulletin_addressee as a', 'a.bulletin_id', 'b.id')
    .selectAll('b')
    .where('a.unit_id', '=', work.actor.unitId)
    .where(
      sql<boolean>`not exists (select 1 from desk_bulletin_reading r where r.bulletin_id = b.id and r.unit_id = a.unit_id)`,
    )
    // What was corrected for the same unit is wrong; nobody is asked to read it any more.
    .where(
      sql<boolean>`not exists (select 1 from desk_bulletin n join desk_bulletin_addressee na on na.bulletin_id = n.id
        where n.replaces_id = b.id and na.unit_id = a.unit_id)`,
    )
    .orderBy(sql`b.valid_until > ${work.now}`, 'desc')
    .orderBy(sql`b.kind <> 'forecast'`, 'desc')
    .orderBy('b.entered_at', 'desc')
    .limit(20)
    .execute()
  const views = await present(work, rows)
  return { items: rows.map(row => views.get(row.id) as View) }
}

export async function readOne(work: Work, id: string): Promise<View> {
  const row = await inReach(work).where('b.id', '=', id).executeTakeFirst()
  if (!row) throw new Problem('not-found')
  return (await present(work, [row])).get(id) as View
}

type View = z.input<typeof BulletinView>

async function present(work: Work, rows: BulletinTable[]): Promise<Map<string, View>> {
  const ids = rows.map(row => row.id)
  const { rows: to } = await sql<{
    bulletin_id: string
    unit_id: string
    name: string
    read_at: Date | null
    read_by: string | null
  }>`select a.bulletin_id, a.unit_id, u.name, r.read_at, r.read_by from desk_bulletin_addressee a join unit u on u.id = a.unit_id
    left join desk_bulletin_reading r on r.bulletin_id = a.bulletin_id and r.unit_id = a.unit_id
    where a.bulletin_id = any(${ids}::uuid[]) and a.unit_id in ${unitsInReach(work)}
    order by r.read_at is not null, u.sort, u.name`.execute(work.tx)
  const { rows: newer } = await sql<{ old: string; id: string; title: string; issued_at: Date; corrects: boolean }>`
    select distinct on (b.id) b.id as old, n.id, n.title, n.issued_at, coalesce(n.replaces_id = b.id, false) as corrects
    from desk_bulletin b join desk_bulletin n on n.id <> b.id and (n.replaces_id = b.id or (n.kind = b.kind and n.kind <> 'other'
      and n.issued_at >= b.issued_at and n.entered_at > b.entered_at and exists (
      select 1 from desk_bulletin_addressee x join desk_bulletin_addressee y on y.unit_id = x.unit_id
      where x.bulletin_id = b.id and y.bulletin_id = n.id and x.unit_id in ${unitsInReach(work)})))
    where b.id = any(${ids}::uuid[]) order by b.id, (n.replaces_id = b.id) desc nulls last, n.issued_at desc`.execute(
    work.tx,
  )
  const reminders = await work.tx
    .selectFrom('desk_bulletin_reminder')
    .selectAll()
    .where(sql<boolean>`bulletin_id = any(${ids}::uuid[])`)
    .execute()
  return new Map(
    rows.map(row => {
      const next = newer.find(one => one.old === row.id)
      return [
        row.id,
        {
          id: row.id,
          kind: row.kind,
          title: row.title,
          issuer: row.issuer,
          text: row.text,
          issuedAt: row.issued_at.toISOString(),
          validUntil: row.valid_until.toISOString(),
          enteredAt: row.entered_at.toISOString(),
          enteredBy: row.entered_by,
          isExpired: row.valid_until <= work.now,
          newer: next
            ? { id: next.id, title: next.title, issuedAt: next.issued_at.toISOString(), corrects: next.corrects }
            : null,
          replacesId: row.replaces_id,
          addressees: to
            .filter(one => one.bulletin_id === row.id)
            .map(one => ({
              unitId: one.unit_id,
              unitName: one.name,
              readAt: one.read_at?.toISOString() ?? null,
              readBy: one.read_by,
              minutes: minutesBetween(row.entered_at, one.read_at ?? work.now),
            })),
          remindedAt: reminders.find(one => one.bulletin_id === row.id)?.at.toISOString() ?? null,
        },
      ]
    }),
  )
}
