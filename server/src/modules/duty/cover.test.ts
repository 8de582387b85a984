import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gapsBetween } from './cover.ts'

const span = fc
  .tuple(fc.integer({ min: -5, max: 60 }), fc.integer({ min: 1, max: 30 }))
  .map(([startsAt, length]) => ({ startsAt, endsAt: startsAt + length }))

test('each minute lacks as many people as counting them one by one says', () => {
  fc.assert(
    fc.property(fc.array(span, { maxLength: 8 }), fc.integer({ min: 1, max: 3 }), (spans, wanted) => {
      const gaps = gapsBetween(0, 50, spans, wanted)
      for (let minute = 0; minute < 50; minute++) {
        const there = spans.filter(one => one.startsAt <= minute && minute < one.endsAt).length
        const found = gaps.filter(gap => gap.from <= minute && minute < gap.to)
        expect(found.map(gap => gap.missing)).toEqual(there < wanted ? [wanted - there] : [])
      }
      expect(gaps.every(gap => gap.from >= 0 && gap.to <= 50 && gap.from < gap.to)).toBe(true)
      expect(gaps.slice(1).every((gap, i) => gap.from > (gaps[i]?.to ?? 0) || gap.missing !== gaps[i]?.missing)).toBe(
        true,
      )
    }),
  )
})
