import type { EventView } from '@anlan/contract/emergency-event.ts'
import { permits } from '@anlan/contract/permissions.ts'
import fc from 'fast-check'
import { describe, expect } from 'vitest'
import { type Shape, shapeOf } from '../test/input.ts'
import { type Scene, type WireRequest, wireRequests } from '../test/malformed.ts'
import { roleAccounts } from '../test/role-accounts.ts'
import { test, type World } from '../test/world.ts'
import { sampleId } from './sample-county.ts'

// The full run is ANLAN_FUZZ=10000; another ANLAN_FUZZ_SEED gives other requests.
const requests = Number(process.env['ANLAN_FUZZ'] ?? 2_000)
const seed = Number(process.env['ANLAN_FUZZ_SEED'] ?? 20_260_712)
const slowestMs = 2_000
/** Asks a server that an administrator named, and waits for it as long as the setting says. */
const waitsForOthers = /^POST \/api\/settings\/(mail|webhook)\/test/
const longestWaitMs = 20_000

/** Records for the requests to meet: their ids are among those generated. */
async function furnish(world: World): Promise<Record<string, string[]>> {
  await world.at('2026-07-12T10:00:00+08:00')
  const duty = await world.as('duty1')
  const event = await duty.post<EventView>('/api/emergency-events', {
    title: '茶坪镇河坝村山洪',
    eventTypeCode: '11A51',
    areaCode: '990321104202',
    knownAt: '2026-07-12T02:46:00+08:00',
    source: '茶坪镇值班室电话',
    summary: '山洪进村，房屋倒塌。',
    losses: { missing: 2 },
  })
  const id = event.body.id
  const draft = await duty.post<{ id: string }>(`/api/emergency-events/${id}/reports`, { kind: 'first' })
  const sent = await duty.post<{ id: string }>(`/api/event-reports/${draft.body.id}/submission`)
  const call = await duty.post<{ id: string }>('/api/calls', {
    kind: 'inquiry',
    sourceKind: 'upper',
    content: '询问情况',
  })
  const notice = await duty.post<{ id: string; deliveries: { id: string }[] }>('/api/notices', {
    title: '通知',
    body: '请确认',
    unitIds: [world.unit('chaping')],
    channels: ['inApp', 'phone'],
  })
  const made = [event, draft, sent, call, notice]
  expect(made.map(one => one.status)).toEqual([201, 201, 200, 201, 201])
  const instruction = await duty.post<{ id: string }>('/api/instructions', {
    ...{
      leaderName: '周某',
      rank: 'city',
      channel: 'phone',
      verb: 'handleSoon',
      subject: '山洪处置',
      text: '全力救治',
    },
    eventId: id,
  })
  await duty.put(`/api/instructions/${instruction.body.id}/clean-copy`, { text: '全力救治' })
  const handedOn = await duty.post<{ assignments: { id: string }[] }>(
    `/api/instructions/${instruction.body.id}/assignments`,
    { leadUnitId: world.unit('chaping'), coUnitIds: [world.unit('water-bureau')] },
  )
  expect(handedOn.status).toBe(200)
  const further = await duty.post<{ id: string }>(`/api/emergency-events/${id}/reports`, { kind: 'followUp' })
  return {
    '/api/emergency-events': [id],
    classification: [event.body.classifications[0]?.id ?? id],
    '/api/event-reports': [draft.body.id, further.body.id],
    '/api/calls': [call.body.id],
    '/api/instructions': [instruction.body.id],
    '/api/instruction-assignments': handedOn.body.assignments.map(one => one.id),
    '/api/notices': [notice.body.id],
    '/api/notice-deliveries': notice.body.deliveries.map(one => one.id),
    '/api/units': ['chaping', 'longtan', 'duty-office', 'city-duty-office', 'water-bureau'].map(world.unit),
    '/api/accounts': ['forest1', 'health1', 'sancha1'].map(world.account),
    '/api/posts': [sampleId('post', 'chaping/duty-officer')],
    person: [sampleId('person', 'chaping/duty-officer')],
    '/api/calendar': ['2026-07-12', '2026-10-01'],
    '/api/reporting-rules': ['RR-12', 'RR-11'],
  }
}

/** Signing out ends what the other requests need; moving the clock by years runs every task on the way. Neither is malformed. */
const isLeftOut = ({ method, url }: WireRequest) => /^(PUT \/api\/clock|DELETE \/api\/session)/.test(`${method} ${url}`)

const english = /[A-Za-z]{4,}/
/** Words that an example in a message may carry, and what somebody typed, which is quoted. */
const withoutExamples = (text: string) =>
  text
    .replaceAll(/“[^”]*”/g, '')
    .replaceAll(/\d{4}-\d{2}-\d{2}(T[\d:]+(Z|[+-]\d{2}:\d{2}))?/g, '')
    .replaceAll(/UUID|DATA_DIR|https?:\/\//g, '')
const isChinese = (text: unknown) =>
  typeof text === 'string' && /\p{Script=Han}/u.test(text) && !english.test(withoutExamples(text))

/** What is wrong with a reply; null when nothing is. */
function complaint(status: number, type: string, body: string): string | null {
  if (status >= 500 && status !== 503) return `status ${status}`
  if (status < 400) return null
  if (!type.startsWith('application/problem+json')) return `${status} as ${type}: ${body.slice(0, 200)}`
  const problem = JSON.parse(body) as {
    code?: string
    title?: string
    detail?: string
    status?: number
    errors?: { pointer?: unknown; field?: unknown; message?: unknown }[]
  }
  if (problem.status !== status || !problem.code) return `${status} without code: ${body.slice(0, 200)}`
  if (!isChinese(problem.title)) return `title ${problem.title}`
  if (problem.detail !== undefined && !isChinese(problem.detail)) return `detail ${problem.detail}`
  if (status === 422 && !problem.errors?.length) return `422 without errors: ${body.slice(0, 200)}`
  for (const { pointer, field, message } of problem.errors ?? []) {
    if (typeof pointer !== 'string' || (pointer !== '' && !pointer.startsWith('/'))) return `pointer ${pointer}`
    if (!isChinese(field)) return `field “${field}” at ${pointer} (${message})`
    if (!isChinese(message)) return `message “${message}” at ${pointer}`
  }
  return null
}

describe('malformed input', () => {
  test(`${requests} requests: never a failure, never a hang, each refusal in Chinese`, { timeout: 600_000 }, async ({
    world,
  }) => {
    const ids = await furnish(world)
    const sessions = await Promise.all(
      Object.keys(roleAccounts).map(async name => ({ name, token: (await world.as(name)).token })),
    )
    const every = Object.values(ids).flat()
    const scene: Scene = {
      tokens: sessions.map(one => one.token),
      tokensFor: route => {
        const { permission } = route
        const able = sessions.filter(
          one =>
            permission === 'public' ||
            permission === 'signed-in' ||
            permits([roleAccounts[one.name] ?? 'auditor'], permission ?? 'event.read'),
        )
        return able.map(one => one.token)
      },
      idsUnder: url => ids[url.slice(0, url.indexOf('/:'))] ?? every,
      id: fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...every) }, { weight: 1, arbitrary: fc.uuid() }),
      instant: fc.constantFrom(
        ...['2026-07-12T02:30:00+08:00', '2026-07-12T02:46:00+08:00', '2026-07-12T09:59:00+08:00'],
        ...['2026-07-11T18:46:00Z', '2026-07-13T00:00:00.5Z', '2000-01-01T00:00:00Z', '2100-12-31T23:59:59Z'],
      ),
    }
    const routes = world.routes.filter(
      route =>
        route.url.startsWith('/api') &&
        route.url !== '/api/stream' &&
        `${route.method} ${route.url}` !== 'DELETE /api/session',
    )
    const all = fc.sample(wireRequests(routes, scene), { numRuns: requests, seed })
    const complaints = new Map<string, string>()
    const statuses = new Map<number, number>()
    for (const [i, request] of all.entries()) {
      if (isLeftOut(request)) continue
      const began = performance.now()
      const reply = await world.app.inject({
        method: request.method as 'GET',
        url: request.url,
        headers: request.headers,
        remoteAddress: `10.0.${Math.floor(i / 50) % 256}.${(i % 50) + 1}`,
        ...(request.payload !== undefined && { payload: request.payload }),
      })
      const took = performance.now() - began
      statuses.set(reply.statusCode, (statuses.get(reply.statusCode) ?? 0) + 1)
      const wrong =
        took > (waitsForOthers.test(request.route) ? longestWaitMs : slowestMs)
          ? `took ${Math.round(took)} ms`
          : request.method === 'HEAD'
            ? complaint(reply.statusCode >= 500 ? reply.statusCode : 200, '', '')
            : complaint(reply.statusCode, String(reply.headers['content-type']), reply.body)
      if (wrong) complaints.set(`${request.route}: ${wrong}`, told(request))
    }
    if (process.env['ANLAN_FUZZ']) process.stdout.write(`${JSON.stringify(Object.fromEntries(statuses))}\n`)
    expect([...complaints].map(([what, request]) => `${what}\n  ${request}`)).toEqual([])
    // Not all were turned away at the door.
    expect((statuses.get(200) ?? 0) + (statuses.get(201) ?? 0) + (statuses.get(204) ?? 0)).toBeGreaterThan(
      requests / 20,
    )
  })

  test('every field that can be wrong has a Chinese name', ({ world }) => {
    const nameless: string[] = []
    for (const route of world.routes.filter(one => one.url.startsWith('/api')))
      for (const part of ['querystring', 'body'] as const) {
        const schema = route.schema[part]
        if (schema) visit(shapeOf(schema), `${route.method} ${route.url} ${part}`, '', nameless)
      }
    expect(nameless).toEqual([])
  })
})

const told = ({ method, url, headers, payload }: WireRequest) =>
  `${method} ${url.slice(0, 200)} ${JSON.stringify({ ...headers, authorization: undefined })} ${String(payload ?? '').slice(0, 300)}`

/** Notes every leaf without a name of its own or of what it lies in. */
function visit(shape: Shape, where: string, name: string, nameless: string[]) {
  const options = shape.anyOf ?? shape.oneOf ?? []
  const title = shape.title ?? options.find(one => one.title)?.title ?? name
  if (!shape.properties && !title) nameless.push(where)
  for (const [key, one] of Object.entries(shape.properties ?? {})) visit(one, `${where}/${key}`, title, nameless)
  for (const one of options) visit(one, where, title, nameless)
  if (shape.items) visit(shape.items, `${where}/-`, title, nameless)
}
