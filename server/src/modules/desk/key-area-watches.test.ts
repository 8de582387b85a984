import type { ObligationView } from '@anlan/contract/obligation.ts'
import type { RecordHistory, RecordView } from '@anlan/contract/register.ts'
import { expect } from 'vitest'
import type { z } from 'zod'
import { test, type World } from '../../../test/world.ts'

const url = '/api/registers/key-area-watches'
const place = { name: '上坡院子后山裂缝', kind: '地质灾害隐患点', every: '雨前雨中雨后', look: '裂缝、渗水' }
const watcher = { watcher: '覃大海', watcherPhone: '19900008123' }

const villageOf = async (world: World, account: string) =>
  (
    (await world.query(`select unit_id from account where id = '${world.account(account)}'`)) as { unit_id: string }[]
  )[0]?.unit_id ?? ''

async function owed(world: World, unitId: string) {
  const { body } = await (await world.as('bureau1')).get<{ items: ObligationView[] }>(`/api/obligations?unit=${unitId}`)
  return body.items.filter(item => item.kind === 'confirmation' && item.title.includes('重点区域值守'))
}

test('a village enters whom it posts to which place; each watch is a confirmation, and a week without one is owed', async ({
  world,
}) => {
  await world.at('2026-07-01T09:00:00+08:00')
  const unitId = await villageOf(world, 'sancha1')
  const village = await world.as('sancha1')
  const made = await village.post<RecordView>(url, { unitId, values: { ...place, ...watcher } })
  expect(made.status).toBe(201)
  expect(made.body.verifyDueOn).toBe('2026-07-08')
  // The township sees it, another township does not.
  expect((await (await world.as('chaping1')).get(`${url}/${made.body.id}`)).status).toBe(200)
  expect((await (await world.as('longtan1')).get(`${url}/${made.body.id}`)).status).toBe(404)

  // The watch of the third day puts the week off; what was seen stands in the record's history.
  await world.at('2026-07-03T18:00:00+08:00')
  const seen = await village.patch<RecordView>(`${url}/${made.body.id}`, {
    version: made.body.version,
    values: { note: '裂缝无变化，已疏通截水沟' },
  })
  expect(seen.status).toBe(200)
  await village.post(`${url}/verifications`, { ids: [made.body.id] })
  expect((await village.get<RecordView>(`${url}/${made.body.id}`)).body.verifyDueOn).toBe('2026-07-10')
  const history = await village.get<z.output<typeof RecordHistory>>(`${url}/${made.body.id}/history`)
  expect(history.body.items.map(item => item.action)).toEqual(['verified', 'changed', 'created'])

  // Nobody looks for a week: the village owes the watch, and the day passes for good.
  await world.query("update due_task set run_at = '2026-07-06T01:00:00Z' where kind = 'register.new-day'")
  await world.at('2026-07-10T23:00:00+08:00')
  expect((await owed(world, unitId)).map(one => one.state)).toEqual(['open'])
  await world.at('2026-07-11T08:00:00+08:00')
  const [late] = await owed(world, unitId)
  expect(late).toMatchObject({ state: 'overdue' })
  await village.post(`${url}/verifications`, { ids: [made.body.id] })
  expect((await owed(world, unitId))[0]).toMatchObject({ state: 'met', breachedAt: late?.breachedAt })
})

test('a place without a watcher, another village’s place and the same place twice are refused by name', async ({
  world,
}) => {
  await world.at('2026-07-01T09:00:00+08:00')
  const unitId = await villageOf(world, 'sancha1')
  const village = await world.as('sancha1')
  const refused = async (body: object) => {
    const { status, problem } = await village.post(url, body)
    return [status, ...(problem.errors?.map(error => error.field) ?? [problem.code])]
  }
  expect(await refused({ unitId, values: place })).toEqual([422, '值守责任人', '责任人电话'])
  expect(await refused({ unitId, values: { ...place, ...watcher, every: '想起来就看' } })).toEqual([422, '看守频次'])
  expect((await refused({ unitId: world.unit('longtan'), values: { ...place, ...watcher } }))[0]).not.toBe(201)
  expect((await village.post(url, { unitId, values: { ...place, ...watcher } })).status).toBe(201)
  expect((await refused({ unitId, values: { ...place, ...watcher } }))[0]).toBe(409)
})
