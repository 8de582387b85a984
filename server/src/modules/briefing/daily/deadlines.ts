import type { Work } from '../../../kernel/work/work.ts'
import { countsInWords, type Figure, labelOf, type Part, part } from './part.ts'
import type { Period } from './period.ts'

/** 时限事项: what fell overdue in the period, and what has been overdue and is still owed at its end. Limits that only remind do not count. */
export async function deadlinesPart(work: Work, { from, until }: Period): Promise<Part> {
  const late = await work.tx
    .selectFrom('obligation as o')
    .innerJoin('unit as u', 'u.id', 'o.owed_by_unit_id')
    .select(['o.id', 'o.title', 'o.due_at', 'o.satisfied_at', 'o.cancelled_at', 'u.short_name'])
    .where('o.soft', '=', false)
    .where('o.exercise', '=', false)
    .where('o.due_at', '<', until)
    .where(eb =>
      eb.or([
        eb.and([
          eb.or([eb('o.satisfied_at', 'is', null), eb('o.satisfied_at', '>=', until)]),
          eb.or([eb('o.cancelled_at', 'is', null), eb('o.cancelled_at', '>=', until)]),
        ]),
        eb.and([eb('o.due_at', '>=', from), eb('o.breached_at', 'is not', null)]),
      ]),
    )
    .orderBy('o.due_at')
    .limit(2000)
    .execute()
  const isOpen = (one: (typeof late)[number]) =>
    (one.satisfied_at === null || one.satisfied_at >= until) && (one.cancelled_at === null || one.cancelled_at >= until)
  const fresh = late.filter(one => one.due_at >= from)
  const open = late.filter(isOpen)
  const units = [...new Set(open.map(one => one.short_name))].map(label => ({
    label,
    count: open.filter(one => one.short_name === label).length,
    unit: '项',
  }))
  const figure = (name: string, label: string, list: typeof late): Figure => ({
    name,
    label,
    unit: '项',
    items: list.map(one => ({ label: labelOf(`${one.short_name}：${one.title}`), to: '/obligations?state=overdue' })),
  })
  return part(
    '时限事项',
    [
      fresh.length === 0 && open.length === 0
        ? '24小时内无超时限事项。'
        : `24小时内新增超时限事项${fresh.length}项；目前超时未办结${open.length}项${open.length ? `：${countsInWords(units)}` : ''}。`,
    ],
    [figure('deadlinesMissed', '24小时内新增超时限事项', fresh), figure('deadlinesOpen', '超时未办结事项', open)],
  )
}
