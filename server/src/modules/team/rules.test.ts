import { nextStatuses, type TeamStatus, teamStatuses } from '@anlan/contract/team.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { callOutResult } from './call-out/result.ts'
import { reasonsAgainst } from './teams/fitness.ts'
import { countPeople, peopleBehind } from './teams/people.ts'

const seat = (id: string, teamId: string, name: string, phone: string | null, idNumber: string | null = null) => ({
  id,
  teamId,
  name,
  phone,
  idNumber,
})

describe('one person is one person (P31)', () => {
  test('on three rolls by telephone, by card, and by a seat that has both', () => {
    const seats = [
      seat('1', 'a', '田明远', '13900000001'),
      seat('2', 'b', '田明远', '13900000001', '990321198001010019'),
      seat('3', 'c', '田明远', null, '990321198001010019'),
      seat('4', 'c', '田明远', '13900000002'),
      seat('5', 'c', '向静', null),
      seat('6', 'a', '向静', null),
    ]
    const people = peopleBehind(seats)
    expect(new Set(['1', '2', '3'].map(id => people.get(id))).size).toBe(1)
    expect(people.get('4')).not.toBe(people.get('1'))
    // Without a number nobody is taken for somebody else of the same name.
    expect(people.get('5')).not.toBe(people.get('6'))
    expect(countPeople(seats, people)).toEqual({ seats: 6, people: 4, inSeveral: 1 })
  })

  test('never more people than seats, whatever the order', () => {
    const seats = fc.array(
      fc.record({
        teamId: fc.constantFrom('a', 'b', 'c'),
        name: fc.constantFrom('甲', '乙'),
        phone: fc.constantFrom(null, '13900000001', '13900000002'),
        idNumber: fc.constantFrom(null, 'X', 'Y'),
      }),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(seats, given => {
        const forth = given.map((one, at) => ({ ...one, id: String(at) }))
        const back = [...forth].reverse()
        const [a, b] = [countPeople(forth, peopleBehind(forth)), countPeople(back, peopleBehind(back))]
        expect(a).toEqual(b)
        expect(a.people).toBeLessThanOrEqual(a.seats)
      }),
    )
  })
})

describe('拉动测试 in figures', () => {
  const start = new Date('2026-07-11T20:00:00+08:00')
  const at = (minutes: number) => new Date(start.getTime() + minutes * 60_000)

  test('first, ninety percent and last count people; who is on two rolls counts once', () => {
    const seats = Array.from({ length: 10 }, (_, i) => ({
      personKey: `p${i}`,
      answer: i < 9 ? ('coming' as const) : null,
      answeredAt: i < 9 ? at(i + 1) : null,
    }))
    const twice = { personKey: 'p0', answer: null, answeredAt: null }
    expect(callOutResult(start, [...seats, twice])).toEqual({
      asked: 10,
      answered: 9,
      coming: 9,
      percent: 90,
      minutesToFirst: 1,
      minutesTo90: 9,
      minutesToLast: 9,
    })
    expect(callOutResult(start, seats.slice(1)).minutesTo90).toBeNull()
    expect(callOutResult(start, [])).toMatchObject({ asked: 0, percent: null, minutesTo90: null })
  })

  test('somebody who says he cannot come has answered, and does not come', () => {
    const one = { personKey: 'a', answer: 'cannot' as const, answeredAt: at(2) }
    expect(callOutResult(start, [one])).toMatchObject({ answered: 1, coming: 0, percent: 0, minutesToFirst: null })
  })
})

describe('whether a team may be sent (S58)', () => {
  const social = { kind: 'social', certificateNo: 'A1', certifiedUntil: '2026-07-11', insuredUntil: '2026-12-31' }

  test('a certificate holds through its last day', () => {
    expect(reasonsAgainst(social, 'standby', '2026-07-11')).toEqual([])
    expect(reasonsAgainst(social, 'standby', '2026-07-12')).toEqual(['登记证书已于 2026-07-11 到期'])
  })

  test('a social force without papers is told apart from a township team without', () => {
    const none = { certificateNo: null, certifiedUntil: null, insuredUntil: null }
    expect(reasonsAgainst({ kind: 'social', ...none }, 'standby', '2026-07-11')).toHaveLength(2)
    expect(reasonsAgainst({ kind: 'township', ...none }, 'standby', '2026-07-11')).toEqual([])
    expect(reasonsAgainst({ kind: 'township', ...none }, 'unavailable', '2026-07-11')).toEqual(['队伍报告不可用'])
  })
})

test('from every status there is a way back to 待命', () => {
  const reaches = (from: TeamStatus, seen: TeamStatus[] = []): boolean =>
    from === 'standby' || nextStatuses[from].some(next => !seen.includes(next) && reaches(next, [...seen, from]))
  for (const status of Object.keys(teamStatuses) as TeamStatus[]) expect(reaches(status)).toBe(true)
})
