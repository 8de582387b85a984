import { type DutyMode, dutyModes } from '@anlan/contract/duty-mode.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { sendNotice } from '../../notice/api.ts'
import { type Decision, ruleFor } from './standing.ts'

/** Tells each unit what it is in from now on and what that asks; units of one kind get one notice. */
export async function tellUnits(work: Work, unitIds: string[], mode: DutyMode, why: Decision): Promise<void> {
  const told = new Map<string, string[]>()
  for (const id of unitIds) {
    const words = asks(await ruleFor(work, id, mode))
    told.set(words, [...(told.get(words) ?? []), id])
  }
  for (const [words, to] of told)
    await sendNotice(work, {
      kind: 'duty-mode',
      title: `转入${dutyModes[mode]}值班状态`,
      body: `${why.reason}（${why.byName}）。${words}`,
      matterId: why.matter ?? null,
      urgent: mode === 'emergency' || mode === 'wartime',
      to,
      channels: ['inApp'],
      stepUpMinutes: 0,
    })
}

function asks(rule: Awaited<ReturnType<typeof ruleFor>>): string {
  if (rule.mode === 'normal') return '按常态值班，增援人员解除值守。'
  const parts = [`召回人员 ${rule.reach_minutes} 分钟内到岗`]
  if (rule.report_every_minutes) parts.push(`每 ${rule.report_every_minutes} 分钟报告一次`)
  if (rule.report_hours?.length) parts.push(`每日 ${rule.report_hours.join('、')} 报告`)
  if (rule.roll_call_minutes) parts.push(`每 ${rule.roll_call_minutes} 分钟点名`)
  if (rule.leave_locked) parts.push('停止审批离岗请假')
  return `${parts.join('，')}。`
}
