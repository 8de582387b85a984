import type { Assistance, EventItem } from '@anlan/contract/assistance.ts'
import { reachFor } from '../../../kernel/access/reach.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { bearerWords, findUnits, resolveBearers } from '../../directory/api.ts'
import { type EventFacts, eventTypeNames, particularFields } from '../../event-report/api.ts'
import { commandedResponses, groundFor } from '../../response/api.ts'
import type { Item } from '../schema.ts'
import { itemsInUse } from './items.ts'
import { fieldsAskedFor, whyItemHolds } from './rules.ts'

export interface ShownItem {
  item: Item
  shown: EventItem
}

/** The first hour of one event: what is to be done by whom until when, why, and what was ticked. */
export async function eventItems(
  work: Work,
  event: EventFacts,
): Promise<{ items: ShownItem[]; checklist: Assistance['checklist'] }> {
  const [rows, fields, typeNames] = [await itemsInUse(work), await particularFields(work), await eventTypeNames(work)]
  const names = {
    type: (prefix: string) => typeNames.get(prefix.padEnd(5, '0')) ?? '各类突发事件',
    field: (code: string) => fields.find(one => one.code === code)?.label ?? code,
  }
  const rule = (row: Item) => ({ typePrefixes: row.type_prefixes, conditions: row.conditions })
  const holding = rows.flatMap(row => {
    const because = whyItemHolds(rule(row), event, names)
    return because ? [{ row, because }] : []
  })
  const ticks = await work.tx.selectFrom('assistance_tick').selectAll().where('event_id', '=', event.id).execute()
  const tasks = await work.tx.selectFrom('assistance_task').selectAll().where('event_id', '=', event.id).execute()
  const units = await findUnits(
    work.tx,
    ticks.map(one => one.done_by_unit_id),
  )
  const ground = await groundFor(work, { lead: 'lead' }, event.typeCodes[0] ?? null, event.areaCode)
  const posts = await resolveBearers(work.tx, [...new Set(holding.map(({ row }) => row.bearer))], ground)
  const items = holding.map(({ row, because }): ShownItem => {
    const post = posts.get(row.bearer)
    const tick = ticks.find(one => one.item_id === row.id)
    return {
      item: row,
      shown: {
        id: row.id,
        text: row.text,
        detail: row.detail,
        minutes: row.minutes,
        dueAt: new Date(event.knownAt.getTime() + row.minutes * 60_000).toISOString(),
        bearer: bearerWords(row.bearer),
        unitId: post?.unitId ?? null,
        unitName: post?.unitName ?? '',
        postName: post?.postName ?? '',
        personName: post?.personName ?? null,
        phone: post?.phone ?? null,
        defect: post?.defect ?? null,
        because,
        source: { name: row.source_name, article: row.source_article, confidence: row.confidence },
        doneAt: tick?.done_at.toISOString() ?? null,
        doneByName: tick?.done_by_name ?? null,
        doneByUnitName: (tick && units.get(tick.done_by_unit_id)?.name) ?? null,
        tasks: tasks
          .filter(one => one.item_id === row.id)
          .map(one => ({ responseId: one.response_id, taskId: one.task_id, at: one.at.toISOString() })),
      },
    }
  })
  const isOpen = event.state === 'open' || event.state === 'ended'
  return {
    items,
    checklist: {
      items: items.map(one => one.shown),
      past: ticks
        .filter(tick => !holding.some(({ row }) => row.id === tick.item_id))
        .map(tick => ({
          id: tick.item_id,
          text: tick.text,
          doneAt: tick.done_at.toISOString(),
          doneByName: tick.done_by_name,
        })),
      unknown: fieldsAskedFor(rows.map(rule), event).map(names.field),
      mayTick: isOpen && reachFor(work.actor, 'assistance.tick') !== null,
      responses: isOpen ? await commandedResponses(work, event.id) : [],
    },
  }
}
