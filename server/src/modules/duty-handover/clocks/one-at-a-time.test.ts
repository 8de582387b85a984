import type { HandoverLine, HandoverView } from '@anlan/contract/handover.ts'
import type { ObligationView } from '@anlan/contract/obligation.ts'
import { describe, expect } from 'vitest'
import { signedOff } from '../../../../test/handover-story.ts'
import { test, type World } from '../../../../test/world.ts'
import { runSystemWork } from '../../../kernel/house.ts'
import { loadSampleLog } from '../../duty/log/sample-log.ts'
import { loadSampleHandovers } from '../sample-handovers.ts'

type Items<T> = { items: T[] }

const asked = async (world: World) =>
  (
    (await world.query(
      `select breached_at, cancelled_at from obligation where kind = 'handover' and owed_by_unit_id = '${world.unit('chaping')}'
       order by started_at`,
    )) as { breached_at: Date | null; cancelled_at: Date | null }[]
  ).map(one => (one.cancelled_at ? 'superseded' : one.breached_at ? 'overdue' : 'open'))
const told = async (world: World) =>
  ((await world.query(`select 1 from notice where title like '茶坪镇%交接班未签字'`)) as unknown[]).length

describe('a unit that does not sign', () => {
  test('owes only its latest change of shift, and after three in a row is called no more until it hands over again', async ({
    world,
  }) => {
    await world.at('2026-07-12T08:20:00+08:00')
    const town = await world.as('chaping1')
    await town.post('/api/duty/handovers')
    await world.at('2026-07-13T09:30:00+08:00')
    expect(await asked(world)).toEqual(['superseded', 'overdue'])
    await world.at('2026-07-19T09:30:00+08:00')
    expect(await asked(world)).toEqual(['superseded', 'superseded', 'superseded'])
    expect(await told(world)).toBe(6)
    const listed = (await town.get<Items<HandoverLine>>('/api/duty/handovers?state=overdue&limit=100')).body.items
    expect(listed.length).toBe(8)
    expect((await town.get<Items<HandoverLine>>('/api/duty/unsigned-handovers')).body.items.length).toBe(1)

    // Someone signs over: from the next change of shift on the clock runs again.
    await world.query(`update duty_handover set outgoing = '[]', items = '[]', outgoing_signed_at = now(), incoming = '[]', incoming_signed_at = now()
      where unit_id = '${world.unit('chaping')}' and at = '2026-07-19T08:30:00+08:00'`)
    await world.at('2026-07-20T09:30:00+08:00')
    expect(await asked(world)).toEqual(['superseded', 'superseded', 'superseded', 'overdue'])
  })

  test('a server that stood still asks for nothing that is long past', async ({ world }) => {
    const { opened, at } = await signedOff(world)
    // The clock of a store that starts again is where the day is; what fell due meanwhile runs then.
    await world.query(
      `update due_task set run_at = '2026-09-20T12:00:00+08:00' where run_at < '2026-09-20T12:00:00+08:00'`,
    )
    await world.at('2026-09-20T12:00:00+08:00')
    const duty = await world.as('duty1')
    const owed = (await duty.get<Items<ObligationView>>('/api/obligations?state=overdue&limit=200')).body.items
    expect(owed.filter(one => one.kind === 'handover')).toEqual([])
    expect(await world.query(`select 1 from notice where title like '%交接班未签字'`)).toEqual([])
    expect((await duty.get<HandoverView>(at)).body).toMatchObject({ id: opened.body.id, overdue: true })
    await world.at('2026-09-20T20:05:00+08:00')
    const list = (await duty.get<Items<HandoverLine>>('/api/duty/handovers')).body.items
    expect(list.map(one => one.at)).toEqual(['2026-09-20T12:30:00.000Z', '2026-07-12T00:30:00.000Z'])
  })
})

test('the sample week is signed by those on shift, one township has not signed, and its sheets are followed by real ones', async ({
  world,
}) => {
  await world.at('2026-07-12T08:05:00+08:00')
  const rooms = { county: world.unit('duty-office'), towns: [world.unit('chaping'), world.unit('songling')] }
  await runSystemWork(world.house, async work => {
    await loadSampleLog(work, rooms)
    await loadSampleHandovers(work, { ...rooms, unsigned: world.unit('songling') })
  })
  const duty = await world.as('duty1')
  const { items } = (await duty.get<Items<HandoverLine>>('/api/duty/handovers?limit=100')).body
  expect(items.filter(one => one.unitName === '县总值班室').length).toBe(14)
  expect(items.filter(one => one.state !== 'signed').map(one => one.unitName)).toEqual(['松岭镇'])
  expect(items.filter(one => one.state === 'signed').every(one => one.outgoing.length && one.incoming.length)).toBe(
    true,
  )
  const shown = (await duty.get<HandoverView>(`/api/duty/handovers/${items[0]?.id}`)).body
  expect(shown.signatures.map(one => one.side)).toEqual(['outgoing', 'incoming', 'leader'])
  expect(shown.logLines).toBeGreaterThan(0)
  expect(
    (await duty.get<Items<HandoverLine>>('/api/duty/unsigned-handovers')).body.items.map(one => one.unitName),
  ).toEqual(['松岭镇'])
  const next = (await duty.post<HandoverView>('/api/duty/handovers')).body
  expect(next).toMatchObject({
    at: '2026-07-12T00:30:00.000Z',
    state: 'open',
    sheet: { keysSeals: expect.stringContaining('钥匙') },
  })
})
