import { createHash, randomUUID } from 'node:crypto'
import { type DutyPost, dutyPosts } from '@anlan/contract/duty.ts'
import type {
  ChangeAssignments,
  GenerateRoster,
  RosterChange,
  RosterLine,
  RosterQuery,
  RosterView,
} from '@anlan/contract/roster.ts'
import type { z } from 'zod'
import { fieldProblem, Problem } from '../../../../kernel/problem.ts'
import { canonical } from '../../../../kernel/work/canonical.ts'
import { recordFact, type Work } from '../../../../kernel/work/work.ts'
import { readRoom, roomsInReach } from '../rooms/rooms.ts'
import type { Assignment, RosterProblem, ShiftSlot } from '../rules/problem.ts'
import { monthDay } from '../rules/words.ts'
import { ruleVersion } from '../solver/solve.ts'
import { loadProblem, shiftsToFill } from './inputs.ts'
import { assignmentsOf, lineOf, loadRoster, presentRoster } from './present.ts'

type Asked = z.output<typeof GenerateRoster>

/** What the solver is to be given. Refused when the room has no shifts in these days. */
export async function prepare(work: Work, asked: Asked): Promise<{ problem: RosterProblem; notes: string[] }> {
  const room = await readRoom(work, asked.roomId)
  if (!room.enabled) throw fieldProblem('invalid-input', '/roomId', '值班室', '该值班室已停用')
  const { days, slots, notes } = await shiftsToFill(work, room, asked.from, asked.to)
  if (slots.length === 0) throw new Problem('duty/no-shifts', { detail: '请检查值班室的启用日期和班次设置' })
  if (room.pool.length === 0) throw fieldProblem('invalid-input', '/roomId', '值班室', '该值班室的值班人员库是空的')
  const keep = asked.near ? assignmentsOf(await loadRoster(work, asked.near)) : []
  return { problem: await loadProblem(work, room, { days, slots }, { seed: asked.seed, keep }), notes }
}

/** What a draft begins with: what the solver found, or what a sheet held. */
interface Arrangement {
  outcome: RosterView['outcome']
  assignments: Assignment[]
  objective: number | null
  bound: number | null
  seconds: number | null
  notes: string[]
}

/** Keeps what was solved as a draft. */
export async function saveDraft(
  work: Work,
  asked: Asked,
  { problem, notes }: { problem: RosterProblem; notes: string[] },
  solved: Arrangement,
): Promise<RosterView> {
  const room = await readRoom(work, asked.roomId)
  const id = asked.id ?? randomUUID()
  const inputsHash = createHash('sha256').update(canonical(problem)).digest('hex')
  await work.tx
    .insertInto('duty_roster')
    .values({
      id,
      room_id: room.id,
      from_day: problem.days[0]?.day ?? asked.from,
      to_day: problem.days.at(-1)?.day ?? asked.to,
      status: 'draft',
      seed: asked.seed,
      rule_version: ruleVersion,
      outcome: solved.outcome,
      objective: solved.objective,
      bound: solved.bound,
      seconds: solved.seconds,
      inputs_hash: inputsHash,
      notes: JSON.stringify([...notes, ...solved.notes]),
      days: JSON.stringify(problem.days),
      slots: JSON.stringify(problem.slots),
      made_at: work.now,
      published_at: null,
    })
    .execute()
  const rows = solved.assignments.map(one => ({
    roster_id: id,
    slot_key: one.slotKey,
    post: one.post,
    place: one.place,
    person_id: one.personId,
    on_site: one.onSite,
  }))
  for (let i = 0; i < rows.length; i += 1000)
    await work.tx
      .insertInto('duty_assignment')
      .values(rows.slice(i, i + 1000))
      .execute()
  recordFact(work, 'duty.roster-made', id, {
    room: room.id,
    from: asked.from,
    to: asked.to,
    seed: asked.seed,
    ruleVersion,
    inputsHash,
    outcome: solved.outcome,
    objective: solved.objective,
    bound: solved.bound,
  })
  return presentRoster(work, await loadRoster(work, id))
}

export async function listRosters(work: Work, query: z.output<typeof RosterQuery>): Promise<RosterLine[]> {
  const rows = await work.tx
    .selectFrom('duty_roster as o')
    .innerJoin('duty_room as r', 'r.id', 'o.room_id')
    .selectAll('o')
    .select('r.name as room_name')
    .where('o.room_id', 'in', roomsInReach(work).clearSelect().select('r.id'))
    .$if(query.room !== undefined, q => q.where('o.room_id', '=', query.room ?? ''))
    .$if(query.from !== undefined, q => q.where('o.to_day', '>=', query.from ?? ''))
    .$if(query.to !== undefined, q => q.where('o.from_day', '<=', query.to ?? ''))
    .orderBy('o.made_at', 'desc')
    .orderBy('o.id')
    .limit(200)
    .execute()
  return rows.map(row => lineOf(row, { name: row.room_name }))
}

interface CellChange {
  slotKey: string
  post: DutyPost
  place: number
  before: string | null
  after: string | null
  onSite: boolean
}

/** Writes cells of a draft. Refused with what changed since when somebody else was faster: nothing is lost silently. */
export async function changeAssignments(
  work: Work,
  id: string,
  input: z.output<typeof ChangeAssignments>,
): Promise<RosterView> {
  const loaded = await loadRoster(work, id, true)
  const { row, room } = loaded
  if (row.status !== 'draft') throw new Problem('duty/roster-settled')
  if (row.version !== input.version) throw await changedSince(work, row, input.version)
  const slots = new Map(row.slots.map(slot => [slot.key, slot]))
  const pool = new Set(room.pool.map(one => one.personId))
  const changes: CellChange[] = []
  for (const [i, one] of input.changes.entries()) {
    const slot = slots.get(one.slotKey)
    if (!slot || one.place >= (slot.needs[one.post] ?? 0))
      throw fieldProblem('invalid-input', `/changes/${i}/slotKey`, '班次', '该班次没有这个岗位')
    if (one.personId !== null && !pool.has(one.personId))
      throw fieldProblem('invalid-input', `/changes/${i}/personId`, '值班人员', '该人员不在本室值班人员库')
    const at = { roster_id: id, slot_key: one.slotKey, post: one.post, place: one.place }
    const before = loaded.cells.find(
      cell => cell.slot_key === one.slotKey && cell.post === one.post && cell.place === one.place,
    )
    const values = { person_id: one.personId, on_site: one.onSite }
    await work.tx
      .insertInto('duty_assignment')
      .values({ ...at, ...values })
      .onConflict(c => c.columns(['roster_id', 'slot_key', 'post', 'place']).doUpdateSet(values))
      .execute()
    changes.push({ ...one, before: before?.person_id ?? null, after: one.personId })
  }
  await work.tx
    .updateTable('duty_roster')
    .set({ version: row.version + 1, outcome: 'byHand', objective: null, bound: null, seconds: null })
    .where('id', '=', id)
    .execute()
  recordFact(work, 'duty.roster-edited', id, { version: row.version + 1, changes })
  return presentRoster(work, await loadRoster(work, id))
}

/** 409 with each change made since the version that was read: which cell, from whom to whom, by whom. */
export async function changedSince(
  work: Work,
  row: { id: string; slots: ShiftSlot[] },
  version: number,
): Promise<Problem> {
  const changes = (await historyOf(work, row)).filter(one => one.version > version).map(one => one.change)
  return new Problem('duty/roster-changed', {
    detail: `${changes.map(one => `${one.byName ?? '系统'}：${one.what}`).join('；')}。请刷新后再改`,
    errors: changes.map(one => ({
      pointer: '/version',
      field: '版本',
      message: `${one.byName ?? '系统'}：${one.what}`,
    })),
  })
}

/** What happened to a roster, oldest first. */
export async function historyOf(work: Work, row: { id: string; slots: ShiftSlot[] }) {
  const facts = await work.tx
    .selectFrom('fact')
    .select(['type', 'actor_name', 'recorded_at', 'data'])
    .where('subject_id', '=', row.id)
    .where('type', 'like', 'duty.roster-%')
    .orderBy('position')
    .limit(500)
    .execute()
  const told = facts.map(fact => ({
    ...fact,
    data: fact.data as { version?: number; changes?: CellChange[]; reason?: string },
  }))
  const ids = [...new Set(told.flatMap(one => one.data.changes ?? []).flatMap(one => [one.before, one.after]))].filter(
    one => one !== null,
  )
  const people = ids.length
    ? await work.tx.selectFrom('person').select(['id', 'name']).where('id', 'in', ids).execute()
    : []
  const nameOf = (id: string | null) => people.find(one => one.id === id)?.name ?? '空缺'
  const slotOf = (key: string) => row.slots.find(slot => slot.key === key)
  const words: Record<string, string> = {
    'duty.roster-made': '编排',
    'duty.roster-published': '发布',
    'duty.roster-withdrawn': '撤回',
  }
  return told.map(one => {
    const cells = (one.data.changes ?? []).map(change => {
      const slot = slotOf(change.slotKey)
      return `${slot ? `${monthDay(slot.day)}${slot.name}` : ''}${dutyPosts[change.post]}由${nameOf(change.before)}改为${nameOf(change.after)}`
    })
    const change: z.output<typeof RosterChange> = {
      at: one.recorded_at.toISOString(),
      byName: one.actor_name,
      what: cells.length
        ? cells.join('、')
        : `${words[one.type] ?? one.type}${one.data.reason ? `：${one.data.reason}` : ''}`,
    }
    return { version: one.data.version ?? 0, change }
  })
}
