import type { ChangeEntry } from '@anlan/contract/change.ts'
import type { DutyQuestionView } from '@anlan/contract/duty-question.ts'
import { describe, expect } from 'vitest'
import { test, type World } from '../../../../test/world.ts'

type Items<T> = { items: T[] }
const set = async (world: World) =>
  (await (await world.as('bureau1')).get<Items<DutyQuestionView>>('/api/duty-questions')).body.items

describe('业务提问题库', () => {
  test('the county adds and changes questions, each change with its reason in the history; townships do not see answers', async ({
    world,
  }) => {
    await world.at('2026-07-11T20:00:00+08:00')
    const bureau = await world.as('bureau1')
    expect((await (await world.as('chaping1')).get('/api/duty-questions')).status).toBe(403)
    const own = { text: '预警信号分几级？', answer: '四级', source: '县总值班室' }
    expect((await (await world.as('duty1')).post('/api/duty-questions', own)).status).toBe(403)
    expect((await bureau.post('/api/duty-questions', { ...own, answer: ' ' })).problem.errors?.[0]?.pointer).toBe(
      '/answer',
    )
    const added = (await bureau.post<DutyQuestionView>('/api/duty-questions', own)).body
    expect((await set(world)).at(-1)).toEqual(added)
    const change = { ...own, version: 1, enabled: false, reason: '已有同类问题' }
    expect((await bureau.put<DutyQuestionView>(`/api/duty-questions/${added.code}`, change)).body.enabled).toBe(false)
    expect((await bureau.put(`/api/duty-questions/${added.code}`, change)).status).toBe(409)
    expect((await set(world)).filter(one => one.code === added.code)).toHaveLength(1)
    const history = await bureau.get<Items<ChangeEntry>>(`/api/duty-questions/${added.code}/history`)
    expect(history.body.items.map(one => [one.reason, one.changes])).toEqual([
      ['已有同类问题', [{ label: '启用', before: '是', after: '否' }]],
    ])
    expect((await bureau.get('/api/duty-questions/none/history')).status).toBe(404)
  })

  test('an answer that the records give cannot be written over', async ({ world }) => {
    await world.at('2026-07-11T20:00:00+08:00')
    const computed = (await set(world)).find(one => one.answer === null)
    if (!computed) throw new Error('no computed question')
    const bureau = await world.as('bureau1')
    const change = { version: 1, text: computed.text, enabled: true, source: '值班手册', reason: '统一' }
    const at = `/api/duty-questions/${computed.code}`
    expect((await bureau.put(at, { ...change, answer: '张三' })).problem.errors?.[0]?.pointer).toBe('/answer')
    expect((await bureau.put<DutyQuestionView>(at, change)).body).toMatchObject({ answer: null, version: 2 })
  })
})
