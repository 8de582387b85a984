import type { CallTheRoll } from '@anlan/contract/duty-check.ts'
import type { z } from 'zod'
import { unitsInReach } from '../../../../kernel/access/reach.ts'
import { fieldProblem } from '../../../../kernel/problem.ts'
import type { Work } from '../../../../kernel/work/work.ts'
import { askUnits } from '../ask.ts'

/**
 * 点名 by one notice: of these units, or of all above the villages that have somebody on duty now. Returns its id. Other modules may ask for it every hour; they
 * give an id of their own when it must not happen twice.
 */
export async function callTheRoll(
  work: Work,
  wanted: Pick<z.output<typeof CallTheRoll>, 'title' | 'text' | 'unitIds' | 'answerMinutes'> & {
    id?: string | undefined
    byVideo?: boolean | undefined
  },
): Promise<string> {
  if (wanted.id) {
    const before = await work.tx.selectFrom('duty_call').select('id').where('id', '=', wanted.id).executeTakeFirst()
    if (before) return before.id
  }
  const rows = wanted.unitIds.length
    ? await work.tx
        .selectFrom('unit')
        .select('id')
        .where('id', 'in', wanted.unitIds)
        .where('id', 'in', unitsInReach(work))
        .where('enabled', '=', true)
        .execute()
    : await work.tx
        .selectFrom('duty_shift as s')
        .innerJoin('unit as u', 'u.id', 's.unit_id')
        .select('s.unit_id as id')
        .distinct()
        .where('u.kind', 'not in', ['village', 'community'])
        .where('s.unit_id', 'in', unitsInReach(work))
        .where('s.starts_at', '<=', work.now)
        .where('s.ends_at', '>', work.now)
        .execute()
  const known = new Set(rows.map(row => row.id))
  const stray = wanted.unitIds.findIndex(id => !known.has(id))
  if (stray >= 0) throw fieldProblem('directory/unknown-unit', `/unitIds/${stray}`, '点名单位', '单位不在机构名录中')
  // Whoever calls the roll is there.
  const unitIds = [...known].filter(id => id !== work.actor.unitId || wanted.unitIds.includes(id))
  if (unitIds.length === 0)
    throw fieldProblem('invalid-input', '/unitIds', '点名单位', '此刻没有单位排班，请选择点名单位')
  return askUnits(work, { ...wanted, kind: 'roll', unitIds })
}
