import { randomUUID } from 'node:crypto'
import type {
  CallUpNote,
  DepartCallUp,
  IssueCallUp,
  ReceiveCallUp,
  ReportCallUpPosition,
} from '@anlan/contract/call-up.ts'
import type { z } from 'zod'
import { fieldProblem } from '../../../kernel/problem.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import { isAhead, keptAt } from '../../../kernel/work/instants.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { askToAct, clockKinds, discharge, openReturnClock } from '../clocks.ts'
import { keepOnMap } from '../map.ts'
import { settleBooking } from '../providers/bookings.ts'
import { goodsOut } from '../providers/goods.ts'
import { keepAtHandToLeave, noteMoment } from '../providers/statuses.ts'
import { linesOf, nameOf, slipFor, stamp, tell } from '../reach.ts'
import { exact, goesOut, summaryOf, wordsOf } from '../rules.ts'
import type { Slip, SlipLine } from '../schema.ts'
import { positionSeconds } from '../settings.ts'
import { assertChecked } from './checks.ts'
import { acknowledge } from './decide.ts'

/** 发出: goods leave the store's ledger, a team has its order; what is not given is let go. Less than asked is said why. */
export async function issueCallUp(work: Work, id: string, input: z.output<typeof IssueCallUp>): Promise<void> {
  const slip = await slipFor(work, id, 'issue', 'from', 'issued')
  if (!slip) return
  await acknowledge(work, slip)
  const lines = await linesOf(work, id)
  const counts = countsFor(input.lines, lines)
  let short = false
  let any = false
  for (const line of lines) {
    const asked = line.quantity ?? 1
    const issued = counts.get(line.id)?.quantity ?? asked
    const at = `/lines/${counts.get(line.id)?.index ?? 0}/quantity`
    if (issued > asked)
      throw fieldProblem('call-up/quantity', at, '实发数量', `${line.name}实发不能多于申请的 ${asked} ${line.unit}`)
    if (line.quantity === null && issued !== 0 && issued !== 1)
      throw fieldProblem('call-up/quantity', at, '实发数量', `${line.name}整体调用，实发应为 1 或 0`)
    short ||= issued < asked
    any ||= issued > 0
    await work.tx.updateTable('call_up_line').set({ issued }).where('id', '=', line.id).execute()
    if (issued > 0) await goodsOut(work, slip, { ...line, issued })
    await settleBooking(work, line, issued)
  }
  if (!any) throw fieldProblem('call-up/quantity', '/lines', '实发数量', '没有发出任何资源；不能提供的，请不同意调用')
  if (short && !input.note) throw fieldProblem('invalid-input', '/note', '说明', '实发少于申请的，请说明原因')
  const issued = await linesOf(work, id)
  await work.tx
    .updateTable('call_up')
    .set({ state: 'issued', vehicle: input.vehicle, driver: input.driver })
    .where('id', '=', id)
    .execute()
  await stamp(work, slip, 'issued', work.now, input.note)
  await noteMoment(work, slip, issued, 'issued')
  await keepOnMap(work, { ...slip, state: 'issued' })
  const words = issuedWords(issued)
  tell(work, slip, 'issued', { issued: words, note: input.note })
  if (slip.to_unit_id !== slip.from_unit_id)
    await askToAct(work, slip, slip.to_unit_id, `已发出：${words}`, [nameOf(slip), '到达后请清点签收。'])
}

const issuedWords = (lines: SlipLine[]) =>
  summaryOf(
    lines
      .filter(line => (line.issued ?? 0) > 0)
      .map(line => ({ ...line, quantity: line.quantity === null ? null : line.issued })),
  )

export interface CountGiven {
  quantity: number
  index: number
}

/** Counts by line; a line that is not of this slip is refused. */
export function countsFor(given: { lineId: string; quantity: number }[], lines: SlipLine[]): Map<string, CountGiven> {
  const known = new Set(lines.map(line => line.id))
  const counts = new Map<string, CountGiven>()
  for (const [index, one] of given.entries()) {
    if (!known.has(one.lineId) || counts.has(one.lineId))
      throw fieldProblem('invalid-input', `/lines/${index}/lineId`, '调用内容', '该项不在本单中，或重复填写')
    counts.set(one.lineId, { quantity: exact(one.quantity), index })
  }
  return counts
}

function statedAt(work: Work, slip: Slip, at: Date | undefined, field: string): Date {
  const stated = at ?? work.now
  if (isAhead(stated, work.now) || stated < slip.requested_at)
    throw fieldProblem('event/time-order', '/at', field, `${field}应在申请之后、不晚于现在`)
  return keptAt(stated, work.now)
}

/** 出发: only when the checks are done. */
export async function departCallUp(work: Work, id: string, input: z.output<typeof DepartCallUp>): Promise<void> {
  const slip = await slipFor(work, id, 'depart', 'from', 'departed')
  if (!slip) return
  const lines = await linesOf(work, id)
  await assertChecked(work, id)
  await keepAtHandToLeave(work, slip, lines)
  const at = statedAt(work, slip, input.at, '出发时间')
  if (input.eta && input.eta < at)
    throw fieldProblem('event/time-order', '/eta', '预计到达时间', '预计到达时间不能早于出发时间')
  await work.tx
    .updateTable('call_up')
    .set({ state: 'underWay', departed_at: at, eta: input.eta, people: input.people })
    .where('id', '=', id)
    .execute()
  await stamp(work, slip, 'departed', at, input.note)
  await discharge(work, slip, [clockKinds.depart], at, '出发')
  await noteMoment(work, slip, lines, 'departed')
  await keepOnMap(work, { ...slip, state: 'underWay' })
  tell(work, slip, 'departed', { at, eta: input.eta, people: input.people, note: input.note })
}

/** Where it is now: the driver's phone says it every so often, a person at a waypoint by name. Too soon after the last, it is not kept again. */
export async function reportPosition(
  work: Work,
  id: string,
  input: z.output<typeof ReportCallUpPosition>,
): Promise<void> {
  const slip = await slipFor(work, id, 'position', 'either')
  if (!slip) return
  const { position, place } = input
  if (!position && !place) throw fieldProblem('invalid-input', '/place', '途经地点', '请填写途经地点，或提供位置')
  const at = statedAt(work, slip, input.at, '时间')
  const byHand = place !== ''
  if (!byHand && (await isTooSoon(work, id, at))) return
  await work.tx
    .insertInto('call_up_position')
    .values({
      id: input.id ?? randomUUID(),
      slip_id: id,
      at,
      recorded_at: work.now,
      lng: position?.lng ?? null,
      lat: position?.lat ?? null,
      accuracy_m: input.accuracyM,
      place,
      how: byHand ? 'hand' : 'phone',
      by_name: work.actor.name,
    })
    .execute()
  await keepOnMap(work, slip)
  // What the phone says every half minute is no line of the timeline.
  if (byHand) tell(work, slip, 'passed', { place, at })
  else tell(work, slip, 'located', { at })
}

async function isTooSoon(work: Work, slipId: string, at: Date): Promise<boolean> {
  const seconds = await settingOf(work, positionSeconds)
  const near = await work.tx
    .selectFrom('call_up_position')
    .select('id')
    .where('slip_id', '=', slipId)
    .where('how', '=', 'phone')
    .where('at', '>', new Date(at.getTime() - seconds * 1000))
    .executeTakeFirst()
  return near !== undefined
}

export async function arriveCallUp(work: Work, id: string, input: z.output<typeof CallUpNote>): Promise<void> {
  const slip = await slipFor(work, id, 'arrive', 'either', 'arrived')
  if (!slip) return
  const lines = await linesOf(work, id)
  // What goes out by itself has left before it can arrive.
  if (slip.state === 'issued') await departCallUp(work, id, { at: input.at, note: '', eta: null, people: null })
  const at = statedAt(work, slip, input.at, '到达时间')
  if (slip.departed_at && at < slip.departed_at)
    throw fieldProblem('event/time-order', '/at', '到达时间', '到达时间不能早于出发时间')
  await work.tx.updateTable('call_up').set({ state: 'arrived' }).where('id', '=', id).execute()
  await stamp(work, slip, 'arrived', at, input.note)
  await noteMoment(work, slip, lines, 'arrived')
  await keepOnMap(work, { ...slip, state: 'arrived' })
  tell(work, slip, 'arrived', { place: slip.place || '目的地', at, note: input.note })
  await askToAct(work, slip, slip.to_unit_id, `已到达：${slip.summary}`, [nameOf(slip), '请清点签收。'])
}

/** 签收 with what was counted; what is missing is explained and stays the sender's to account for. */
export async function receiveCallUp(work: Work, id: string, input: z.output<typeof ReceiveCallUp>): Promise<void> {
  const slip = await slipFor(work, id, 'receive', 'to', 'received')
  if (!slip) return
  const lines = await linesOf(work, id)
  if (slip.state === 'issued' && goesOut(lines)) {
    await assertChecked(work, id)
    await keepAtHandToLeave(work, slip, lines)
  }
  const at = statedAt(work, slip, input.at, '签收时间')
  const counts = countsFor(input.lines, lines)
  let differs = false
  for (const line of lines) {
    const issued = line.issued ?? 0
    const given = counts.get(line.id)
    const received = given?.quantity ?? issued
    if (received > issued)
      throw fieldProblem(
        'call-up/quantity',
        `/lines/${given?.index ?? 0}/quantity`,
        '实收数量',
        `${line.name}实收不能多于实发的 ${issued} ${line.unit}`,
      )
    differs ||= received < issued
    await work.tx.updateTable('call_up_line').set({ received }).where('id', '=', line.id).execute()
  }
  if (differs && !input.differenceNote)
    throw fieldProblem('call-up/difference', '/differenceNote', '差异说明', '实收与实发不符，请说明差异')
  await work.tx
    .updateTable('call_up')
    .set({
      state: 'received',
      difference_note: input.differenceNote,
      departed_at: slip.departed_at ?? at,
      ...(input.receiverName && { receiver_name: input.receiverName }),
    })
    .where('id', '=', id)
    .execute()
  await stamp(work, slip, 'received', at, input.receiverName || work.actor.name)
  await discharge(work, slip, [clockKinds.depart], at, '签收')
  await noteMoment(work, slip, lines, 'arrived')
  await keepOnMap(work, { ...slip, state: 'received' })
  await openReturnClock(work, slip)
  const words = lines
    .filter(line => (line.issued ?? 0) > 0)
    .map(line =>
      wordsOf({ ...line, quantity: line.quantity === null ? null : (counts.get(line.id)?.quantity ?? line.issued) }),
    )
  tell(work, slip, 'received', { received: words.join('、'), difference: input.differenceNote, at })
}
