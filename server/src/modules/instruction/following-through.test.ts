import type {
  InstructionLine,
  InstructionStatistics,
  InstructionView,
  UnassignedTask,
} from '@anlan/contract/instruction.ts'
import type { MyNotice } from '@anlan/contract/notice.ts'
import { expect } from 'vitest'
import type { z } from 'zod'
import { fedBack, fromMayor, handedOn, lead, read, recorded, unitOf } from '../../../test/instruction-story.ts'
import { unzip } from '../../../test/unzip.ts'
import { test } from '../../../test/world.ts'

type Items<T> = { items: T[] }
test('a task is split down to persons; what has no person is listed, and the whole waits for its parts', async ({
  world,
}) => {
  await world.at('2026-07-13T09:00:00+08:00')
  const { id } = await recorded(world)
  const duty = await world.as('duty1')
  await duty.put(`/api/instructions/${id}/clean-copy`, { text: '请茶坪镇处理。' })
  const view = (
    await duty.post<InstructionView>(`/api/instructions/${id}/assignments`, { leadUnitId: world.unit('chaping') })
  ).body
  const town = await world.as('chaping1')
  const parts = `/api/instruction-assignments/${lead(view)}/parts`
  const villageId = await unitOf(world, 'liangshui1')
  expect((await town.post(parts, { parts: [{ unitId: world.unit('longtan'), task: '排查' }] })).problem).toMatchObject({
    code: 'event/outside-reach',
    errors: [{ pointer: '/parts/0/unitId' }],
  })
  expect(
    (await town.post(parts, { parts: [{ unitId: world.unit('chaping'), task: '汇总' }] })).problem.errors,
  ).toMatchObject([{ pointer: '/parts/0/personId', message: '分解给本单位的任务应落实到人' }])
  const [account] = await world.query(`select person_id from account where id = '${world.account('chaping1')}'`)
  const holder = (account as { person_id: string }).person_id
  const split = await town.post<InstructionView>(parts, {
    parts: [
      { unitId: villageId, task: '逐户排查' },
      { unitId: world.unit('chaping'), personId: holder, task: '汇总' },
    ],
  })
  expect(split.status).toBe(200)
  expect(split.body.state).toBe('inProgress')
  const unassigned = async (account: string) =>
    (await (await world.as(account)).get<Items<UnassignedTask>>('/api/instruction-assignments/unassigned')).body.items
  expect((await unassigned('chaping1')).map(one => one.task)).toEqual(['逐户排查'])
  expect(await unassigned('water1')).toEqual([])
  const whole = await fedBack(world, lead(view), {}, 'chaping1')
  expect(whole.problem.code).toBe('instruction/answers-missing')
  const [, part, ownPart] = split.body.assignments
  const villager = await world.as('liangshui1')
  expect((await villager.get(`/api/instructions/${id}`)).status).toBe(200)
  expect((await fedBack(world, part?.id ?? '', {}, 'liangshui1')).status).toBe(200)
  expect((await fedBack(world, ownPart?.id ?? '', {}, 'chaping1')).status).toBe(200)
  expect((await fedBack(world, lead(view), {}, 'chaping1')).body.state).toBe('answered')
})

test('who is no party sees nothing: lists, page, timeline, paper, tasks', async ({ world }) => {
  await world.at('2026-07-13T09:00:00+08:00')
  const view = await handedOn(world)
  for (const account of ['forest1', 'longtan1', 'liangshui1', 'city1']) {
    const caller = await world.as(account)
    for (const part of ['', '/timeline', '/clean-copy.docx'])
      expect((await caller.get(`/api/instructions/${view.id}${part}`)).status).toBe(404)
    expect((await caller.get<Items<object>>('/api/instructions')).body.items).toEqual([])
    if (account !== 'city1')
      expect((await caller.post(`/api/instruction-assignments/${lead(view)}/receipt`)).status).toBe(404)
  }
})

test('the paper is the clean copy in official layout; the statistics and filters come from the record', async ({
  world,
}) => {
  await world.at('2026-07-13T09:00:00+08:00')
  const early = await handedOn(world, { urgency: 'urgent' })
  const late = await handedOn(world, { urgency: 'urgent', leaderName: '吴某' })
  await fedBack(world, lead(early))
  await world.at('2026-07-14T09:30:00+08:00')
  await fedBack(world, lead(late))
  const running = await handedOn(world, { urgency: 'urgent' })
  const duty = await world.as('duty1')
  const paper = await duty.get(`/api/instructions/${early.id}/clean-copy.docx`)
  expect(paper.status).toBe(200)
  const words = (unzip(paper.raw.rawPayload).get('word/document.xml') ?? '').replaceAll(/<[^>]+>/g, '')
  for (const part of [
    '批示〔2026〕第1号',
    '关于龙滩水库隐患整改的批示抄清',
    '周某（县长），县主要领导，2026年7月13日9时',
    '请水利局抓紧整改，确保安全度汛。',
    '请速处，加急。',
  ])
    expect(words).toContain(part)
  const span = 'from=2026-07-01T00:00:00%2B08:00&to=2026-08-01T00:00:00%2B08:00'
  const { body } = await duty.get<z.output<typeof InstructionStatistics>>(`/api/instruction-statistics?${span}`)
  expect(body.units).toEqual([
    expect.objectContaining({
      unitName: '县水利局',
      tasks: 3,
      signedInTime: 1,
      signedLate: 1,
      inTime: 1,
      late: 1,
      running: 1,
      rate: 50,
    }),
  ])
  const found = async (query: string) =>
    (await duty.get<Items<InstructionLine>>(`/api/instructions?${query}`)).body.items.map(one => one.id)
  expect(await found(`leader=${encodeURIComponent('吴')}`)).toEqual([late.id])
  expect(await found(`unit=${world.unit('chaping')}`)).toEqual([])
  expect(await found('state=handedOn')).toEqual([running.id])
  expect((await found('box=mine')).sort()).toEqual([early.id, late.id].sort())
  const water = await world.as('water1')
  expect((await water.get<Items<InstructionLine>>('/api/instructions?box=mine')).body.items.map(one => one.id)).toEqual(
    [running.id],
  )
})

test('the leader instructs again: the chain stands on both', async ({ world }) => {
  await world.at('2026-07-13T09:00:00+08:00')
  const first = await handedOn(world)
  await fedBack(world, lead(first))
  const leader = await world.as('leader1')
  const again = await leader.post<InstructionView>('/api/instructions', {
    ...fromMayor,
    subject: '龙滩水库隐患整改再督促',
    followsId: first.id,
  })
  expect(again.body.follows).toMatchObject({ id: first.id })
  expect(await read(world, first.id)).toMatchObject({ state: 'reinstructed', followedBy: [{ id: again.body.id }] })
  const told = (await (await world.as('duty1')).get<Items<MyNotice>>('/api/notices/mine')).body.items
  expect(told.map(one => one.title)).toContain('领导批示待抄清：龙滩水库隐患整改再督促')
})

test('parties find it by its words, others do not; the duty log has its line', async ({ world }) => {
  await world.at('2026-07-13T09:00:00+08:00')
  const view = await handedOn(world)
  const found = async (account: string) =>
    (await (await world.as(account)).get<Items<{ id: string }>>(`/api/search?text=${encodeURIComponent('水库隐患')}`))
      .body.items
  expect((await found('water1')).map(one => one.id)).toEqual([view.id])
  expect(await found('forest1')).toEqual([])
  const log = (await (await world.as('duty1')).get<Items<{ kind: string; text: string }>>('/api/duty/log')).body.items
  expect(log).toContainEqual(
    expect.objectContaining({ kind: 'instruction', text: '收到县主要领导 周某批示：龙滩水库隐患整改，请速处' }),
  )
})
