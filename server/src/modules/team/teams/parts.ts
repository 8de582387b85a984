import { sql } from 'kysely'
import { fieldProblem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import type { LedgerStorage, Values } from '../../register/api.ts'

/**
 * Keeps the records of a ledger whose every record belongs to a team: members, equipment, honours. Forms and sheets say the team by its name
 * among those of the unit; here it is its id, so that a team that is renamed keeps what is its own.
 */
export const partStorage = (ledger: string, source: string): LedgerStorage => ({
  source,
  save: async (work, { id, unitId, values }) => {
    const { team, ...own } = values
    await work.tx
      .insertInto('team_part')
      .values({
        id,
        ledger,
        team_id: await teamNamed(work, unitId, team),
        values: JSON.stringify(own),
        removed_at: null,
      })
      .onConflict(conflict =>
        conflict.column('id').doUpdateSet({
          team_id: eb => eb.ref('excluded.team_id'),
          values: eb => eb.ref('excluded.values'),
        }),
      )
      .execute()
  },
  remove: (work, id) => setRemoved(work, id, work.now),
  restore: (work, id) => setRemoved(work, id, null),
})

async function teamNamed(work: Work, unitId: string, name: Values[string]): Promise<string> {
  const team = await work.tx
    .selectFrom('team')
    .select('id')
    .where('unit_id', '=', unitId)
    .where('name', '=', String(name))
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (!team)
    throw fieldProblem(
      'invalid-input',
      '/values/team',
      '所在队伍',
      `本单位的应急队伍台账中没有“${name}”，请先登记队伍或核对名称`,
    )
  return team.id
}

const setRemoved = async (work: Work, id: string, at: Date | null) => {
  await sql`update team_part set removed_at = ${at} where id = ${id}`.execute(work.tx)
}
