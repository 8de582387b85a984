import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type EventSnapshot, holdsSince } from './conditions.ts'
import { dailyCutOff, isRenewal, mediumsOf, nextReportAfter, startOf } from './due-rules.ts'

const at = (iso: string) => new Date(iso)

describe('when a clock starts', () => {
  const times = {
    occurredAt: at('2026-07-11T18:35:00Z'),
    ownerKnownAt: at('2026-07-11T18:46:00Z'),
    eventKnownAt: at('2026-07-11T18:46:00Z'),
  }
  test('at what its rule names', () => {
    expect(startOf('occurred', { ...times, since: times.eventKnownAt })).toEqual(times.occurredAt)
    expect(startOf('known', { ...times, since: times.eventKnownAt })).toEqual(times.ownerKnownAt)
  })
  test('no earlier than what made the rule apply came to be known', () => {
    const since = at('2026-07-11T18:56:00Z')
    expect(startOf('known', { ...times, since })).toEqual(since)
    expect(startOf('occurred', { ...times, since })).toEqual(since)
  })
  test('an event whose time is unknown counts from when the owner knew', () => {
    expect(startOf('occurred', { ...times, occurredAt: null, since: times.eventKnownAt })).toEqual(times.ownerKnownAt)
  })
})

test('电话 and 书面 are two duties with a limit each', () => {
  expect(mediumsOf({ medium: 'both', limit_minutes: 60, phone_limit_minutes: 30 })).toEqual([
    { medium: 'phone', limitMinutes: 30 },
    { medium: 'written', limitMinutes: 60 },
  ])
  expect(mediumsOf({ medium: 'system', limit_minutes: 120, phone_limit_minutes: null })).toEqual([
    { medium: 'system', limitMinutes: 120 },
  ])
})

test('a duty is owed anew only when the event has become more severe than when it was met', () => {
  expect(isRenewal(['L4'], 3)).toBe(true)
  expect(isRenewal(['L3#2'], 3)).toBe(false)
  expect(isRenewal(['L4', 'L2'], 3)).toBe(false)
})

test('续报: by the interval within a day of the first report, once a day after it', () => {
  const first = at('2026-07-11T19:35:00Z')
  expect(nextReportAfter(at('2026-07-11T20:30:00Z'), first, 240, true)).toEqual(at('2026-07-12T00:30:00Z'))
  expect(nextReportAfter(at('2026-07-12T19:35:00Z'), first, 240, true)).toEqual(at('2026-07-13T19:35:00Z'))
  expect(nextReportAfter(at('2026-07-12T19:35:00Z'), first, 14_400, false)).toEqual(at('2026-07-22T19:35:00Z'))
})

test('the daily cut-off is a Shanghai morning, strictly ahead, whatever the hour in UTC', () => {
  expect(dailyCutOff(at('2026-07-11T18:46:00Z'), 540)).toEqual(at('2026-07-12T01:00:00Z'))
  expect(dailyCutOff(at('2026-07-12T01:00:00Z'), 540)).toEqual(at('2026-07-13T01:00:00Z'))
  // 00:05 in Shanghai is 16:05 UTC the day before.
  expect(dailyCutOff(at('2026-07-11T16:05:00Z'), 540)).toEqual(at('2026-07-12T01:00:00Z'))
  fc.assert(
    fc.property(
      fc.date({ min: at('2026-01-01T00:00:00Z'), max: at('2026-12-31T00:00:00Z'), noInvalidDate: true }),
      fc.integer({ min: 0, max: 1439 }),
      (now, minutes) => {
        const ahead = dailyCutOff(now, minutes).getTime() - now.getTime()
        return ahead > 0 && ahead <= 86_400_000
      },
    ),
  )
})

describe('conditions', () => {
  const knownAt = at('2026-07-11T18:46:00Z')
  const event = (more: Partial<EventSnapshot> = {}): EventSnapshot => ({
    knownAt,
    tracks: [{ eventTypeCode: '11A51', knownAt, level: 4, levelKnownAt: knownAt }],
    figures: new Map(),
    sensitive: false,
    circumstances: {},
    ...more,
  })
  test('an empty condition holds for every event since it was known', () => {
    expect(holdsSince({}, event())).toEqual(knownAt)
  })
  test('an unrated event is level 0', () => {
    const unrated = event({ tracks: [{ eventTypeCode: '11A51', knownAt, level: null, levelKnownAt: knownAt }] })
    expect(holdsSince({ levels: [0, 1, 2, 3] }, unrated)).toEqual(knownAt)
    expect(holdsSince({ levels: [0, 1, 2, 3] }, event())).toBeNull()
  })
  test('a zero is no casualty, an unknown figure is none either', () => {
    expect(
      holdsSince(
        { casualties: true },
        event({
          figures: new Map([
            ['deaths', { value: 0, knownAt }],
            ['missing', { value: null, knownAt }],
          ]),
        }),
      ),
    ).toBeNull()
  })
  test('type and level have to meet in one classification', () => {
    const later = at('2026-07-11T20:00:00Z')
    const both = event({
      tracks: [
        { eventTypeCode: '12D02', knownAt, level: 4, levelKnownAt: knownAt },
        { eventTypeCode: '12Q01', knownAt: later, level: 3, levelKnownAt: later },
      ],
    })
    expect(holdsSince({ types: ['12D'], levels: [1, 2, 3] }, both)).toBeNull()
    expect(holdsSince({ types: ['12Q'], levels: [3, 4] }, both)).toEqual(later)
    expect(holdsSince({ notTypes: ['12Q'], harmed: true }, both)).toBeNull()
  })
  test('of alternatives the earliest counts, of necessary parts the latest', () => {
    const later = at('2026-07-11T19:30:00Z')
    const missing = event({
      figures: new Map([['missing', { value: 2, knownAt: later }]]),
      circumstances: { widerImpact: at('2026-07-11T19:00:00Z') },
    })
    expect(holdsSince({ anyOf: [{ casualties: true }, { circumstances: ['widerImpact'] }] }, missing)).toEqual(
      at('2026-07-11T19:00:00Z'),
    )
    expect(holdsSince({ casualties: true, circumstances: ['widerImpact'] }, missing)).toEqual(later)
  })
})
