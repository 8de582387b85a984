import type { ReviewContent } from '@anlan/contract/review.ts'
import { sql } from 'kysely'
import type { Work } from '../../../kernel/work/work.ts'
import { spanWords } from '../../calendar/api.ts'
import { content, line, minute, number, table } from './parts.ts'

/** One notice or leader's instruction: to how many units, how many of them answered, and how long the last of these took. */
export interface Notices {
  at: Date
  title: string
  units: number
  answered: number
  lastAt: Date | null
  to: string
}

/** Notices about these matters, and leaders' instructions about the event among them, oldest first. */
export async function noticesOf(work: Work, matterIds: string[], most: number): Promise<Notices[]> {
  const { rows } = await sql<Omit<Notices, 'to'> & { instruction: string | null }>`
    select n.sent_at as at, n.title, count(distinct d.unit_id)::int as units,
      count(distinct d.unit_id) filter (where d.acknowledged_at is not null)::int as answered,
      max(d.acknowledged_at) as "lastAt", null as instruction
    from notice n join notice_delivery d on d.notice_id = n.id
    where n.matter_id = any(${matterIds}::uuid[]) group by n.id
    union all
    select i.given_at, '批示：' || i.leader_name || '“' || left(i.text, 60) || '”', count(distinct a.unit_id)::int,
      count(distinct a.unit_id) filter (where a.signed_for_at is not null)::int, max(a.signed_for_at), i.id::text
    from instruction i left join instruction_assignment a on a.instruction_id = i.id
    where i.event_id = any(${matterIds}::uuid[]) group by i.id
    order by at limit ${most}`.execute(work.tx)
  return rows.map(({ instruction, ...one }) => ({
    ...one,
    to: instruction ? `/instructions/${instruction}` : '/notices',
  }))
}

export function ordersContent(notices: Notices[]): ReviewContent {
  const units = notices.reduce((sum, one) => sum + one.units, 0)
  const answered = notices.reduce((sum, one) => sum + one.answered, 0)
  return content(
    'orders',
    [
      number('下发指令、通知', notices.length, null),
      number('应回执单位次', units, null),
      number('已回执', answered, null),
      number('未回执', units - answered, null),
    ],
    [
      table(
        '指令、通知和回执',
        ['时间', '内容', '应回执', '已回执', '最后一家用时'],
        notices.map(one =>
          line(
            [
              minute(one.at),
              one.title,
              one.units,
              one.answered,
              one.lastAt ? spanWords(Math.round((one.lastAt.getTime() - one.at.getTime()) / 60_000)) : '',
            ],
            one.to,
          ),
        ),
      ),
    ],
  )
}
