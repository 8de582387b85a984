import { channels, deliveryStates } from '@anlan/contract/notice.ts'
import type { ArrivalView, BulletinView, ClueView, ToldLeader } from '@anlan/contract/response-view.ts'
import type { z } from 'zod'
import type { Work } from '../../../kernel/work/work.ts'
import { minutesFrom } from '../rules.ts'
import type { Response } from '../schema.ts'
import type { Abilities } from './abilities.ts'

/** Who was to come and who has: not arrived first. */
export async function presentArrivals(
  work: Work,
  able: Abilities,
  response: Response,
  commands: boolean,
): Promise<z.output<typeof ArrivalView>[]> {
  const rows = await work.tx
    .selectFrom('response_arrival as a')
    .leftJoin('unit as u', 'u.id', 'a.unit_id')
    .selectAll('a')
    .select('u.name as unit_name')
    .where('a.response_id', '=', response.id)
    .orderBy('a.arrived_at', row => row.asc().nullsFirst())
    .orderBy('a.planned_at')
    .orderBy('a.noted_at')
    .execute()
  const shown: z.output<typeof ArrivalView>[] = []
  for (const one of rows) {
    const until = one.arrived_at ?? work.now
    shown.push({
      id: one.id,
      kind: one.kind,
      unitId: one.unit_id,
      unitName: one.unit_name,
      name: one.name,
      people: one.people,
      equipment: one.equipment,
      plannedAt: one.planned_at?.toISOString() ?? null,
      arrivedAt: one.arrived_at?.toISOString() ?? null,
      how: one.how,
      byName: one.by_name,
      late: one.planned_at !== null && until > one.planned_at,
      may: {
        checkIn:
          one.arrived_at === null &&
          response.state === 'active' &&
          (commands || (await able('response.handle', one.unit_id))),
      },
    })
  }
  return shown
}

/** Leaders who were told by the level's list, each with how and when he confirmed (W114). */
export async function presentTold(work: Work, responseId: string): Promise<z.output<typeof ToldLeader>[]> {
  const rows = await work.tx
    .selectFrom('notice_delivery as d')
    .innerJoin('notice as n', 'n.id', 'd.notice_id')
    .innerJoin('unit as u', 'u.id', 'd.unit_id')
    .selectAll('d')
    .select(['n.title', 'n.sent_at as told_at', 'u.name as unit_name'])
    .where('n.kind', '=', `response-told/${responseId}`)
    .orderBy('n.sent_at')
    .orderBy('d.person_name')
    .orderBy('d.channel')
    .execute()
  return rows.map(one => ({
    deliveryId: one.id,
    title: one.title,
    personName: one.person_name,
    postName: one.post_name,
    unitName: one.unit_name,
    phone: one.phone,
    channel: channels[one.channel],
    state: deliveryStates[one.state],
    toldAt: one.told_at.toISOString(),
    acknowledgedAt: one.acknowledged_at?.toISOString() ?? null,
    acknowledgedVia: one.acknowledged_via,
  }))
}

export async function presentBulletins(
  work: Work,
  response: Response,
  commands: boolean,
): Promise<z.output<typeof BulletinView>[]> {
  const rows = await work.tx
    .selectFrom('response_bulletin')
    .selectAll()
    .where('response_id', '=', response.id)
    .orderBy('drafted_at', 'desc')
    .execute()
  const acts = commands && response.state === 'active'
  return rows.map(one => ({
    id: one.id,
    title: one.title,
    text: one.text,
    state: one.state,
    draftedAt: one.drafted_at.toISOString(),
    draftedByName: one.drafted_by_name,
    judgedAt: one.judged_at?.toISOString() ?? null,
    judgedByName: one.judged_by_name,
    opinion: one.opinion,
    publishedAt: one.published_at?.toISOString() ?? null,
    publishedByName: one.published_by_name,
    channels: one.channels,
    nextBy: one.next_by?.toISOString() ?? null,
    may: {
      judge: acts && one.state === 'draft' && one.drafted_by_account_id !== work.actor.accountId,
      publish: acts && one.state === 'approved',
    },
  }))
}

export async function presentClues(work: Work, responseId: string): Promise<z.output<typeof ClueView>[]> {
  const rows = await work.tx
    .selectFrom('response_clue')
    .selectAll()
    .where('response_id', '=', responseId)
    .orderBy('found_at', 'desc')
    .execute()
  return rows.map(one => ({
    id: one.id,
    source: one.source,
    text: one.text,
    foundAt: one.found_at.toISOString(),
    answer: one.answer,
    channel: one.channel,
    answeredAt: one.answered_at?.toISOString() ?? null,
    answeredByName: one.answered_by_name,
    minutes: minutesFrom(one.found_at, one.answered_at),
  }))
}
