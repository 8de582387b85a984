import type { AlignSeries, DocumentSeriesView } from '@anlan/contract/reporting-rule.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { Problem } from '../../kernel/problem.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'
import { numberByPattern } from './issue-number.ts'

interface Series {
  name: string
  /** `年` stands for the year, `×` for the issue. */
  pattern: string
}

/** The series of papers that are numbered per year (文号系列). Dated papers (值班日报) and 纪要 have no number. */
export const documentSeries = {
  eventReport: { name: '突发事件信息', pattern: '突发事件信息〔年〕第×期' },
  dutyInfo: { name: '值班信息', pattern: '值班信息〔年〕第×期' },
  dutyFlash: { name: '值班快报', pattern: '值班快报第×期' },
  disasterFlash: { name: '灾情快报', pattern: '灾情快报〔年〕第×期' },
  instruction: { name: '批示', pattern: '批示〔年〕第×号' },
  dispatchOrder: { name: '调度令', pattern: '指令〔年〕第××号' },
  warningApproval: { name: '预警信息审批单', pattern: '预警〔年〕第×号' },
  responseNotice: { name: '响应通知', pattern: '防汛响应〔年〕第×号' },
  opinionReport: { name: '舆情专报', pattern: '舆情专报〔年〕第×期' },
  bulletin: { name: '通报', pattern: '通报〔年〕第×期' },
  specialReport: { name: '信息专报', pattern: '信息专报〔年〕第×期' },
  notice: { name: '通知', pattern: '通知〔年〕×号' },
  minutes: { name: '会议纪要', pattern: '会议纪要〔年〕第×期' },
  letter: { name: '函', pattern: '函〔年〕×号' },
  townshipReport: { name: '信息报告', pattern: '信息报告〔年〕第×期' },
} as const satisfies Record<string, Series>
export type SeriesName = keyof typeof documentSeries

export const isSeriesName = (name: string): name is SeriesName => Object.hasOwn(documentSeries, name)

/** What stands on the paper: `突发事件信息〔2026〕第45期`, `指令〔2026〕第07号`; a follow-up keeps the number it follows, with `续1`. */
export const documentNumber = (
  series: SeriesName,
  number: { year: number; issue: number; followUp?: number },
): string => numberByPattern(documentSeries[series].pattern, number)

/**
 * The next number of a series in a year. Two papers never get the same, and none is skipped: the row stays locked until this unit of
 * work ends, and what undoes it gives the number back. So it is asked for last, when the paper is sure to go out.
 */
export async function nextIssue(work: Work, series: SeriesName, year: number, unitId?: string): Promise<number> {
  // A unit that numbers its own papers (a town, a bureau) has a row of its own in the series.
  const { last_issue } = await work.tx
    .insertInto('document_series')
    .values({ series: unitId ? `${series}:${unitId}` : series, year, last_issue: 1, issued_here: 1 })
    .onConflict(conflict =>
      conflict.columns(['series', 'year']).doUpdateSet({
        last_issue: sql`document_series.last_issue + 1`,
        issued_here: sql`document_series.last_issue + 1`,
      }),
    )
    .returning('last_issue')
    .executeTakeFirstOrThrow()
  return last_issue
}

/** Every series with the last number used in `year`. */
export async function listSeries(work: Work, year: number): Promise<z.input<typeof DocumentSeriesView>[]> {
  const rows = await work.tx.selectFrom('document_series').selectAll().where('year', '=', year).execute()
  const lastIssues = new Map(rows.map(row => [row.series, row.last_issue]))
  return (Object.keys(documentSeries) as SeriesName[]).map(series => present(series, year, lastIssues.get(series) ?? 0))
}

/**
 * Says which number was the last one used when a county takes over from paper, so that the next one follows it. A slip can be put right
 * as long as this system has given out nothing; below what it has given out it refuses (`conflict`), for that number would come twice.
 */
export async function alignSeries(
  work: Work,
  series: SeriesName,
  wanted: z.output<typeof AlignSeries>,
): Promise<z.input<typeof DocumentSeriesView>> {
  const { year, lastIssue, reason } = wanted
  // The row is made first, so that there is something to lock against a number being given out meanwhile.
  await work.tx
    .insertInto('document_series')
    .values({ series, year, last_issue: 0 })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  const row = await work.tx
    .selectFrom('document_series')
    .selectAll()
    .where('series', '=', series)
    .where('year', '=', year)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (lastIssue < row.issued_here)
    throw new Problem('conflict', {
      detail: `本系统已编发到${documentNumber(series, { year, issue: row.issued_here })}，已用期号不能小于 ${row.issued_here}`,
    })
  await work.tx
    .updateTable('document_series')
    .set({ last_issue: lastIssue })
    .where('series', '=', series)
    .where('year', '=', year)
    .execute()
  recordFact(work, 'document.series-aligned', series, { year, before: row.last_issue, lastIssue, reason })
  return present(series, year, lastIssue)
}

const present = (series: SeriesName, year: number, lastIssue: number) => ({
  series,
  name: documentSeries[series].name,
  year,
  lastIssue,
  pattern: documentSeries[series].pattern,
})
