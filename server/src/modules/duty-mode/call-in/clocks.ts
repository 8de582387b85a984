import type { RecordedFact } from '../../../kernel/module.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { findUnit, unitOfFunction } from '../../directory/api.ts'
import { sendNotice } from '../../notice/api.ts'
import { findObligation } from '../../obligation/api.ts'
import { oneAtATime } from '../modes/standing.ts'
import { acknowledgeByNotice } from './answer.ts'
import { acknowledgeKind, arriveKind, missingKindOf } from './settle.ts'

/**
 * The limit of a list has passed: the unit is told who is missing and calls them one by one. The county's duty room hears once of all lists whose limit
 * passed at that moment, unit by unit, and of its own only there.
 */
export const chaseMissing = {
  on: ['obligation.breached'],
  async handle(work: Work, fact: RecordedFact): Promise<void> {
    const owed = await findObligation(work, fact.subjectId)
    if (!owed || (owed.kind !== acknowledgeKind && owed.kind !== arriveKind)) return
    await oneAtATime(work)
    const room = await unitOfFunction(work.tx, 'generalDutyOffice')
    if (owed.owed_by_unit_id !== room?.id)
      await tellOnce(work, missingKindOf(owed.id), owed.owed_by_unit_id, owed.kind, [await missingOf(work, owed)])
    if (!room) return
    const together = await work.tx
      .selectFrom('obligation')
      .select(['id', 'kind', 'basis', 'owed_by_unit_id'])
      .where('kind', '=', owed.kind)
      .where('due_at', '=', owed.due_at)
      .where('satisfied_at', 'is', null)
      .where('cancelled_at', 'is', null)
      .execute()
    const missing: Missing[] = []
    for (const one of together) missing.push(await missingOf(work, one))
    const kind = `duty-call-in.missing-together/${owed.kind}/${owed.due_at.toISOString()}`
    await tellOnce(work, kind, room.id, owed.kind, missing)
  },
}

interface Missing {
  unitName: string
  names: string[]
}

/** Who of a list has not acknowledged, or has not come. */
async function missingOf(work: Work, owed: { kind: string; basis: string; owed_by_unit_id: string }): Promise<Missing> {
  const [listId = ''] = owed.basis.split('/')
  const rows = await work.tx
    .selectFrom('duty_call_in_member')
    .select('name')
    .where('call_in_id', '=', listId)
    .where('released_at', 'is', null)
    .where(owed.kind === acknowledgeKind ? 'acknowledged_at' : 'arrived_at', 'is', null)
    .orderBy('name')
    .execute()
  return { unitName: (await findUnit(work.tx, owed.owed_by_unit_id))?.name ?? '', names: rows.map(row => row.name) }
}

const namesShown = 20

async function tellOnce(work: Work, kind: string, to: string, owedKind: string, all: Missing[]): Promise<void> {
  const told = await work.tx.selectFrom('notice').select('id').where('kind', '=', kind).executeTakeFirst()
  const missing = all.filter(one => one.names.length > 0)
  const [only] = missing
  if (told || !only) return
  const people = missing.reduce((sum, one) => sum + one.names.length, 0)
  const where = missing.length === 1 ? only.unitName : `${missing.length} 个单位`
  const line = ({ names }: Missing) =>
    `${names.slice(0, namesShown).join('、')}${names.length > namesShown ? `等 ${names.length} 人` : ''}`
  await sendNotice(work, {
    kind,
    title: `${where}召回${owedKind === acknowledgeKind ? '未确认' : '未到岗'} ${people} 人`,
    body: `${
      missing.length === 1 ? line(only) : missing.map(one => `${one.unitName}：${line(one)}`).join('；')
    }。请逐个电话催告，必要时改派。`.slice(0, 2000),
    matterId: null,
    urgent: true,
    to: [to],
    channels: ['inApp', 'phone'],
    stepUpMinutes: 0,
  })
}

/** Whoever confirms the notice by which he was called in has acknowledged. */
export const heedNotices = {
  on: ['notice.acknowledged'],
  async handle(work: Work, fact: RecordedFact): Promise<void> {
    const notice = await work.tx.selectFrom('notice').select('kind').where('id', '=', fact.subjectId).executeTakeFirst()
    const listId = /^duty-call-in\/(.+)$/.exec(notice?.kind ?? '')?.[1]
    if (!listId) return
    const delivery = await work.tx
      .selectFrom('notice_delivery')
      .select(['person_id', 'unit_id'])
      .where('id', '=', String(fact.data['delivery']))
      .executeTakeFirst()
    if (delivery) await acknowledgeByNotice(work, listId, delivery.person_id, delivery.unit_id)
  },
}
