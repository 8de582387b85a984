import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayIn } from './days.ts'

const text = (word: string) => dayIn({ kind: 'text', text: word }, false, '2026-07-01')

describe('days as people write them', () => {
  test.each([
    ['2026-7-1', '2026-07-01'],
    ['2026/07/01', '2026-07-01'],
    ['2026年7月1日', '2026-07-01'],
    ['2026.7.1', '2026-07-01'],
    ['26.7.1', '2026-07-01'],
    ['98年5月1日', '1998-05-01'],
    ['46.5.1', '2046-05-01'],
    ['47.5.1', '1947-05-01'],
    ['05.7.1', '2005-07-01'],
    ['20260701', '2026-07-01'],
    ['２０２６年７月１日', '2026-07-01'],
    ['2026-07-01 00:00:00', '2026-07-01'],
  ])('%s is %s', (word, day) => expect(text(word)).toEqual({ day }))

  test.each(['2026年7月', '2026', '7/1', '05.07.01', '01/07/26', '2026-02-30', '昨天', '26-13-1'])(
    '%s is refused',
    word => expect(text(word)).toHaveProperty('problem'),
  )

  test('serial numbers count from 1900 or from 1904', () => {
    expect(dayIn({ kind: 'number', number: 46_204 }, false, '2026-07-01')).toEqual({ day: '2026-07-01' })
    expect(dayIn({ kind: 'number', number: 46_204 - 1_462 }, true, '2026-07-01')).toEqual({ day: '2026-07-01' })
    expect(dayIn({ kind: 'number', number: 20_260_701 }, false, '2026-07-01')).toEqual({ day: '2026-07-01' })
    for (const number of [26.7, 2026, 0, -5, 99_999_999])
      expect(dayIn({ kind: 'number', number }, false, '2026-07-01')).toHaveProperty('problem')
  })

  test('whatever day is written with four figures for the year is read as that day', () => {
    const between = { min: new Date('1901-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }
    fc.assert(
      fc.property(fc.date(between), fc.constantFrom('-', '/', '.'), (at, mark) => {
        const day = at.toISOString().slice(0, 10)
        expect(text(day.replaceAll('-', mark))).toEqual({ day })
        expect(text(day.replaceAll('-0', '-').replaceAll('-', mark))).toEqual({ day })
      }),
    )
  })
})
