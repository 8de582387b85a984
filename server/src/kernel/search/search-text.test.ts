import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gramsOf, pinyinOf, queryGramsOf, searchText } from './search-text.ts'

test('traditional, full width and case do not count', async () => {
  expect(await searchText('縣應急廣播站　ＡＢＣ１２３')).toBe('县应急广播站 abc123')
})

test('a name is found by its initials and its full pinyin', async () => {
  expect(await pinyinOf('应急管理局')).toBe('yjglj yingjiguanliju')
  expect(await pinyinOf('A-17')).toBe('')
})

test('whatever a text contains is among its pairs, so nothing is missed', () => {
  const text = fc.string({ unit: fc.constantFrom('滑', '坡', '县', ' ', 'a', '𠮷', '1'), minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(text, fc.nat(), fc.nat(), (raw, a, b) => {
      const body = raw.replace(/ +/g, ' ').trim()
      const characters = Array.from(body)
      const from = a % (characters.length || 1)
      const part = characters
        .slice(from, from + 1 + (b % 5))
        .join('')
        .trim()
      const grams = new Set(gramsOf(body))
      for (const gram of queryGramsOf(part).filter(Boolean)) expect(grams.has(gram)).toBe(true)
    }),
  )
})
