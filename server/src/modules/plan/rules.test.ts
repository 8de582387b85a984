import { PlanContent } from '@anlan/contract/plan.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareContents } from './compare.ts'
import { contentFaults, mayFollow, missingParts } from './rules.ts'

const step = (key: string, more: object = {}) => ({ key, title: `行动${key}`, levels: [4], ...more })
const content = (parts: object) => PlanContent.parse(parts)

describe('what a plan says must hang together', () => {
  test('keys that stand twice or lead nowhere are named where they stand', () => {
    const faults = contentFaults(
      content({
        chapters: [
          { key: 'c1', title: '总则' },
          { key: 'c1', title: '附则' },
        ],
        groups: [{ key: 'rescue', name: '抢险救援组', lead: { said: '县应急局' } }],
        steps: [step('a', { group: 'medical' }), step('b', { chapter: 'c9' }), step('c', { after: 'z' }), step('a')],
      }),
    )
    expect(faults.map(one => one.pointer)).toEqual([
      '/chapters/1/key',
      '/steps/3/key',
      '/steps/0/group',
      '/steps/1/chapter',
      '/steps/2/after',
    ])
  })

  test('steps that wait for each other in a circle can never begin', () => {
    const steps = [
      step('a', { after: 'c' }),
      step('b', { after: 'a' }),
      step('c', { after: 'b' }),
      step('d', { after: 'a' }),
    ]
    expect(contentFaults(content({ steps })).map(one => one.pointer)).toEqual([
      '/steps/0/after',
      '/steps/1/after',
      '/steps/2/after',
    ])
    expect(contentFaults(content({ steps: [step('a', { after: 'a' })] }))).toHaveLength(1)
  })

  test('steps that wait only for earlier ones are never refused', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 30 }), picks => {
        const steps = picks.map((pick, at) => step(`s${at}`, { after: at === 0 ? null : `s${pick % at}` }))
        expect(contentFaults(content({ steps }))).toEqual([])
      }),
    )
  })
})

test('a required part is there when it has text, in its own chapter or below it', () => {
  const parts = missingParts(
    content({
      chapters: [
        { key: 'c1', title: '组织指挥', part: 'organisation' },
        { key: 'c1.1', title: '指挥部', depth: 2, text: '县长任总指挥。' },
        { key: 'c2', title: '监测预警', part: 'warning' },
        { key: 'c3', title: '保障', part: 'support', text: '  ' },
      ],
      evacuation: [{ key: 'e1', name: '老屋组' }],
    }),
    ['organisation', 'warning', 'support', 'evacuation'],
  )
  expect(parts).toEqual(['warning', 'support'])
})

test('an issued edition is never taken back', () => {
  for (const to of ['drafting', 'consulting', 'reviewing', 'approving'] as const)
    expect([mayFollow('inForce', to), mayFollow('superseded', to), mayFollow('abolished', to)]).toEqual([
      false,
      false,
      false,
    ])
})

describe('two editions side by side', () => {
  const before = content({
    chapters: [{ key: 'c1', title: '应急响应', text: '先转移老人。\n再清点人数。' }],
    groups: [{ key: 'rescue', name: '抢险救援组', lead: { bearer: 'office:water' } }],
    levels: [{ level: 4, conditions: '黄色暴雨预警' }],
    steps: [step('a', { bearer: 'office:water', doneMinutes: 60 }), step('gone')],
  })
  const after = content({
    ...before,
    chapters: [{ key: 'c1', title: '应急响应', text: '先转移老人、孕妇。\n再清点人数。' }],
    levels: [
      { level: 4, conditions: '黄色暴雨预警' },
      { level: 3, conditions: '橙色暴雨预警' },
    ],
    steps: [step('a', { bearer: 'office:weather', doneMinutes: 30 }), step('new')],
  })

  test('what came, what went and what reads differently, in words', () => {
    const found = compareContents(before, after, { 'office:water': '县水利部门', 'office:weather': '县气象部门' })
    expect(found).toMatchObject([
      {
        piece: 'chapters',
        difference: 'changed',
        removedLines: ['先转移老人。'],
        addedLines: ['先转移老人、孕妇。'],
      },
      { piece: 'levels', difference: 'added', title: 'Ⅲ级响应' },
      { piece: 'steps', difference: 'removed', key: 'gone' },
      {
        piece: 'steps',
        difference: 'changed',
        key: 'a',
        fields: [
          { label: '责任岗位', before: '县水利部门', after: '县气象部门' },
          { label: '完成时限', before: '60 分钟', after: '30 分钟' },
        ],
      },
      { piece: 'steps', difference: 'added', key: 'new' },
    ])
  })

  test('an edition differs from itself in nothing', () => {
    expect(compareContents(before, before, {})).toEqual([])
  })
})
