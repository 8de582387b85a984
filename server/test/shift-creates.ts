import type { ShiftView } from '@anlan/contract/duty.ts'
import type { GapView, MyDuty, ReplacementView } from '@anlan/contract/shift.ts'
import { sampleId } from '../src/sample-county.ts'
import type { Create } from './creates.ts'
import type { World } from './world.ts'

type Items<T> = { items: T[] }

/** Creates about shifts in force that have an id of the client's. */
export async function shiftCreates(world: World): Promise<Record<string, Create>> {
  const duty = await world.as('duty1')
  const standIn = async (of: string) =>
    (await duty.get<Items<ReplacementView>>(`/api/duty/${of}/replacements`)).body.items.find(one => one.suitable)
      ?.personId
  const shiftsOf = async (unit: string, span: string) =>
    (await duty.get<Items<ShiftView>>(`/api/duty/shifts?unit=${world.unit(unit)}&${span}`)).body.items
  const mine = (await duty.get<MyDuty>('/api/duty/mine')).body
  const leader = (await (await world.as('leader1')).get<MyDuty>('/api/duty/mine')).body
  const own = mine.shifts.find(one => one.startsAt > '2026-07-14')
  const running = (await shiftsOf('chaping', 'from=2026-07-11T19:00:00Z&to=2026-07-11T19:01:00Z')).find(
    one => one.post === 'primary',
  )
  const later = (await shiftsOf('chaping', 'from=2026-07-20T19:00:00Z&to=2026-07-20T19:01:00Z')).find(
    one => one.post === 'primary',
  )
  await duty.delete(`/api/duty/shifts/${later?.id}?gapReason=sick`)
  const [gap] = (await duty.get<Items<GapView>>(`/api/duty/gaps?unit=${world.unit('chaping')}`)).body.items
  const swap = { shiftId: own?.id, otherPersonId: await standIn(`shifts/${own?.id}`), reason: '参加培训' }
  const cover = { personId: await standIn(`shifts/${running?.id}`), reason: '突发疾病' }
  const filling = { personId: await standIn(`gaps/${gap?.id}`) }
  const leave = {
    personId: leader.personId,
    kind: 'annual',
    from: '2026-08-20T00:00:00+08:00',
    to: '2026-08-21T00:00:00+08:00',
  }
  const shift = {
    unitId: world.unit('chaping'),
    post: 'primary',
    startsAt: '2027-08-01T08:00:00+08:00',
    endsAt: '2027-08-02T08:00:00+08:00',
  }
  const person = (await world.query(
    `select person_id from duty_pool where room_id = '${sampleId('duty-room', 'chaping')}' and 'primary' = any(posts) order by sort limit 1`,
  )) as { person_id: string }[]
  const make = (account: string, url: string, table: string, body: object, other: object): Create => ({
    account,
    url,
    table,
    body: { ...body },
    other: { ...body, ...other },
  })
  return {
    'POST /api/duty/shifts': make(
      'duty1',
      '/api/duty/shifts',
      'duty_shift',
      { ...shift, personId: person[0]?.person_id },
      { endsAt: '2027-08-02T09:00:00+08:00' },
    ),
    'POST /api/duty/swaps': make('duty1', '/api/duty/swaps', 'duty_swap', swap, { reason: '别的' }),
    'POST /api/duty/shifts/:id/covers': make('leader1', `/api/duty/shifts/${running?.id}/covers`, 'duty_cover', cover, {
      reason: '别的',
    }),
    'POST /api/duty/gaps/:id/shifts': make('duty1', `/api/duty/gaps/${gap?.id}/shifts`, 'duty_shift', filling, {
      to: '2026-07-20T12:00:00+08:00',
    }),
    'POST /api/duty/mine/leaves': make('leader1', '/api/duty/mine/leaves', 'duty_leave', leave, { kind: 'sick' }),
  }
}
