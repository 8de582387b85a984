import { describe, expect, test } from 'vitest'
import { suppliesFound, teamsFound } from './rules.ts'

const line = { itemName: '编织袋', unit: '条', need: 2000, have: 1200, isBelow: false }
describe('汛前五到位', () => {
  test('supplies are in place when nothing is below its least', () => {
    expect(suppliesFound([line], true, [])).toEqual({ ready: true, words: ['达到最低储备标准'] })
    expect(suppliesFound([{ ...line, have: 900, isBelow: true }], true, [])).toEqual({
      ready: false,
      words: ['编织袋应备 2000条，可用 900条'],
    })
    expect(suppliesFound([line], false, []).ready).toBe(false)
    // What is unfit but not missed is told and stands in nobody's way.
    expect(suppliesFound([line], true, [{ itemName: '手电' }])).toEqual({
      ready: true,
      words: ['1 种物资有过期或不合格的'],
    })
  })

  test('a list of shortages ends in how many more there are', () => {
    const many = Array.from({ length: 7 }, () => ({ ...line, isBelow: true }))
    expect(suppliesFound(many, true, []).words).toHaveLength(5)
    expect(suppliesFound(many, true, []).words.at(-1)).toBe('另有 3 项')
  })

  const team = { name: '茶坪镇应急队', nominal: 30, people: 24, confirmedDaysAgo: 180 }
  test.each([
    [[team], true],
    [[{ ...team, people: 23 }], false],
    [[{ ...team, confirmedDaysAgo: 181 }], false],
    [[{ ...team, confirmedDaysAgo: null }], false],
    [[{ ...team, nominal: null, people: 0 }], false],
    [[], false],
  ])('teams %j in place: %s', (teams, ready) => {
    expect(teamsFound(teams, { percent: 80, days: 180 }).ready).toBe(ready)
  })
})
