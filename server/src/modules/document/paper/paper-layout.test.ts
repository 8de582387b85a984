import fc from 'fast-check'
import { expect, test } from 'vitest'
import { attachmentLines, columnWidths, line, markSize, numbered, page, signOff } from './paper-layout.ts'

test('the text area is 156 mm by 225 mm and holds 22 lines', () => {
  expect(page.width - page.left - page.right).toBeGreaterThanOrEqual(page.textWidth)
  const height = page.height - page.top - page.bottom
  expect(Math.floor(height / line)).toBe(22)
  expect(height / 1440).toBeCloseTo(225 / 25.4, 2)
})

test('headings are numbered by level, and a lower level starts anew under each higher one', () => {
  const texts = numbered([
    { level: 1, text: '基本情况' },
    { level: 0, text: '1.5万人受灾。' },
    { level: 1, text: '处置情况' },
    { level: 2, text: '启动响应' },
    { level: 3, text: '1.5小时内到达。' },
    { level: 4, text: '设备。' },
    { level: 3, text: '转移群众。' },
    { level: 4, text: '车辆。' },
    { level: 2, text: '搜救' },
    { level: 3, text: '力量。' },
  ]).map(paragraph => paragraph.text)
  expect(texts).toEqual([
    ...['一、基本情况', '1.5万人受灾。', '二、处置情况', '（一）启动响应', '1.1.5小时内到达。', '（1）设备。'],
    ...['2.转移群众。', '（1）车辆。', '（二）搜救', '1.力量。'],
  ])
})

test('a heading that brings its number keeps it', () => {
  const headings = ['一、基本情况', '处置情况', '三、下一步工作'].map(text => ({ level: 1 as const, text }))
  expect(numbered(headings).map(heading => heading.text)).toEqual(['一、基本情况', '二、处置情况', '三、下一步工作'])
})

test('Chinese numerals go beyond ten', () => {
  const texts = numbered(Array.from({ length: 21 }, () => ({ level: 1 as const, text: '事项' }))).map(one => one.text)
  expect([texts[9], texts[10], texts[19], texts[20]]).toEqual(['十、事项', '十一、事项', '二十、事项', '二十一、事项'])
})

test('the date stands four characters in, the signature is centred on it', () => {
  // 11 characters over 6.5: the signature overhangs by 2.25 on both sides.
  expect(signOff('青峦县人民政府总值班室', '2026年7月12日')).toEqual({ signatureIndent: 1.75, dateIndent: 4 })
  expect(signOff('县委办', '2026年7月12日')).toEqual({ signatureIndent: 5.75, dateIndent: 4 })
  const long = signOff('青峦县防汛抗旱指挥部办公室（代章）青峦县应急管理局', '2026年7月12日')
  expect(long.signatureIndent).toBe(0)
  expect(long.dateIndent).toBeGreaterThan(4)
})

test('several attachments are numbered below each other, a single one is not', () => {
  expect(attachmentLines([])).toEqual([])
  expect(attachmentLines(['现场照片'])).toEqual([{ text: '附件：现场照片', indent: 2, hanging: 3 }])
  expect(attachmentLines(['统计表', '现场照片'])).toEqual([
    { text: '附件：1.统计表', indent: 2, hanging: 4 },
    { text: '2.现场照片', indent: 5, hanging: 1 },
  ])
})

test('the columns of a table fill the width exactly', () => {
  const text = fc.string({ maxLength: 40 })
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 10 }), fc.array(fc.array(text)), (headers, rows) => {
      const widths = columnWidths(headers, rows, page.textWidth)
      expect(widths.reduce((a, b) => a + b, 0)).toBe(page.textWidth)
      expect(Math.min(...widths)).toBeGreaterThan(0)
    }),
  )
})

test("the agency's mark fits on one line", () => {
  expect(markSize('青峦县人民政府总值班室') * 20 * 11).toBeLessThanOrEqual(page.textWidth)
  expect(markSize('县委')).toBe(52)
})
