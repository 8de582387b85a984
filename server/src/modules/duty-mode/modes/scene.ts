import { randomUUID } from 'node:crypto'
import { compareModes, type DutyMode, dutyModes, type SceneOrderView } from '@anlan/contract/duty-mode.ts'
import type { RecordedFact } from '../../../kernel/module.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { unitOfFunction } from '../../directory/api.ts'
import { sendNotice } from '../../notice/api.ts'
import { joinOnScene, responseInBrief } from '../../response/api.ts'
import { minutesBetween } from '../call-in/settle.ts'
import type { Decision } from './standing.ts'

/**
 * A response puts units into 应急 or 战时: those on duty there are ordered to the scene at once and to report upward (W89), each once per response.
 * The county's duty room stays at its desk.
 */
export async function sendToScene(work: Work, unitIds: string[], mode: DutyMode, why: Decision): Promise<void> {
  if (why.cause.kind !== 'response' || compareModes(mode, 'emergency') < 0) return
  const room = await unitOfFunction(work.tx, 'generalDutyOffice')
  const going = unitIds.filter(id => id !== room?.id)
  if (going.length === 0) return
  const ordered = await work.tx
    .insertInto('duty_scene_order')
    .values(
      going.map(unitId => ({
        id: randomUUID(),
        response_id: why.cause.key,
        unit_id: unitId,
        title: why.cause.title,
        ordered_at: work.now,
        arrived_at: null,
        reported_at: null,
        reported_how: null,
      })),
    )
    .onConflict(conflict => conflict.doNothing())
    .returning('unit_id')
    .execute()
  const units = ordered.map(one => one.unit_id)
  if (units.length === 0) return
  await joinOnScene(work, why.cause.key, units)
  for (const unit of units)
    recordFact(
      work,
      'duty-mode.sent-to-scene',
      why.cause.key,
      { unit, title: why.cause.title },
      { chain: unit, matter: why.matter ?? null },
    )
  await sendNotice(work, {
    kind: `duty-mode.scene/${why.cause.key}`,
    title: '值班人员立即赶赴现场',
    body: `${why.cause.title}，转入${dutyModes[mode]}值班状态。请值班人员立即赶赴现场，到场即签到，及时向上级报告现场情况。`,
    matterId: why.matter ?? null,
    urgent: true,
    to: units,
    channels: ['inApp', 'phone'],
    stepUpMinutes: 5,
  })
}

const ofUnit = (fact: RecordedFact, name: string) => String(fact.data[name] ?? '')
const atIn = (fact: RecordedFact) => (fact.data['at'] ? new Date(String(fact.data['at'])) : fact.at)

/** What counts as a unit's report upward, and by which unit. */
const reports: Record<string, { how: string; by: (fact: RecordedFact) => string; at?: (fact: RecordedFact) => Date }> =
  {
    'event-report.submitted': { how: '书面报告', by: fact => ofUnit(fact, 'unit') },
    'event-report.transmitted': { how: '电话等报告', by: fact => ofUnit(fact, 'from'), at: atIn },
    'emergency-event.reported': { how: '登记事件', by: fact => fact.chainId },
    'emergency-event.noted': { how: '续报情况', by: fact => fact.chainId },
    'emergency-event.figure-recorded': { how: '填报数据', by: fact => fact.chainId },
  }
const isUuid = (text: string) => /^[0-9a-f-]{36}$/.test(text)

/** The first word of a unit after it was ordered out, about that event; of a response without an event, about any. Hearing it again changes nothing. */
export const noteFirstReports = {
  on: Object.keys(reports),
  async handle(work: Work, fact: RecordedFact): Promise<void> {
    const report = reports[fact.type]
    const unitId = report?.by(fact) ?? ''
    if (!report || !isUuid(unitId)) return
    const at = report.at?.(fact) ?? fact.at
    const open = await work.tx
      .selectFrom('duty_scene_order')
      .select(['id', 'response_id'])
      .where('unit_id', '=', unitId)
      .where('reported_at', 'is', null)
      .where('ordered_at', '<=', at)
      .execute()
    for (const order of open) {
      const response = await responseInBrief(work, order.response_id)
      if (!response || response.state === 'ended') continue
      if (response.eventId && response.eventId !== fact.matterId) continue
      await work.tx
        .updateTable('duty_scene_order')
        .set({ reported_at: at, reported_how: report.how })
        .where('id', '=', order.id)
        .execute()
      recordFact(
        work,
        'duty-mode.first-report',
        order.response_id,
        { unit: unitId, at, how: report.how },
        { chain: unitId, matter: response.eventId },
      )
    }
  },
}

/** Whoever was ordered out has checked in on the scene, or the desk did it for him. */
export const noteArrivals = {
  on: ['response.arrived'],
  async handle(work: Work, fact: RecordedFact): Promise<void> {
    const unitId = ofUnit(fact, 'unit')
    if (!isUuid(unitId)) return
    await work.tx
      .updateTable('duty_scene_order')
      .set({ arrived_at: atIn(fact) })
      .where('response_id', '=', fact.subjectId)
      .where('unit_id', '=', unitId)
      .where('arrived_at', 'is', null)
      .execute()
  },
}

/** Orders of these units, of these responses or (null) of all, newest first, with how long arrival and first report took. */
export async function sceneOrdersOf(
  work: Work,
  unitIds: string[],
  responseIds: string[] | null,
): Promise<(SceneOrderView & { unitId: string })[]> {
  if (unitIds.length === 0 || responseIds?.length === 0) return []
  const rows = await work.tx
    .selectFrom('duty_scene_order')
    .selectAll()
    .where('unit_id', 'in', unitIds)
    .$if(responseIds !== null, q => q.where('response_id', 'in', responseIds ?? []))
    .orderBy('ordered_at', 'desc')
    .execute()
  const since = (from: Date, to: Date | null) => (to ? Math.max(0, minutesBetween(from, to)) : null)
  return rows.map(row => ({
    unitId: row.unit_id,
    responseId: row.response_id,
    title: row.title,
    orderedAt: row.ordered_at.toISOString(),
    arrivedAt: row.arrived_at?.toISOString() ?? null,
    arrivedMinutes: since(row.ordered_at, row.arrived_at),
    reportedAt: row.reported_at?.toISOString() ?? null,
    reportedMinutes: since(row.ordered_at, row.reported_at),
    reportedHow: row.reported_how,
  }))
}
