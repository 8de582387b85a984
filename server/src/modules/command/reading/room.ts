import type { CommandRoom, CommandSpellView, EntryView, ForceView } from '@anlan/contract/command.ts'
import { isUnitInReach } from '../../../kernel/access/reach.ts'
import { reachOf } from '../../../kernel/http/app.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { minutesAfter, type Response, visibleResponse } from '../../response/api.ts'
import { actsFor, mayCommand } from '../ground.ts'
import { openItems } from '../people/command-spells.ts'
import { parMinutes, rotationHours } from '../settings.ts'
import { presentConsultations, presentFacts, presentOpinions, presentPlans } from './parts.ts'

/** 指挥室 of one response, for its parties. */
export async function presentRoom(work: Work, responseId: string): Promise<CommandRoom> {
  const response = await visibleResponse(work, responseId)
  const active = response.state === 'active'
  const command = await mayCommand(work, response)
  const hours = await settingOf(work, rotationHours)
  const entries = await presentEntries(work, response)
  return {
    responseId,
    mode: response.mode,
    active,
    place: response.headquarters_place,
    facts: await presentFacts(work, response, command),
    consultations: await presentConsultations(work, response, command),
    plans: await presentPlans(work, response, command),
    opinions: await presentOpinions(work, response, command),
    entries,
    inside: entries.reduce((sum, one) => sum + (one.outAt ? 0 : one.people), 0),
    withdrawals: await presentWithdrawals(work, responseId),
    spells: await presentSpells(work, response, hours),
    forces: await presentForces(work, response, hours),
    open: await openItems(work, responseId),
    rotationHours: hours,
    parMinutes: await settingOf(work, parMinutes),
    may: {
      command: active && command,
      report:
        active &&
        (await isUnitInReach({ tx: work.tx, reach: reachOf(work.actor, 'response.handle') }, work.actor.unitId)),
    },
  }
}

/** Those inside first, the next confirmation soonest first. */
async function presentEntries(work: Work, response: Response): Promise<EntryView[]> {
  const rows = await work.tx
    .selectFrom('command_entry as e')
    .leftJoin('unit as u', 'u.id', 'e.unit_id')
    .selectAll('e')
    .select('u.name as unit_name')
    .where('e.response_id', '=', response.id)
    .orderBy('e.next_par_at')
    .execute()
  const views: EntryView[] = []
  for (const row of rows) {
    const inside = row.out_at === null
    const limitAt = minutesAfter(row.entered_at, row.limit_minutes)
    views.push({
      id: row.id,
      name: row.name,
      unitName: row.unit_name,
      people: row.people,
      place: row.place,
      enteredAt: row.entered_at.toISOString(),
      limitAt: limitAt.toISOString(),
      parMinutes: row.par_minutes,
      lastParAt: row.last_par_at?.toISOString() ?? null,
      nextParAt: inside ? row.next_par_at.toISOString() : null,
      parOverdue: inside && work.now > row.next_par_at,
      limitOverdue: inside && work.now > limitAt,
      outAt: row.out_at?.toISOString() ?? null,
      outPeople: row.out_people,
      outNote: row.out_note,
      may: { report: inside && (await actsFor(work, response, [row.unit_id, row.entered_by_unit_id])) },
    })
  }
  return views.sort((a, b) => Number(a.outAt !== null) - Number(b.outAt !== null))
}

async function presentWithdrawals(work: Work, responseId: string) {
  const rows = await work.tx
    .selectFrom('command_withdrawal')
    .selectAll()
    .where('response_id', '=', responseId)
    .orderBy('ordered_at', 'desc')
    .execute()
  return rows.map(row => ({
    id: row.id,
    reason: row.reason,
    orderedAt: row.ordered_at.toISOString(),
    orderedByName: row.ordered_by_name,
    liftedAt: row.lifted_at?.toISOString() ?? null,
    liftedByName: row.lifted_by_name,
  }))
}

async function presentSpells(work: Work, response: Response, hours: number): Promise<CommandSpellView[]> {
  const rows = await work.tx
    .selectFrom('command_spell')
    .selectAll()
    .where('response_id', '=', response.id)
    .orderBy('from_at', 'desc')
    .execute()
  return rows.map(row => ({
    id: row.id,
    personName: row.person_name,
    postName: row.post_name,
    unitName: row.unit_name,
    from: row.from_at.toISOString(),
    until: row.until_at?.toISOString() ?? null,
    note: row.note,
    open: row.open_items,
    over: isOver(row.from_at, row.until_at, work.now, hours),
  }))
}

async function presentForces(work: Work, response: Response, hours: number): Promise<ForceView[]> {
  const rows = await work.tx
    .selectFrom('response_arrival as a')
    .leftJoin('unit as u', 'u.id', 'a.unit_id')
    .leftJoin('command_relief as r', 'r.arrival_id', 'a.id')
    .select(['a.id', 'a.name', 'a.people', 'a.arrived_at', 'u.name as unit_name', 'r.at', 'r.relieved_by'])
    .where('a.response_id', '=', response.id)
    .where('a.arrived_at', 'is not', null)
    .orderBy('a.arrived_at')
    .execute()
  return rows.flatMap(row =>
    row.arrived_at
      ? [
          {
            arrivalId: row.id,
            name: [row.unit_name, row.name].filter(Boolean).join(' '),
            people: row.people,
            since: row.arrived_at.toISOString(),
            relievedAt: row.at?.toISOString() ?? null,
            relievedBy: row.relieved_by ?? '',
            over: isOver(row.arrived_at, row.at ?? response.ended_at, work.now, hours),
          },
        ]
      : [],
  )
}

/** Whether somebody worked on, or works on, as long as the rotation allows. */
const isOver = (from: Date, until: Date | null, now: Date, hours: number): boolean =>
  (until ?? now).getTime() - from.getTime() >= hours * 3_600_000
