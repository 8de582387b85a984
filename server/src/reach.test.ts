import { randomUUID } from 'node:crypto'
import type { LogEntryView } from '@anlan/contract/duty.ts'
import type { EventView } from '@anlan/contract/emergency-event.ts'
import type { ReportView } from '@anlan/contract/event-report.ts'
import type { NoticeView } from '@anlan/contract/notice.ts'
import { type Permission, permissions, type Role } from '@anlan/contract/permissions.ts'
import fc from 'fast-check'
import { describe, expect } from 'vitest'
import type { z } from 'zod'
import { fitting, type Sources, shapeOf } from '../test/input.ts'
import { addressOf, type RouteRow } from '../test/route-table.ts'
import { test, type World } from '../test/world.ts'
import { sampleId } from './sample-county.ts'

type Items = { items: { id: string }[] }

/** A fire in 河坝村 of 茶坪镇 that the town took in, and all that hangs on it. */
async function townMatters(world: World) {
  await world.at('2026-07-12T10:00:00+08:00')
  const town = await world.as('chaping1')
  const event = await town.post<EventView>('/api/emergency-events', {
    title: '河坝村民房起火',
    eventTypeCode: '11G01',
    areaCode: '990321104202',
    occurredAt: '2026-07-12T09:30:00+08:00',
    knownAt: '2026-07-12T09:40:00+08:00',
    source: '村信息员电话',
    summary: '民房起火，已扑灭。',
    reporterName: '王大山',
    reporterPhone: '13800000000',
    losses: { deaths: 1, minorInjuries: 2 },
  })
  expect(event.status).toBe(201)
  const id = event.body.id
  const draft = await town.post<z.output<typeof ReportView>>(`/api/emergency-events/${id}/reports`, { kind: 'first' })
  expect(draft.status).toBe(201)
  const call = await town.post<{ id: string }>('/api/calls', { content: '群众来电反映道路积水', sourceKind: 'public' })
  const notice = await town.post<z.output<typeof NoticeView>>('/api/notices', {
    title: '注意用火',
    body: '请各村加强巡查',
    unitIds: [world.unit('chaping')],
    channels: ['inApp', 'phone'],
  })
  const log = await town.post<z.output<typeof LogEntryView>>('/api/duty/log', { text: '接河坝村报告', matterId: id })
  const file = await upload(world, town.token)
  const [shift] = (
    await town.get<Items>('/api/duty/shifts?from=2026-07-12T00:00:00%2B08:00&to=2026-07-13T00:00:00%2B08:00')
  ).body.items
  const byHand = (channel: string) => notice.body.deliveries.find(one => one.channel === channel)?.id ?? ''
  return {
    '/api/emergency-events': id,
    '/api/event-reports': draft.body.id,
    '/api/calls': call.body.id,
    '/api/notices': notice.body.id,
    '/api/notice-deliveries': byHand('phone'),
    inApp: byHand('inApp'),
    '/api/files': file,
    '/api/duty/shifts': shift?.id ?? '',
    '/api/posts': sampleId('post', 'chaping/duty-officer'),
    '/api/units': world.unit('chaping'),
    log: log.body.id,
    classification: event.body.classifications[0]?.id ?? '',
  }
}

const boundary = 'anlan-boundary'
async function upload(world: World, token: string): Promise<string> {
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\ncontent-type: application/pdf\r\n\r\n`
  const reply = await world.app.inject({
    method: 'POST',
    url: '/api/files',
    headers: { authorization: `Bearer ${token}`, 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: `${head}%PDF-1.7 现场照片\r\n--${boundary}--\r\n`,
  })
  expect(reply.statusCode).toBe(201)
  return reply.json<{ id: string }>().id
}

const may = (role: Role, permission: RouteRow['permission']) =>
  permission !== undefined && role in (permissions[permission as Permission] ?? {})

/** Who has nothing to do with what one town does, by where he stands from there. */
const outsiders: [account: string, role: Role, place: string][] = [
  ['longtan1', 'township_officer', 'the next town'],
  ['longtan2', 'township_leader', 'the next town, its leader'],
  ['liangshui1', 'village_officer', 'another village of the town'],
  ['health1', 'department_officer', 'a department that does not lead'],
  ['team1', 'team_leader', 'a rescue team'],
  ['truck1', 'enterprise_contact', 'an enterprise'],
  ['city1', 'upper_duty', 'the city, before anything was sent up'],
]

/** Things that are nobody's secret: units and posts are read by everyone, but changed by their own only. */
const underAnId = (routes: RouteRow[]) => routes.filter(route => /^\/api\/[^:]*\/:id/.test(route.url))
const groupOf = (url: string) => url.slice(0, url.indexOf('/:id'))

describe('outside reach is the same as absent', () => {
  for (const [account, role, place] of outsiders)
    test(`${account}: ${place}`, async ({ world }) => {
      const matters = await townMatters(world)
      const known: Record<string, string> = matters
      const caller = await world.as(account)
      const compared: string[] = []
      const wrong: string[] = []
      for (const route of underAnId(world.routes)) {
        const group = groupOf(route.url)
        const mine = route.url.endsWith('/acknowledgement') ? matters.inApp : known[group]
        if (!mine || !may(role, route.permission)) continue
        const sources: Sources = {
          id: fc.constant(world.unit('longtan')),
          instant: fc.constant('2026-07-12T09:50:00+08:00'),
        }
        const body =
          route.schema.body && fc.sample(fitting(shapeOf(route.schema.body), sources), { numRuns: 1, seed: 7 })[0]
        const query = route.url.endsWith('/comparison') && !route.url.includes('revisions') ? `?with=${mine}` : ''
        const ask = (id: string) =>
          world.app.inject({
            method: route.method as 'GET',
            url:
              addressOf(route.url, { id, classificationId: matters.classification, revision: '1' }) +
              query.replace(mine, id),
            headers: { authorization: `Bearer ${caller.token}` },
            ...(route.method !== 'GET' && route.method !== 'DELETE' && { payload: (body ?? {}) as object }),
          })
        const real = await ask(mine)
        const absent = await ask(randomUUID())
        compared.push(route.url)
        if (real.statusCode !== 404 || absent.statusCode !== 404 || real.body !== absent.body)
          wrong.push(
            `${route.method} ${route.url}: ${real.statusCode} ${real.body} / ${absent.statusCode} ${absent.body}`,
          )
      }
      expect(wrong).toEqual([])
      expect(compared).toContain('/api/emergency-events/:id')
      expect(compared).toContain('/api/emergency-events/:id/timeline')
      expect(compared).toContain('/api/event-reports/:id/document.docx')
      expect(compared).toContain('/api/files/:id')
    })

  for (const [account, role, place] of outsiders)
    test(`${account}: no list tells of it (${place})`, async ({ world }) => {
      const matters = await townMatters(world)
      const event = matters['/api/emergency-events']
      const caller = await world.as(account)
      const secrets = [...Object.values(matters), '河坝村民房起火', '道路积水', '注意用火', '接河坝村报告'].filter(
        one => one !== world.unit('chaping') && one !== matters['/api/posts'],
      )
      const lists: [url: string, permission: Permission][] = [
        ['/api/emergency-events', 'event.read'],
        ['/api/emergency-events?text=河坝', 'event.read'],
        ['/api/event-reports?box=sent', 'event-report.read'],
        ['/api/event-reports?box=received', 'event-report.read'],
        [`/api/event-reports?box=sent&event=${event}`, 'event-report.read'],
        [`/api/obligations?matter=${event}`, 'obligation.read'],
        [`/api/obligations?unit=${world.unit('chaping')}`, 'obligation.read'],
        ['/api/notices', 'notice.read'],
        ['/api/notices?state=all', 'notice.read'],
        [`/api/notices/mine?state=all&matter=${event}`, 'notice.read'],
        ['/api/calls', 'switchboard.read'],
        ['/api/duty/log', 'duty.read'],
        [`/api/duty/log?unit=${world.unit('chaping')}`, 'duty.read'],
        [`/api/duty/log?matter=${event}`, 'duty.read'],
        [
          `/api/duty/shifts?unit=${world.unit('chaping')}&from=2026-07-12T00:00:00Z&to=2026-07-13T00:00:00Z`,
          'duty.read',
        ],
        ['/api/daily-reports', 'event-report.read'],
        ['/api/direct-reports?from=2026-07-01T00:00:00Z&to=2026-08-01T00:00:00Z', 'event-report.read'],
        ['/api/violations', 'event-report.violation.read'],
        [`/api/violations?unit=${world.unit('chaping')}`, 'event-report.violation.read'],
        [`/api/persons?unit=${world.unit('chaping')}`, 'directory.read'],
      ]
      const leaks: string[] = []
      for (const [url, permission] of lists) {
        if (!may(role, permission)) continue
        const reply = await caller.get<Items>(encodeURI(decodeURI(url)))
        expect(`${url} ${reply.status}`).toBe(`${url} 200`)
        const told = secrets.filter(secret => reply.raw.body.includes(secret))
        if (told.length) leaks.push(`${url}: ${told.join('、')}`)
      }
      expect(leaks).toEqual([])
      if (may(role, 'event.create')) {
        const advice = await caller.post('/api/intake/advice', {
          text: '河坝村民房起火',
          eventTypeCode: '11G01',
          areaCode: '990321104202',
        })
        expect(secrets.filter(secret => advice.raw.body.includes(secret))).toEqual([])
      }
    })

  test('another town’s record cannot be named in one’s own', async ({ world }) => {
    const matters = await townMatters(world)
    const event = matters['/api/emergency-events']
    const town = await world.as('longtan1')
    const pairs: [url: string, body: (id: string) => object][] = [
      ['/api/duty/log', id => ({ text: '试', matterId: id })],
      ['/api/duty/log', id => ({ text: '试', correctsId: id })],
      ['/api/calls', id => ({ content: '试', eventId: id })],
      ['/api/notices', id => ({ title: '试', body: '试', unitIds: [world.unit('longtan')], matterId: id })],
    ]
    const wrong: string[] = []
    for (const [url, body] of pairs) {
      const foreign = 'correctsId' in body('') ? matters.log : event
      const real = await town.post(url, body(foreign))
      const absent = await town.post(url, body(randomUUID()))
      if (real.status < 400 || real.raw.body !== absent.raw.body) wrong.push(`${url} ${real.raw.body}`)
    }
    expect(wrong).toEqual([])
  })

  test('a call of another town cannot be turned into one’s own event', async ({ world }) => {
    const matters = await townMatters(world)
    const town = await world.as('longtan1')
    const taken = await town.post('/api/emergency-events', {
      title: '龙滩镇积水',
      eventTypeCode: '11A51',
      areaCode: '990321201000',
      knownAt: '2026-07-12T09:50:00+08:00',
      source: '电话',
      summary: '积水',
      callId: matters['/api/calls'],
    })
    expect(taken.status).toBeGreaterThanOrEqual(400)
    const own = await world.as('chaping1')
    expect((await own.get<{ state: string }>(`/api/calls/${matters['/api/calls']}`)).body.state).toBe('open')
  })
})

describe('within reach', () => {
  test('the town itself, its leader, the county and the leading department see it', async ({ world }) => {
    const matters = await townMatters(world)
    for (const account of ['chaping1', 'chaping2', 'duty1', 'leader1', 'bureau1']) {
      const caller = await world.as(account)
      const id = matters['/api/emergency-events']
      const wrong: string[] = []
      for (const part of ['', '/timeline', '/obligations', '/figures', '/reporter', '/reports', '/transmissions']) {
        const { status } = await caller.get(`/api/emergency-events/${id}${part}`)
        if (status !== 200) wrong.push(`${account} ${part} ${status}`)
      }
      for (const url of ['/api/event-reports', '/api/calls', '/api/notices', '/api/files'] as const) {
        const { status } = await caller.get(`${url}/${matters[url]}`)
        if (status !== 200) wrong.push(`${account} ${url} ${status}`)
      }
      expect(wrong).toEqual([])
      const listed = await caller.get<Items>('/api/emergency-events')
      expect(listed.body.items.map(one => one.id)).toContain(id)
    }
  })

  test('what a village reports is seen by its town and the county, not by the next village or town', async ({
    world,
  }) => {
    await world.at('2026-07-12T10:00:00+08:00')
    const village = await world.as('liangshui1')
    const event = await village.post<EventView>('/api/emergency-events', {
      title: '凉水村滑坡',
      eventTypeCode: '11A51',
      areaCode: '990321104201',
      knownAt: '2026-07-12T09:50:00+08:00',
      source: '巡查',
      summary: '小型滑坡',
    })
    expect(event.status).toBe(201)
    const status = async (account: string) =>
      (await (await world.as(account)).get(`/api/emergency-events/${event.body.id}`)).status
    expect(await Promise.all(['liangshui1', 'chaping1', 'chaping2', 'duty1'].map(status))).toEqual([200, 200, 200, 200])
    expect(await Promise.all(['sancha1', 'longtan1', 'truck1', 'city1'].map(status))).toEqual([404, 404, 404, 404])
  })

  test('nobody reports for a place that is not his', async ({ world }) => {
    await world.at('2026-07-12T10:00:00+08:00')
    const town = await world.as('longtan1')
    const foreign = await town.post('/api/emergency-events', {
      title: '河坝村起火',
      eventTypeCode: '11G01',
      areaCode: '990321104202',
      knownAt: '2026-07-12T09:40:00+08:00',
      source: '电话',
      summary: '起火',
    })
    expect(foreign.problem.code).toBe('event/outside-reach')
  })

  test('once the county has sent it up, the city sees the event and the sent report, not the town’s draft', async ({
    world,
  }) => {
    const matters = await townMatters(world)
    const id = matters['/api/emergency-events']
    const duty = await world.as('duty1')
    const leader = await world.as('leader1')
    const draft = await duty.post<z.output<typeof ReportView>>(`/api/emergency-events/${id}/reports`, { kind: 'first' })
    await leader.post(`/api/event-reports/${draft.body.id}/signature`)
    expect((await duty.post(`/api/event-reports/${draft.body.id}/submission`)).status).toBe(200)
    const city = await world.as('city1')
    expect((await city.get(`/api/event-reports/${draft.body.id}`)).status).toBe(200)
    expect((await city.get(`/api/event-reports/${matters['/api/event-reports']}`)).status).toBe(404)
    expect((await city.post(`/api/event-reports/${matters['/api/event-reports']}/receipt`)).status).toBe(404)
  })
})

describe('the database has the last word', () => {
  const attempts: [what: string, query: string][] = [
    ['a fact is altered', `update fact set data = '{}'`],
    ['a fact is removed', 'delete from fact'],
    ['all facts are removed', 'truncate fact cascade'],
    ['an obligation is removed', 'delete from obligation'],
    ['an obligation gets more time', `update obligation set due_at = due_at + interval '1 hour'`],
    ['an obligation starts later', `update obligation set started_at = started_at + interval '1 hour'`],
    ['a breach is forgotten', 'update obligation set breached_at = null'],
    ['a sent report is altered', `update event_report set title = '改'`],
    ['a sent report is taken back', `update event_report set state = 'draft'`],
    ['a sent report is removed', 'delete from event_report'],
    ['a line of the duty log is altered', `update duty_log set text = '改'`],
    ['a line of the duty log is removed', 'delete from duty_log'],
    ['a figure is altered', 'update event_figure set value = 0'],
    ['a figure is removed', 'delete from event_figure'],
    ['all obligations are removed', 'truncate obligation cascade'],
    ['all reports are removed', 'truncate event_report cascade'],
    ['the whole duty log is removed', 'truncate duty_log cascade'],
    ['all figures are removed', 'truncate event_figure cascade'],
    ['all signed roots are removed', 'truncate fact_root'],
  ]
  test('nothing that was recorded is altered or removed, whoever asks', async ({ world }) => {
    const matters = await townMatters(world)
    const id = matters['/api/emergency-events']
    const duty = await world.as('duty1')
    const draft = await duty.post<z.output<typeof ReportView>>(`/api/emergency-events/${id}/reports`, { kind: 'first' })
    await (await world.as('leader1')).post(`/api/event-reports/${draft.body.id}/signature`)
    await duty.post(`/api/event-reports/${draft.body.id}/submission`)
    await world.at('2026-07-13T10:00:00+08:00')
    const allowed: string[] = []
    for (const [what, query] of attempts)
      await world.query(query).then(
        () => allowed.push(what),
        () => {},
      )
    expect(allowed).toEqual([])
  })
})
