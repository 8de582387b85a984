import { sql } from 'kysely'
import { Problem } from '../../../kernel/problem.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { phoneVerifiedDays } from '../settings.ts'

/** People whose present number was confirmed within the days set and of whom nobody has reported since that it is dead. */
export async function verifiedPeople(work: Work, personIds: string[]): Promise<Set<string>> {
  if (personIds.length === 0) return new Set()
  const since = new Date(work.now.getTime() - (await settingOf(work, phoneVerifiedDays)) * 86_400_000)
  const { rows } = await sql<{ id: string }>`
    select p.id from plan_phone_check k join person p on p.id = k.person_id and p.mobile = k.phone
    where p.id = any(${personIds}::uuid[]) and k.confirmed_at >= ${since}
      and not exists (select 1 from dead_number d where d.subject_id = p.id and d.number = p.mobile and d.settled_at is null)`.execute(
    work.tx,
  )
  return new Set(rows.map(row => row.id))
}

/** Somebody reached a person under his number of today. A person without one, or unknown, changes nothing; returns whether it was noted. */
export async function notePhone(work: Work, personId: string, how: string, by: string): Promise<boolean> {
  const { rows } = await sql<{ person_id: string }>`
    insert into plan_phone_check (person_id, phone, confirmed_at, how, by_name)
    select id, mobile, ${work.now}::timestamptz, ${how}, ${by} from person where id = ${personId} and enabled and mobile is not null
    on conflict (person_id) do update set phone = excluded.phone, confirmed_at = excluded.confirmed_at, how = excluded.how,
      by_name = excluded.by_name returning person_id`.execute(work.tx)
  return rows.length > 0
}

/** One tap at the defect: I dialled it just now and it was him. Problem `not-found` for somebody without a number. */
export async function confirmPhone(work: Work, personId: string, note: string): Promise<void> {
  const how = note ? `拨通核实：${note}` : '拨通核实'
  if (!(await notePhone(work, personId, how, work.actor.name))) throw new Problem('not-found')
  recordFact(work, 'plan-check.phone-confirmed', personId, { how })
}
