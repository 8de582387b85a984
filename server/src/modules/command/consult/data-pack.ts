import type { DataPack } from '@anlan/contract/command.ts'
import { responseLevelNames } from '@anlan/contract/response-template.ts'
import { sql } from 'kysely'
import type { Work } from '../../../kernel/work/work.ts'
import { presentResponse, type Response, seeing } from '../../response/api.ts'

/** 会商资料包: event figures, running tasks, forces on scene and the facts board as they are now. Kept with the consultation, it never changes. */
export async function dataPackOf(work: Work, response: Response): Promise<DataPack> {
  const view = await presentResponse(seeing(work), response.id)
  return {
    at: work.now.toISOString(),
    eventTitle: response.mode === 'real' ? view.eventTitle : null,
    responseLevel: responseLevelNames[response.level],
    figures: response.mode === 'real' && response.event_id ? await figuresOf(work, response.event_id) : [],
    tasks: view.taskList
      .filter(task => !['verified', 'cancelled', 'planned'].includes(task.state))
      .map(({ number, title, unitName, state, doneClock }) => ({
        number,
        title,
        unitName,
        state,
        dueAt: doneClock?.dueAt ?? null,
        overdue: doneClock?.overdue ?? false,
      })),
    forces: view.arrivals.flatMap(one =>
      one.arrivedAt
        ? [{ name: [one.unitName, one.name].filter(Boolean).join(' '), people: one.people, arrivedAt: one.arrivedAt }]
        : [],
    ),
    facts: await boardNow(work, response.id),
  }
}

async function figuresOf(work: Work, eventId: string): Promise<DataPack['figures']> {
  const { rows } = await sql<{ name: string; unit: string; value: string | null; as_of: Date; status: string }>`
    select i.name, i.unit, f.value::text as value, f.as_of, f.status from event_figure f join figure_indicator i on i.code = f.indicator
    where f.event_id = ${eventId} and f.is_current order by i.sort`.execute(work.tx)
  return rows.map(row => ({
    name: row.name,
    value: row.value === null ? '不详' : `${Number(row.value)} ${row.unit}`,
    asOf: row.as_of.toISOString(),
    verified: row.status === 'verified',
  }))
}

async function boardNow(work: Work, responseId: string): Promise<DataPack['facts']> {
  const rows = await work.tx
    .selectFrom('command_fact')
    .selectAll()
    .where('response_id', '=', responseId)
    .where('superseded_at', 'is', null)
    .orderBy('number')
    .execute()
  return rows.map(row => ({
    number: row.number,
    text: row.text,
    asOf: row.as_of.toISOString(),
    source: row.source,
    verified: row.verified_at !== null,
  }))
}
