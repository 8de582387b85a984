import { sql } from 'kysely'
import { isUnitInReach } from '../../kernel/access/reach.ts'
import { reachOf } from '../../kernel/http/app.ts'
import { Problem } from '../../kernel/problem.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'
import { commands, matterOf, type Response, visibleResponse } from '../response/api.ts'

/** A response for one of its parties, locked: what is numbered in it is numbered once. */
export async function responseToReport(work: Work, id: string): Promise<Response> {
  const response = await visibleResponse(work, id)
  await work.tx.selectFrom('response').select('id').where('id', '=', id).forUpdate().execute()
  return response
}

/** The next number of what a response counts. */
export async function nextNumber(
  work: Work,
  table: 'command_fact' | 'command_consultation' | 'command_plan',
  responseId: string,
): Promise<number> {
  const { rows } = await sql<{ next: number }>`
    select coalesce(max(number), 0)::int + 1 as next from ${sql.table(table)} where response_id = ${responseId}`.execute(
    work.tx,
  )
  return rows[0]?.next ?? 1
}

/** A fact of the command room: on the event's timeline, or in an exercise on that of the response alone. */
export const recordInRoom = (
  work: Work,
  response: Pick<Response, 'id' | 'event_id' | 'mode'>,
  type: string,
  data: Record<string, unknown>,
  chain?: string,
) => recordFact(work, type, response.id, data, { matter: matterOf(response), ...(chain && { chain }) })

/** Whether the actor commands this response, whatever the permission of the route. */
export const mayCommand = (work: Work, response: Pick<Response, 'room_unit_id' | 'lead_unit_id'>) =>
  commands({ ...work, reach: reachOf(work.actor, 'response.command') }, response)

/** Whoever commands, or acts for one of these units; otherwise 404. */
export async function assertActsFor(work: Work, response: Response, unitIds: (string | null)[]): Promise<void> {
  if (!(await actsFor(work, response, unitIds))) throw new Problem('not-found')
}

export async function actsFor(work: Work, response: Response, unitIds: (string | null)[]): Promise<boolean> {
  if (await mayCommand(work, response)) return true
  const reach = reachOf(work.actor, 'response.handle')
  for (const id of unitIds) if (id && (await isUnitInReach({ tx: work.tx, reach }, id))) return true
  return false
}
