import { randomUUID } from 'node:crypto'
import { dutyPosts } from '@anlan/contract/duty.ts'
import type { RoomView } from '@anlan/contract/roster.ts'
import type { Selectable } from 'kysely'
import type { Tables } from '../../../../kernel/database/database.ts'
import { ours, settingOf } from '../../../../kernel/setting-rows.ts'
import { cancelTasks, recordFact, scheduleTask, type Work } from '../../../../kernel/work/work.ts'
import { shanghaiDay } from '../../../calendar/api.ts'
import { cancelObligations, dischargeObligations, openObligation } from '../../../obligation/api.ts'
import { gapFillMinutes, gapUrgentHours } from '../settings.ts'
import { chiefsOf, tell } from '../tell.ts'
import { coverOf, publishedSpans } from './cover.ts'
import { gapInWords, gapsAmong, joined, type Shortfall, type Span, spanInWords } from './shortfall.ts'

export type GapRow = Selectable<Tables['duty_gap']>

const over = 'duty.gap-over'

/**
 * Brings what is known of a room's gaps in line with its shifts, leave and needs: a new gap is written down, owed by the unit and told; one that is
 * filled is discharged. Asked again, it does nothing. `before` is how the posts were manned until the change that has just been made.
 */
export async function settleGaps(
  work: Work,
  room: RoomView,
  asked: Span,
  { before, why }: { before: Shortfall[] | null; why: string },
): Promise<void> {
  const now = work.now.getTime()
  const touched = await openGaps(work, room.id, asked)
  const within = {
    from: Math.max(now, Math.min(asked.from, ...touched.map(one => one.from_at.getTime()))),
    to: Math.max(asked.to, ...touched.map(one => one.to_at.getTime())),
  }
  if (within.to <= within.from) return
  const open = await openGaps(work, room.id, within)
  const known = {
    before,
    published: await publishedSpans(work, room, within),
    open: open.map(one => ({ post: one.post, from: one.from_at.getTime(), to: one.to_at.getTime() })),
  }
  const edges = [...known.published, ...known.open, ...(before ?? [])].flatMap(one => [one.from, one.to])
  const cover = await coverOf(work, room, within, edges)
  const gaps = joined(gapsAmong(cover.shortfalls, known), [...cover.standing, ...known.open])
  const sameAs = (row: GapRow) => (gap: Shortfall) =>
    gap.post === row.post &&
    gap.missing === row.missing &&
    gap.from === Math.max(row.from_at.getTime(), within.from) &&
    gap.to === row.to_at.getTime()
  const changed: GapRow[] = []
  for (const row of open.filter(one => !gaps.some(sameAs(one)))) {
    const isFilled = !gaps.some(gap => gap.post === row.post && overlaps(gap, spanOf(row)))
    await closeGap(work, row, isFilled ? 'filled' : 'changed')
    if (!isFilled) changed.push(row)
  }
  for (const gap of gaps.filter(one => !open.some(row => sameAs(row)(one)))) {
    const former = changed.find(row => row.post === gap.post && overlaps(gap, spanOf(row)))
    await openGap(work, room, gap, former?.why ?? why, former === undefined)
  }
}

export const spanOf = (row: { from_at: Date; to_at: Date }): Span => ({
  from: row.from_at.getTime(),
  to: row.to_at.getTime(),
})
export const overlaps = (a: Span, b: Span) => a.from < b.to && a.to > b.from

const openGaps = (work: Work, roomId: string, within: Span): Promise<GapRow[]> =>
  work.tx
    .selectFrom('duty_gap')
    .selectAll()
    .where('room_id', '=', roomId)
    .where('state', '=', 'open')
    .where('from_at', '<', new Date(within.to))
    .where('to_at', '>', new Date(Math.max(within.from, work.now.getTime())))
    .orderBy('from_at')
    .orderBy('id')
    .execute()

async function openGap(work: Work, room: RoomView, gap: Shortfall, why: string, isNew: boolean) {
  const id = randomUUID()
  const soonest = work.now.getTime() + (await settingOf(work, gapFillMinutes)) * 60_000
  const owed = await openObligation(work, {
    kind: 'dutyGap',
    ruleCode: 'duty.gap',
    title: `补岗：${room.name} ${gapInWords(gap)}`,
    matterId: null,
    matterTitle: null,
    owedBy: room.unitId,
    owedTo: null,
    medium: 'system',
    clock: 'known',
    basis: id,
    startedAt: work.now,
    dueAt: new Date(Math.max(gap.from, soonest)),
    limitMinutes: null,
    soft: false,
    source: { ...ours, name: '24 小时值班，全时段在岗' },
    link: `/duty/roster?unit=${room.unitId}&from=${shanghaiDay(new Date(gap.from))}`,
  })
  await work.tx
    .insertInto('duty_gap')
    .values({
      id,
      unit_id: room.unitId,
      room_id: room.id,
      post: gap.post,
      from_at: new Date(gap.from),
      to_at: new Date(gap.to),
      missing: gap.missing,
      why,
      state: 'open',
      opened_at: work.now,
      closed_at: null,
      obligation_id: owed?.id ?? null,
    })
    .execute()
  scheduleTask(work, over, id, new Date(gap.to))
  recordFact(
    work,
    'duty.gap-opened',
    id,
    {
      unit: room.unitId,
      room: room.id,
      post: gap.post,
      from: new Date(gap.from),
      to: new Date(gap.to),
      missing: gap.missing,
      why,
    },
    { chain: room.unitId },
  )
  if (isNew)
    await tell(work, {
      kind: `duty.gap/${id}`,
      title: `值班缺岗：${gapInWords(gap)}`,
      body: `${room.name}，${why}。请在值班表中补岗`,
      urgent: gap.from - work.now.getTime() < (await settingOf(work, gapUrgentHours)) * 3_600_000,
      people: await chiefsOf(work, room.unitId),
      units: [room.unitId],
    })
}

async function closeGap(work: Work, row: GapRow, state: 'filled' | 'changed' | 'passed') {
  await work.tx
    .updateTable('duty_gap')
    .set({ state, closed_at: work.now })
    .where('id', '=', row.id)
    .where('state', '=', 'open')
    .execute()
  if (state !== 'passed') await cancelTasks(work, [over], [row.id])
  if (row.obligation_id) {
    const which = { id: row.obligation_id, matterId: null }
    if (state === 'filled') await dischargeObligations(work, { ...which, at: work.now, by: 'duty.gap-filled' })
    else await cancelObligations(work, which, state === 'passed' ? '缺岗时段已过，未能补岗' : '缺岗时段有变，另行补岗')
  }
  recordFact(
    work,
    `duty.gap-${state}`,
    row.id,
    { unit: row.unit_id, room: row.room_id, post: row.post, from: row.from_at, to: row.to_at, missing: row.missing },
    { chain: row.unit_id },
  )
}

/** The time of a gap is over and nobody filled it: it stays in the record as such. Runs as the due task `duty.gap-over`. */
export async function noteGapOver(work: Work, id: string): Promise<void> {
  const row = await work.tx
    .selectFrom('duty_gap')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', 'open')
    .forUpdate()
    .executeTakeFirst()
  if (!row || row.to_at > work.now) return
  await closeGap(work, row, 'passed')
  await tell(work, {
    kind: `duty.gap-passed/${id}`,
    title: `缺岗未补：${spanInWords(spanOf(row))} ${dutyPosts[row.post]}`,
    body: '该时段已过，没有人补岗。请核实当时的值守情况',
    urgent: true,
    people: await chiefsOf(work, row.unit_id),
    units: [row.unit_id],
  })
}
