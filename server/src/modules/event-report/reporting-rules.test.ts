import type { EventView } from '@anlan/contract/emergency-event.ts'
import type { ObligationView } from '@anlan/contract/obligation.ts'
import { describe, expect } from 'vitest'
import { test, type World } from '../../../test/world.ts'
import { reportingRules } from './seed/reporting-rules.ts'

/** For each rule of events with a limit: an event that it applies to, and who then owes it. */
interface Case {
  rule: string
  owedBy: string
  event: { eventTypeCode: string; losses?: object; circumstances?: string[]; sensitiveFlags?: string[] }
  /** Somebody else than the county's duty officer enters it. */
  as?: string
  /** The unit that telephoned. */
  reporter?: string
  clock: 'occurred' | 'known'
}

const flood = { eventTypeCode: '11A51' }
const cases: Case[] = [
  {
    rule: 'RR-02',
    owedBy: 'truck-company',
    event: { eventTypeCode: '12D02' },
    reporter: 'truck-company',
    clock: 'known',
  },
  {
    rule: 'RR-03',
    owedBy: 'emergency-bureau',
    event: { eventTypeCode: '12B01', losses: { deaths: 1 } },
    clock: 'known',
  },
  {
    rule: 'RR-04',
    owedBy: 'emergency-bureau',
    event: { eventTypeCode: '12B01', losses: { deaths: 3 } },
    clock: 'known',
  },
  {
    rule: 'RR-05',
    owedBy: 'emergency-bureau',
    event: { eventTypeCode: '12B01', circumstances: ['majorDanger'] },
    clock: 'known',
  },
  { rule: 'RR-11', owedBy: 'chaping', event: flood, as: 'chaping1', clock: 'known' },
  { rule: 'RR-12', owedBy: 'duty-office', event: { ...flood, losses: { deaths: 1 } }, clock: 'known' },
  {
    rule: 'RR-21',
    owedBy: 'chaping',
    event: { ...flood, losses: { affected: 30 } },
    as: 'chaping1',
    clock: 'occurred',
  },
  { rule: 'RR-22', owedBy: 'emergency-bureau', event: { ...flood, losses: { affected: 30 } }, clock: 'occurred' },
  {
    rule: 'RR-30',
    owedBy: 'natural-resources-bureau',
    event: { eventTypeCode: '11D01', losses: { deaths: 10 } },
    clock: 'known',
  },
  {
    rule: 'RR-31',
    owedBy: 'natural-resources-bureau',
    event: { eventTypeCode: '11D01', losses: { deaths: 1 } },
    clock: 'known',
  },
  { rule: 'RR-34', owedBy: 'water-bureau', event: { eventTypeCode: '11A03' }, as: 'water1', clock: 'known' },
  { rule: 'RR-40', owedBy: 'truck-company', event: { eventTypeCode: '13A99' }, as: 'truck1', clock: 'known' },
  { rule: 'RR-41', owedBy: 'health-commission', event: { eventTypeCode: '13A99' }, clock: 'known' },
  { rule: 'RR-41B', owedBy: 'duty-office', event: { eventTypeCode: '13A99' }, clock: 'known' },
  { rule: 'RR-43', owedBy: 'agriculture-commission', event: { eventTypeCode: '13E04' }, clock: 'known' },
  { rule: 'RR-44', owedBy: 'truck-company', event: { eventTypeCode: '13B03' }, as: 'truck1', clock: 'known' },
  {
    rule: 'RR-50',
    owedBy: 'environment-bureau',
    event: { eventTypeCode: '12Q01', losses: { deaths: 3 } },
    clock: 'known',
  },
  {
    rule: 'RR-51',
    owedBy: 'environment-bureau',
    event: { eventTypeCode: '12Q01', losses: { deaths: 10 } },
    clock: 'known',
  },
  {
    rule: 'RR-52',
    owedBy: 'environment-bureau',
    event: { eventTypeCode: '12Q01', circumstances: ['environmentSensitive'] },
    clock: 'known',
  },
  { rule: 'RR-60', owedBy: 'truck-company', event: { eventTypeCode: '12N01' }, as: 'truck1', clock: 'known' },
  {
    rule: 'RR-70',
    owedBy: 'duty-office',
    event: { eventTypeCode: '12G03', losses: { deaths: 0, seriousInjuries: 1 }, sensitiveFlags: ['people'] },
    clock: 'known',
  },
]

const seconds = (iso: string, more: number) => new Date(Date.parse(iso) + more * 1000).toISOString()

/** Before midnight on the eve of a holiday, so that every limit runs over midnight. */
const occurredAt = '2026-09-30T23:30:00+08:00'
const knownAt = '2026-09-30T23:50:00+08:00'

async function reported(world: World, one: Case): Promise<ObligationView[]> {
  await world.at(knownAt)
  const caller = await world.as(one.as ?? 'duty1')
  const input = {
    title: '测试事件',
    areaCode: '990321104202',
    occurredAt,
    knownAt,
    source: '电话',
    summary: '简况',
    ...one.event,
    ...(one.reporter && { reporterUnitId: world.unit(one.reporter) }),
  }
  const event = await caller.post<EventView>('/api/emergency-events', input)
  expect(event.status).toBe(201)
  return owed(world, event.body.id, one)
}

async function owed(world: World, id: string, one: Case): Promise<ObligationView[]> {
  const duty = await world.as('leader1')
  const all = (await duty.get<{ items: ObligationView[] }>(`/api/emergency-events/${id}/obligations`)).body.items
  return all.filter(row => row.ruleCode === one.rule && row.owedByUnitId === world.unit(one.owedBy))
}

describe('every reporting rule with a limit', () => {
  for (const one of cases)
    test(`${one.rule}: in time at its limit, breached a second later`, async ({ world }) => {
      const rule = reportingRules.find(row => row.code === one.rule)
      const all = await reported(world, one)
      const toEach = new Set(all.map(row => row.owedToUnitId))
      expect(all.length).toBe(toEach.size * (rule?.medium === 'both' ? 2 : 1))
      expect(all.length).toBeGreaterThan(0)
      for (const row of all) {
        const limit =
          row.medium === 'phone' && rule?.phone_limit_minutes ? rule.phone_limit_minutes : (rule?.limit_minutes ?? 0)
        expect(row.dueAt).toBe(seconds(one.clock === 'occurred' ? occurredAt : knownAt, limit * 60))
      }
      for (const dueAt of [...new Set(all.map(row => row.dueAt))].sort()) {
        const atThatTime = async () =>
          (await owed(world, all[0]?.matterId ?? '', one)).filter(row => row.dueAt === dueAt)
        await world.at(dueAt)
        for (const row of await atThatTime()) expect(row).toMatchObject({ state: 'open', breachedAt: null })
        await world.at(seconds(dueAt, 1))
        for (const row of await atThatTime())
          expect(row).toMatchObject({
            state: 'overdue',
            minutesLate: 1,
            breachedAt: new Date(Date.parse(dueAt) + 1).toISOString(),
          })
      }
    })

  test('no rule of events with a limit is left out above', () => {
    const limited = reportingRules
      .filter(rule => rule.trigger === 'event' && rule.enabled && !rule.soft)
      .map(rule => rule.code)
    expect(limited.filter(code => !cases.some(one => one.rule === code))).toEqual([])
  })
})

describe('立即', () => {
  const immediate: Case[] = [
    { rule: 'RR-10', owedBy: 'chaping-201', event: flood, as: 'liangshui1', clock: 'known' },
    { rule: 'RR-14', owedBy: 'duty-office', event: { ...flood, circumstances: ['mayBecomeMajor'] }, clock: 'known' },
    { rule: 'RR-16', owedBy: 'duty-office', event: { eventTypeCode: '14A00' }, clock: 'known' },
    { rule: 'RR-20', owedBy: 'emergency-bureau', event: { ...flood, losses: { seriousInjuries: 1 } }, clock: 'known' },
    { rule: 'RR-23', owedBy: 'emergency-bureau', event: { ...flood, losses: { missing: 1 } }, clock: 'known' },
    { rule: 'RR-32', owedBy: 'duty-office', event: { eventTypeCode: '11G01' }, clock: 'known' },
    {
      rule: 'RR-32B',
      owedBy: 'duty-office',
      event: { eventTypeCode: '11G01', circumstances: ['settlementThreat'] },
      clock: 'known',
    },
    { rule: 'RR-53', owedBy: 'truck-company', event: { eventTypeCode: '12D02' }, as: 'truck1', clock: 'known' },
  ]
  for (const one of immediate)
    test(`${one.rule} is never late, only marked after a quarter of an hour`, async ({ world }) => {
      await world.at(knownAt)
      const caller = await world.as(one.as ?? 'duty1')
      const areaCode = one.rule === 'RR-10' ? '990321104201' : '990321104202'
      const event = (
        await caller.post<EventView>('/api/emergency-events', {
          title: '测试事件',
          areaCode,
          occurredAt,
          knownAt,
          source: '电话',
          summary: '简况',
          ...one.event,
        })
      ).body
      const [first] = await owed(world, event.id, one)
      expect(first).toMatchObject({ soft: true, limitDisplay: '立即' })
      await world.at(seconds(knownAt, 16 * 60))
      const [later] = await owed(world, event.id, one)
      expect(later).toMatchObject({ breachedAt: null, minutesLate: null })
      expect(later?.state).not.toBe('overdue')
      if (later?.state === 'open') expect(await world.facts(event.id)).toContain('obligation.warned')
    })
})

describe('days', () => {
  test('on a holiday the county owes its daily report by 17:00, and none on a workday', async ({ world }) => {
    const duty = await world.as('duty1')
    const list = async () =>
      (await duty.get<{ items: ObligationView[] }>('/api/obligations?limit=200')).body.items.filter(
        row => row.ruleCode === 'RR-71',
      )
    // Every start asks for the day's reports; the template's start was on another day.
    const startOn = new Date('2026-09-30T00:00:00+08:00')
    await world.house.transaction(tx =>
      tx.updateTable('due_task').set({ run_at: startOn }).where('kind', '=', 'event-report.new-day').execute(),
    )
    await world.at('2026-09-30T12:00:00+08:00')
    expect(await list()).toEqual([])
    await world.at('2026-10-01T09:00:00+08:00')
    const [owedToday] = await list()
    expect(owedToday).toMatchObject({ dueAt: '2026-10-01T09:00:00.000Z', state: 'open' })
    expect((await duty.post('/api/daily-reports', { content: '全县平安，无突发事件' })).status).toBe(201)
    expect((await list())[0]).toMatchObject({ state: 'met' })
    expect((await duty.post('/api/daily-reports', { content: '重复' })).problem.code).toBe('conflict')
    await world.at('2026-10-08T09:00:00+08:00')
    expect((await list()).length).toBe(7)
  })
})
