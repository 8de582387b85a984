import { describe, expect, test } from 'vitest'
import { maskedName, maskedPhone } from '../../../kernel/access/masking.ts'
import { distanceKm, figuresIn, spokenNumber, typesIn } from './intake-rules.ts'

test.each([
  ['12', 12],
  ['１２', 12],
  ['两', 2],
  ['十', 10],
  ['十二', 12],
  ['二十', 20],
  ['一百零三', 103],
  ['好', null],
])('%s', (text, value) => expect(spokenNumber(text)).toBe(value))

describe('figures in what a caller says', () => {
  const found = (text: string) => Object.fromEntries(figuresIn(text).map(one => [one.indicator, one.value]))
  test('a number counts only beside its word', () => {
    expect(found('河坝村山洪，两人失联，一人受伤，转移群众596人')).toEqual({
      missing: 2,
      minorInjuries: 1,
      relocated: 596,
    })
    expect(found('翻车，死亡3人，重伤1人')).toEqual({ deaths: 3, seriousInjuries: 1 })
    expect(found('盐井镇凉水村，2人联系不上')).toEqual({ missing: 2 })
    expect(found('两名村民失去联系')).toEqual({ missing: 2 })
    expect(found('电话联系不上村里')).toEqual({})
    expect(found('来了20个村民帮忙')).toEqual({})
  })
})

test('types by the words of the caller, the longest first', () => {
  expect(typesIn('凉水村后山滑坡')[0]?.code).toBe('11D01')
  expect(typesIn('高速上槽罐车追尾，盐酸泄漏').map(one => one.code)).toEqual(expect.arrayContaining(['12D02', '12H02']))
  expect(typesIn('有人问政策')).toEqual([])
})

test('distances are great-circle kilometres', () => {
  expect(distanceKm({ lng: 108.5, lat: 29.3 }, { lng: 108.5, lat: 29.3 })).toBe(0)
  expect(distanceKm({ lng: 108.5, lat: 29.3 }, { lng: 108.5, lat: 30.3 })).toBeCloseTo(111.19, 1)
})

test('reporters are masked', () => {
  expect(maskedName('张三')).toBe('张*')
  expect(maskedName('欧阳明远')).toBe('欧阳**')
  expect(maskedPhone('13812345678')).toBe('138****5678')
  expect(maskedPhone('110')).toBe('*10')
  expect(maskedName(null)).toBeNull()
})
