import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { EventView } from '@anlan/contract/emergency-event.ts'
import { describe, expect } from 'vitest'
import { allocationCreates } from '../../../test/allocation-creates.ts'
import { callUpCreates } from '../../../test/call-up-creates.ts'
import { type Create, careCreates, ledgerCreates, officeCreates, responseCreates } from '../../../test/creates.ts'
import { deskCreates } from '../../../test/desk-creates.ts'
import { dutyCheckCreates } from '../../../test/duty-check-creates.ts'
import { dutyModeCreates } from '../../../test/duty-mode-creates.ts'
import { equipmentCreates } from '../../../test/equipment-creates.ts'
import { facilityCreates } from '../../../test/facility-creates.ts'
import { formCreates } from '../../../test/form-creates.ts'
import { shapeOf } from '../../../test/input.ts'
import { mapCreates } from '../../../test/map-creates.ts'
import { planCreates } from '../../../test/plan-creates.ts'
import { planImportCreates } from '../../../test/plan-import-creates.ts'
import { type Node, test as onNodes } from '../../../test/platform.ts'
import { reviewCreates } from '../../../test/review-creates.ts'
import { rosterCreates } from '../../../test/roster-creates.ts'
import { shiftCreates } from '../../../test/shift-creates.ts'
import { stockCreates } from '../../../test/stock-creates.ts'
import { teamCreates } from '../../../test/team-creates.ts'
import { test, type World } from '../../../test/world.ts'
import { sampleId } from '../../sample-county.ts'

const event = (more: object = {}) => ({
  title: '茶坪镇河坝村山洪',
  eventTypeCode: '11A51',
  areaCode: '990321104202',
  knownAt: '2026-07-12T02:46:00+08:00',
  source: '茶坪镇值班室电话',
  summary: '山洪进村，房屋倒塌。',
  ...more,
})

const room = (unitId: string) => ({
  unitId,
  name: '防汛值班室',
  changeAt: '08:30',
  always: { primary: 1 },
  rules: {},
  patterns: [
    {
      id: randomUUID(),
      name: '全天班',
      dayKinds: ['workday', 'weekend', 'holiday'],
      starts: '08:30',
      ends: '08:30',
      night: true,
      load: 1,
      needs: { primary: 1 },
    },
  ],
  pool: [],
})

/** These end a chain of steps that their own stories walk; the frame that answers a repeat is the same for all. */
const atTheEndOfAStory = [
  'POST /api/duty/handovers',
  'POST /api/duty/handovers/:id/corrections',
  'POST /api/papers/:id/replacement',
  'POST /api/responses/:id/ending',
  'POST /api/responses/:id/follow-ups/:kind',
  'POST /api/setup/completion',
]

/** One create of every route that takes an id made by the client. */
async function creates(world: World): Promise<Record<string, Create>> {
  await world.at('2026-07-12T03:00:00+08:00')
  const duty = await world.as('duty1')
  const { id } = (await duty.post<EventView>('/api/emergency-events', event())).body
  const base = `/api/emergency-events/${id}`
  const draft = await duty.post<{ id: string }>(`${base}/reports`, { kind: 'first' })
  await duty.post(`/api/event-reports/${draft.body.id}/submission`)
  const unit = world.unit('chaping')
  const make = (
    account: string,
    url: string,
    body: Record<string, unknown>,
    other: Record<string, unknown>,
    table: string,
  ) => ({
    account,
    url,
    body,
    other: { ...body, ...other },
    table,
  })
  return {
    ...(await ledgerCreates(world)),
    ...(await officeCreates(world, id)),
    ...(await careCreates(world)),
    ...(await allocationCreates(world)),
    ...(await callUpCreates(world)),
    ...(await facilityCreates(world)),
    ...(await equipmentCreates(world)),
    ...(await formCreates(world)),
    ...(await rosterCreates(world)),
    ...(await shiftCreates(world)),
    ...(await dutyCheckCreates(world)),
    ...(await responseCreates(world, id)),
    ...(await reviewCreates(world, id)),
    ...(await dutyModeCreates(world)),
    ...(await deskCreates(world)),
    ...(await teamCreates(world)),
    ...mapCreates(),
    ...(await planCreates(world)),
    ...(await planImportCreates(world)),
    ...(await stockCreates(world)),
    'POST /api/duty/rooms': make('duty1', '/api/duty/rooms', room(unit), { name: '森林防火值班室' }, 'duty_room'),
    'POST /api/duty/leaves': make(
      'leader1',
      '/api/duty/leaves',
      {
        personId: sampleId('person', 'duty-office:1'),
        kind: 'annual',
        from: '2026-08-01T00:00:00+08:00',
        to: '2026-08-02T00:00:00+08:00',
      },
      { kind: 'trip' },
      'duty_leave',
    ),
    'POST /api/duty/rooms/:id/wishes': make(
      'duty1',
      `/api/duty/rooms/${sampleId('duty-room', 'duty-office')}/wishes`,
      { personId: sampleId('person', 'duty-office:1'), day: '2026-08-01', wants: 'off' },
      { wants: 'on' },
      'duty_wish',
    ),
    'POST /api/duty/rosters': make(
      'duty1',
      '/api/duty/rosters',
      { roomId: sampleId('duty-room', 'chaping'), from: '2026-08-01', to: '2026-08-02' },
      { to: '2026-08-03' },
      'duty_roster',
    ),
    'POST /api/emergency-events': make(
      'duty1',
      '/api/emergency-events',
      event(),
      { summary: '另一件事' },
      'emergency_event',
    ),
    'POST /api/emergency-events/:id/figures': make(
      'duty1',
      `${base}/figures`,
      { indicator: 'missing', value: 3, source: '茶坪镇' },
      { value: 4 },
      'event_figure',
    ),
    'POST /api/emergency-events/:id/classifications': make(
      'duty1',
      `${base}/classifications`,
      { eventTypeCode: '11G01', reason: '次生火灾' },
      { reason: '别的' },
      'event_classification',
    ),
    'POST /api/emergency-events/:id/knowledge': make(
      'duty1',
      `${base}/knowledge`,
      { unitId: world.unit('health-commission'), knownAt: '2026-07-12T02:50:00+08:00', by: '电话' },
      { by: '短信' },
      'event_knowledge',
    ),
    'POST /api/emergency-events/:id/facts': make(
      'duty1',
      `${base}/facts`,
      { text: '水位回落' },
      { text: '水位上涨' },
      'fact',
    ),
    'POST /api/emergency-events/:id/reports': make(
      'duty1',
      `${base}/reports`,
      { kind: 'followUp' },
      { title: '别的' },
      'event_report',
    ),
    'POST /api/emergency-events/:id/transmissions': make(
      'duty1',
      `${base}/transmissions`,
      { medium: 'phone', toUnitId: world.unit('city-duty-office'), content: '电话首报' },
      { content: '别的' },
      'event_transmission',
    ),
    'POST /api/event-reports/:id/comments': make(
      'city1',
      `/api/event-reports/${draft.body.id}/comments`,
      { text: '请续报转移情况' },
      { text: '别的' },
      'fact',
    ),
    'POST /api/daily-reports': make(
      'duty1',
      '/api/daily-reports',
      { content: '平安' },
      { content: '不平安' },
      'daily_report',
    ),
    'POST /api/calls': make('duty1', '/api/calls', { content: '道路积水' }, { content: '别的' }, 'incoming_call'),
    'POST /api/duty/log': make('duty1', '/api/duty/log', { text: '接班' }, { text: '交班' }, 'duty_log'),
    'POST /api/notices': make(
      'duty1',
      '/api/notices',
      { title: '通知', body: '请确认', unitIds: [unit] },
      { body: '别的' },
      'notice',
    ),
    'POST /api/units': make(
      'duty1',
      '/api/units',
      { name: '试验村', shortName: '试验村', kind: 'village', parentId: unit },
      { name: '别的村' },
      'unit',
    ),
    'POST /api/persons': make('duty1', '/api/persons', { name: '张三', unitId: unit }, { name: '李四' }, 'person'),
    'POST /api/accounts': make(
      'admin1',
      '/api/accounts',
      { account: 'new1', displayName: '新账号', unitId: unit, initialPassword: 'Anlan@2026x' },
      { displayName: '别的' },
      'account',
    ),
  }
}

const count = async (world: World, table: string) =>
  ((await world.query(`select count(*)::int as n from ${table}`)) as { n: number }[])[0]?.n

describe('a create with an id of the client’s', () => {
  test('every route that takes one is covered here', async ({ world }) => {
    const taking = world.routes
      .filter(route => route.method === 'POST' && route.schema.body && shapeOf(route.schema.body).properties?.['id'])
      .map(route => `${route.method} ${route.url}`)
    expect(taking.filter(name => !atTheEndOfAStory.includes(name)).sort()).toEqual(
      Object.keys(await creates(world))
        .filter(name => name !== 'POST /api/units' || taking.includes(name))
        .sort(),
    )
  })

  test('repeated, answers as the first time and does nothing twice; with other content, or by another, it is refused', async ({
    world,
  }) => {
    const wrong: string[] = []
    for (const [name, create] of Object.entries(await creates(world))) {
      const caller = await world.as(create.account)
      const id = randomUUID()
      const body: Record<string, unknown> = { ...create.body, id }
      const before = await count(world, create.table)
      const first = await caller.post(create.url, body)
      if (first.status >= 300) {
        wrong.push(`${name}: ${first.status} ${first.raw.body}`)
        continue
      }
      const after = await count(world, create.table)
      const facts = await count(world, 'fact')
      await world.at(new Date(world.house.clock.now().getTime() + 1_000).toISOString())
      const again = await caller.post(create.url, body)
      // What is kept by name has no order of its own: the same reply, not the same bytes.
      if (again.status !== first.status || !isDeepStrictEqual(again.body, first.body))
        wrong.push(`${name}: ${first.status} ${first.raw.body} then ${again.status} ${again.raw.body}`)
      if (before === after || after !== (await count(world, create.table)) || facts !== (await count(world, 'fact')))
        wrong.push(`${name}: ${before} ${after} ${await count(world, create.table)}`)
      const other = await caller.post(create.url, { ...create.other, id })
      if (other.problem.code !== 'id-already-used')
        wrong.push(`${name}, other content: ${other.status} ${other.raw.body}`)
      const second = create.account === 'duty1' ? 'bureau1' : 'duty1'
      const foreign = await (await world.as(second)).post(create.url, body)
      if (foreign.status < 400) wrong.push(`${name}, by another: ${foreign.status}`)
      if (after !== (await count(world, create.table))) wrong.push(`${name}: did something twice`)
    }
    expect(wrong).toEqual([])
  }, 60_000)

  test('a refused create may be corrected under the same id', async ({ world }) => {
    await world.at('2026-07-12T03:00:00+08:00')
    const duty = await world.as('duty1')
    const id = randomUUID()
    expect((await duty.post('/api/emergency-events', event({ id, areaCode: '990321999999' }))).status).toBe(422)
    expect((await duty.post('/api/emergency-events', event({ id }))).status).toBe(201)
  })

  test('an id that another record has already is refused', async ({ world }) => {
    await world.at('2026-07-12T03:00:00+08:00')
    const duty = await world.as('duty1')
    const taken = await duty.post('/api/persons', {
      id: sampleId('person', 'chaping/head'),
      name: '张三',
      unitId: world.unit('chaping'),
    })
    const [known] = (await world.query('select id from person limit 1')) as { id: string }[]
    const clash = await duty.post('/api/persons', { id: known?.id, name: '张三', unitId: world.unit('chaping') })
    expect([201, 409]).toContain(taken.status)
    expect(clash.problem.code).toBe('id-already-used')
  })
})

describe('many at once', () => {
  onNodes('the same create, on two nodes, is done once and answered alike', async ({ running }) => {
    const nodes = [await running.start(), await running.start()] as [Node, Node]
    const token = await nodes[0].signIn('duty1')
    const now = new Date(Date.now() - 60_000).toISOString()
    const bodies = Array.from({ length: 5 }, (_, i) => event({ id: randomUUID(), knownAt: now, title: `第 ${i} 件` }))
    const replies = await Promise.all(
      bodies.flatMap(body =>
        Array.from({ length: 6 }, async (_, i) => {
          const reply = await fetch(`${(nodes[i % 2] as Node).url}/api/emergency-events`, {
            method: 'POST',
            headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
            body: JSON.stringify(body),
          })
          return { status: reply.status, text: await reply.text(), id: body.title }
        }),
      ),
    )
    expect(replies.filter(one => one.status !== 201)).toEqual([])
    for (const body of bodies)
      expect(new Set(replies.filter(one => one.id === body.title).map(one => one.text)).size).toBe(1)
    const rows = await running.query('select number from emergency_event')
    expect(rows.length).toBe(5)
    expect(new Set(rows.map(row => row['number'])).size).toBe(5)
  })

  onNodes('of two different contents under one id, one wins and the other is told', async ({ running }) => {
    const node = await running.start()
    const token = await node.signIn('duty1')
    const id = randomUUID()
    const replies = await Promise.all(
      Array.from({ length: 6 }, (_, i) =>
        fetch(`${node.url}/api/calls`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify({ id, content: `来电 ${i % 2}` }),
        }),
      ),
    )
    const statuses = replies.map(one => one.status).sort()
    expect(statuses).toEqual([201, 201, 201, 409, 409, 409])
    expect((await running.query('select 1 from incoming_call')).length).toBe(1)
  })
})
