import { scheduleTask, type Work } from '../../../kernel/work/work.ts'
import { seedParticularFields } from '../particulars/seed.ts'
import { eventTypes } from './event-types.ts'
import { figureIndicators } from './figure-indicators.ts'
import { intakeQuestions } from './intake-questions.ts'
import { levelThresholds } from './level-thresholds.ts'
import { leadFunctions, sectorFunctions, supportFunctions } from './offices.ts'
import { reportingRules } from './reporting-rules.ts'

/** The offices that usually support; a row that has some stays as it is. */
async function seedSupport(work: Work) {
  for (const [code, functions] of Object.entries(supportFunctions))
    await work.tx
      .updateTable('event_type')
      .set({ support_functions: functions })
      .where('code', '=', code)
      .where('support_functions', 'is', null)
      .execute()
}

/** Brings the reference rows of the product. A row that is there stays as the county has it. */
export async function seedRules(work: Work): Promise<void> {
  const known = await work.tx.selectFrom('event_type').select('code').executeTakeFirst()
  if (!known) {
    const parentsFirst = [...eventTypes].sort((a, b) => depth(a.code) - depth(b.code))
    await work.tx
      .insertInto('event_type')
      .values(
        parentsFirst.map(row => ({
          code: row.code,
          name: row.name,
          parent_code: row.parentCode,
          warning_only: row.warningOnly,
          enabled: row.enabled,
          source: row.source,
          confidence: row.confidence,
          lead_function: leadFunctions[row.code] ?? null,
          sector_function: sectorFunctions[row.code] ?? leadFunctions[row.code] ?? null,
        })),
      )
      .execute()
    await work.tx
      .insertInto('figure_indicator')
      .values(
        figureIndicators.map(row => ({
          code: row.code,
          name: row.name,
          unit: row.unit,
          kind: row.kind,
          options: row.options ? JSON.stringify(row.options) : null,
          sort: row.sort,
          derived: row.derived ? JSON.stringify(row.derived) : null,
        })),
      )
      .execute()
    await work.tx
      .insertInto('level_threshold')
      .values(
        levelThresholds.map((row, i) => ({
          id: `LT-${String(i + 1).padStart(3, '0')}`,
          scheme: row.scheme,
          scheme_name: row.schemeName,
          type_prefixes: row.typePrefixes,
          indicator: row.indicator,
          unit: row.unit,
          lo: row.lo,
          lo_exclusive: row.loExclusive,
          hi: row.hi,
          level: row.level,
          source_name: row.sourceName,
          source_article: row.sourceArticle,
          confidence: row.confidence,
          note: row.note ?? null,
          enabled: row.enabled,
        })),
      )
      .execute()
    await work.tx
      .insertInto('intake_question')
      .values(
        intakeQuestions.map((row, i) => ({
          id: `IQ-${String(i + 1).padStart(3, '0')}`,
          type_prefix: row.typePrefix,
          text: row.text,
          element: row.element,
          sort: i,
        })),
      )
      .execute()
  }
  await seedSupport(work)
  await seedParticularFields(work)
  await work.tx
    .insertInto('reporting_rule')
    .values(reportingRules.map(row => ({ ...row, condition: JSON.stringify(row.condition) })))
    .onConflict(conflict => conflict.column('code').doNothing())
    .execute()
  // Today's reports are opened at every start; from then on the task asks for the next day itself.
  scheduleTask(work, 'event-report.new-day', 'day', work.now)
}

/** 11000 above 11A00 above 11A51. */
const depth = (code: string) => (code.endsWith('000') ? 0 : code.endsWith('00') ? 1 : 2)
