import { randomUUID } from 'node:crypto'
import { addParties } from '../../../kernel/access/reach.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { type Ground, type Resolved, resolveBearer, resolveBearers } from '../../directory/api.ts'
import type { Member, Response } from '../schema.ts'
import { groupsAt, levelOf, type Said, type Script, type ScriptGroup } from '../script/script.ts'

type Seat = Pick<Member, 'role' | 'code'> & Said

/**
 * Sets up the command and the groups of the response's level (编组); what stands already stays, what the level has not any more and has nothing left to
 * do is dissolved. People are those who hold the posts now.
 */
export async function setUpHeadquarters(work: Work, response: Response, script: Script, ground: Ground): Promise<void> {
  const there = await work.tx.selectFrom('response_group').selectAll().where('response_id', '=', response.id).execute()
  const wanted = groupsAt(script, response.level)
  const fresh = wanted.filter(group => !there.some(one => one.code === group.code))
  const again = there.filter(one => one.stood_down_at && wanted.some(group => group.code === one.code))
  if (again.length > 0)
    await standDown(
      work,
      response,
      again.map(one => one.code),
      null,
    )
  if (fresh.length > 0)
    await work.tx
      .insertInto('response_group')
      .values(
        fresh.map((group, i) => ({
          response_id: response.id,
          code: group.code,
          name: group.name,
          duties: group.duties,
          sort: there.length + i,
        })),
      )
      .execute()
  const isFirst = there.length === 0 && !(await hasMembers(work, response.id))
  await seat(work, response, [...(isFirst ? commandSeats(script) : []), ...fresh.flatMap(groupSeats)], ground)
  const commander = levelOf(script, response.level)?.commander
  if (commander) await setCommander(work, response, await resolveBearer(work.tx, commander, ground))
}

const hasMembers = async (work: Work, responseId: string): Promise<boolean> =>
  (await work.tx
    .selectFrom('response_member')
    .select('id')
    .where('response_id', '=', responseId)
    .executeTakeFirst()) !== undefined

/** Groups of the level before that the new one has not and that hold no open task. */
export async function idleGroups(work: Work, response: Response, script: Script): Promise<string[]> {
  const kept = groupsAt(script, response.level).map(group => group.code)
  const rows = await work.tx
    .selectFrom('response_group as g')
    .select('g.code')
    .where('g.response_id', '=', response.id)
    .where('g.stood_down_at', 'is', null)
    .where(eb =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('response_task as t')
            .select('t.id')
            .whereRef('t.response_id', '=', 'g.response_id')
            .whereRef('t.group_code', '=', 'g.code')
            .where('t.state', 'not in', ['verified', 'cancelled']),
        ),
      ),
    )
    .execute()
  return rows.map(row => row.code).filter(code => !kept.includes(code))
}

export const standDown = (work: Work, response: Response, codes: string[], at: Date | null) =>
  work.tx
    .updateTable('response_group')
    .set({ stood_down_at: at })
    .where('response_id', '=', response.id)
    .where('code', 'in', codes)
    .execute()

function commandSeats({ command }: Script): Seat[] {
  const seats = (role: Member['role'], said: (Said | null)[]) =>
    said.flatMap(one => (one ? [{ ...one, role, code: null }] : []))
  return [
    ...seats('chief', [command.chief]),
    ...seats('deputy', command.deputies),
    ...seats('office', [command.office]),
    ...seats('seat', command.members),
  ]
}

const groupSeats = (group: ScriptGroup): Seat[] => [
  { ...group.lead, role: 'lead', code: group.code },
  ...group.members.map(one => ({ ...one, role: 'member' as const, code: group.code })),
]

async function seat(work: Work, response: Response, seats: Seat[], ground: Ground): Promise<void> {
  if (seats.length === 0) return
  const held = await resolveBearers(work.tx, [...new Set(seats.flatMap(one => one.bearer ?? []))], ground)
  const seen = new Set<string>()
  const rows = seats.flatMap((one, i) => {
    const who = (one.bearer === null ? undefined : held.get(one.bearer)) ?? unmatched(one.said)
    // The department that leads may also be a member by its own name: it stands in a group once.
    const key = `${one.code ?? 'command'} ${who.personId ?? who.unitId ?? one.bearer ?? one.said}`
    if (seen.has(key)) return []
    seen.add(key)
    return [memberRow(response.id, one.code, one.role, who, i)]
  })
  await work.tx.insertInto('response_member').values(rows).execute()
  await joinUnits(
    work,
    response,
    rows.flatMap(row => row.unit_id ?? []),
    '响应成员单位',
  )
}

/** What the text of a plan says and nobody has put a post to. */
const unmatched = (said: string): Resolved => ({
  bearer: '',
  unitId: null,
  unitName: said,
  personId: null,
  personName: null,
  postName: '',
  phone: null,
  defect: '没有对应到岗位',
})

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

const memberRow = (responseId: string, code: string | null, role: Member['role'], one: Resolved, sort: number) => ({
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
