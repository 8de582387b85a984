import type { RecordedFact } from '../../../kernel/module.ts'
import { scheduleTask, type Work } from '../../../kernel/work/work.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '../../calendar/api.ts'
import { followPeriods } from '../modes/triggers.ts'
import { assessPreparations, openDuePreparations, withdrawPreparation } from './prepare.ts'

/** Asks for the next day; the first comes at once, since at a start nobody knows what was missed. */
export const askForNewDay = (work: Work): void => scheduleTask(work, 'duty-mode.new-day', 'periods', work.now)

/** At the start of each day periods begin and end, and those whose lead time has come are prepared. Running again changes nothing. */
export async function beginDay(work: Work): Promise<void> {
  scheduleTask(work, 'duty-mode.new-day', 'periods', shanghaiInstant(addDays(shanghaiDay(work.now), 1), '00:00'))
  await followPeriods(work)
  await openDuePreparations(work)
}

/** What rosters and contact rounds newly show is looked at when it happens, not only the next day. */
export const followRosters = {
  on: ['duty.roster-published', 'duty.shift-added', 'duty.shift-changed', 'directory.unit-filed'],
  async handle(work: Work, fact: RecordedFact): Promise<void> {
    const unit = fact.data['unit']
    if (fact.type === 'directory.unit-filed') return assessPreparations(work, [fact.subjectId])
    if (typeof unit === 'string') return assessPreparations(work, [unit])
    const room = await work.tx
      .selectFrom('duty_roster as o')
      .innerJoin('duty_room as r', 'r.id', 'o.room_id')
      .select('r.unit_id')
      .where('o.id', '=', fact.subjectId)
      .executeTakeFirst()
    if (room) await assessPreparations(work, [room.unit_id])
  },
}

/** A period that was moved or removed is prepared anew, or not at all; the modes follow the calendar. */
export const followCalendar = {
  on: ['calendar.period-changed', 'calendar.period-removed'],
  async handle(work: Work, fact: RecordedFact): Promise<void> {
    const period = await work.tx
      .selectFrom('special_period')
      .selectAll()
      .where('id', '=', fact.subjectId)
      .executeTakeFirst()
    const opened = await work.tx
      .selectFrom('duty_key_preparation')
      .select(['period_id', 'opened_at'])
      .where('period_id', '=', fact.subjectId)
      .executeTakeFirst()
    if (opened && opened.opened_at <= fact.at)
      await withdrawPreparation(work, fact.subjectId, period ? '重点时段日期有变' : '重点时段已取消')
    await followPeriods(work)
    await openDuePreparations(work)
  },
}
