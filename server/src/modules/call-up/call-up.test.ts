import { randomUUID } from 'node:crypto'
import type { EventCosts } from '@anlan/contract/call-up-costs.ts'
import type { CallUpLine, CallUpView } from '@anlan/contract/call-up-view.ts'
import type { TimelineEntry } from '@anlan/contract/event-timeline.ts'
import { describe, expect } from 'vitest'
import { allChecked, balanceOf, flood, heldOf, type Slips, step, storedBy } from '../../../test/call-up-story.ts'
import { unzip } from '../../../test/unzip.ts'
import { test, type World } from '../../../test/world.ts'

const ask = async (world: World, account: string, items: object[], more: object = {}) =>
  (await world.as(account)).post<Slips>('/api/call-ups', { items, reason: '搜救失联人员', ...more })
const jackets = (offerId: string, quantity: number) => ({ offerId, capability: 'life-jacket', quantity })
const sentences = async (world: World, eventId: string) =>
  (
    await (
      await world.as('duty1')
    ).get<{ items: TimelineEntry[] }>(`/api/emergency-events/${eventId}/timeline?limit=200`)
  ).body.items.map(one => one.sentence)
const onMap = (world: World) =>
  world.query(
    `select id, title, tags->>'state' as state from spatial_point where layer = 'call-up' and not removed order by title`,
  )

/** A slip for ten life jackets of 龙滩镇, asked for by the county's duty officer. */
async function tenJackets(world: World, more: object = {}) {
  await world.at('2026-07-12T03:10:00+08:00')
  const offer = await storedBy(world, 'longtan1', 'life-jacket', 30)
  const eventId = await flood(world)
  const made = await ask(world, 'duty1', [jackets(offer, 10)], { eventId, ...more })
  expect(made.status, JSON.stringify(made.problem)).toBe(200)
  const slip = made.body.items[0] as CallUpView
  return { offer, eventId, slip }
}

describe('two townships have half each of what is needed (P4)', () => {
  test('one request makes two slips; stock, bookings, map and event agree at each step', async ({ world }) => {
    await world.at('2026-07-12T03:00:00+08:00')
    const [near, far] = [
      await storedBy(world, 'longtan1', 'life-jacket', 30),
      await storedBy(world, 'baiyan1', 'life-jacket', 25),
    ]
    const eventId = await flood(world)
    const made = await ask(world, 'chaping1', [jackets(near, 30), jackets(far, 20)], { eventId, place: '河坝村' })
    expect(made.status, JSON.stringify(made.problem)).toBe(200)
    const [first, second] = made.body.items
    expect(made.body.items.map(one => [one.fromUnitName, one.summary, one.state])).toEqual([
      ['龙滩镇', '救生衣 30 件', 'requested'],
      ['白岩乡', '救生衣 20 件', 'requested'],
    ])
    expect([await heldOf(world, near), await heldOf(world, far)]).toEqual([30, 20])
    expect(await balanceOf(world, near)).toEqual([30, 0])
    expect(await onMap(world)).toEqual([])

    // Each owner's leader approves, each keeper issues.
    for (const [slip, town] of [
      [first, 'longtan'],
      [second, 'baiyan'],
    ] as const) {
      if (!slip) throw new Error('two slips')
      await step(await world.as(`${town}2`), slip.id, 'approval')
      await step(await world.as(`${town}1`), slip.id, 'acknowledgement')
      const issued = await step(await world.as(`${town}1`), slip.id, 'issue', { vehicle: '皮卡 1 辆' })
      expect(issued.lines[0]?.lots.reduce((sum, lot) => sum + lot.quantity, 0)).toBe(slip.lines[0]?.quantity)
    }
    expect([await balanceOf(world, near), await balanceOf(world, far)]).toEqual([
      [0, 30],
      [5, 20],
    ])
    // What has left the store is the ledger's, and held no more beside it.
    expect([await heldOf(world, near), await heldOf(world, far)]).toEqual([0, 0])
    expect(await onMap(world)).toHaveLength(2)

    const town = await world.as('chaping1')
    const receipt = { lines: [{ lineId: first?.lines[0]?.id, quantity: 29 }] }
    const bare = await town.post(`/api/call-ups/${first?.id}/receipt`, receipt)
    expect(bare.problem.errors).toMatchObject([{ pointer: '/differenceNote', field: '差异说明' }])
    const got = await step(town, first?.id ?? '', 'receipt', { ...receipt, differenceNote: '1 件破损留在车上' })
    expect(got).toMatchObject({ state: 'received', differenceNote: '1 件破损留在车上' })
    await step(town, second?.id ?? '', 'receipt')

    // Twenty-eight come home whole, one is torn, one is lost; the other twenty all.
    const line = first?.lines[0]?.id
    const home = await step(await world.as('longtan1'), first?.id ?? '', 'returns', {
      lines: [{ lineId: line, returned: 28, damaged: 1, consumed: 1 }],
    })
    expect(home).toMatchObject({ state: 'returned', costTotal: 180 })
    await step(await world.as('baiyan1'), second?.id ?? '', 'returns')
    expect([await balanceOf(world, near), await balanceOf(world, far)]).toEqual([
      [28, 0],
      [25, 0],
    ])
    expect(await onMap(world)).toEqual([])
    for (const slip of [first, second]) await step(town, slip?.id ?? '', 'closure')

    const said = await sentences(world, eventId)
    for (const words of [
      '茶坪镇申请调用龙滩镇救生衣 30 件',
      '龙滩镇签收调用单指令〔2026〕第01号',
      '龙滩镇发出救生衣 30 件',
      '茶坪镇签收救生衣 29 件',
      '救生衣 29 件归还龙滩镇',
      '调用单指令〔2026〕第01号办结，费用 180 元',
    ])
      expect(
        said.some(one => one.includes(words)),
        `${words} in ${said.join('\n')}`,
      ).toBe(true)
  })
})

describe('who sees a slip and who decides', () => {
  test('for anybody but asker, owner, receiver and the county it does not exist', async ({ world }) => {
    const { slip } = await tenJackets(world)
    const stranger = await world.as('songling1')
    expect((await stranger.get(`/api/call-ups/${slip.id}`)).status).toBe(404)
    expect((await stranger.post(`/api/call-ups/${slip.id}/issue`)).status).toBe(404)
    expect(
      (await stranger.get<{ items: CallUpLine[] }>('/api/call-ups')).body.items.some(one => one.id === slip.id),
    ).toBe(false)
    for (const party of ['longtan1', 'duty2', 'leader1'])
      expect((await (await world.as(party)).get(`/api/call-ups/${slip.id}`)).status).toBe(200)
  })

  test('nobody approves what he asked for, and only once approved it has a number', async ({ world }) => {
    await world.at('2026-07-12T03:10:00+08:00')
    const offer = await storedBy(world, 'longtan1', 'life-jacket', 30)
    const own = (await ask(world, 'leader1', [jackets(offer, 5)])).body.items[0] as CallUpView
    expect(own.number).toBeNull()
    const refused = await (await world.as('leader1')).post(`/api/call-ups/${own.id}/approval`)
    expect(refused.problem.code).toBe('call-up/own-request')
    // The keeper of the store is no leader.
    expect((await (await world.as('longtan1')).post(`/api/call-ups/${own.id}/approval`)).status).toBe(403)
    const approved = await step(await world.as('longtan2'), own.id, 'approval')
    expect(approved).toMatchObject({ state: 'approved', number: '指令〔2026〕第01号' })
    // A second tap changes nothing, another leader hears where it stands.
    expect(await step(await world.as('longtan2'), own.id, 'approval')).toMatchObject({ number: '指令〔2026〕第01号' })
    const late = await (await world.as('leader2')).post(`/api/call-ups/${own.id}/approval`)
    expect(late.problem).toMatchObject({ code: 'call-up/wrong-state', detail: expect.stringContaining('待发出') })
  })

  test('what is most urgent may be approved by word of mouth, and is signed afterwards', async ({ world }) => {
    const { slip } = await tenJackets(world, { priority: 'mostUrgent' })
    const [leader] = (await world.query(`select person_id as id from account where account = 'leader1'`)) as {
      id: string
    }[]
    const verbal = { leaderPersonId: leader?.id, at: '2026-07-12T03:09:00+08:00', how: '电话' }
    const duty = await world.as('duty1')
    const ordered = await step(duty, slip.id, 'verbal-approval', { verbal })
    expect(ordered).toMatchObject({ state: 'approved', verbal: { how: '电话', confirmedAt: null } })
    const mine = await (await world.as('leader1')).get<{ items: CallUpLine[] }>('/api/call-ups?box=toApprove')
    expect(mine.body.items.map(one => one.id)).toContain(slip.id)
    const signed = await step(await world.as('leader1'), slip.id, 'confirmation')
    expect(signed.verbal?.confirmedAt).not.toBeNull()
    const normal = (
      await ask(world, 'duty1', [{ name: '挖掘机', quantity: 1, unit: '台', ownerUnitId: world.unit('quarry') }])
    ).body.items[0]
    const hasty = await duty.post(`/api/call-ups/${normal?.id}/verbal-approval`, { verbal })
    expect(hasty.problem.code).toBe('call-up/not-urgent')
  })

  test('refused or withdrawn it holds nothing any more', async ({ world }) => {
    const { slip, offer } = await tenJackets(world)
    expect(await heldOf(world, offer)).toBe(10)
    const refused = await step(await world.as('longtan1'), slip.id, 'refusal', { reason: '本镇正在转移群众，需留用' })
    expect(refused).toMatchObject({ state: 'refused', refusal: '本镇正在转移群众，需留用' })
    expect(await heldOf(world, offer)).toBe(0)
  })
})

describe('what is held is not promised twice', () => {
  test('the refusal names the other event; goods that are not there cannot be called away', async ({ world }) => {
    const { offer } = await tenJackets(world)
    const other = await flood(world, 'longtan')
    const second = await ask(world, 'duty2', [jackets(offer, 25)], { eventId: other })
    expect(second.problem).toMatchObject({ code: 'resource/not-enough', detail: expect.stringContaining('茶坪镇山洪') })
    const forced = await ask(world, 'leader1', [jackets(offer, 25)], { eventId: other, overrideReason: '两人被困' })
    expect(forced.problem.code).toBe('resource/not-enough')
    const officer = await ask(world, 'duty2', [jackets(offer, 5)], { eventId: other, overrideReason: '两人被困' })
    expect(officer.problem.errors).toMatchObject([{ pointer: '/overrideReason' }])
  })
})

describe('sending', () => {
  test('a repeat of an issue with the same id takes nothing twice; less than asked needs a word', async ({ world }) => {
    const { slip, offer } = await tenJackets(world)
    await step(await world.as('leader1'), slip.id, 'approval')
    const keeper = await world.as('longtan1')
    const part = { id: randomUUID(), lines: [{ lineId: slip.lines[0]?.id, quantity: 6 }] }
    const silent = await keeper.post(`/api/call-ups/${slip.id}/issue`, part)
    expect(silent.problem.errors).toMatchObject([{ pointer: '/note' }])
    const body = { ...part, id: randomUUID(), note: '其余 4 件过期待检' }
    await step(keeper, slip.id, 'issue', body)
    await step(keeper, slip.id, 'issue', body)
    await step(keeper, slip.id, 'issue', { note: '再点一次' })
    expect(await balanceOf(world, offer)).toEqual([24, 6])
    expect(await heldOf(world, offer)).toBe(0)
  })

  test('the owner signs within five minutes and leaves within ten; late is on the timeline and told', async ({
    world,
  }) => {
    const { slip, eventId } = await tenJackets(world)
    await step(await world.as('leader1'), slip.id, 'approval')
    const due = (await (await world.as('duty1')).get<CallUpView>(`/api/call-ups/${slip.id}`)).body.nextDueAt
    expect(due).toBe('2026-07-11T19:15:00.000Z')
    await world.at('2026-07-12T03:16:00+08:00')
    expect(await sentences(world, eventId)).toContain('龙滩镇未按时签收调度令（调用单指令〔2026〕第01号）')
    await step(await world.as('longtan1'), slip.id, 'acknowledgement')
    const next = (await (await world.as('duty1')).get<CallUpView>(`/api/call-ups/${slip.id}`)).body
    expect(next).toMatchObject({ nextDueAt: '2026-07-11T19:26:00.000Z', overdue: false })
  })

  test('nothing leaves before it is checked; what is left out has a reason', async ({ world }) => {
    const { slip } = await tenJackets(world)
    await step(await world.as('leader1'), slip.id, 'approval')
    const keeper = await world.as('longtan1')
    const issued = await step(keeper, slip.id, 'issue')
    const open = await keeper.post(`/api/call-ups/${slip.id}/departure`)
    expect(open.problem).toMatchObject({ code: 'call-up/checks-open', detail: expect.stringContaining('物资品名') })
    const checks = issued.checks.map(check => ({ code: check.code, confirmed: false }))
    const bare = await keeper.put(`/api/call-ups/${slip.id}/departure-check`, { checks })
    expect(bare.problem.errors).toMatchObject([{ field: '免除理由' }])
    await allChecked(keeper, issued)
    const left = await step(keeper, slip.id, 'departure', { eta: '2026-07-12T03:40:00+08:00' })
    expect(left).toMatchObject({ state: 'underWay', eta: '2026-07-11T19:40:00.000Z' })
  })

  test('the driver’s phone is heard every half minute, a waypoint always; the last known place stands on slip and map', async ({
    world,
  }) => {
    const { slip, eventId } = await tenJackets(world)
    await step(await world.as('leader1'), slip.id, 'approval')
    const driver = await world.as('longtan1')
    const issued = await step(driver, slip.id, 'issue')
    await allChecked(driver, issued)
    await step(driver, slip.id, 'departure')
    const position = { lng: 108.41, lat: 29.21 }
    await step(driver, slip.id, 'positions', { position, accuracyM: 12 })
    await world.at('2026-07-12T03:10:10+08:00')
    const same = await step(driver, slip.id, 'positions', { position: { lng: 108.42, lat: 29.22 } })
    expect(same.positions).toHaveLength(1)
    await world.at('2026-07-12T03:20:00+08:00')
    const passed = await step(driver, slip.id, 'positions', {
      place: '龙滩大桥',
      position: { lng: 108.43, lat: 29.23 },
    })
    expect(passed.last).toMatchObject({ place: '龙滩大桥', how: 'hand' })
    const [there] = (await world.query(
      `select lng, lat from spatial_point where layer = 'call-up' and id = '${slip.id}'`,
    )) as object[]
    expect(there).toEqual({ lng: 108.43, lat: 29.23 })
    expect(await sentences(world, eventId)).toContain('龙滩镇调用单指令〔2026〕第01号途经龙滩大桥')
    const nowhere = await driver.post(`/api/call-ups/${slip.id}/positions`, {})
    expect(nowhere.problem.errors).toMatchObject([{ pointer: '/place' }])
  })
})

describe('costs (P7)', () => {
  test('the sheet of an event is the sum of its three priced slips, on screen and on paper', async ({ world }) => {
    const { eventId, slip, offer } = await tenJackets(world)
    const machine = { name: '挖掘机', quantity: 1, unit: '台', ownerUnitId: world.unit('quarry') }
    const second = (await ask(world, 'duty1', [jackets(offer, 5)], { eventId })).body.items[0] as CallUpView
    const third = (await ask(world, 'duty1', [machine], { eventId, costBearer: '县财政' })).body.items[0] as CallUpView
    const leader = await world.as('leader1')
    const duty = await world.as('duty1')
    const used: [CallUpView, number][] = [
      [slip, 4],
      [second, 5],
      [third, 0],
    ]
    for (const [one, quantity] of used) {
      await step(leader, one.id, 'approval')
      await step(duty, one.id, 'issue')
      await step(duty, one.id, 'receipt')
      if (quantity > 0) await step(duty, one.id, 'uses', { lines: [{ lineId: one.lines[0]?.id, quantity }] })
      const now = (await duty.get<CallUpView>(`/api/call-ups/${one.id}`)).body
      const left = now.lines[0]?.outstanding ?? 0
      if (left > 0) {
        const early = await duty.post(`/api/call-ups/${one.id}/closure`)
        expect(early.problem.code).toBe('call-up/outstanding')
        await step(duty, one.id, 'returns')
      }
      if (one === third)
        await step(duty, one.id, 'costs', { title: '挖掘机台班', quantity: 2, unit: '台班', unitPrice: 1450.5 })
      await step(duty, one.id, 'closure')
    }
    const sheet = (await duty.get<EventCosts>(`/api/emergency-events/${eventId}/call-up-costs`)).body
    expect(sheet.slips.map(one => one.amount)).toEqual([360, 450, 2901])
    expect(sheet.total).toBe(3711)
    expect(sheet.slips.every(one => one.final)).toBe(true)
    const paper = await duty.get(`/api/emergency-events/${eventId}/call-up-costs/document.docx`)
    expect(textOf(paper.raw.rawPayload)).toContain('3711.00')
    const year = (await duty.get<{ total: number; kinds: object[] }>('/api/call-up-costs?year=2026')).body
    expect(year).toMatchObject({ total: 3711, kinds: [{ eventTypeCode: '11A51', events: 1, slips: 3, amount: 3711 }] })
  })
})

describe('papers', () => {
  test('the slip prints with its table and signatures; a requisition is decided by a county leader and has its own paper', async ({
    world,
  }) => {
    const { slip } = await tenJackets(world)
    await step(await world.as('leader1'), slip.id, 'approval')
    const printed = textOf(
      (await (await world.as('longtan1')).get(`/api/call-ups/${slip.id}/slip.docx`)).raw.rawPayload,
    )
    expect(printed).toContain('应急物资调拨单')
    expect(printed).toContain('接收人（签名）')
    const requisition = {
      owner: '石鼓采石场',
      basis: '《中华人民共和国突发事件应对法》第十二条',
      purpose: '清理堵塞河道',
      returnTerms: '使用完毕后当日返还',
      compensation: '按实际使用台班补偿，毁损的照价补偿',
    }
    const taken = (
      await ask(world, 'duty1', [{ name: '挖掘机', quantity: 2, unit: '台', ownerUnitId: world.unit('quarry') }], {
        requisition,
      })
    ).body.items[0] as CallUpView
    expect(taken.kind).toBe('requisition')
    expect((await (await world.as('bureau1')).post(`/api/call-ups/${taken.id}/approval`)).status).toBe(404)
    await step(await world.as('leader1'), taken.id, 'approval')
    const decision = textOf(
      (await (await world.as('duty1')).get(`/api/call-ups/${taken.id}/requisition.docx`)).raw.rawPayload,
    )
    expect(decision).toContain('应急征用决定书')
    expect(decision).toContain('按实际使用台班补偿')
  })
})

const textOf = (docx: Buffer) => (unzip(docx).get('word/document.xml') ?? '').replaceAll(/<[^>]+>/g, '')
