import type { ProcedureStep } from '@anlan/contract/desk.ts'
import { expect, test } from 'vitest'
import { changesBetween, withAdded } from './steps-between.ts'

const step = (key: string, text = key): ProcedureStep => ({ key, text, when: 'onReport', typePrefixes: [] })

test('what a colleague changed is told step by step', () => {
  const before = [step('a', '报告领导'), step('b', '通知站所'), step('c')]
  const after = [step('b', '通知管护站'), step('a', '报告领导'), { ...step('d', '敲锣'), typePrefixes: ['11A'] }]
  expect(changesBetween(before, after)).toEqual(['“通知站所”改为“通知管护站”', '新增“敲锣”', '删去“c”'])
  expect(changesBetween(before, [...before].reverse())).toEqual(['只调整了先后顺序'])
  expect(changesBetween([step('a')], [{ ...step('a'), when: 'shiftStart' }])).toEqual(['“a”改了时机或适用事件类型'])
})

test('both together: one’s own stay, the other’s new ones follow, what one deleted does not come back', () => {
  const base = [step('a'), step('b')]
  const mine = [step('b', '我改的'), step('m')]
  const theirs = [step('a'), step('b', '对方改的'), step('t')]
  expect(withAdded(mine, base, theirs).map(one => one.text)).toEqual(['我改的', 'm', 't'])
})
