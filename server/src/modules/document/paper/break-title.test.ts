import fc from 'fast-check'
import { expect, test } from 'vitest'
import { breakTitle, widthInCharacters } from './break-title.ts'

test('a title that fits stays on one line', () => {
  expect(breakTitle('关于柳溪镇石门村山洪灾害情况的报告')).toEqual(['关于柳溪镇石门村山洪灾害情况的报告'])
  expect(breakTitle('')).toEqual([''])
  expect(breakTitle('通')).toEqual(['通'])
})

test('longer ones break where the reading pauses, into lines of like length', () => {
  expect(breakTitle('青峦县人民政府总值班室关于柳溪镇石门村发生山洪灾害的报告')).toEqual([
    '青峦县人民政府总值班室',
    '关于柳溪镇石门村发生山洪灾害的报告',
  ])
  expect(breakTitle('关于青峦县柳溪镇石门村发生山洪灾害造成人员失联的报告')).toEqual([
    '关于青峦县柳溪镇石门村发生',
    '山洪灾害造成人员失联的报告',
  ])
})

test('a title of one character too many leaves none alone', () => {
  const lines = breakTitle('关于柳溪镇石门村白水河山洪灾害情况的续报告知')
  expect(lines.length).toBe(2)
  for (const line of lines) expect(widthInCharacters(line)).toBeGreaterThan(7)
})

test('dates, bracketed words and figures are not torn', () => {
  const title = '青峦县应急管理局关于2026年7月12日2时46分柳溪镇石门村发生山洪灾害的续报（三）'
  const lines = breakTitle(title)
  expect(lines.length).toBeLessThanOrEqual(3)
  expect(lines.some(line => line.includes('2026年7月12日2时46分'))).toBe(true)
  expect(lines.at(-1)).toMatch(/（三）$/)
})

test('properties: nothing lost, at most three lines, none too long, none alone', () => {
  const words = fc.constantFrom(
    ...[
      '关于',
      '青峦县',
      '柳溪镇',
      '石门村',
      '发生',
      '山洪',
      '灾害',
      '的',
      '情况',
      '报告',
      '、',
      '（第三次）',
      '“7·12”',
      'LNG',
      '7月12日',
    ],
    ...['2时46分', '事故', '造成', '3人失联', 'G25', '高速', '公路', '和', '应急', '响应'],
  )
  fc.assert(
    fc.property(fc.array(words, { minLength: 1, maxLength: 30 }), parts => {
      const title = parts.join('')
      const lines = breakTitle(title)
      expect(lines.join('')).toBe(title)
      if (widthInCharacters(title) <= 50) expect(lines.length).toBeLessThanOrEqual(3)
      for (const line of lines) {
        expect(widthInCharacters(line)).toBeLessThanOrEqual(20)
        if ([...title].length > 1) expect([...line].length).toBeGreaterThan(1)
      }
    }),
  )
  fc.assert(
    fc.property(fc.string({ maxLength: 100, unit: 'grapheme' }), title => {
      expect(breakTitle(title).join('')).toBe(title)
    }),
  )
})
