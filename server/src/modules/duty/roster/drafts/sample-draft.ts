import type { DutyPost } from '@anlan/contract/duty.ts'
import type { Work } from '../../../../kernel/work/work.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '../../../calendar/api.ts'
import { readRoom } from '../rooms/rooms.ts'
import type { Assignment } from '../rules/problem.ts'
import { prepare, saveDraft } from './drafts.ts'

/** Next month's roster of a room as its turns go on, not yet published: what the one who keeps the roster finds to look through. */
export async function loadSampleDraft(work: Work, roomId: string): Promise<void> {
  const firstOf = (day: string) => `${day.slice(0, 7)}-01`
  const from = firstOf(addDays(firstOf(shanghaiDay(work.now)), 32))
  const to = addDays(firstOf(addDays(from, 32)), -1)
  const { unitId } = await readRoom(work, roomId)
  const turns = await work.tx
    .selectFrom('duty_shift')
    .select(['post', 'person_id', 'starts_at'])
    .where('unit_id', '=', unitId)
    .where('starts_at', '>=', shanghaiInstant(from, '00:00'))
    .where('starts_at', '<', shanghaiInstant(addDays(to, 1), '00:00'))
    .orderBy('starts_at')
    .execute()
  const asked = { roomId, from, to, seed: 1, seconds: 1, near: null }
  const prepared = await prepare(work, asked)
  // Whoever has the day has the day shift, whoever has the night the night one, also where a holiday changes the hours.
  const assignments = prepared.problem.slots.flatMap((slot): Assignment[] =>
    (Object.keys(slot.needs) as DutyPost[]).flatMap((post): Assignment[] => {
      const [day, night] = turns.filter(one => one.post === post && shanghaiDay(one.starts_at) === slot.day)
      const personId = (slot.isNight ? night : day)?.person_id
      return personId ? [{ slotKey: slot.key, post, place: 0, personId, onSite: true }] : []
    }),
  )
  const byHand = { outcome: 'byHand' as const, objective: null, bound: null, seconds: null, notes: [] }
  await saveDraft(work, asked, prepared, { ...byHand, assignments })
}
