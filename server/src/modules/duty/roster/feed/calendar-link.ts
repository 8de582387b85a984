import { createHash, randomBytes } from 'node:crypto'
import { type DutyPost, dutyPosts } from '@anlan/contract/duty.ts'
import type { CalendarLink } from '@anlan/contract/duty-feed.ts'
import { sql } from 'kysely'
import { Problem } from '../../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../../kernel/work/work.ts'
import { type CalendarEntry, calendarFile } from './calendar-file.ts'

/** Shifts from this long ago until this far ahead stand in the calendar. */
const [daysBack, daysAhead] = [31, 400]
const dayMs = 86_400_000
/** SEQUENCE counts minutes from here: it rises with every change and stays a small whole number for centuries. */
const sequenceFrom = Date.UTC(2026, 0, 1)

const hashOf = (token: string) => createHash('sha256').update(token).digest()

export async function readLink(work: Work): Promise<CalendarLink> {
  const row = await work.tx
    .selectFrom('duty_calendar_link')
    .select('made_at')
    .where('person_id', '=', work.actor.personId ?? '00000000-0000-0000-0000-000000000000')
    .executeTakeFirst()
  return { madeAt: row?.made_at.toISOString() ?? null, path: null }
}

/** A new link for the actor's person; a former one ends with it. Only its hash is kept, so that a copy of the store opens no calendar. */
export async function makeLink(work: Work): Promise<CalendarLink> {
  const personId = work.actor.personId
  if (!personId) throw new Problem('conflict', { detail: '本账号没有对应人员，不能订阅个人值班日历，请联系系统管理员' })
  const token = randomBytes(24).toString('base64url')
  const values = { person_id: personId, token_hash: hashOf(token), made_at: work.now }
  await work.tx
    .insertInto('duty_calendar_link')
    .values(values)
    .onConflict(c => c.column('person_id').doUpdateSet(values))
    .execute()
  recordFact(work, 'duty.calendar-link-made', personId, {})
  return { madeAt: work.now.toISOString(), path: `/api/duty/calendar/${token}.ics` }
}

export async function revokeLink(work: Work): Promise<void> {
  const personId = work.actor.personId
  const gone = personId
    ? await work.tx
        .deleteFrom('duty_calendar_link')
        .where('person_id', '=', personId)
        .returning('person_id')
        .executeTakeFirst()
    : undefined
  if (!gone) throw new Problem('not-found')
  recordFact(work, 'duty.calendar-link-revoked', gone.person_id, {})
}

/** The calendar behind a link: own shifts in force with post, room and its telephone. `not-found` for any other token. */
export async function calendarOf(work: Work, token: string): Promise<string> {
  const person = await work.tx
    .selectFrom('duty_calendar_link as l')
    .innerJoin('person as p', 'p.id', 'l.person_id')
    .select(['p.id', 'p.name'])
    .where('l.token_hash', '=', hashOf(token))
    .where('p.enabled', '=', true)
    .executeTakeFirst()
  if (!person) throw new Problem('not-found')
  const rows = await work.tx
    .selectFrom('duty_shift as s')
    .innerJoin('unit as u', 'u.id', 's.unit_id')
    .leftJoin('duty_room as r', 'r.id', 's.room_id')
    .leftJoin('duty_roster as o', 'o.id', 's.roster_id')
    .select(['s.id', 's.post', 's.starts_at', 's.ends_at', 's.on_site', 's.unit_id', 'u.name as unit', 'u.duty_phone'])
    .select(['r.name as room', 'r.phone', 'o.published_at'])
    .where('s.person_id', '=', person.id)
    .where('s.ends_at', '>', new Date(work.now.getTime() - daysBack * dayMs))
    .where('s.starts_at', '<', new Date(work.now.getTime() + daysAhead * dayMs))
    .orderBy('s.starts_at')
    .orderBy('s.post')
    .execute()
  const changes = await lastChanges(
    work,
    rows.map(row => row.id),
  )
  const entries = rows.map((row): CalendarEntry => {
    const changedAt = new Date(
      Math.max(sequenceFrom, changes.get(row.id)?.getTime() ?? 0, row.published_at?.getTime() ?? 0),
    )
    const phone = row.phone ?? row.duty_phone
    const place = row.room ?? row.unit
    const post = dutyPosts[row.post as DutyPost]
    return {
      uid: `${createHash('sha256').update(`${row.unit_id} ${person.id} ${row.post} ${row.starts_at.toISOString()}`).digest('hex').slice(0, 32)}@anlan`,
      sequence: Math.floor((changedAt.getTime() - sequenceFrom) / 60_000),
      changedAt,
      startsAt: row.starts_at,
      endsAt: row.ends_at,
      title: `值班：${post}${row.on_site ? '' : '（听班）'}　${place}`,
      place,
      text: [`岗位：${post}`, `值班室：${place}`, phone && `值班电话：${phone}`].filter(Boolean).join('\n'),
    }
  })
  return calendarFile(`${person.name} 值班`, entries)
}

/** When each of these shifts was last changed by hand. */
async function lastChanges(work: Work, ids: string[]): Promise<Map<string, Date>> {
  if (ids.length === 0) return new Map()
  const rows = await work.tx
    .selectFrom('fact')
    .select(['subject_id', sql<Date>`max(recorded_at)`.as('at')])
    .where('subject_id', 'in', ids)
    .groupBy('subject_id')
    .execute()
  return new Map(rows.map(row => [row.subject_id ?? '', row.at]))
}
