import type { BulletinCase, BulletinCases, BulletinMeasure, FaultBulletin } from '@anlan/contract/fault-bulletin.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { unitsInReach } from '../../../kernel/access/reach.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { paperOfOrigin, papersInReach } from '../../document/api.ts'
import {
  allKinds,
  amendments,
  lateAnswers,
  neverCompleted,
  returnedReports,
  suspicions,
  tollCorrections,
  unsigned,
} from './fault-cases.ts'
import { firstReportsDue, firstReportsSent, firstWords, reportedEvents } from './rate-cases.ts'
import { numbersOf } from './rules.ts'
import { type Span, spanOf } from './span.ts'

const inOrder = (...lists: BulletinCase[][]) =>
  lists.flat().sort((a, b) => a.at.localeCompare(b.at) || a.id.localeCompare(b.id))

const wrong = async (work: Work, span: Span) => inOrder(await tollCorrections(work, span), await amendments(work, span))

/** The records behind each number; the number itself is never asked any other way. */
const gather: Record<BulletinMeasure, (work: Work, span: Span) => Promise<BulletinCase[]>> = {
  wrong,
  omitted: (work, span) => suspicions(work, span, 'confirmed', ['omittedReport']),
  delayed: async (work, span) =>
    inOrder(await suspicions(work, span, 'confirmed', ['lateReport', 'intervalLapse']), await lateAnswers(work, span)),
  concealed: (work, span) => suspicions(work, span, 'confirmed', ['concealedReport', 'falseReport']),
  poor: async (work, span) =>
    inOrder(await returnedReports(work, span), await neverCompleted(work, span), await unsigned(work, span)),
  backflow: (work, span) => suspicions(work, span, 'confirmed', ['informationBackflow']),
  suspected: (work, span) => suspicions(work, span, 'suspected', allKinds),
  timely: firstReportsDue,
  complete: firstReportsSent,
  accurate: async (work, span) => reportedEvents(work, span, await wrong(work, span)),
  firstMinutes: firstWords,
}

export type AllCases = Record<BulletinMeasure, BulletinCase[]>

export async function allCases(work: Work, span: Span): Promise<AllCases> {
  const found = {} as AllCases
  for (const measure of Object.keys(gather) as BulletinMeasure[]) found[measure] = await gather[measure](work, span)
  return found
}

const shownCases = 1000

/** The list behind one number, under the same conditions. */
export async function bulletinCases(
  work: Work,
  asked: { from: string; to: string; unit?: string | undefined; measure: BulletinMeasure },
): Promise<z.output<typeof BulletinCases>> {
  const items = await gather[asked.measure](work, spanOf(asked))
  return { count: items.length, items: items.slice(0, shownCases) }
}

/** The paper of a period: one for the same days. */
export const bulletinOrigin = (asked: { from: string; to: string }) => `fault-bulletin/${asked.from}/${asked.to}`

/** 报送质量 of a period, unit by unit: those that owe reports, and whoever else appears. */
export async function faultBulletin(
  work: Work,
  asked: { from: string; to: string; unit?: string | undefined },
  cases?: AllCases,
): Promise<FaultBulletin> {
  const span = spanOf(asked)
  const found = cases ?? (await allCases(work, span))
  const units = await unitsOf(work, span, found)
  const drafted = await paperOfOrigin(work, bulletinOrigin(asked))
  const paper =
    drafted && (await papersInReach(work).select('p.id').where('p.id', '=', drafted.id).executeTakeFirst())
      ? drafted
      : null
  return {
    from: asked.from,
    to: asked.to,
    units: units.map(unit => ({
      unitId: unit.id,
      unitName: unit.name,
      ...numbersOf(found, one => one.unitId === unit.id),
    })),
    total: numbersOf(found),
    paper,
  }
}

async function unitsOf(work: Work, span: Span, cases: AllCases) {
  const appearing = [...new Set(Object.values(cases).flatMap(list => list.map(one => one.unitId)))]
  const { rows } = await sql<{ id: string; name: string }>`select u.id, u.name from unit u
    where u.id = any(${appearing}::uuid[]) or (u.id in ${unitsInReach(work)} and u.enabled and u.kind in ('town', 'department')
      ${span.unit ? sql`and u.id = ${span.unit}::uuid` : sql``})
    order by u.sort, u.name, u.id`.execute(work.tx)
  return rows
}
