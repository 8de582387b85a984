import type { Work } from '../../../kernel/work/work.ts'
import { labelOf, type Part, part } from './part.ts'
import type { Period } from './period.ts'

/**
 * 批示办理: instructions recorded, answered and closed in the period, and those that wait beyond their limit. The leader's words stay among the
 * parties to the instruction: this paper goes to all units, so it names number and unit only.
 */
export async function instructionsPart(work: Work, roomId: string, { from, until }: Period): Promise<Part> {
  const all = await work.tx
    .selectFrom('instruction')
    .select(['id', 'number', 'subject', 'recorded_at', 'closed_at'])
    .where('handling_unit_id', '=', roomId)
    .where('recorded_at', '<', until)
    .where(eb => eb.or([eb('closed_at', 'is', null), eb('closed_at', '>=', from)]))
    .orderBy('recorded_at')
    .execute()
  const answers = await work.tx
    .selectFrom('instruction_feedback as f')
    .innerJoin('instruction as i', 'i.id', 'f.instruction_id')
    .select(['i.id', 'i.number', 'i.subject'])
    .where('i.handling_unit_id', '=', roomId)
    .where('f.at', '>=', from)
    .where('f.at', '<', until)
    .orderBy('f.at')
    .execute()
  const overdue = await work.tx
    .selectFrom('obligation as o')
    .innerJoin('unit as u', 'u.id', 'o.owed_by_unit_id')
    .select(['o.id', 'o.title', 'u.short_name'])
    .where('o.kind', '=', 'instruction-feedback')
    .where('o.due_at', '<', until)
    .where('o.satisfied_at', 'is', null)
    .where('o.cancelled_at', 'is', null)
    .orderBy('o.due_at')
    .execute()
  const within = (at: Date | null) => at !== null && at >= from && at < until
  const fresh = all.filter(one => within(one.recorded_at))
  const closed = all.filter(one => within(one.closed_at))
  const pending = all.filter(one => one.closed_at === null || one.closed_at >= until)
  const items = (list: { id: string; number: string | null; subject: string }[]) =>
    list.map(one => ({
      label: labelOf([one.number, one.subject].filter(Boolean).join(' ')),
      to: `/instructions/${one.id}`,
    }))
  const late = [...new Set(overdue.map(one => one.short_name))]
  return part(
    '批示办理',
    [
      all.length === 0 && answers.length === 0
        ? '24小时内无新收批示，无在办批示。'
        : `24小时内新收批示${fresh.length}件，各承办单位反馈${answers.length}次，办结${closed.length}件；在办${pending.length}件。`,
      overdue.length === 0 ? null : `逾期未反馈${overdue.length}件次：${late.join('、')}，请抓紧办理并反馈。`,
    ],
    [
      { name: 'instructionsNew', label: '新收批示', unit: '件', items: items(fresh) },
      { name: 'instructionAnswers', label: '批示反馈', unit: '次', items: items(answers) },
      { name: 'instructionsClosed', label: '办结批示', unit: '件', items: items(closed) },
      { name: 'instructionsPending', label: '在办批示', unit: '件', items: items(pending) },
      {
        name: 'instructionsOverdue',
        label: '批示逾期未反馈',
        unit: '件次',
        items: overdue.map(one => ({
          label: labelOf(`${one.short_name}：${one.title}`),
          to: '/obligations?state=overdue',
        })),
      },
    ],
  )
}
