import { dutyCallKinds } from '@anlan/contract/duty-check.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { withdrawNotices } from '../../notice/api.ts'
import { suspect } from '../suspicions.ts'
import { noticeKindOf } from './ask.ts'

/** The limit of a random check has passed: who has not answered is suspected of having left the post. Runs as a due task. */
export async function noteMissed(work: Work, callId: string): Promise<void> {
  const call = await work.tx.selectFrom('duty_call').selectAll().where('id', '=', callId).executeTakeFirst()
  if (!call || work.now <= call.answer_by) return
  const missed = await work.tx
    .selectFrom('duty_call_target')
    .selectAll()
    .where('call_id', '=', callId)
    .where('answered_at', 'is', null)
    .execute()
  for (const target of missed)
    await suspect(work, {
      kind: 'offPost',
      unitId: target.unit_id,
      personName: target.name,
      at: call.answer_by,
      basis: `call/${target.id}`,
      evidence: `${dutyCallKinds[call.kind]}“${call.title}”在时限内无人应答，当班：${target.name}`,
      link: `/duty-check/calls/${call.id}`,
    })
}

/** Closes what was asked; a second time nothing happens. Runs as a due task. */
export async function closeCall(work: Work, callId: string): Promise<void> {
  const closed = await work.tx
    .updateTable('duty_call')
    .set({ closed_at: work.now })
    .where('id', '=', callId)
    .where('closed_at', 'is', null)
    .where('closes_at', '<', work.now)
    .returningAll()
    .executeTakeFirst()
  if (!closed) return
  await withdrawNotices(work, noticeKindOf(callId))
  if (closed.kind === 'roll') await noteMissed(work, callId)
  const targets = await work.tx
    .selectFrom('duty_call_target')
    .select('answered_at')
    .where('call_id', '=', callId)
    .execute()
  recordFact(
    work,
    'duty-check.closed',
    callId,
    {
      kind: closed.kind,
      title: closed.title,
      asked: targets.length,
      answered: targets.filter(one => one.answered_at).length,
      late: targets.filter(one => one.answered_at && one.answered_at > closed.answer_by).length,
    },
    { chain: closed.started_by_unit },
  )
}
