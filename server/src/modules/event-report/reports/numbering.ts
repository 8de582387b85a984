import type { ReportKind } from '@anlan/contract/event-report.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import { findUnit, unitOfFunction } from '../../directory/api.ts'
import { issueNumber, nextIssue } from '../../document/api.ts'

const suffixes: Partial<Record<ReportKind, string>> = {
  final: '终报',
  verified: '核报',
  supplement: '补报',
  withdraw: '撤销',
}

/**
 * The number a report gets when it is sent: its chain takes the next issue of the unit's series and year once, the later reports of the chain carry the
 * same issue with 续n, 终报 … behind it.
 */
export async function numberFor(
  work: Work,
  report: { id: string; event_id: string; unit_id: string; kind: ReportKind; ordinal: number },
) {
  const chain = await work.tx
    .selectFrom('event_report')
    .select(['year', 'issue'])
    .where('event_id', '=', report.event_id)
    .where('unit_id', '=', report.unit_id)
    .where('issue', 'is not', null)
    .orderBy('submitted_at')
    .limit(1)
    .executeTakeFirst()
  const county = await unitOfFunction(work.tx, 'generalDutyOffice')
  const unit = await findUnit(work.tx, report.unit_id)
  const isCounty = county?.id === report.unit_id
  const year = chain?.year ?? Number(shanghaiDay(work.now).slice(0, 4))
  const series = isCounty ? 'eventReport' : 'townshipReport'
  const issue = chain?.issue ?? (await nextIssue(work, series, year, isCounty ? undefined : report.unit_id))
  const name = isCounty ? '突发事件信息' : `${unit?.short_name ?? ''}信息`
  const base = issueNumber({ name, year, issue, ...(report.kind === 'followUp' && { followUp: report.ordinal }) })
  const repeats = report.ordinal > 1 && report.kind !== 'followUp' ? String(report.ordinal) : ''
  return { series, year, issue, number: `${base}${suffixes[report.kind] ?? ''}${repeats}` }
}
