import { randomUUID } from 'node:crypto'
import type { TemplateGroup } from '@anlan/contract/response-template.ts'
import { addParties } from '../../../kernel/access/reach.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { type Ground, type Resolved, resolveBearer } from '../../directory/api.ts'
import type { Response, Template } from '../schema.ts'

/** Sets up the command and the groups of a level (编组); what stands already stays. People are those who hold the posts now. */
export async function setUpHeadquarters(work: Work, response: Response, template: Template, ground: Ground) {
  const there = await work.tx
    .selectFrom('response_group')
    .select('code')
    .where('response_id', '=', response.id)
    .execute()
  const fresh = template.groups.filter(group => !there.some(one => one.code === group.code))
  if (fresh.length > 0)
    await work.tx
      .insertInto('response_group')
      .values(
        fresh.map((group, i) => ({
          response_id: response.id,
          code: group.code,
          duties: group.duties,
          sort: there.length + i,
        })),
      )
      .execute()
  const members = await membersOf(work, response, fresh, ground)
  await setCommander(work, response, await resolveBearer(work.tx, template.commander, ground))
  await joinUnits(
    work,
    response,
    members.map(one => one.unitId).filter(id => id !== null),
    '响应成员单位',
  )
}

async function membersOf(work: Work, response: Response, groups: TemplateGroup[], ground: Ground): Promise<Resolved[]> {
  const all: Resolved[] = []
  const rows = []
  for (const group of groups) {
    const named = [group.lead, ...group.members]
    const seen = new Set<string>()
    for (const [i, bearer] of named.entries()) {
      const one = await resolveBearer(work.tx, bearer, ground)
      // The department that leads may also be a member by its own name: it stands in a group once.
      const key = one.personId ?? one.unitId ?? bearer
      if (seen.has(key)) continue
      seen.add(key)
      all.push(one)
      rows.push(memberRow(response.id, group.code, i === 0 ? 'lead' : 'member', one, rows.length))
    }
  }
  if (rows.length > 0) await work.tx.insertInto('response_member').values(rows).execute()
  return all
}

/** One commander at a time (总指挥负责制); raising the level brings a higher one. */
export async function setCommander(work: Work, response: Response, one: Resolved) {
  await work.tx
    .deleteFrom('response_member')
    .where('response_id', '=', response.id)
    .where('role', '=', 'commander')
    .execute()
  await work.tx
    .insertInto('response_member')
    .values(memberRow(response.id, null, 'commander', one, -1))
    .execute()
  if (one.unitId) await joinUnits(work, response, [one.unitId], '指挥机构')
}

const memberRow = (
  responseId: string,
  code: TemplateGroup['code'] | null,
  role: 'commander' | 'lead' | 'member',
  one: Resolved,
  sort: number,
) => ({
  id: randomUUID(),
  response_id: responseId,
  code,
  role,
  bearer: one.bearer,
  unit_id: one.unitId,
  unit_name: one.unitName,
  person_id: one.personId,
  person_name: one.personName,
  post_name: one.postName,
  phone: one.phone,
  defect: one.defect,
  sort,
})

/** Whoever acts in a response sees it, and the event it is about. An exercise opens no real event to anybody. */
export async function joinUnits(work: Work, response: Response, unitIds: string[], capacity: string): Promise<void> {
  const parties = [...new Set(unitIds)].map(unitId => ({ unitId, capacity }))
  if (parties.length === 0) return
  await addParties(work, response.id, parties)
  if (response.event_id && response.mode === 'real') await addParties(work, response.event_id, parties)
}
