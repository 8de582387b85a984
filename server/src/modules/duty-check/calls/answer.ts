import type { AnswerByPhone } from '@anlan/contract/duty-check.ts'
import type { z } from 'zod'
import { Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { minutesLate } from '../../duty/api.ts'
import { answerNotices } from '../../notice/api.ts'
import { noticeKindOf, onDutyAt } from './ask.ts'
import { targetForChange } from './target.ts'

/**
 * 应答 by one's own account: of a unit that keeps a roster only somebody on duty there may answer, in a reachability test only the person
 * himself. Late answers count as late; after the end it is closed.
 */
export async function answer(work: Work, targetId: string): Promise<string> {
  const { target, call } = await targetForChange(work, targetId, null, ['random', 'roll', 'reach'])
  if (call.by_video) throw new Problem('duty-check/not-asked', { detail: '视频点名请进入视频会议，由点名人登记' })
  if (target.answered_at) throw new Problem('duty-check/answered', { detail: `${target.answered_by ?? ''}已应答` })
  if (target.person_id && target.person_id !== work.actor.personId) throw new Problem('duty-check/not-asked')
  const rostered = target.person_id ? null : await mayAnswerFor(work, target.unit_id)
  await work.tx
    .updateTable('duty_call_target')
    .set({
      answered_at: work.now,
      answered_by: work.actor.name,
      manner: 'own',
      rostered,
      result: call.kind === 'reach' ? 'atOnce' : null,
      version: target.version + 1,
    })
    .where('id', '=', targetId)
    .execute()
  recordFact(
    work,
    'duty-check.answered',
    call.id,
    { kind: call.kind, unit: target.unit_id, manner: 'own', minutesLate: minutesLate(call.answer_by, work.now) },
    { chain: target.unit_id },
  )
  await answerNotices(work, noticeKindOf(call.id), {
    personId: work.actor.personId ?? null,
    unitId: target.person_id ? null : target.unit_id,
  })
  return call.id
}

/** True when on duty there; null where the unit keeps no roster now and its own account answers. */
async function mayAnswerFor(work: Work, unitId: string): Promise<true | null> {
  const onDuty = await onDutyAt(work, [unitId])
  if (onDuty.some(one => one.person_id === work.actor.personId)) return true
  if (onDuty.length > 0)
    throw new Problem('duty-check/not-on-duty', { detail: `此刻值班人员为${onDuty.map(one => one.name).join('、')}` })
  if (unitId !== work.actor.unitId) throw new Problem('duty-check/not-asked')
  return null
}

/** The county telephoned a unit without a computer and somebody on duty answered. */
export async function answerByPhone(
  work: Work,
  targetId: string,
  input: z.output<typeof AnswerByPhone>,
): Promise<string> {
  const { target, call } = await targetForChange(work, targetId, input.version, ['random', 'roll'])
  if (call.by_video) throw new Problem('duty-check/not-asked', { detail: '本次为视频点名，请登记入会情况' })
  if (target.answered_at) throw new Problem('duty-check/answered', { detail: `${target.answered_by ?? ''}已应答` })
  if (target.unit_id === work.actor.unitId) throw new Problem('duty/own-unit', { detail: '本单位由值班人员自己应答' })
  const onDuty = await onDutyAt(work, [target.unit_id])
  const rostered = onDuty.length === 0 ? null : onDuty.some(one => one.name === input.spokeWith)
  await work.tx
    .updateTable('duty_call_target')
    .set({
      answered_at: work.now,
      answered_by: `${input.spokeWith}（${work.actor.name}电话登记）`,
      manner: 'phone',
      rostered,
      version: target.version + 1,
    })
    .where('id', '=', targetId)
    .execute()
  recordFact(
    work,
    'duty-check.answered',
    call.id,
    {
      kind: call.kind,
      unit: target.unit_id,
      manner: 'phone',
      spokeWith: input.spokeWith,
      minutesLate: minutesLate(call.answer_by, work.now),
    },
    { chain: target.unit_id },
  )
  return call.id
}
