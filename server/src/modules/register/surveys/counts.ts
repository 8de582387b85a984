import { sql } from 'kysely'
import type { Work } from '../../../kernel/work/work.ts'

/** How many records in force a unit has in a ledger, those of the units below it included. */
export async function recordsOfUnit(work: Work, ledger: string, unitId: string): Promise<number> {
  const { rows } = await sql<{ records: number }>`
    select count(*)::int as records from register_record r join unit_closure c on c.descendant_id = r.unit_id
    where c.ancestor_id = ${unitId} and r.ledger = ${ledger} and r.removed_at is null`.execute(work.tx)
  return rows[0]?.records ?? 0
}

/** The same for all units and ledgers of a survey. */
export async function recordsOfSurvey(work: Work, surveyId: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ unit_id: string; ledger: string; records: number }>`
    select s.unit_id, r.ledger, count(*)::int as records
    from register_survey_unit s join register_survey v on v.id = s.survey_id join unit_closure c on c.ancestor_id = s.unit_id
      join register_record r on r.unit_id = c.descendant_id and r.ledger = any(v.ledgers) and r.removed_at is null
    where s.survey_id = ${surveyId} group by s.unit_id, r.ledger`.execute(work.tx)
  return new Map(rows.map(row => [`${row.unit_id}/${row.ledger}`, row.records]))
}
