import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type EventSeen, fieldsAskedFor, whyItemHolds } from './rules.ts'
import { seededItems } from './seed/seed.ts'

const names = { type: (prefix: string) => `类型${prefix}`, field: (code: string) => `要素${code}` }
const seen = (more: Partial<EventSeen> = {}): EventSeen => ({
  typeCodes: ['12Q01'],
  text: '',
  particulars: [],
  ...more,
})
const acid = { code: 'pollutant', label: '主要污染物', value: ['酸类'] }
const item = { typePrefixes: ['12Q'], conditions: [{ field: 'pollutant', anyOf: ['酸', '碱'] }] }

describe('why an item stands in the list', () => {
  test('the field decides where it is known; words of the account only while it is not', () => {
    expect(whyItemHolds(item, seen({ particulars: [acid] }), names)).toEqual(['适用类型12Q', '主要污染物：酸'])
    expect(whyItemHolds(item, seen({ text: '有酸味' }), names)).toEqual([
      '适用类型12Q',
      '情况中提到“酸”（要素pollutant尚未登记）',
    ])
    const oil = { ...acid, value: ['油类'] }
    expect(whyItemHolds(item, seen({ text: '有酸味', particulars: [oil] }), names)).toBeNull()
    expect(whyItemHolds(item, seen(), names)).toBeNull()
    expect(whyItemHolds(item, seen({ typeCodes: ['11G01'], particulars: [acid] }), names)).toBeNull()
    expect(fieldsAskedFor([item], seen())).toEqual(['pollutant'])
    expect(fieldsAskedFor([item], seen({ particulars: [acid] }))).toEqual([])
  })

  test('what a type does not bring no further condition brings, and more conditions never bring more', () => {
    const words = fc.constantFrom('酸', '碱', '油')
    const condition = fc.record({
      field: fc.constantFrom('pollutant', 'targets'),
      anyOf: fc.array(words, { minLength: 1 }),
    })
    fc.assert(
      fc.property(fc.array(condition, { maxLength: 4 }), condition, fc.string(), (conditions, one, text) => {
        const event = seen({ text, particulars: [acid] })
        const fewer = whyItemHolds({ typePrefixes: ['12'], conditions }, event, names)
        const more = whyItemHolds({ typePrefixes: ['12'], conditions: [...conditions, one] }, event, names)
        expect(more === null || fewer !== null).toBe(true)
        expect(whyItemHolds({ typePrefixes: ['13'], conditions }, event, names)).toBeNull()
      }),
    )
  })

  test('the lists of the product: the seven steps of pollution, each with its source', () => {
    const pollution = seededItems.filter(one => one.typePrefixes.includes('12Q'))
    for (const step of ['勘察', '排查', '拦截', '阻隔', '清污', '监控', '监测'])
      expect(
        pollution.some(one => one.text.startsWith(step)),
        step,
      ).toBe(true)
    expect(seededItems.every(one => one.source.name !== '' && one.minutes <= 60)).toBe(true)
    for (const type of [
      '11G',
      '11A',
      '11D',
      '12D',
      '12Q',
      '12P01',
      '12A',
      '12B',
      '12G',
      '12H',
      '13A',
      '13B',
      '13E',
      '12S',
    ])
      expect(
        seededItems.filter(one => one.typePrefixes.some(prefix => type.startsWith(prefix))).length,
        type,
      ).toBeGreaterThan(8)
  })
})
