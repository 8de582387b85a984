import { randomUUID } from 'node:crypto'
import type { DutyPost } from '@anlan/contract/duty.ts'
import type { Selectable } from 'kysely'
import type { Tables } from '../../../kernel/database/database.ts'
import { scheduleTask, type Work } from '../../../kernel/work/work.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '../../calendar/api.ts'
import { swapDue } from './changes/stale.ts'
import { brokenBySwap } from './changes/swap-view.ts'
import { oweDecision, type SwapRow } from './changes/swaps.ts'
import { replacementsForShift } from './gaps/replacements.ts'

type Shift = Selectable<Tables['duty_shift']>

/** What a county finds on an ordinary day: a swap that waits for the leader of one town, and in another a shift covered for somebody who fell ill. */
export async function loadSampleChanges(work: Work, towns: { swap: string; cover: string }): Promise<void> {
  await waitingSwap(work, await primariesOf(work, towns.swap))
  const [ill] = (await primariesOf(work, towns.cover)).slice(1)
  if (ill) await coveredIllness(work, ill)
}

/** Shifts as primary from the day after tomorrow, for a fortnight. */
const primariesOf = (work: Work, unitId: string): Promise<Shift[]> => {
  const first = addDays(shanghaiDay(work.now), 3)
  return work.tx
    .selectFrom('duty_shift')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('post', '=', 'primary')
    .where('starts_at', '>=', shanghaiInstant(first, '00:00'))
    .where('starts_at', '<', shanghaiInstant(addDays(first, 14), '00:00'))
    .orderBy('starts_at')
    .execute()
}

async function waitingSwap(work: Work, [own, ...others]: Shift[]) {
  if (!own) return
  for (const other of others.filter(one => one.person_id !== own.person_id)) {
    const names = await work.tx
      .selectFrom('person')
      .select(['id', 'name'])
      .where('id', 'in', [own.person_id, other.person_id])
      .execute()
    const nameOf = (id: string) => names.find(one => one.id === id)?.name ?? ''
    const row: SwapRow = {
      id: randomUUID(),
      version: 2,
      unit_id: own.unit_id,
      room_id: own.room_id,
      status: 'agreed',
      reason: '当日参加县里组织的业务培训',
      shift_id: own.id,
      post: own.post as DutyPost,
      person_id: own.person_id,
      starts_at: own.starts_at,
      ends_at: own.ends_at,
      other_person_id: other.person_id,
      other_shift_id: other.id,
      other_post: other.post as DutyPost,
      other_starts_at: other.starts_at,
      other_ends_at: other.ends_at,
      asked_at: new Date(work.now.getTime() - 5 * 3_600_000),
      asked_by: nameOf(own.person_id),
      asked_by_account: null,
      answered_at: new Date(work.now.getTime() - 3_600_000),
      answered_by: nameOf(other.person_id),
      answer_note: '',
      decided_at: null,
      decided_by: null,
      decision_note: '',
      expires_at: new Date(own.starts_at.getTime() - 2 * 3_600_000),
      obligation_id: null,
    }
    if ((await brokenBySwap(work, row)).length > 0) continue
    const owed = await oweDecision(work, row, row.answered_at ?? work.now)
    await work.tx
      .insertInto('duty_swap')
      .values({ ...row, obligation_id: owed?.id ?? null })
      .execute()
    scheduleTask(work, swapDue, row.id, row.expires_at)
    return
  }
}

async function coveredIllness(work: Work, shift: Shift) {
  const standIn = (await replacementsForShift(work, shift.id, {})).find(one => one.suitable)
  const [room] = await work.tx.selectFrom('duty_room').select('id').where('unit_id', '=', shift.unit_id).execute()
  if (!standIn || !room) return
  const [opened, filled] = [26, 25].map(hours => new Date(work.now.getTime() - hours * 3_600_000)) as [Date, Date]
  await work.tx
    .insertInto('duty_leave')
    .values({
      id: randomUUID(),
      person_id: shift.person_id,
      kind: 'sick',
      from_at: shift.starts_at,
      to_at: shift.ends_at,
      note: '住院治疗',
    })
    .execute()
  await work.tx
    .insertInto('duty_gap')
    .values({
      id: randomUUID(),
      unit_id: shift.unit_id,
      room_id: room.id,
      post: shift.post as DutyPost,
      from_at: shift.starts_at,
      to_at: shift.ends_at,
      missing: 1,
      why: '值班人员请假',
      state: 'filled',
      opened_at: opened,
      closed_at: filled,
      obligation_id: null,
    })
    .execute()
  await work.tx
    .updateTable('duty_shift')
    .set({ person_id: standIn.personId, version: 2 })
    .where('id', '=', shift.id)
    .execute()
  await work.tx
    .insertInto('duty_cover')
    .values({
      id: randomUUID(),
      unit_id: shift.unit_id,
      room_id: room.id,
      kind: 'leave',
      shift_id: shift.id,
      cover_shift_id: shift.id,
      post: shift.post as DutyPost,
      person_id: shift.person_id,
      cover_person_id: standIn.personId,
      from_at: shift.starts_at,
      to_at: shift.ends_at,
      points: shift.points ?? 1,
      reason: '住院治疗',
      findings: [],
      at: filled,
      by_name: standIn.personName,
    })
    .execute()
}
