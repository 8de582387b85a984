import type { LinkEvent, NoteUpperResponse, PlaceHeadquarters } from '@anlan/contract/response.ts'
import { responseTopics } from '@anlan/contract/response-template.ts'
import type { z } from 'zod'
import { addParties } from '../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { eventInReach } from '../../event-report/api.ts'
import { assertActive, matterOf, responseToCommand } from '../reach.ts'
import { setCommander } from './headquarters.ts'
import { tellUnits } from './tell-leaders.ts'

/** What the level above has started, or ended (`countyAtLeast` null). */
export async function noteUpperResponse(
  work: Work,
  id: string,
  input: z.output<typeof NoteUpperResponse>,
): Promise<void> {
  const response = await responseToCommand(work, id)
  assertActive(response)
  await work.tx
    .updateTable('response')
    .set({
      upper_unit_name: input.unitName,
      upper_level: input.level,
      upper_county_at_least: input.countyAtLeast,
      upper_noted_at: work.now,
      upper_note: input.note,
    })
    .where('id', '=', id)
    .execute()
  const { id: _, ...said } = input
  recordFact(work, 'response.upper-noted', id, said, { matter: matterOf(response) })
}

/** A response that began without an event (on a warning) becomes that of the event which came of it. */
export async function linkEvent(work: Work, id: string, input: z.output<typeof LinkEvent>): Promise<void> {
  const response = await responseToCommand(work, id)
  assertActive(response)
  if (response.event_id) throw new Problem('response/already-linked')
  const event = await eventInReach(work, input.eventId)
  if (!event) throw fieldProblem('not-found', '/eventId', '事件', '事件不存在')
  if (event.state !== 'open') throw new Problem('response/event-over')
  const running = await work.tx
    .selectFrom('response')
    .select('id')
    .where('event_id', '=', event.id)
    .$if(response.plan_id === null, q => q.where('topic', '=', response.topic).where('plan_id', 'is', null))
    .$if(response.plan_id !== null, q => q.where('plan_id', '=', response.plan_id))
    .where('mode', '=', response.mode)
    .where('state', '=', 'active')
    .executeTakeFirst()
  if (running) throw new Problem('response/already-active')
  const linked = await work.tx
    .updateTable('response')
    .set({ event_id: event.id })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  if (linked.mode === 'real') {
    const parties = await work.tx
      .selectFrom('matter_party')
      .select(['unit_id', 'capacity'])
      .where('matter_id', '=', id)
      .execute()
    await addParties(
      work,
      event.id,
      parties.map(one => ({ unitId: one.unit_id, capacity: one.capacity })),
    )
  }
  recordFact(
    work,
    'response.linked',
    id,
    { event: event.id, topic: responseTopics[linked.topic], level: linked.level, startedAt: linked.started_at },
    { matter: matterOf(linked) },
  )
}

/** Where the headquarters on scene sits, and who commands there. */
export async function placeHeadquarters(
  work: Work,
  id: string,
  input: z.output<typeof PlaceHeadquarters>,
): Promise<void> {
  const response = await responseToCommand(work, id)
  assertActive(response)
  await work.tx.updateTable('response').set({ headquarters_place: input.place }).where('id', '=', id).execute()
  const commander = input.commanderId ? await commanderNamed(work, input.commanderId) : null
  if (commander) await setCommander(work, response, commander)
  recordFact(
    work,
    'response.headquarters-placed',
    id,
    { place: input.place, commander: commander?.personName ?? null },
    { matter: matterOf(response) },
  )
  await tellUnits(
    work,
    response,
    '现场指挥部',
    `现场指挥部设在${input.place}${commander ? `，现场指挥官${commander.personName}` : ''}。`,
  )
}

async function commanderNamed(work: Work, personId: string) {
  const person = await work.tx
    .selectFrom('person as p')
    .innerJoin('unit as u', 'u.id', 'p.unit_id')
    .leftJoin('post_holder as h', join => join.onRef('h.person_id', '=', 'p.id').on('h.order', '=', 0))
    .leftJoin('post as po', 'po.id', 'h.post_id')
    .select(['p.id', 'p.name', 'p.mobile', 'u.id as unit_id', 'u.name as unit_name', 'po.name as post'])
    .where('p.id', '=', personId)
    .where('p.enabled', '=', true)
    .orderBy('po.sort')
    .executeTakeFirst()
  if (!person) throw fieldProblem('invalid-input', '/commanderId', '现场指挥官', '人员不在通讯录中')
  return {
    bearer: 'named',
    unitId: person.unit_id,
    unitName: person.unit_name,
    personId: person.id,
    personName: person.name,
    postName: person.post ?? '现场指挥官',
    phone: person.mobile,
    defect: person.mobile ? null : '任职人没有登记手机号',
  }
}
