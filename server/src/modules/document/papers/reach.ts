import { sql } from 'kysely'
import { isUnitInReach, unitsInReach } from '../../../kernel/access/reach.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { findUnit, type Unit, unitOfFunction } from '../../directory/api.ts'
import type { Paper } from './schema.ts'

/** Papers that exist for the actor: those of units in his reach, and the distributed ones that went to a unit in his reach. */
export const papersInReach = (work: Work) =>
  work.tx
    .selectFrom('paper as p')
    .where(eb =>
      eb.or([
        eb('p.unit_id', 'in', unitsInReach(work)),
        eb.and([
          eb('p.sent_at', 'is not', null),
          eb.exists(
            eb
              .selectFrom('paper_delivery as d')
              .select(sql`1`.as('one'))
              .whereRef('d.paper_id', '=', 'p.id')
              .where('d.unit_id', 'in', unitsInReach(work)),
          ),
        ]),
      ]),
    )

/** A paper of a unit one may act for, locked. */
export async function paperForChange(work: Work, id: string): Promise<Paper> {
  const visible = await papersInReach(work).select('p.unit_id').where('p.id', '=', id).executeTakeFirst()
  if (!visible || !(await isUnitInReach(work, visible.unit_id))) throw new Problem('not-found')
  return work.tx.selectFrom('paper').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow()
}

/** Papers are those of the unit one works for; people on duty write for the county's room. */
export async function issuingUnit(work: Work): Promise<Unit> {
  const county = await unitOfFunction(work.tx, 'generalDutyOffice')
  const isOnDuty = work.actor.grants.some(({ role }) => role === 'duty_officer' || role === 'duty_leader')
  if (county && isOnDuty && (await isUnitInReach(work, county.id))) return county
  const unit = await findUnit(work.tx, work.actor.unitId)
  if (!unit) throw new Problem('not-permitted')
  return unit
}
