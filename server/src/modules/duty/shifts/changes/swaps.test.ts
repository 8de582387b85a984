import type { ShiftView } from '@anlan/contract/duty.ts'
import type { LeaveView, RoomView } from '@anlan/contract/roster.ts'
import type { MyDuty, SwapView } from '@anlan/contract/shift.ts'
import { expect } from 'vitest'
import { test, type World } from '../../../../../test/world.ts'
import { sampleId } from '../../../../sample-county.ts'

type Items<T> = { items: T[] }

/** A quiet morning in the county's room: duty1's next shift as primary, and those of his colleagues within the fortnight. */
async function morning(world: World) {
  await world.query('delete from due_task')
  await world.at('2026-11-20T09:00:00+08:00')
  const [duty1, duty2, leader] = [await world.as('duty1'), await world.as('duty2'), await world.as('leader1')]
  const mine = (await duty1.get<MyDuty>('/api/duty/mine')).body
  const own = mine.shifts.find(one => one.startsAt > '2026-11-22') as ShiftView
  const span = `from=2026-11-20T00:00:00Z&to=2026-12-06T00:00:00Z`
  const all = (await duty1.get<Items<ShiftView>>(`/api/duty/shifts?unit=${world.unit('duty-office')}&${span}`)).body
  const others = all.items.filter(
    one => one.post === 'primary' && one.personId !== mine.personId && one.startsAt > '2026-11-22',
  )
  return { duty1, duty2, leader, mine, own, others }
}

type Morning = Awaited<ReturnType<typeof morning>>

/** The first colleague's shift that the rules let him have for his own. */
async function asked({ duty1, own, others }: Morning) {
  for (const other of others) {
    const body = { shiftId: own.id, otherPersonId: other.personId, otherShiftId: other.id, reason: '参加培训' }
    const reply = await duty1.post<SwapView>('/api/duty/swaps', body)
    if (reply.status === 201) return { swap: reply.body, other }
    expect(reply.problem.code).toBe('duty/swap-not-possible')
  }
  throw new Error('nobody to swap with')
}

const holderOf = async (world: World, shiftId: string) =>
  ((await world.query(`select person_id from duty_shift where id = '${shiftId}'`)) as { person_id: string }[])[0]
    ?.person_id

test('asked, agreed and approved: the shifts change hands in one unit of work, and each step is told', async ({
  world,
}) => {
  const at = await morning(world)
  const { duty1, duty2, leader, own, mine } = at
  const { swap, other } = await asked(at)
  expect(swap).toMatchObject({ status: 'asked', version: 1, findings: [], mayAnswer: false, mayWithdraw: true })
  // Two hours before the earlier of the two.
  const first = [own.startsAt, other.startsAt].sort()[0] ?? ''
  expect(Date.parse(first) - Date.parse(swap.expiresAt)).toBe(2 * 3_600_000)
  expect((await duty1.post('/api/duty/swaps', { ...swapBody(own, other), reason: '再次' })).problem.code).toBe(
    'duty/swap-open',
  )

  const answer = `/api/duty/swaps/${swap.id}/answer`
  const silent = await duty2.post(answer, { version: 1, agrees: true })
  expect(silent.problem.errors).toMatchObject([{ pointer: '/note', field: '说明' }])
  expect((await duty1.post(answer, { version: 1, agrees: true, note: '我同意' })).status).toBe(403)
  const agreed = await duty2.post<SwapView>(answer, { version: 1, agrees: true, note: '已电话征得本人同意' })
  expect(agreed.body).toMatchObject({ status: 'agreed', version: 2 })
  expect(await holderOf(world, own.id)).toBe(mine.personId)
  const owed = await world.query(
    `select title from obligation where kind = 'dutySwap' and satisfied_at is null and basis = '${swap.id}'`,
  )
  expect(owed.length).toBe(1)

  const decision = `/api/duty/swaps/${swap.id}/decision`
  expect((await duty1.post(decision, { version: 2, approves: true })).status).toBe(403)
  const waiting = (await leader.get<Items<SwapView>>(`/api/duty/swaps?unit=${world.unit('duty-office')}`)).body.items
  expect(waiting).toMatchObject([{ id: swap.id, mayDecide: true, findings: [] }])
  expect((await leader.post(decision, { version: 1, approves: true })).problem.code).toBe('conflict')
  const approved = await leader.post<SwapView>(decision, { version: 2, approves: true })
  expect(approved.body).toMatchObject({ status: 'approved', decidedByName: expect.any(String) })
  expect(await holderOf(world, own.id)).toBe(other.personId)
  expect(await holderOf(world, other.id)).toBe(mine.personId)
  expect((await leader.post(decision, { version: 3, approves: true })).problem.code).toBe('duty/swap-settled')
  expect(
    await world.query(
      `select 1 from obligation where kind = 'dutySwap' and satisfied_at is null and basis = '${swap.id}'`,
    ),
  ).toEqual([])
  const facts = await world.facts()
  expect(facts.filter(one => one.startsWith('duty.swap-'))).toEqual([
    'duty.swap-asked',
    'duty.swap-answered',
    'duty.swap-approved',
  ])
  expect(facts.filter(one => one === 'duty.shift-changed').length).toBe(2)
  const told = (await world.query(`select title from notice where kind like 'duty.swap%'`)) as { title: string }[]
  expect(told.map(one => one.title.split('：')[0]).sort()).toEqual(
    ['请您答复换班申请', '对方同意换班，待审批', '换班待审批', '换班已批准，请按调整后的班次上岗'].sort(),
  )
}, 60_000)

const swapBody = (own: ShiftView, other: ShiftView) => ({
  shiftId: own.id,
  otherPersonId: other.personId,
  otherShiftId: other.id,
  reason: '参加培训',
})

test('what has changed meanwhile stops the approval: leave filed since, a shift changed since', async ({ world }) => {
  const at = await morning(world)
  const { duty2, leader, own } = at
  const { swap, other } = await asked(at)
  await duty2.post(`/api/duty/swaps/${swap.id}/answer`, { version: 1, agrees: true, note: '电话同意' })
  const leave = await duty2.post<LeaveView>('/api/duty/leaves', {
    personId: other.personId,
    kind: 'sick',
    from: own.startsAt,
    to: own.endsAt,
  })
  const decision = `/api/duty/swaps/${swap.id}/decision`
  const refused = await leader.post(decision, { version: 2, approves: true })
  expect(refused.problem.code).toBe('duty/swap-not-possible')
  expect(refused.problem.detail).toContain(`${other.personName}请假`)
  expect(
    (await leader.get<Items<SwapView>>(`/api/duty/swaps?unit=${world.unit('duty-office')}`)).body.items[0]?.findings[0],
  ).toContain('请假')
  await duty2.delete(`/api/duty/leaves/${leave.body.id}`)

  const room = (await duty2.get<RoomView>(`/api/duty/rooms/${sampleId('duty-room', 'duty-office')}`)).body
  const shift = (await world.query(`select version from duty_shift where id = '${own.id}'`)) as { version: number }[]
  const third = room.pool.filter(one => one.posts.includes('primary') && one.personId !== other.personId)
  const put = async (personId: string) =>
    duty2.put(`/api/duty/shifts/${own.id}`, {
      version: shift[0]?.version,
      post: 'primary',
      personId,
      startsAt: own.startsAt,
      endsAt: own.endsAt,
    })
  const tries = []
  for (const { personId } of third) if (personId !== own.personId) tries.push((await put(personId)).status)
  expect(tries).toContain(200)
  expect((await leader.post(decision, { version: 2, approves: true })).problem.code).toBe('duty/swap-settled')
  const gone = (await duty2.get<Items<SwapView>>(`/api/duty/swaps?state=all&unit=${world.unit('duty-office')}`)).body
    .items[0]
  expect(gone).toMatchObject({ status: 'expired', decisionNote: '班次已调整，换班申请失效' })
})

test('not approved two hours before, it expires; later only a cover helps', async ({ world }) => {
  const at = await morning(world)
  const { swap } = await asked(at)
  await world.at(swap.expiresAt)
  const after = (await at.duty1.get<MyDuty>('/api/duty/mine')).body.asked
  expect(after).toMatchObject([{ id: swap.id, status: 'expired', decisionNote: '上岗前未获批准' }])
  const late = await at.duty1.post('/api/duty/swaps', {
    shiftId: swap.shift.startsAt < (swap.otherShift?.startsAt ?? '') ? swap.shift.id : at.own.id,
    otherPersonId: swap.otherPersonId,
    otherShiftId: swap.otherShift?.id,
    reason: '太晚了',
  })
  expect(late.problem.code).toBe('duty/swap-too-late')
})

test('one gives away, refuses and withdraws only what is one’s own', async ({ world }) => {
  const at = await morning(world)
  const { duty1, duty2, leader, own, others } = at
  const town = await world.as('chaping1')
  expect((await town.post('/api/duty/swaps', swapBody(own, others[0] as ShiftView))).status).toBe(404)
  const foreign = { ...swapBody(others[0] as ShiftView, own), otherPersonId: others[0]?.personId }
  expect((await duty1.post('/api/duty/swaps', foreign)).problem.errors).toMatchObject([{ pointer: '/otherPersonId' }])
  const { swap } = await asked(at)
  const withdraw = `/api/duty/swaps/${swap.id}/withdrawal`
  expect((await duty2.post(withdraw, { version: 1 })).status).toBe(403)
  expect((await duty1.post<SwapView>(withdraw, { version: 1 })).body.status).toBe('withdrawn')
  const again = await asked(at)
  const refusal = `/api/duty/swaps/${again.swap.id}/answer`
  const refused = await duty2.post<SwapView>(refusal, { version: 1, agrees: false, note: '本人电话不同意' })
  expect(refused.body.status).toBe('refused')
  const third = await asked(at)
  await duty2.post(`/api/duty/swaps/${third.swap.id}/answer`, { version: 1, agrees: true, note: '电话同意' })
  const no = `/api/duty/swaps/${third.swap.id}/decision`
  expect((await leader.post(no, { version: 2, approves: false })).problem.errors).toMatchObject([{ pointer: '/note' }])
  expect((await leader.post<SwapView>(no, { version: 2, approves: false, note: '人手紧' })).body.status).toBe('refused')
})
