import { randomUUID } from 'node:crypto'
import type { AddSupervision, SpotCheckQuery, SupervisionView } from '@anlan/contract/duty-check.ts'
import type { z } from 'zod'
import { isUnitInReach, unitsInReach } from '../../../kernel/access/reach.ts'
import { followsCursor, pageOf } from '../../../kernel/database/keyset.ts'
import { fieldProblem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'

const supervisions = (work: Work) =>
  work.tx
    .selectFrom('duty_supervision as s')
    .innerJoin('unit as u', 'u.id', 's.unit_id')
    .selectAll('s')
    .select('u.name as unit_name')
    .where('s.unit_id', 'in', unitsInReach(work))

type Row = Awaited<ReturnType<ReturnType<typeof supervisions>['execute']>>[number]
const present = (row: Row): z.input<typeof SupervisionView> => ({
  id: row.id,
  unitId: row.unit_id,
  unitName: row.unit_name,
  kind: row.kind,
  at: row.at.toISOString(),
  byName: row.by_name,
  text: row.text,
})

/** 督查记录, newest first. */
export async function listSupervisions(work: Work, query: z.output<typeof SpotCheckQuery>) {
  const rows = await supervisions(work)
    .$if(query.unit !== undefined, q => q.where('s.unit_id', '=', query.unit ?? ''))
    .where(followsCursor(query.after, 's.at', 's.id'))
    .orderBy('s.at', 'desc')
    .orderBy('s.id', 'desc')
    .limit(query.limit + 1)
    .execute()
  return pageOf(rows, query.limit, row => [row.at.toISOString(), row.id], present)
}

export async function addSupervision(work: Work, input: z.output<typeof AddSupervision>) {
  if (!(await isUnitInReach(work, input.unitId)))
    throw fieldProblem('directory/unknown-unit', '/unitId', '单位', '单位不在您的管辖范围')
  const id = input.id ?? randomUUID()
  await work.tx
    .insertInto('duty_supervision')
    .values({ id, unit_id: input.unitId, kind: input.kind, at: work.now, by_name: work.actor.name, text: input.text })
    .execute()
  recordFact(work, 'duty-check.supervised', id, { unit: input.unitId, kind: input.kind }, { chain: input.unitId })
  return present(await supervisions(work).where('s.id', '=', id).executeTakeFirstOrThrow())
}
