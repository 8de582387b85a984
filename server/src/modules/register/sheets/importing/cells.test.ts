import type { FieldKind } from '@anlan/contract/register.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { textComparer } from '../../../../kernel/search/search-text.ts'
import type { EffectiveField } from '../../declaration/fields.ts'
import { readValue } from '../../records/values.ts'
import type { RawCell } from '../reading/raw-book.ts'
import { guarded, readCell } from './cells.ts'
import type { References } from './references.ts'

const compare = await textComparer()
const field = (kind: FieldKind, more: Partial<EffectiveField> = {}): EffectiveField => ({
  name: 'f',
  label: '某项',
  kind,
  options: null,
  extra: false,
  ...more,
})
const read = (of: EffectiveField, cell: RawCell) =>
  readCell(of, cell, { counts1904: false, today: '2026-07-01', compare, references: {} as References, unitId: null })
const text = (word: string): RawCell => ({ kind: 'text', text: word })
const number = (of: number): RawCell => ({ kind: 'number', number: of })

describe('telephone numbers', () => {
  test.each([
    [number(2376540110), '023-76540110'],
    [number(1065551234), '010-65551234'],
    [number(8541234567), '0854-1234567'],
    [number(85512345678), '0855-12345678'],
    [number(13812345678), '13812345678'],
    [number(4001234567), '4001234567'],
    [number(119), '119'],
    [text('138 1234 5678'), '13812345678'],
    [text('+86 138-1234-5678'), '13812345678'],
    [text('（０２３）７６５４０１１０'), '023-76540110'],
    [text('023-76540110-8'), '023-76540110-8'],
    [text('023-76540110转8'), '023-76540110-8'],
    [text('76540110（分机801）'), '76540110-801'],
  ])('%o is %s', (cell, phone) => {
    expect(read(field('phone'), cell)).toMatchObject({ say: 'value', value: phone })
    expect(readValue(field('phone'), phone)).toEqual({ value: phone })
  })

  test.each(['13812345678/13912345678', '023-76540110、023-76540111', '13812345678 13912345678', '2.38E+09'])(
    '%s is refused',
    word => expect(read(field('phone'), text(word)).say).toBe('wrong'),
  )
})

describe('numbers and codes', () => {
  test('a number that lost its last figures is refused where it is a code, and read where it is a figure', () => {
    expect(read(field('text'), number(990321104202)).say).toBe('value')
    expect(read(field('text'), number(110105194912310020)).say).toBe('wrong')
    expect(read(field('idNumber'), number(110105194912310020)).say).toBe('wrong')
    expect(read(field('decimal'), number(0.1 + 0.2))).toEqual({ say: 'value', value: 0.3 })
    expect(read(field('area'), text('9.9E+11')).say).toBe('wrong')
  })
  test('figures may be text with their unit, full width or with thousands set apart', () => {
    for (const word of ['1,200', '１２００', '1200人', '1 200 人'])
      expect(read(field('integer', { unit: '人' }), text(word)), word).toEqual({ say: 'value', value: '1200' })
    expect(read(field('decimal', { unit: '%' }), { kind: 'number', number: 0.55, percent: true })).toEqual({
      say: 'value',
      value: 55,
    })
  })
  test('zeros that the number format shows are kept', () => {
    expect(read(field('text'), { kind: 'number', number: 12, padded: '0012' })).toEqual({ say: 'value', value: '0012' })
  })
})

test('choices are found in traditional characters, full width and without what stands in brackets', () => {
  const options = [
    { code: 'a', label: '毗邻县区', enabled: true },
    { code: 'b', label: 'A级（较大）', enabled: true },
  ]
  expect(read(field('choice', { options }), text('毗鄰縣區'))).toEqual({ say: 'value', value: 'a' })
  expect(read(field('choice', { options }), text('Ａ级'))).toEqual({ say: 'value', value: 'b' })
  expect(read(field('choices', { options }), text('毗邻 县区;A级'))).toEqual({ say: 'value', value: ['a', 'b'] })
  expect(read(field('yesNo'), text('√'))).toEqual({ say: 'value', value: true })
})

test('whatever text is exported is read as itself, and never begins as a formula does', () => {
  const word = fc.string({
    unit: fc.constantFrom('=', '+', '-', '@', "'", '/', '清', '空', '＝', 'a', '1', '—'),
    minLength: 1,
    maxLength: 6,
  })
  fc.assert(
    fc.property(word, value => {
      expect(guarded(value)).not.toMatch(/^[=+\-@\t\r＝＋－＠]/)
      expect(read(field('text'), text(guarded(value)))).toEqual({ say: 'value', value })
    }),
  )
})
