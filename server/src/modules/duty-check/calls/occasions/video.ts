import type { TickVideo } from '@anlan/contract/duty-check.ts'
import type { z } from 'zod'
import { fieldProblem, Problem } from '../../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../../kernel/work/work.ts'
import { targetForChange } from '../target.ts'

/**
 * 视频点名: the caller has seen the unit join, in time or so many minutes after the limit, or knows of its equipment fault. May be corrected
 * until the roll-call closes. Whoever ticks goes down a list after the limit too: a unit in time counts as in time however late it is ticked.
 */
export async function tickVideo(work: Work, targetId: string, input: z.output<typeof TickVideo>): Promise<string> {
  const { target, call } = await targetForChange(work, targetId, input.version, ['roll'])
  if (!call.by_video) throw new Problem('duty-check/not-asked', { detail: '本次点名不是视频点名' })
  if (target.unit_id === work.actor.unitId) throw new Problem('duty/own-unit', { detail: '本单位由上级点名登记' })
  const limit = Math.min(call.answer_by.getTime(), work.now.getTime())
  const joinedAt = new Date(input.minutesLate === 0 ? limit : call.answer_by.getTime() + input.minutesLate * 60_000)
  if (input.minutesLate > 0 && input.finding !== 'joined')
    throw fieldProblem('invalid-input', '/minutesLate', '迟到分钟数', '设备故障的不填迟到分钟数')
  if (joinedAt > work.now) throw fieldProblem('invalid-input', '/minutesLate', '迟到分钟数', '入会时间不能晚于此刻')
  await work.tx
    .updateTable('duty_call_target')
    .set({
      answered_at: joinedAt,
      answered_by: `${work.actor.name}登记`,
      manner: 'video',
      video: input.finding,
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
      manner: 'video',
      finding: input.finding,
      before: target.video,
      minutesLate: input.minutesLate,
    },
    { chain: target.unit_id },
  )
  return call.id
}
