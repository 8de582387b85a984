import type { EventHandling } from '@anlan/contract/response.ts'
import type { z } from 'zod'
import { isUnitInReach } from '../../../kernel/access/reach.ts'
import { reachOf } from '../../../kernel/http/app.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { territorialUnits, unitOfFunction } from '../../directory/api.ts'
import { eventInReach } from '../../event-report/api.ts'
import { participationBecause, responsibleFor } from '../rules.ts'
import { abilities } from './abilities.ts'
import { readEventState } from './event-so-far.ts'

/** What was done about one event beside its responses: call-outs, the county's taking part, whose responsibility it is. */
export async function handlingOf(work: Work, eventId: string): Promise<z.output<typeof EventHandling>> {
  const found = await eventInReach(work, eventId)
  if (!found) throw new Problem('not-found')
  const event = await readEventState(work, eventId)
  const because = participationBecause(event.level, event.sensitive)
  const handovers = await work.tx
    .selectFrom('response_responsibility')
    .selectAll()
    .where('event_id', '=', eventId)
    .orderBy('at')
    .execute()
  const participations = await work.tx
    .selectFrom('response_participation as p')
    .innerJoin('unit as u', 'u.id', 'p.unit_id')
    .selectAll('p')
    .select('u.name as unit_name')
    .where('p.event_id', '=', eventId)
    .orderBy('p.from_at')
    .execute()
  const open = found.state === 'open' || found.state === 'ended'
  const handles = { tx: work.tx, reach: reachOf(work.actor, 'response.call-out') }
  const callable = []
  for (const unit of await territorialUnits(work.tx, event.areaCode))
    if (await isUnitInReach(handles, unit.id)) callable.push({ unitId: unit.id, unitName: unit.name })
  const room = (await unitOfFunction(work.tx, 'generalDutyOffice'))?.id ?? null
  const able = abilities(work)
  return {
    participationOwed: because !== null && participations.length === 0,
    participationBecause: because,
    participations: participations.map(one => ({
      id: one.id,
      unitName: one.unit_name,
      how: one.how,
      people: one.people,
      from: one.from_at.toISOString(),
      until: one.until_at?.toISOString() ?? null,
      note: one.note,
      byName: one.by_name,
    })),
    responsible: handovers.at(-1)?.to_name ?? responsibleFor(event.level),
    handovers: handovers.map(one => ({
      id: one.id,
      direction: one.direction,
      toName: one.to_name,
      reason: one.reason,
      at: one.at.toISOString(),
      byName: one.by_name,
    })),
    callOuts: await callOutsOf(work, eventId),
    callable,
    may: {
      start: found.state === 'open' && (await able('response.start', room)),
      callOut: open && callable.length > 0,
      record: open && (await able('response.command', room)),
    },
  }
}

async function callOutsOf(work: Work, eventId: string) {
  const rows = await work.tx
    .selectFrom('response_call_out as c')
    .innerJoin('unit as u', 'u.id', 'c.unit_id')
    .selectAll('c')
    .select('u.name as unit_name')
    .where('c.event_id', '=', eventId)
    .orderBy('c.called_at')
    .execute()
  const able = abilities(work)
  const shown = []
  for (const one of rows)
    shown.push({
      id: one.id,
      eventId: one.event_id,
      unitId: one.unit_id,
      unitName: one.unit_name,
      order: one.order,
      place: one.place,
      calledAt: one.called_at.toISOString(),
      calledByName: one.called_by_name,
      dueAt: one.due_at.toISOString(),
      assembledAt: one.assembled_at?.toISOString() ?? null,
      people: one.people,
      note: one.note,
      overdue: one.assembled_at === null && one.due_at < work.now,
      may: { report: one.assembled_at === null && (await able('response.handle', one.unit_id)) },
    })
  return shown
}
