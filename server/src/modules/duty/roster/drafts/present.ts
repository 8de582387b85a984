import { type DutyPost, dutyPosts } from '@anlan/contract/duty.ts'
import type { RoomView, RosterLine, RosterView } from '@anlan/contract/roster.ts'
import type { Selectable } from 'kysely'
import type { Tables } from '../../../../kernel/database/database.ts'
import { Problem } from '../../../../kernel/problem.ts'
import type { Work } from '../../../../kernel/work/work.ts'
import { readRoom, roomsInReach } from '../rooms/rooms.ts'
import { checkRoster } from '../rules/check.ts'
import { fairnessTable } from '../rules/fairness.ts'
import type { Assignment, RosterProblem } from '../rules/problem.ts'
import { loadProblem } from './inputs.ts'

const postOrder = Object.keys(dutyPosts) as DutyPost[]

export type RosterRow = Selectable<Tables['duty_roster']>
/** A roster with everything it is checked against. */
export interface Loaded {
  row: RosterRow
  room: RoomView
  problem: RosterProblem
  cells: { slot_key: string; post: string; place: number; person_id: string | null; on_site: boolean }[]
}

/** Loads a roster within reach; `lock` keeps others from changing it until this work ends. */
export async function loadRoster(work: Work, id: string, lock = false): Promise<Loaded> {
  const row = await work.tx
    .selectFrom('duty_roster')
    .selectAll()
    .where('id', '=', id)
    .where('room_id', 'in', roomsInReach(work).clearSelect().select('r.id'))
    .$if(lock, q => q.forUpdate())
    .executeTakeFirst()
  if (!row) throw new Problem('not-found')
  const room = await readRoom(work, row.room_id)
  const problem = await loadProblem(work, room, row, { seed: row.seed, keep: [] })
  const cells = await work.tx.selectFrom('duty_assignment').selectAll().where('roster_id', '=', id).execute()
  return { row, room, problem, cells }
}

export const assignmentsOf = ({ cells }: Pick<Loaded, 'cells'>): Assignment[] =>
  cells.flatMap(one =>
    one.person_id === null
      ? []
      : [
          {
            slotKey: one.slot_key,
            post: one.post as DutyPost,
            place: one.place,
            personId: one.person_id,
            onSite: one.on_site,
          },
        ],
  )

/** A roster as the screen shows it: every place of every shift, what is broken now, and how even it is. */
export async function presentRoster(work: Work, loaded: Loaded): Promise<RosterView> {
  const { row, room, problem, cells } = loaded
  const assignments = assignmentsOf(loaded)
  const ids = [...new Set(assignments.map(one => one.personId))]
  const people = new Map(
    ids.length
      ? (await work.tx.selectFrom('person').select(['id', 'name', 'mobile']).where('id', 'in', ids).execute()).map(
          one => [one.id, one],
        )
      : [],
  )
  const held = new Map(cells.map(one => [`${one.slot_key} ${one.post} ${one.place}`, one]))
  return {
    ...lineOf(row, room),
    unitId: room.unitId,
    seed: row.seed,
    ruleVersion: row.rule_version,
    outcome: row.outcome as RosterView['outcome'],
    objective: row.objective,
    bound: row.bound,
    seconds: row.seconds,
    notes: row.notes,
    days: row.days.map(({ day, kind, name, leaderOnSite }) => ({ day, kind, name, leaderOnSite })),
    slots: row.slots.map(slot => ({
      key: slot.key,
      name: slot.name,
      day: slot.day,
      startsAt: new Date(slot.startsAt).toISOString(),
      endsAt: new Date(slot.endsAt).toISOString(),
      night: slot.isNight,
      leaderOnSite: slot.leaderOnSite,
      points: slot.points,
    })),
    assignments: row.slots.flatMap(slot =>
      postOrder.flatMap(post =>
        Array.from({ length: slot.needs[post] ?? 0 }, (_, place) => {
          const cell = held.get(`${slot.key} ${post} ${place}`)
          const person = people.get(cell?.person_id ?? '')
          return {
            slotKey: slot.key,
            post,
            place,
            personId: person?.id ?? null,
            personName: person?.name ?? null,
            mobile: person?.mobile ?? null,
            onSite: cell?.on_site ?? true,
          }
        }),
      ),
    ),
    fairness: fairnessTable(problem, assignments),
    unmet: checkRoster(problem, assignments),
  }
}

export const lineOf = (row: RosterRow, room: Pick<RoomView, 'name'>): RosterLine => ({
  id: row.id,
  roomId: row.room_id,
  roomName: room.name,
  from: row.from_day,
  to: row.to_day,
  status: row.status,
  version: row.version,
  outcome: row.outcome as RosterLine['outcome'],
  madeAt: row.made_at.toISOString(),
  publishedAt: row.published_at?.toISOString() ?? null,
})
