import { CallUpView } from '@anlan/contract/call-up-view.ts'
import { NearestReply } from '@anlan/contract/resource.ts'
import { items } from '../acts.ts'
import type { Of } from '../client.ts'
import { expectEqual, expectOne, expectThat, minutesFrom, type Scenario } from '../scenario.ts'

/** Teams and goods that are called up, in the words of the scripts. */

export type Slip = Of<typeof CallUpView>

/** Something of the county's list of resources, found by what it can do and how it is called or whose it is; or something named. */
export type Wanted =
  | { capability: string; of: string; quantity?: number; people?: number }
  | { name: string; quantity: number; unit: string; owner: string }

export interface Order {
  eventId: string
  items: Wanted[]
  to: string
  place: string
  position: { lng: number; lat: number }
  reason: string
  /** Accounts: who asks, who answers for the owner (else the duty room takes it down by telephone), who receives. */
  by?: string
  bearer?: string
  receiver: string
  more?: Record<string, unknown>
}
/** An order that was given, with the accounts of those who carry it out. */
export interface Given {
  id: string
  bearer: string
  receiver: string
}

const at = (id: string) => `/api/call-ups/${id}`
const readSlip = async (s: Scenario, id: string) => (await s.as('duty1')).get(at(id), CallUpView)

async function asked(s: Scenario, wanted: Wanted, near: Order['position']) {
  if ('name' in wanted) {
    const { owner, ...named } = wanted
    return { ...named, ownerUnitId: s.unit(owner) }
  }
  const { capability, of, quantity, people } = wanted
  const query = `lng=${near.lng}&lat=${near.lat}&capability=${capability}&quantity=${quantity ?? 1}&limit=100`
  const { items: hits } = await (await s.as('duty1')).get(`/api/resources/nearest?${query}`, NearestReply)
  const hit = expectOne(
    hits.filter(one => one.reserve === 'physical' && (one.name === of || one.unitName === of)),
    `${of}可调用的${capability}`,
  )
  return { offerId: hit.id, ...(quantity && { capability, quantity }), ...(people && { people }) }
}

/** Asked for by the duty desk, approved by a leader: an order with its number. */
export async function order(s: Scenario, given: Order): Promise<Given & { number: string }> {
  const { eventId, to, place, position, reason, by = 'duty1', bearer = 'duty1', receiver, more } = given
  const lines = []
  for (const wanted of given.items) lines.push(await asked(s, wanted, position))
  const body = { eventId, toUnitId: s.unit(to), items: lines, reason, place, position, priority: 'mostUrgent', ...more }
  const slip = expectOne((await (await s.as(by)).post('/api/call-ups', body, items(CallUpView))).items, '调用单')
  const approved = await (await s.as('leader1')).post(`${at(slip.id)}/approval`, { opinion: '同意' }, CallUpView)
  expectEqual(approved.state, 'approved', '调用单状态')
  expectThat(approved.number !== null, '调用单没有编号')
  return { id: slip.id, bearer, receiver, number: approved.number }
}

/** The bearer has the order; in time. */
export async function acknowledge(s: Scenario, { id, bearer }: Given, within = 5): Promise<number> {
  const slip = await (await s.as(bearer)).post(`${at(id)}/acknowledgement`, {}, CallUpView)
  const minutes = minutesFrom(stampOf(slip, 'approved'), stampOf(slip, 'acknowledged'))
  expectThat(minutes <= within, `批准到签收 ${minutes} 分钟`)
  return minutes
}

const stampOf = (slip: Slip, step: Slip['steps'][number]['step']): string =>
  slip.steps.find(one => one.step === step)?.stamp?.at ?? ''

interface Departure {
  eta?: string
  people?: number
  vehicle?: string
}
/** Issued, every check done, gone. */
export async function depart(s: Scenario, { id, bearer }: Given, { eta, people, vehicle }: Departure = {}) {
  const caller = await s.as(bearer)
  const issued = await caller.post(`${at(id)}/issue`, { vehicle: vehicle ?? '' }, CallUpView)
  if (issued.checks.length > 0)
    await caller.put(
      `${at(id)}/departure-check`,
      { checks: issued.checks.map(check => ({ code: check.code, confirmed: true })) },
      CallUpView,
    )
  const body = { ...(eta && { eta: s.at(eta) }), ...(people && { people }) }
  const left = await caller.post(`${at(id)}/departure`, body, CallUpView)
  expectEqual([left.state, left.overdue], ['underWay', false], '出发')
  return left.summary
}

/** There, and counted by who asked for it. */
export async function arrive(s: Scenario, { id, bearer, receiver }: Given): Promise<string> {
  await (await s.as(bearer)).post(`${at(id)}/arrival`, {}, CallUpView)
  const got = await (await s.as(receiver)).post(`${at(id)}/receipt`, {}, CallUpView)
  expectEqual(got.state, 'received', '调用单状态')
  expectEqual(
    got.lines.map(line => line.received),
    got.lines.map(line => line.issued),
    '实收与实发',
  )
  return got.summary
}

/** Used up on the spot: quantities by what it is called. */
export async function use(s: Scenario, { id, receiver }: Given, used: Record<string, number>): Promise<void> {
  const lines = linesCalled(await readSlip(s, id), used).map(([line, quantity]) => ({ lineId: line.id, quantity }))
  await (await s.as(receiver)).post(`${at(id)}/uses`, { lines }, CallUpView)
}

const linesCalled = (slip: Slip, counts: Record<string, number>) =>
  Object.entries(counts).map(
    ([name, quantity]) =>
      [
        expectOne(
          slip.lines.filter(line => line.name === name),
          name,
        ),
        quantity,
      ] as const,
  )

/** What is still out comes home, is closed, and costs what it costs. */
export async function bringHome(s: Scenario, { id, bearer, receiver }: Given): Promise<number> {
  const open = (await readSlip(s, id)).lines.filter(line => line.outstanding > 0)
  if (open.length > 0) await (await s.as(bearer)).post(`${at(id)}/returns`, {}, CallUpView)
  const closed = await (await s.as(receiver)).post(`${at(id)}/closure`, {}, CallUpView)
  expectEqual([closed.state, closed.costFinal], ['closed', true], '办结')
  expectEqual(
    closed.lines.map(line => line.outstanding),
    closed.lines.map(() => 0),
    '未归还',
  )
  return closed.costTotal
}

/** The store's own paper for what it gave out. */
export async function storePaper(s: Scenario, { id, bearer }: Given): Promise<string> {
  const { type, bytes } = await (await s.as(bearer)).download(`${at(id)}/slip.docx`)
  expectThat(type.includes('wordprocessingml.document'), `文件类型为 ${type}`)
  return `应急物资调拨单 ${bytes.length} 字节`
}
