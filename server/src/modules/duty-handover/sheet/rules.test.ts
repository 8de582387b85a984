import type { HandoverSheet } from '@anlan/contract/handover.ts'
import { describe, expect, test } from 'vitest'
import { shiftChanges } from '../../duty/handover/changes.ts'
import { goesOnAlone, isOverdue, minutesLateOf, responsibleSide, stateOf, unfinished } from './rules.ts'

const at = (time: string) => new Date(`2026-07-12T${time}+08:00`)
const shift = (personId: string, post: 'primary' | 'secondary' | 'shiftLeader', from: string, to: string) => ({
  personId,
  post,
  startsAt: at(from),
  endsAt: at(to),
})

describe('changes of shift', () => {
  test('the desk changes hands where a main officer goes off; leaders are those who lead from then on', () => {
    const [morning, evening] = shiftChanges([
      shift('a', 'primary', '00:00:00', '08:30:00'),
      shift('b', 'primary', '08:30:00', '17:30:00'),
      shift('l', 'shiftLeader', '00:00:00', '17:30:00'),
    ])
    expect(morning?.outgoing.map(one => one.personId)).toEqual(['a'])
    expect(morning?.incoming.map(one => one.personId)).toEqual(['b'])
    expect(morning?.leaders.map(one => one.personId)).toEqual(['l'])
    expect(evening?.incoming).toEqual([])
    expect(evening?.leaders.map(one => one.personId)).toEqual(['l'])
  })

  test('a deputy or a leader who is replaced while the main officer stays is no change of shift', () => {
    const changes = shiftChanges([
      shift('a', 'primary', '08:30:00', '17:30:00'),
      shift('b', 'secondary', '08:30:00', '12:00:00'),
      shift('c', 'secondary', '12:00:00', '17:30:00'),
      shift('l', 'shiftLeader', '08:30:00', '14:00:00'),
    ])
    expect(changes.map(one => one.at)).toEqual([at('17:30:00')])
  })

  test('where nobody is main officer, anybody who goes off hands over', () => {
    expect(shiftChanges([shift('b', 'secondary', '08:30:00', '12:00:00')]).map(one => one.at)).toEqual([at('12:00:00')])
  })
})

describe('state and responsibility', () => {
  const open = {
    at: at('08:30:00'),
    sign_by: at('08:45:00'),
    outgoing_signed_at: null,
    incoming_signed_at: null,
    withdrawn_at: null,
  }

  test('the limit includes its own second; a second later it has passed', () => {
    expect([isOverdue(open, at('08:45:00')), isOverdue(open, at('08:45:01'))]).toEqual([false, true])
    const signed = (time: string) => ({ ...open, outgoing_signed_at: at('08:20:00'), incoming_signed_at: at(time) })
    expect([
      minutesLateOf(signed('08:45:00')),
      minutesLateOf(signed('08:45:01')),
      minutesLateOf(signed('08:47:00')),
    ]).toEqual([null, 1, 2])
    expect(stateOf(signed('08:45:01'))).toBe('signed')
  })

  test('signed before the shift begins, the outgoing side still answers until it does', () => {
    const signed = { ...open, outgoing_signed_at: at('08:20:00'), incoming_signed_at: at('08:25:00') }
    expect([responsibleSide(signed, at('08:29:59')), responsibleSide(signed, at('08:30:00'))]).toEqual([
      'outgoing',
      'incoming',
    ])
    expect(responsibleSide(open, at('23:00:00'))).toBe('outgoing')
  })

  test('one person who goes on alone has nobody to hand over to', () => {
    const person = (personId: string) => ({ personId, name: personId, post: '主班', mobile: null })
    expect(goesOnAlone([person('a')], [person('a')])).toBe(true)
    expect(goesOnAlone([person('a')], [person('a'), person('b')])).toBe(false)
    expect(goesOnAlone([person('a')], [])).toBe(false)
  })
})

describe('what keeps the outgoing side from signing', () => {
  const normal = { state: 'normal', note: '' } as const
  const full: HandoverSheet = {
    equipment: {
      phone: normal,
      fax: normal,
      video: normal,
      satellite: normal,
      radio: normal,
      network: normal,
      power: normal,
    },
    keysSeals: '无变化',
    watch: '',
    weather: '',
    risk: '',
    notes: '',
    nothingHappened: false,
  }

  test('a shift of which nothing is written and nobody states 本班无事', () => {
    expect(unfinished(full, 0).map(one => one.pointer)).toEqual(['/nothingHappened'])
    expect(unfinished({ ...full, nothingHappened: true }, 0)).toEqual([])
    expect(unfinished(full, 1)).toEqual([])
  })

  test('equipment not looked at, a fault without a word, keys left out', () => {
    const { radio: _, ...equipment } = full.equipment
    const sheet = { ...full, keysSeals: '', equipment: { ...equipment, fax: { state: 'fault' as const, note: '' } } }
    expect(unfinished(sheet, 1).map(one => one.pointer)).toEqual([
      '/equipment/radio',
      '/equipment/fax/note',
      '/keysSeals',
    ])
  })
})
