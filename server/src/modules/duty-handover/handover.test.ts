import type { LogEntryView } from '@anlan/contract/duty.ts'
import type { EventView } from '@anlan/contract/emergency-event.ts'
import type { HandoverDue, HandoverLine, HandoverView } from '@anlan/contract/handover.ts'
import type { NoticeView } from '@anlan/contract/notice.ts'
import type { ObligationView } from '@anlan/contract/obligation.ts'
import { describe, expect } from 'vitest'
import type { z } from 'zod'
import { nightGoesOff, sheet, signedOff } from '../../../test/handover-story.ts'
import { test, type World } from '../../../test/world.ts'
import { reachOfEverything } from '../../kernel/access/reach.ts'
import { runSystemWork } from '../../kernel/house.ts'
import { shiftsWithoutLog, unsignedHandovers } from './api.ts'

type Items<T> = { items: T[] }
type Log = z.output<typeof LogEntryView>

const flood = {
  title: '河坝村进水',
  eventTypeCode: '11A01',
  areaCode: '990321104202',
  knownAt: '2026-07-12T07:46:00+08:00',
  source: '群众',
  summary: '进水',
}

describe('交接班', () => {
  test('what is open is read from the records, frozen as signed, acknowledged one by one, signed by both sides and the leader', async ({
    world,
  }) => {
    await world.at('2026-07-12T07:50:00+08:00')
    const duty = await world.as('duty1')
    const { problem } = await duty.post('/api/duty/handovers')
    expect(problem.code).toBe('duty-handover/no-change')
    expect(problem.detail).toMatch(/^下一次换班为 \d\d-\d\d 08:30，自 08:00 起可办理（换班前 30 分钟）$/)
    const event = (await duty.post<EventView>('/api/emergency-events', flood)).body
    const { out, into, opened, at } = await nightGoesOff(world)
    expect(opened.status).toBe(201)
    expect(opened.body.outgoing.map(one => [one.name, one.post])).toEqual([
      ['龙启明', '带班领导'],
      ['田晓岚', '主班'],
      ['石磊', '副班'],
    ])
    expect(opened.body.items.map(item => item.group)).toContain('event')
    expect(opened.body.items.find(item => item.group === 'event')).toMatchObject({ title: '河坝村进水' })
    expect(opened.body.items.find(item => item.group === 'obligation')?.dueAt).not.toBeNull()
    expect(opened.body.logLines).toBeGreaterThan(0)

    const early = await out.post(`${at}/outgoing-signature`, { version: 1 })
    expect(early.problem).toMatchObject({ code: 'duty-handover/unfinished' })
    expect(early.problem.errors?.map(one => one.field)).toContain('钥匙、印章')
    const saved = await out.put<HandoverView>(at, { ...sheet, version: 1 })
    expect(saved.body.version).toBe(2)
    expect((await out.put(at, { ...sheet, version: 1 })).problem.code).toBe('duty-handover/changed')
    expect((await into.post(`${at}/incoming-signature`)).problem.code).toBe('duty-handover/not-signed')
    const signed = await out.post<HandoverView>(`${at}/outgoing-signature`, { version: 2 })
    expect(signed.body).toMatchObject({ state: 'outgoingSigned', responsible: 'outgoing' })

    // What happens afterwards is not on the sheet any more.
    await duty.post('/api/emergency-events', { ...flood, title: '凉水村塌方', knownAt: '2026-07-12T08:05:00+08:00' })
    const shown = await into.get<HandoverView>(at)
    expect(shown.body.items.map(item => item.title)).not.toContain('凉水村塌方')
    expect(shown.body.may).toMatchObject({ acknowledge: true, sign: ['incoming'], signAtOnce: false })

    const keys = shown.body.items.map(item => item.key)
    expect((await into.post(`${at}/incoming-signature`)).problem.code).toBe('duty-handover/not-acknowledged')
    expect((await out.post(`${at}/acknowledgements`, { keys })).problem.code).toBe('duty-handover/not-on-shift')
    expect((await into.post(`${at}/acknowledgements`, { keys: ['event/none'] })).status).toBe(422)
    const one = await into.post<HandoverView>(`${at}/acknowledgements`, { keys: keys.slice(0, 1) })
    expect(one.body.items.filter(item => item.acknowledgedAt).length).toBe(1)
    await into.post(`${at}/acknowledgements`, { keys })
    const over = await into.post<HandoverView>(`${at}/incoming-signature`)
    expect(over.body).toMatchObject({ state: 'signed', responsible: 'outgoing', minutesLate: null })
    await world.at('2026-07-12T08:30:00+08:00')
    expect((await into.get<HandoverView>(at)).body.responsible).toBe('incoming')
    const leader = await (await world.as('leader2')).post<HandoverView>(`${at}/leader-signature`)
    expect(leader.body.signatures.map(one => one.side)).toEqual(['outgoing', 'incoming', 'leader'])

    const log = (await into.get<Items<Log>>('/api/duty/log?on=2026-07-12')).body.items
    expect(log.filter(line => line.kind === 'handover').map(line => line.text)).toEqual([
      expect.stringMatching(/^交接班：龙启明、田晓岚、石磊 交 .+ 接，交接事项 \d+ 项$/),
    ])
    expect(event.id).toBeTruthy()
  })

  test('signed is signed: no change, no second signature, no stranger; a correction is a new line', async ({
    world,
  }) => {
    const { out, into, at, signed } = await signedOff(world)
    expect(signed.status).toBe(200)
    expect((await out.put(at, { ...sheet, version: 3 })).problem.code).toBe('duty-handover/signed')
    expect((await out.post(`${at}/outgoing-signature`, { version: 3 })).problem.code).toBe('duty-handover/signed')
    expect((await (await world.as('duty2')).post(`${at}/incoming-signature`)).problem.code).toBe(
      'duty-handover/not-on-shift',
    )
    const stranger = await world.as('duty5')
    expect((await stranger.post(`${at}/incoming-signature`)).problem).toMatchObject({
      code: 'duty-handover/not-on-shift',
      status: 403,
    })
    expect((await (await world.as('chaping1')).get(at)).status).toBe(404)
    const byHand = world.query(`update duty_handover set sheet = '{}' where outgoing_signed_at is not null`)
    await expect(byHand).rejects.toThrow('记录只增不改')

    const id = '0d1d3c0e-1f8e-4a53-9d1c-1f3a5b7c9d01'
    const line = { id, text: '传真机缺纸，已补' }
    const corrected = await into.post<HandoverView>(`${at}/corrections`, line)
    expect(corrected.body.corrections).toMatchObject([{ id, text: '传真机缺纸，已补' }])
    expect((await into.post<HandoverView>(`${at}/corrections`, line)).body).toEqual(corrected.body)
    expect((await stranger.post(`${at}/corrections`, { text: '改' })).problem.code).toBe('duty-handover/not-on-shift')
  })

  test('a shift without a log line is not handed over unless somebody states 本班无事', async ({ world }) => {
    const { out, opened, at } = await nightGoesOff(world)
    expect(opened.body.logLines).toBe(0)
    const saved = await out.put<HandoverView>(at, { ...sheet, version: 1 })
    const refused = await out.post(`${at}/outgoing-signature`, { version: saved.body.version })
    expect(refused.problem.errors).toMatchObject([{ pointer: '/nothingHappened', field: '本班无事' }])
    await out.post('/api/duty/log', { text: '县气象局来电通报雨情', kind: 'callIn' })
    expect((await out.post(`${at}/outgoing-signature`, { version: saved.body.version })).status).toBe(200)
  })
})

describe('the limit', () => {
  const obligations = async (world: World) =>
    (
      await (await world.as('duty1')).get<Items<ObligationView>>(`/api/obligations?unit=${world.unit('duty-office')}`)
    ).body.items.filter(one => one.kind === 'handover')

  test('signed at the last second of the limit is in time', async ({ world }) => {
    const { into, at } = await signedOff(world)
    await world.at('2026-07-12T08:30:00+08:00')
    expect(await obligations(world)).toMatchObject([
      { state: 'open', dueAt: '2026-07-12T00:45:00.000Z', limitMinutes: 15 },
    ])
    await world.at('2026-07-12T08:45:00+08:00')
    expect((await into.post<HandoverView>(`${at}/incoming-signature`)).body).toMatchObject({
      state: 'signed',
      minutesLate: null,
    })
    expect(await obligations(world)).toMatchObject([{ state: 'met', minutesLate: null, breachedAt: null }])
  })

  test('a second later it is late: the leader hears it, a quarter of an hour later the bureau, and it stays written', async ({
    world,
  }) => {
    const { into, at, opened } = await signedOff(world)
    await world.at('2026-07-12T08:45:01+08:00')
    expect(await obligations(world)).toMatchObject([{ state: 'overdue' }])
    expect((await into.get<HandoverView>(at)).body).toMatchObject({ overdue: true, responsible: 'outgoing' })
    const flagged = (await into.get<Items<HandoverLine>>('/api/duty/unsigned-handovers')).body.items
    expect(flagged.map(one => one.id)).toEqual([opened.body.id])
    expect((await into.get<HandoverDue>('/api/duty/handover-due')).body.due).toMatchObject({
      overdue: true,
      side: 'incoming',
    })
    const words = '县总值班室 07-12 08:30 交接班未签字'
    const leaders = (await world.query(
      `select person_name from notice n join notice_delivery d on d.notice_id = n.id where n.title = '${words}'`,
    )) as { person_name: string }[]
    expect(new Set(leaders.map(one => one.person_name)).size).toBe(1)
    await world.at('2026-07-12T09:00:02+08:00')
    const bureau = await world.query(`select 1 from notice where kind = 'duty-handover.county/${opened.body.id}'`)
    expect(bureau.length).toBe(1)
    const late = await into.post<HandoverView>(`${at}/incoming-signature`)
    expect(late.body).toMatchObject({ state: 'signed', minutesLate: 16 })
    expect((await into.get<Items<HandoverLine>>('/api/duty/unsigned-handovers')).body.items).toEqual([])
    const found = await runSystemWork(world.house, work =>
      unsignedHandovers(
        work,
        [world.unit('duty-office')],
        new Date('2026-07-12T00:00:00Z'),
        new Date('2026-07-13T00:00:00Z'),
      ),
    )
    expect(found).toMatchObject([{ minutesLate: 16 }])
  })

  test('without a leader on the roster it still goes up to the county', async ({ world }) => {
    const { opened } = await signedOff(world)
    await world.query(`delete from duty_shift where unit_id = '${world.unit('duty-office')}' and post = 'shiftLeader'`)
    await world.at('2026-07-12T09:00:02+08:00')
    expect(await world.query(`select last_error from fact_delivery where subscriber like 'duty-handover.%'`)).toEqual(
      [],
    )
    const told = await world.query(`select kind from notice where kind like 'duty-handover.%/${opened.body.id}'`)
    expect(told).toContainEqual({ kind: `duty-handover.county/${opened.body.id}` })
  })

  test('a township that does not sign is seen by the county', async ({ world }) => {
    await world.at('2026-07-12T08:20:00+08:00')
    const town = await world.as('chaping1')
    const opened = await town.post<HandoverView>('/api/duty/handovers')
    expect(opened.body.unitName).toBe('茶坪镇')
    await world.at('2026-07-12T09:00:01+08:00')
    const county = await world.as('duty3')
    expect(
      (await county.get<Items<HandoverLine>>('/api/duty/unsigned-handovers')).body.items.map(one => one.unitName),
    ).toEqual(['茶坪镇'])
    const [notice] = (await county.get<Items<NoticeView>>('/api/notices')).body.items.filter(one =>
      one.title.includes('交接班未签字'),
    )
    expect(notice?.title).toBe('茶坪镇 07-12 08:30 交接班未签字')
    // The next sheet comes by itself, half an hour before.
    await world.at('2026-07-13T08:00:00+08:00')
    const list = (await town.get<Items<HandoverLine>>('/api/duty/handovers')).body.items
    expect(list.map(one => one.at)).toEqual(['2026-07-13T00:30:00.000Z', '2026-07-12T00:30:00.000Z'])
  })
})

describe('who takes over', () => {
  test('nobody is rostered: the outgoing side stays, until somebody comes on duty', async ({ world }) => {
    await world.at('2026-07-12T08:00:00+08:00')
    await world.query(
      `delete from duty_shift where unit_id = '${world.unit('duty-office')}' and starts_at >= '2026-07-12T08:30:00+08:00'`,
    )
    const { out, into, at, signed } = await signedOff(world)
    expect(signed.body.incoming).toEqual([])
    expect(signed.body.leaders.map(one => one.name)).toEqual(['龙启明'])
    const refused = await into.post(`${at}/incoming-signature`)
    expect(refused.problem.detail).toContain('没有排班人员')
    await world.at('2026-07-12T09:10:00+08:00')
    expect((await out.get<HandoverView>(at)).body).toMatchObject({ overdue: true, responsible: 'outgoing' })
    const [person] = (await world.query(`select person_id from account where id = '${world.account('duty3')}'`)) as {
      person_id: string
    }[]
    const added = await out.post('/api/duty/shifts', {
      unitId: world.unit('duty-office'),
      post: 'primary',
      personId: person?.person_id,
      startsAt: '2026-07-12T09:15:00+08:00',
      endsAt: '2026-07-12T20:30:00+08:00',
    })
    expect(added.status).toBe(201)
    await world.at('2026-07-12T09:15:00+08:00')
    const over = await into.post<HandoverView>(`${at}/incoming-signature`)
    expect(over.body).toMatchObject({ state: 'signed', responsible: 'incoming', minutesLate: 30 })
  })

  test('one person who goes on alone signs once for both, and states what the tap says', async ({ world }) => {
    const village = (await world.query(
      `select unit_id, person_id from account where id = '${world.account('liangshui1')}'`,
    )) as { unit_id: string; person_id: string }[]
    const { unit_id: unit, person_id: person } = village[0] ?? { unit_id: '', person_id: '' }
    await world.query(`delete from duty_shift where unit_id = '${unit}'`)
    for (const day of ['11', '12'])
      await world.query(`insert into duty_shift (id, unit_id, post, person_id, starts_at, ends_at) values
        (gen_random_uuid(), '${unit}', 'primary', '${person}', '2026-07-${day}T08:30:00+08:00', '2026-07-${Number(day) + 1}T08:30:00+08:00')`)
    await world.at('2026-07-12T08:20:00+08:00')
    const one = await world.as('liangshui1')
    const opened = await one.post<HandoverView>('/api/duty/handovers')
    expect(opened.body.may).toMatchObject({ signAtOnce: true, sign: ['outgoing'] })
    const at = `/api/duty/handovers/${opened.body.id}/signature-at-once`
    expect((await one.post(at, { nothingHappened: true })).problem.code).toBe('duty-handover/unfinished')
    const done = await one.post<HandoverView>(at, { allNormal: true, nothingHappened: true })
    expect(done.body).toMatchObject({ state: 'signed', sheet: { nothingHappened: true, keysSeals: '无变化' } })
    expect(done.body.signatures.map(signature => signature.side)).toEqual(['outgoing', 'incoming'])
    const county = await signedOff(world, '08:25:00')
    expect((await county.into.post(`${county.at}/signature-at-once`)).problem.code).toBe('duty-handover/one-by-one')
  })

  test('a change of shift that was moved voids its sheet', async ({ world }) => {
    const { out, at } = await nightGoesOff(world)
    await world.query(
      `update duty_shift set ends_at = '2026-07-12T10:00:00+08:00' where unit_id = '${world.unit('duty-office')}' and ends_at = '2026-07-12T08:30:00+08:00'`,
    )
    await world.at('2026-07-12T08:30:01+08:00')
    expect((await out.get<HandoverView>(at)).body.state).toBe('withdrawn')
  })
})

test('shifts of which nothing is written are counted, those with 本班无事 are not', async ({ world }) => {
  await signedOff(world)
  await world.at('2026-07-13T00:00:00+08:00')
  const unit = world.unit('duty-office')
  const empty = await runSystemWork(world.house, work => {
    work.reach = reachOfEverything
    return shiftsWithoutLog(work, [unit], new Date('2026-07-11T00:00:00+08:00'), new Date('2026-07-14T00:00:00+08:00'))
  })
  expect(empty.map(one => one.endedAt.toISOString())).toEqual([
    '2026-07-11T00:30:00.000Z',
    '2026-07-11T12:30:00.000Z',
    '2026-07-12T12:30:00.000Z',
  ])
})
