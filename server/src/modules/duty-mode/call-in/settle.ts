import type { Work } from '../../../kernel/work/work.ts'
import { recordFact } from '../../../kernel/work/work.ts'
import { withdrawNotices } from '../../notice/api.ts'
import { cancelObligations, dischargeObligations, openObligationsLike } from '../../obligation/api.ts'

/** Kinds of the two obligations of a list, and of the notice that calls its people. */
export const acknowledgeKind = 'callInAcknowledge'
export const arriveKind = 'callInArrive'
export const noticeKindOf = (listId: string) => `duty-call-in/${listId}`
/** The notice by which a unit hears who of its list is missing at the limit. */
export const missingKindOf = (obligationId: string) => `duty-call-in.missing/${obligationId}`

/** Writes down when a list had all its acknowledgements, and when all were there; somebody added later opens the question again. */
export async function settleList(work: Work, listId: string): Promise<void> {
  const list = await work.tx.selectFrom('duty_call_in').selectAll().where('id', '=', listId).executeTakeFirstOrThrow()
  const members = await work.tx
    .selectFrom('duty_call_in_member')
    .select(['acknowledged_at', 'arrived_at'])
    .where('call_in_id', '=', listId)
    .where('released_at', 'is', null)
    .execute()
  const acknowledged = lastOf(members.map(one => one.acknowledged_at))
  const arrived = lastOf(members.map(one => one.arrived_at))
  await work.tx
    .updateTable('duty_call_in')
    .set({ all_acknowledged_at: acknowledged, all_arrived_at: arrived })
    .where('id', '=', listId)
    .execute()
  if (acknowledged && !list.all_acknowledged_at)
    recordFact(
      work,
      'duty-mode.all-acknowledged',
      listId,
      { unit: list.unit_id, people: members.length, minutes: minutesBetween(list.opened_at, acknowledged) },
      { chain: list.unit_id, matter: list.matter_id },
    )
  if (acknowledged) await dischargeList(work, listId, list.unit_id, acknowledgeKind, acknowledged, '召回名单全员确认')
  if (arrived) await dischargeList(work, listId, list.unit_id, arriveKind, arrived, '召回人员全员到岗')
}

/** The last of these instants; null while one is missing, or nothing is there. */
const lastOf = (at: (Date | null)[]): Date | null =>
  at.length === 0 || at.some(one => one === null) ? null : new Date(Math.max(...at.map(one => (one as Date).getTime())))

export const minutesBetween = (from: Date, to: Date) => Math.round((to.getTime() - from.getTime()) / 60_000)

async function clocksOf(work: Work, listId: string, unitId: string, kind: string) {
  const open = await openObligationsLike(work, { matterId: null, owedBy: unitId, kinds: [kind] })
  return open.filter(one => one.basis.startsWith(`${listId}/`))
}

async function dischargeList(work: Work, listId: string, unitId: string, kind: string, at: Date, by: string) {
  for (const one of await clocksOf(work, listId, unitId, kind)) {
    await dischargeObligations(work, { matterId: null, id: one.id, at, by })
    await withdrawNotices(work, missingKindOf(one.id))
  }
}

/** Nobody need come any more. A limit that has passed stays in the ledger. */
export async function cancelClocks(work: Work, listId: string, unitId: string, reason: string): Promise<void> {
  for (const kind of [acknowledgeKind, arriveKind])
    for (const one of await clocksOf(work, listId, unitId, kind)) {
      await cancelObligations(work, { matterId: null, id: one.id }, reason)
      await withdrawNotices(work, missingKindOf(one.id))
    }
}
