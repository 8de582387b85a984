import type { ResponseTemplateView, TemplateHistoryEntry } from '@anlan/contract/response-template.ts'
import { expect } from 'vitest'
import type { z } from 'zod'
import { test } from '../../../../test/world.ts'

type Items<T> = { items: T[] }
const { stringify, parse } = JSON

test('each topic has all four levels, each with who starts, tasks, who is told, and a source', async ({ world }) => {
  const { body } = await (await world.as('duty1')).get<Items<ResponseTemplateView>>('/api/response-templates')
  expect(body.items).toHaveLength(28)
  for (const row of body.items) {
    expect(row.starters.length, row.name).toBeGreaterThan(0)
    expect(row.told.length, row.name).toBeGreaterThan(0)
    expect(row.tasks.length, row.name).toBeGreaterThan(1)
    expect(row.closing.map(one => one.code)).toEqual([
      'dangerRemoved',
      'peopleAccounted',
      'secondaryRisk',
      'orderRestored',
    ])
    expect(row.source.confidence).toBe('设计')
    // Every post that the row names is filled in the sample county.
    expect(row.defects, row.name).toEqual([])
    for (const task of row.tasks)
      expect(
        row.groups.map(group => group.code),
        `${row.name} ${task.title}`,
      ).toContain(task.group)
  }
})

test('a higher level never asks for less: groups, tasks and leaders of the lower are in it', async ({ world }) => {
  const { body } = await (await world.as('duty1')).get<Items<ResponseTemplateView>>('/api/response-templates')
  for (const low of body.items.filter(row => row.level > 1)) {
    const high = body.items.find(row => row.topic === low.topic && row.level === low.level - 1)
    const codes = high?.tasks.map(task => task.code)
    for (const task of low.tasks) expect(codes, `${high?.name} ${task.title}`).toContain(task.code)
    for (const group of low.groups) expect(high?.groups.map(one => one.code)).toContain(group.code)
  }
})

test('the bureau changes a row with its reason; who read an older one is told; what changed stays on record', async ({
  world,
}) => {
  const bureau = await world.as('bureau1')
  const { body } = await bureau.get<Items<ResponseTemplateView>>('/api/response-templates')
  const row = body.items.find(one => one.topic === 'flood' && one.level === 4)
  if (!row) throw new Error('no row')
  const {
    id,
    topic: _,
    level: __,
    source: ___,
    changedAt: ____,
    changedByName: _____,
    words: ______,
    defects: _______,
    ...content
  } = parse(stringify(row)) as ResponseTemplateView
  const path = `/api/response-templates/${id}`
  const changed = await bureau.put<ResponseTemplateView>(path, {
    ...content,
    expectedHours: 36,
    reason: '按新修订预案',
  })
  expect(changed.body).toMatchObject({ expectedHours: 36, version: 2 })
  expect((await bureau.put(path, { ...content, reason: '再改' })).problem.code).toBe('conflict')
  const stray = { ...content, version: 2, reason: '改', tasks: [{ ...content.tasks[0], group: 'supervise' }] }
  expect((await bureau.put(path, stray)).problem).toMatchObject({ errors: [{ pointer: '/tasks/0/group' }] })
  const unknown = { ...content, version: 2, reason: '改', lead: '张三' }
  expect((await bureau.put(path, unknown)).problem).toMatchObject({ errors: [{ pointer: '/lead' }] })
  const history = await bureau.get<Items<z.output<typeof TemplateHistoryEntry>>>(`${path}/history`)
  expect(history.body.items).toMatchObject([{ reason: '按新修订预案', changed: ['预计期限'] }])
  expect((await (await world.as('duty1')).put(path, { ...content, reason: '改' })).status).toBe(403)
})
