import type { BulletinProposal, BulletinView } from '@anlan/contract/desk.ts'
import type { LogEntryView } from '@anlan/contract/duty.ts'
import { describe, expect } from 'vitest'
import { test, type World } from '../../../../test/world.ts'

type Items<T> = { items: T[] }
const rain = (world: World, towns: string[], more: object = {}) => ({
  kind: 'weatherWarning',
  title: '暴雨橙色预警信号',
  issuer: '青峦县气象台',
  text: '预计未来3小时茶坪镇、龙滩镇降雨量将达50毫米以上。',
  issuedAt: '2026-07-11T22:30:00+08:00',
  validUntil: '2026-07-12T06:00:00+08:00',
  unitIds: towns.map(world.unit),
  ...more,
})
const unread = async (world: World, account: string) =>
  (await (await world.as(account)).get<Items<BulletinView>>('/api/bulletins/unread')).body.items
const entered = async (world: World, body: object) => {
  const reply = await (await world.as('duty1')).post<BulletinView>('/api/bulletins', body)
  expect(reply.status).toBe(201)
  return reply.body
}

describe('气象等信息', () => {
  test('stands before the affected townships until read; the reading is in their log and the county sees who has not', async ({
    world,
  }) => {
    await world.at('2026-07-11T22:32:00+08:00')
    const proposed = await (await world.as('duty1')).post<BulletinProposal>('/api/bulletins/proposal', {
      text: '暴雨橙色预警信号\n青峦县气象台2026年7月11日22时30分发布：预计茶坪镇、龙滩镇有暴雨。',
    })
    expect(proposed.body.units.map(one => one.unitName)).toEqual(['茶坪镇', '龙滩镇'])
    expect(proposed.body).toMatchObject({ kind: 'weatherWarning', issuedAt: '2026-07-11T14:30:00.000Z' })

    const { id } = await entered(world, rain(world, ['chaping', 'longtan']))
    expect((await unread(world, 'chaping1')).map(one => one.id)).toEqual([id])
    expect(await unread(world, 'songling1')).toEqual([])
    // A township sees its own line only, and not at all what went to others.
    expect((await unread(world, 'chaping1'))[0]?.addressees.map(one => one.unitName)).toEqual(['茶坪镇'])
    const songling = await world.as('songling1')
    expect((await songling.get<Items<BulletinView>>('/api/bulletins')).body.items.some(one => one.id === id)).toBe(
      false,
    )
    expect((await songling.put(`/api/bulletins/${id}/reading`)).status).toBe(404)
    expect((await songling.post('/api/bulletins', rain(world, ['songling']))).status).toBe(403)

    await world.at('2026-07-11T22:37:00+08:00')
    const chaping = await world.as('chaping1')
    expect((await chaping.put(`/api/bulletins/${id}/reading`)).status).toBe(200)
    expect((await chaping.put(`/api/bulletins/${id}/reading`)).status).toBe(200)
    expect(await unread(world, 'chaping1')).toEqual([])
    const log = (await chaping.get<Items<LogEntryView>>('/api/duty/log?on=2026-07-11')).body.items
    const lines = log.filter(line => line.text.includes('暴雨橙色预警信号'))
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({ kind: 'paperIn', automatic: true })
    expect(lines[0]?.text).toMatch(/^.+阅知青峦县气象台“暴雨橙色预警信号”（登记后 5 分钟）$/)

    const county = await (await world.as('duty1')).get<Items<BulletinView>>(`/api/bulletins?id=${id}`)
    expect(county.body.items[0]?.addressees).toMatchObject([
      { unitName: '龙滩镇', readAt: null, minutes: 5 },
      { unitName: '茶坪镇', readAt: '2026-07-11T14:37:00.000Z', minutes: 5 },
    ])
  })

  test('who has not read in time is reminded, once, to the minute', async ({ world }) => {
    await world.at('2026-07-11T22:32:00+08:00')
    const { id } = await entered(world, rain(world, ['chaping', 'longtan']))
    await (await world.as('chaping1')).put(`/api/bulletins/${id}/reading`)
    const told = () =>
      world.query(
        `select d.unit_id from notice_delivery d join notice n on n.id = d.notice_id where n.kind = 'desk.bulletin-unread/${id}'`,
      )
    await world.at('2026-07-11T23:01:59+08:00')
    expect(await told()).toEqual([])
    await world.at('2026-07-11T23:02:00+08:00')
    expect(await told()).toEqual([{ unit_id: world.unit('longtan') }])
    await world.at('2026-07-12T05:00:00+08:00')
    expect(await told()).toHaveLength(1)
  })

  test('a newer one of the same kind is named; a correction takes the place of the old, once', async ({ world }) => {
    await world.at('2026-07-11T22:32:00+08:00')
    const old = await entered(world, rain(world, ['chaping', 'longtan']))
    await world.at('2026-07-11T22:40:00+08:00')
    const red = await entered(
      world,
      rain(world, ['chaping'], { title: '暴雨红色预警信号', issuedAt: '2026-07-11T22:39:00+08:00' }),
    )
    const atChaping = await unread(world, 'chaping1')
    expect(atChaping.map(one => [one.id, one.newer?.id ?? null])).toEqual([
      [red.id, null],
      [old.id, red.id],
    ])
    expect((await unread(world, 'longtan1')).map(one => one.newer)).toEqual([null])

    const fixed = await entered(world, rain(world, ['chaping', 'longtan'], { title: '更正', replacesId: old.id }))
    expect((await unread(world, 'longtan1')).map(one => one.id)).toEqual([fixed.id])
    const again = await (await world.as('duty1')).post(
      '/api/bulletins',
      rain(world, ['chaping'], { replacesId: old.id }),
    )
    expect(again.problem.code).toBe('desk/replaced')
    await expect(world.query(`update desk_bulletin set title = 'x'`)).rejects.toThrow()
  })

  test('what is wrong with the form is said by its field', async ({ world }) => {
    await world.at('2026-07-11T22:32:00+08:00')
    const duty = await world.as('duty1')
    const pointer = async (more: object) =>
      (await duty.post('/api/bulletins', rain(world, ['chaping'], more))).problem.errors?.[0]?.pointer
    expect(await pointer({ validUntil: '2026-07-11T22:30:00+08:00' })).toBe('/validUntil')
    expect(await pointer({ unitIds: [] })).toBe('/unitIds')
    expect(await pointer({ unitIds: [world.unit('city-duty-office')] })).toBe('/unitIds/0')
    expect(await pointer({ title: ' ' })).toBe('/title')
  })
})
