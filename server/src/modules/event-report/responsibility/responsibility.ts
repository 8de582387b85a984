import type { ResponsibilityLine, SetResponsibility } from '@anlan/contract/responsibility.ts'
import type { z } from 'zod'
import { fieldProblem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { findUnit, type Unit, unitsByFunction } from '../../directory/api.ts'
import { lineageOf, lineOf } from './matrix.ts'

/** The unit that leads events of this type; of several the first by rank. Ended units are passed over for those they went into. */
export async function leadUnit(work: Work, eventTypeCode: string): Promise<Unit | undefined> {
  const line = await lineFor(work, eventTypeCode)
  const first = line?.leads[0]
  return first && standing(work, first.unitId)
}

async function standing(work: Work, unitId: string): Promise<Unit | undefined> {
  const unit = await findUnit(work.tx, unitId)
  return unit?.enabled === false && unit.merged_into_id ? standing(work, unit.merged_into_id) : unit
}

/** One line of the matrix as it applies now; undefined for a type that is not in use. */
export const lineFor = async (work: Work, typeCode: string): Promise<ResponsibilityLine | undefined> =>
  (await readLines(work, [typeCode]))[0]

/** The whole matrix, type by type. */
export const readMatrix = (work: Work): Promise<ResponsibilityLine[]> => readLines(work, null)

async function readLines(work: Work, codes: string[] | null): Promise<ResponsibilityLine[]> {
  const lineage = codes?.flatMap(lineageOf) ?? null
  const types = await work.tx
    .selectFrom('event_type')
    .select(['code', 'name', 'parent_code', 'lead_function', 'support_functions'])
    .where('enabled', '=', true)
    .$if(lineage !== null, query => query.where('code', 'in', lineage ?? []))
    .orderBy('code')
    .execute()
  const set = await work.tx
    .selectFrom('responsibility as r')
    .innerJoin('unit as u', 'u.id', 'r.unit_id')
    .select(['r.event_type_code', 'r.unit_id', 'r.role', 'u.name', 'u.enabled', 'u.sort'])
    .$if(lineage !== null, query => query.where('r.event_type_code', 'in', lineage ?? []))
    .orderBy('u.sort')
    .orderBy('u.name')
    .execute()
  const offices = await unitsByFunction(work.tx)
  const units = new Map([
    ...[...offices.values()].map(unit => [unit.id, unit] as const),
    ...set.map(row => [row.unit_id, { id: row.unit_id, name: row.name, enabled: row.enabled }] as const),
  ])
  const byCode = new Map(types.map(type => [type.code, type]))
  return types
    .filter(type => codes === null || codes.includes(type.code))
    .map(type => lineOf(type, byCode, set, office => offices.get(office), units))
}

/** Says anew who leads and who supports events of a type; open events keep the parties they have. */
export async function setResponsibility(
  work: Work,
  input: z.output<typeof SetResponsibility>,
): Promise<ResponsibilityLine> {
  const type = await work.tx
    .selectFrom('event_type')
    .select('code')
    .where('code', '=', input.typeCode)
    .executeTakeFirst()
  if (!type) throw fieldProblem('event/unknown-type', '/typeCode', '事件类型', '事件类型不在事件分类表中')
  const twice = input.supportUnitIds.find(id => input.leadUnitIds.includes(id))
  if (twice) throw fieldProblem('invalid-input', '/supportUnitIds', '配合单位', '同一单位不能既牵头又配合')
  const parts = [
    ...input.leadUnitIds.map(unitId => ({ unitId, role: 'lead' as const, pointer: '/leadUnitIds', field: '牵头单位' })),
    ...input.supportUnitIds.map(unitId => ({
      unitId,
      role: 'support' as const,
      pointer: '/supportUnitIds',
      field: '配合单位',
    })),
  ]
  for (const { unitId, pointer, field } of parts)
    if (!(await findUnit(work.tx, unitId))?.enabled)
      throw fieldProblem('directory/unknown-unit', pointer, field, '单位不在机构名录中或已撤并')
  await work.tx.deleteFrom('responsibility').where('event_type_code', '=', input.typeCode).execute()
  const rows = [...new Map(parts.map(part => [part.unitId, part])).values()].map(({ unitId, role }) => ({
    event_type_code: input.typeCode,
    unit_id: unitId,
    role,
    since: work.now,
  }))
  if (rows.length > 0) await work.tx.insertInto('responsibility').values(rows).execute()
  recordFact(work, 'event-report.responsibility-set', input.typeCode, {
    leads: input.leadUnitIds,
    supports: input.supportUnitIds,
    reason: input.reason,
  })
  return (await lineFor(work, input.typeCode)) as ResponsibilityLine
}
