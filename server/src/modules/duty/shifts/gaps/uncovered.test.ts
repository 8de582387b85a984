import type { ShiftView } from '@anlan/contract/duty.ts'
import type { LeaveView, RoomView, RosterView } from '@anlan/contract/roster.ts'
import type { GapView, SwapView } from '@anlan/contract/shift.ts'
import fc from 'fast-check'
import { expect } from 'vitest'
import { type Caller, test, type World } from '../../../../../test/world.ts'
import { sampleId } from '../../../../sample-county.ts'

type Items<T> = { items: T[] }
const room = sampleId('duty-room', 'chaping')
const [first, last] = ['2026-12-01T08:30:00+08:00', '2026-12-08T08:30:00+08:00']
const minute = 60_000
const hour = 60 * minute

interface Scene {
  world: World
  clerk: Caller
  leader: Caller
  people: string[]
  leaves: string[]
  now: number
}

/** A week of a township with a roster in force: one leader and one primary at every minute. */
async function published(world: World): Promise<Scene> {
  await world.query('delete from due_task')
  await world.at('2026-11-30T09:00:00+08:00')
  const clerk = await world.as('duty1')
  const draft = await clerk.post<RosterView>('/api/duty/rosters', {
    roomId: room,
    from: '2026-12-01',
    to: '2026-12-07',
  })
  const publication = await clerk.post(`/api/duty/rosters/${draft.body.id}/publication`, { version: 1 })
  expect(publication.status).toBeLessThan(300)
  const { pool } = (await clerk.get<RoomView>(`/api/duty/rooms/${room}`)).body
  return {
    world,
    clerk,
    leader: await world.as('leader1'),
    people: pool.map(one => one.personId),
    leaves: [],
    now: Date.parse('2026-11-30T09:00:00+08:00'),
  }
}

interface Row {
  post: string
  from: Date
  to: Date
  person: string
  missing: number
}

/** Goes through the week minute by minute, by itself: who is rostered, not on leave, against one leader and one primary; and what is recorded. */
async function unnoticed({ world, now }: Scene): Promise<string[]> {
  const ask = async (text: string) =>
    ((await world.query(text)) as Row[]).map(one => ({ ...one, from: +new Date(one.from), to: +new Date(one.to) }))
  const shifts = await ask(
    `select post, starts_at as "from", ends_at as "to", person_id as person from duty_shift where unit_id = '${world.unit('chaping')}' and ends_at > '${first}' and starts_at < '${last}'`,
  )
  const leaves = await ask(`select person_id as person, from_at as "from", to_at as "to" from duty_leave`)
  const gaps = await ask(
    `select g.post, g.from_at as "from", g.to_at as "to", g.missing from duty_gap g join obligation o on o.id = g.obligation_id
     where g.state = 'open' and o.satisfied_at is null and o.cancelled_at is null and g.room_id = '${room}'`,
  )
  const wrong: string[] = []
  for (const post of ['shiftLeader', 'primary'])
    for (let at = Math.max(Date.parse(first), now); at < Date.parse(last); at += minute) {
      const runs = (one: { from: number; to: number }) => one.from <= at && one.to > at
      const there = shifts.filter(
        one => one.post === post && runs(one) && !leaves.some(leave => leave.person === one.person && runs(leave)),
      ).length
      const noted = gaps.filter(one => one.post === post && runs(one)).reduce((sum, one) => sum + one.missing, 0)
      if (noted !== Math.max(0, 1 - there))
        wrong.push(`${post} ${new Date(at).toISOString()}: ${there} there, ${noted} noted`)
    }
  return wrong.length ? [wrong[0] as string, wrong.at(-1) as string, String(wrong.length)] : []
}

const shiftsAhead = async ({ clerk, world, now }: Scene) =>
  (
    await clerk.get<Items<ShiftView>>(
      `/api/duty/shifts?unit=${world.unit('chaping')}&from=${new Date(now).toISOString()}&to=${new Date(Date.parse(last)).toISOString()}`,
    )
  ).body.items.filter(one => Date.parse(one.startsAt) >= Date.parse(first))

const pick = <T>(list: T[], at: number): T | undefined => list[at % Math.max(1, list.length)]

/** What people do to a roster in force. A refusal is an answer; an error is not. */
const acts = {
  async remove(scene: Scene, i: number, j: number) {
    const shift = pick(await shiftsAhead(scene), i)
    return scene.clerk.delete(`/api/duty/shifts/${shift?.id}${j % 3 ? '?gapReason=ill' : ''}`)
  },
  async change(scene: Scene, i: number, j: number) {
    const shift = pick(await shiftsAhead(scene), i)
    if (!shift) return null
    const { post, personId, startsAt, endsAt, version } = shift
    return scene.clerk.put(`/api/duty/shifts/${shift.id}`, {
      post,
      personId: j % 2 ? pick(scene.people, j) : personId,
      startsAt: new Date(Date.parse(startsAt) + (j % 5) * hour).toISOString(),
      endsAt: new Date(Date.parse(endsAt) - (j % 7) * 30 * minute).toISOString(),
      version,
      ...(j % 3 && { gapReason: '家中急事' }),
    })
  },
  async add(scene: Scene, i: number, j: number) {
    const startsAt = new Date(Math.max(Date.parse(first), scene.now) + (i % 150) * hour)
    return scene.clerk.post('/api/duty/shifts', {
      unitId: scene.world.unit('chaping'),
      post: j % 2 ? 'primary' : 'shiftLeader',
      personId: pick(scene.people, j),
      startsAt: startsAt.toISOString(),
      endsAt: new Date(startsAt.getTime() + (1 + (j % 24)) * hour).toISOString(),
    })
  },
  async leave(scene: Scene, i: number, j: number) {
    const from = new Date(Date.parse(first) + (j % 160) * hour)
    const to = new Date(from.getTime() + (1 + (i % 60)) * hour).toISOString()
    const body = { personId: pick(scene.people, i), kind: 'sick', from: from.toISOString(), to }
    const reply = await scene.clerk.post<LeaveView>('/api/duty/leaves', body)
    if (reply.status === 201) scene.leaves.push(reply.body.id)
    return reply
  },
  async back(scene: Scene, i: number) {
    const [id] = scene.leaves.splice(i % Math.max(1, scene.leaves.length), 1)
    return id ? scene.clerk.delete(`/api/duty/leaves/${id}`) : null
  },
  async swap(scene: Scene, i: number, j: number) {
    const shifts = await shiftsAhead(scene)
    const [own, other] = [pick(shifts, i), pick(shifts, j)]
    const asked = await scene.clerk.post<SwapView>('/api/duty/swaps', {
      shiftId: own?.id,
      otherPersonId: j % 3 ? other?.personId : pick(scene.people, j),
      otherShiftId: j % 3 ? other?.id : null,
      reason: '家中有事',
    })
    if (asked.status !== 201) return asked
    const at = `/api/duty/swaps/${asked.body.id}`
    await scene.clerk.post(`${at}/answer`, { version: 1, agrees: true, note: '电话同意' })
    return scene.leader.post(`${at}/decision`, { version: 2, approves: true })
  },
  async cover(scene: Scene, i: number, j: number) {
    const shift = pick(await shiftsAhead(scene), i)
    return scene.leader.post(`/api/duty/shifts/${shift?.id}/covers`, {
      personId: pick(scene.people, j),
      reason: '突发疾病',
    })
  },
  async fill(scene: Scene, i: number, j: number) {
    const gaps = (await scene.clerk.get<Items<GapView>>(`/api/duty/gaps?unit=${scene.world.unit('chaping')}`)).body
      .items
    const gap = pick(gaps, i)
    return gap ? scene.clerk.post(`/api/duty/gaps/${gap.id}/shifts`, { personId: pick(scene.people, j) }) : null
  },
  async wait(scene: Scene, i: number) {
    scene.now = Math.min(scene.now + (1 + (i % 9)) * hour, Date.parse(last) - 30 * hour)
    await scene.world.at(new Date(scene.now).toISOString())
    return null
  },
}
type Act = keyof typeof acts

test('whatever is done to a roster in force, no minute is uncovered that is not a gap somebody owes to fill', async ({
  world,
}) => {
  const scene = await published(world)
  expect(await unnoticed(scene)).toEqual([])
  const done: Record<string, number> = {}
  const step = fc.tuple(fc.constantFrom(...(Object.keys(acts) as Act[])), fc.nat(1000), fc.nat(1000))
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 8 }), async steps => {
      for (const [act, i, j] of steps) {
        const reply = await acts[act](scene, i, j)
        if (reply && reply.status < 300) done[act] = (done[act] ?? 0) + 1
        if (reply && reply.status >= 500) throw new Error(`${act}: ${reply.raw.body}`)
        const wrong = await unnoticed(scene)
        if (wrong.length) throw new Error(`after ${act} ${i} ${j} (${reply?.status}): ${wrong.join('; ')}`)
      }
    }),
    { numRuns: 14, endOnFailure: true, seed: 20261123 },
  )
  // The property is about what was done, not about refusals.
  expect(Object.values(done).reduce((sum, one) => sum + one, 0)).toBeGreaterThan(10)
  expect(Object.keys(done).length).toBeGreaterThan(4)
}, 240_000)
