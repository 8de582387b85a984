import { randomUUID } from 'node:crypto'
import type { MakeTask, TickItem } from '@anlan/contract/assistance.ts'
import type { z } from 'zod'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { defectWords, resolveBearer } from '../../directory/api.ts'
import { type EventFacts, factsOfEvents } from '../../event-report/api.ts'
import { groundFor, issueTask, responseInBrief } from '../../response/api.ts'
import type { Item } from '../schema.ts'
import { taskMinutes } from '../settings.ts'

/** An event in reach that is still handled, or over and not closed. */
async function openEvent(work: Work, id: string): Promise<EventFacts> {
  const [event] = await factsOfEvents(work, { id })
  if (!event) throw new Problem('not-found')
  if (event.state === 'closed' || event.state === 'withdrawn') throw new Problem('event/closed')
  return event
}

async function itemMeant(work: Work, id: string): Promise<Item> {
  const item = await work.tx.selectFrom('assistance_item').selectAll().where('id', '=', id).executeTakeFirst()
  if (!item) throw fieldProblem('not-found', '/itemId', '事项', '清单中没有这一项，请刷新')
  return item
}

/** Ticks an item of an event, or takes the tick back; each is a fact of the event. Doing it twice changes nothing. */
export async function tickItem(work: Work, eventId: string, input: z.output<typeof TickItem>): Promise<void> {
  const event = await openEvent(work, eventId)
  const item = await itemMeant(work, input.itemId)
  if (!input.done) {
    const gone = await work.tx
      .deleteFrom('assistance_tick')
      .where('event_id', '=', event.id)
      .where('item_id', '=', item.id)
      .returning('text')
      .executeTakeFirst()
    if (gone)
      recordFact(work, 'assistance.item-undone', event.id, { item: item.id, text: gone.text }, { matter: event.id })
    return
  }
  const ticked = await work.tx
    .insertInto('assistance_tick')
    .values({
      event_id: event.id,
      item_id: item.id,
      text: item.text,
      done_at: work.now,
      done_by_name: work.actor.name,
      done_by_unit_id: work.actor.unitId,
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('item_id')
    .executeTakeFirst()
  if (ticked)
    recordFact(
      work,
      'assistance.item-done',
      event.id,
      { item: item.id, text: item.text, unit: work.actor.unitId },
      { matter: event.id },
    )
}

/** Makes a task of an item in a response of the event, for whoever holds its post now or the unit named. Once per response. */
export async function makeTask(work: Work, eventId: string, input: z.output<typeof MakeTask>): Promise<void> {
  const event = await openEvent(work, eventId)
  const item = await itemMeant(work, input.itemId)
  const response = await responseInBrief(work, input.responseId)
  if (response?.eventId !== event.id)
    throw fieldProblem('not-found', '/responseId', '响应', '本事件没有这个响应，请刷新')
  const made = await work.tx
    .selectFrom('assistance_task')
    .select('task_id')
    .where('item_id', '=', item.id)
    .where('response_id', '=', response.id)
    .executeTakeFirst()
  if (made) throw new Problem('assistance/task-exists')
  const id = input.id ?? randomUUID()
  await issueTask(work, response.id, {
    id,
    group: null,
    title: item.text,
    detail: item.detail,
    place: '',
    forces: '',
    priority: 'support',
    unitId: input.unitId ?? (await unitFor(work, item, event)),
    personId: null,
    doneMinutes: input.doneMinutes ?? (await settingOf(work, taskMinutes)),
  })
  await work.tx
    .insertInto('assistance_task')
    .values({ event_id: event.id, item_id: item.id, response_id: response.id, task_id: id, at: work.now })
    .execute()
  recordFact(
    work,
    'assistance.task-made',
    event.id,
    { item: item.id, text: item.text, task: id, response: response.id },
    { matter: event.id },
  )
}

async function unitFor(work: Work, item: Item, event: EventFacts): Promise<string> {
  const ground = await groundFor(work, { lead: 'lead' }, event.typeCodes[0] ?? null, event.areaCode)
  const held = await resolveBearer(work.tx, item.bearer, ground)
  if (!held.unitId) throw fieldProblem('invalid-input', '/unitId', '承担单位', `${defectWords(held)}，请指定承担单位`)
  return held.unitId
}
