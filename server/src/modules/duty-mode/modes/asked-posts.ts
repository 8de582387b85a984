import type { DutyMode, PostCounts } from '@anlan/contract/duty-mode.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { unitOfFunction } from '../../directory/api.ts'
import { scopeOf } from './rules.ts'

/** What a mode above 常态 asked of a unit from one instant to another; `until` is null while it lasts. */
export interface AskedPosts {
  unitId: string
  mode: DutyMode
  posts: PostCounts
  since: Date
  until: Date | null
}

/** The stretches in which these units were in a stronger mode and that touch the time between two instants, with the posts that the rows of the mode ask for. */
export async function postsAskedBetween(work: Work, unitIds: string[], from: Date, to: Date): Promise<AskedPosts[]> {
  if (unitIds.length === 0) return []
  const rows = await work.tx
    .selectFrom('duty_mode_state as s')
    .innerJoin('unit as u', 'u.id', 's.unit_id')
    .select(['u.id', 'u.kind', 's.mode', 's.since', 's.until'])
    .where('s.unit_id', 'in', unitIds)
    .where('s.mode', '!=', 'normal')
    .where('s.since', '<', to)
    .where(eb => eb.or([eb('s.until', 'is', null), eb('s.until', '>', from)]))
    .orderBy('s.since')
    .execute()
  const rules = rows.length
    ? await work.tx.selectFrom('duty_mode_rule').select(['scope', 'mode', 'posts']).execute()
    : []
  const room = rows.length ? await unitOfFunction(work.tx, 'generalDutyOffice') : undefined
  return rows.map(row => ({
    unitId: row.id,
    mode: row.mode,
    posts: rules.find(one => one.scope === scopeOf(row, room?.id) && one.mode === row.mode)?.posts ?? {},
    since: row.since,
    until: row.until,
  }))
}
