import type { RecordedFact } from '../../../kernel/module.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { findUnit, unitOfFunction } from '../../directory/api.ts'
import { sendNotice } from '../../notice/api.ts'
import { findObligation } from '../../obligation/api.ts'
import { acknowledgeByNotice } from './answer.ts'
import { acknowledgeKind, arriveKind } from './settle.ts'

/** The limit of a list has passed: the unit and the county's duty room are told who is missing, and call them one by one. */
export const chaseMissing = {
  on: ['obligation.breached'],
  async handle(work: Work, fact: RecordedFact): Promise<void> {
    const owed = await findObligation(work, fact.subjectId)
    if (!owed || (owed.kind !== acknowledgeKind && owed.kind !== arriveKind)) return
    const kind = `duty-call-in.missing/${owed.id}`
    const told = await work.tx.selectFrom('notice').select('id').where('kind', '=', kind).executeTakeFirst()
    if (told) return
    const [listId = ''] = owed.basis.split('/')
    const missing = await work.tx
      .selectFrom('duty_call_in_member')
      .select('name')
      .where('call_in_id', '=', listId)
      .where('released_at', 'is', null)
      .where(owed.kind === acknowledgeKind ? 'acknowledged_at' : 'arrived_at', 'is', null)
      .orderBy('name')
      .execute()
    if (missing.length === 0) return
    const room = await unitOfFunction(work.tx, 'generalDutyOffice')
    const unit = await findUnit(work.tx, owed.owed_by_unit_id)
    const names = missing.map(one => one.name)
    await sendNotice(work, {
      kind,
      title: `${unit?.name ?? ''}召回${owed.kind === acknowledgeKind ? '未确认' : '未到岗'} ${names.length} 人`,
      body: `${names.slice(0, 20).join('、')}${names.length > 20 ? '等' : ''}，请逐个电话催告，必要时改派。`,
      matterId: null,
      urgent: true,
      to: [...new Set([owed.owed_by_unit_id, ...(room ? [room.id] : [])])],
      channels: ['inApp', 'phone'],
      stepUpMinutes: 0,
    })
  },
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
