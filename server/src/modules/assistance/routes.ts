import {
  AddChecklistItem,
  Assistance,
  ChecklistHistory,
  ChecklistItemView,
  EditChecklistItem,
  MakeTask,
  SubstanceQuery,
  SubstancesFound,
  TickItem,
} from '@anlan/contract/assistance.ts'
import { Id } from '@anlan/contract/codec.ts'
import { z } from 'zod'
import type { House } from '../../kernel/house.ts'
import { type App, reachOf } from '../../kernel/http/app.ts'
import type { Work } from '../../kernel/work/work.ts'
import { addItem, editItem, itemHistory, listItems } from './checklist/items.ts'
import { makeTask, tickItem } from './checklist/ticks.ts'
import { assistanceOf } from './reading/assistance.ts'
import { findSubstances } from './substances/find.ts'

const params = z.object({ id: Id })
const read = { permission: 'assistance.read' } as const
const define = { permission: 'assistance.define' } as const

/** 辅助决策: read with an event; its checklists are rows of the county. */
export function assistanceRoutes(app: App, house: House) {
  const ofEvent = '/api/emergency-events/:id/assistance'
  const reply = { 200: Assistance }
  /** What the event's page shows after a change to it. */
  const after = async (work: Work, eventId: string, done: Promise<void>) => {
    await done
    return assistanceOf({ ...work, reach: reachOf(work.actor, 'assistance.read') }, house.spatial, eventId)
  }
  app.get(ofEvent, { config: read, schema: { params, response: reply } }, request =>
    request.work(work => assistanceOf(work, house.spatial, request.params.id)),
  )
  app.put(
    `${ofEvent}/ticks`,
    { config: { permission: 'assistance.tick' }, schema: { params, body: TickItem, response: reply } },
    request => request.work(work => after(work, request.params.id, tickItem(work, request.params.id, request.body))),
  )
  app.post(
    `${ofEvent}/tasks`,
    { config: { permission: 'response.command' }, schema: { params, body: MakeTask, response: reply } },
    request => request.create(work => after(work, request.params.id, makeTask(work, request.params.id, request.body))),
  )
  app.get(
    '/api/assistance/substances',
    { config: read, schema: { querystring: SubstanceQuery, response: { 200: SubstancesFound } } },
    request => request.work(async work => ({ items: await findSubstances(work, request.query.text) })),
  )
  checklistRoutes(app)
}

function checklistRoutes(app: App) {
  const base = '/api/assistance/checklist'
  app.get(
    base,
    { config: read, schema: { response: { 200: z.object({ items: z.array(ChecklistItemView) }) } } },
    request => request.work(listItems),
  )
  app.post(
    base,
    { config: define, schema: { body: AddChecklistItem, response: { 201: ChecklistItemView } } },
    async (request, answer) => answer.code(201).send(await request.create(work => addItem(work, request.body))),
  )
  app.put(
    `${base}/:id`,
    { config: define, schema: { params, body: EditChecklistItem, response: { 200: ChecklistItemView } } },
    request => request.work(work => editItem(work, request.params.id, request.body)),
  )
  app.get(`${base}/:id/history`, { config: read, schema: { params, response: { 200: ChecklistHistory } } }, request =>
    request.work(work => itemHistory(work, request.params.id)),
  )
}
