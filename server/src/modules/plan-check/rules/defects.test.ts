import { PlanContent } from '@anlan/contract/plan.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defectsOf } from './defects.ts'
import { needsOf } from './means.ts'
import { spansAt } from './timing.ts'
import { monthsAfter } from './upkeep.ts'
import type { PlanWorld, PostFact } from './world.ts'

const post = (words: string, more: Partial<PostFact> = {}): PostFact => ({
  words,
  unitId: 'u1',
  personId: `person of ${words}`,
  personName: '田晓岚',
  vacant: null,
  mobile: '19900000001',
  verified: true,
  open: false,
  ...more,
})
const world = (more: Partial<PlanWorld> = {}): PlanWorld => ({
  today: '2026-07-01',
  plan: { id: 'p', title: '县防汛抗旱应急预案', unitId: 'u1', parentId: null, issuedOn: '2026-05-01', inForce: true },
  kind: {
    kind: 'special',
    name: '专项应急预案',
    requiredParts: [],
    reviewYears: 3,
    checkMonths: 12,
    drillMonths: 36,
  },
  posts: new Map([
    ['office:water', post('县水利局 局长')],
    ['office:emergencyBureau', post('县应急管理局 局长')],
  ]),
  amounts: new Map(),
  teams: new Map(),
  shelters: new Map(),
  linked: new Map(),
  history: { evaluatedOn: null, checkedOn: null, drilledOn: '2026-06-01' },
  plansPerTeam: 3,
  ...more,
})
const level = { level: 4, conditions: '黄色暴雨预警', starters: ['office:water'] }
const step = { key: 'a', title: '巡查水库', levels: [4], bearer: 'office:water', doneMinutes: 60 }
const plan = (more: object = {}) => PlanContent.parse({ levels: [level], steps: [step], ...more })
const found = (content: PlanContent, at = world()) => defectsOf(content, at).map(one => [one.kind, one.text])
const kinds = (content: PlanContent, at = world()) => defectsOf(content, at).map(one => one.kind)

test('a plan whose posts are held, whose steps have limits and which was drilled has no defect', () => {
  expect(found(plan())).toEqual([])
})

describe('行动', () => {
  test('a step needs a post of its own or that of its group', () => {
    const bare = { ...step, bearer: null, said: '县水利局' }
    expect(found(plan({ steps: [bare] }))).toEqual([
      ['stepWithoutPost', '行动“巡查水库”的责任人只写了“县水利局”，没有对应到岗位'],
    ])
    const groups = [{ key: 'g', name: '抢险救援组', lead: { bearer: 'office:water' } }]
    expect(kinds(plan({ steps: [{ ...bare, group: 'g' }], groups }))).toEqual([])
  })
  test('a step without limit, a continuous one that never reports', () => {
    expect(kinds(plan({ steps: [{ ...step, doneMinutes: null }] }))).toEqual(['stepWithoutLimit'])
    expect(found(plan({ steps: [{ ...step, doneMinutes: null, continuous: true }] }))).toEqual([
      ['stepWithoutLimit', '持续行动“巡查水库”没有写明多久报告一次'],
    ])
  })
  test('steps that can never be taken: no such level, waiting for nothing, on no common level, in a circle', () => {
    const two = (more: object, other: object = {}) => plan({ steps: [step, { ...step, key: 'b', ...more }], ...other })
    expect(kinds(two({ levels: [1] }))).toEqual(['stepUnreachable'])
    expect(kinds(two({ after: 'nowhere' }))).toEqual(['stepUnreachable'])
    const both = { levels: [level, { ...level, level: 3 }] }
    expect(found(two({ levels: [3, 4], after: 'a' }, both))).toEqual([
      ['stepUnreachable', '行动“巡查水库”在Ⅲ级响应时要等“巡查水库”，而该行动不在这一级别'],
    ])
    const circle = plan({
      steps: [
        { ...step, after: 'b' },
        { ...step, key: 'b', after: 'a' },
      ],
    })
    expect(kinds(circle)).toEqual(['stepUnreachable', 'stepUnreachable'])
  })
  test('a level needs a condition and somebody who starts it', () => {
    const bare = { level: 4, conditions: '', startersSaid: '指挥部办公室' }
    expect(found(plan({ levels: [bare] }))).toEqual([
      ['levelWithoutCondition', 'Ⅳ级响应没有启动条件'],
      ['levelWithoutStarter', 'Ⅳ级响应的启动权限只写了“指挥部办公室”，没有对应到岗位'],
    ])
    expect(kinds(plan({ levels: [], steps: [] }))).toEqual([])
    const needed = world({ kind: { ...world().kind, requiredParts: ['response'] } })
    expect(kinds(plan({ levels: [], steps: [] }), needed)).toContain('levelMissing')
  })
})

describe('岗位', () => {
  const held = (more: Partial<PostFact>) => world({ posts: new Map([['office:water', post('县水利局 局长', more)]]) })
  test('vacant, without a number, not verified: said once with what the post serves for', () => {
    expect(found(plan(), held({ personId: null, vacant: '岗位空缺' }))).toEqual([
      ['postVacant', '县水利局 局长：岗位空缺（用于启动Ⅳ级响应、行动“巡查水库”）'],
    ])
    expect(kinds(plan(), held({ mobile: null }))).toEqual(['phoneMissing'])
    const [defect] = defectsOf(plan(), held({ verified: false }))
    expect(defect).toMatchObject({
      kind: 'phoneUnverified',
      personId: 'person of 县水利局 局长',
      link: '/directory?unit=u1',
    })
  })
  test('which township it will be only the event says', () => {
    expect(kinds(plan(), held({ personId: null, vacant: '没有单位承担', open: true }))).toEqual([])
  })
  test('one person in two posts with steps at the same time; one after the other is no conflict', () => {
    const posts = new Map([
      ['office:water', post('县水利局 局长', { personId: 'one' })],
      ['office:power', post('县供电公司 经理', { personId: 'one' })],
    ])
    const steps = [step, { ...step, key: 'b', title: '抢修电力', bearer: 'office:power', offsetMinutes: 30 }]
    expect(found(plan({ steps }), world({ posts }))).toEqual([
      ['dutiesCollide', '田晓岚同时任县水利局 局长和县供电公司 经理，“巡查水库”与“抢修电力”要在同一时间进行'],
    ])
    // Two duties that fall to one and the same post.
    const one = new Map([...posts, ['office:power', post('县水利局 局长', { personId: 'one' })]])
    expect(found(plan({ steps }), world({ posts: one }))).toEqual([
      ['dutiesCollide', '田晓岚（县水利局 局长）“巡查水库”与“抢修电力”要在同一时间进行'],
    ])
    const later = [step, { ...step, key: 'b', bearer: 'office:power', after: 'a' }]
    expect(kinds(plan({ steps: later }), world({ posts }))).toEqual([])
  })
  test('one person leads two groups; a group has two leads', () => {
    const group = (key: string, name: string, lead: object) => ({ key, name, lead })
    const groups = [
      group('a', '综合协调组', { bearer: 'office:water' }),
      group('b', '物资保障组', { bearer: 'office:water' }),
      group('c', '医疗救治组', { said: '县卫生健康局、县医疗保障局' }),
    ]
    expect(found(plan({ groups }))).toEqual([
      ['leadsTwice', '田晓岚一人牵头综合协调组、物资保障组'],
      ['twoLeads', '医疗救治组有 2 个牵头单位：县卫生健康局、县医疗保障局'],
    ])
  })
})

describe('物资、队伍、安置点', () => {
  const jackets = (quantity: number, more: object = {}) => ({ capability: 'life-jacket', quantity, ...more })
  const stock = (free: number) =>
    world({
      amounts: new Map([
        [
          'life-jacket ',
          { name: '救生衣', unit: '件', free, owner: { name: '县库', unitId: 'u2', link: '/stock/stores/1' } },
        ],
      ]),
    })
  test('what is needed at one moment together counts, not what one step after the other uses', () => {
    const steps = [
      { ...step, needs: [jackets(30)] },
      { ...step, key: 'b', offsetMinutes: 20, needs: [jackets(20)] },
      { ...step, key: 'c', after: 'b', needs: [jackets(40)] },
    ]
    expect(needsOf(plan({ steps }))).toMatchObject([{ quantity: 50 }])
    expect(kinds(plan({ steps }), stock(50))).toEqual([])
    const [short] = defectsOf(plan({ steps }), stock(10))
    expect(short).toMatchObject({
      text: '需要救生衣 50件，全县可用 10件，缺 40件',
      unitId: 'u2',
      link: '/stock/stores/1',
    })
  })
  test('a capability nobody has is short as a whole', () => {
    const content = plan({ resources: [{ ...jackets(3), withinKm: 20 }] })
    expect(found(content)).toEqual([['materialShort', '需要life-jacket 3，20 公里内可用 0，缺 3']])
  })
  test('a team that is gone, one whose insurance ran out, one in too many plans', () => {
    const teamId = '00000000-0000-4000-8000-000000000001'
    const content = plan({ resources: [{ teamId, said: '蓝天救援队' }] })
    expect(found(content)).toEqual([['teamGone', '蓝天救援队已撤销，请改列在册队伍']])
    const team = {
      name: '蓝天救援队',
      unitId: 'u3',
      against: ['人身意外保险已于 2026-06-30 到期'],
      plans: ['甲', '乙', '丙'],
    }
    expect(kinds(content, world({ teams: new Map([[teamId, team]]) }))).toEqual(['teamUnfit', 'teamOverbooked'])
    const fit = { ...team, against: [], plans: ['甲', '乙'] }
    expect(kinds(content, world({ teams: new Map([[teamId, fit]]) }))).toEqual([])
  })
  test('a shelter takes the sum of those sent there', () => {
    const shelterId = '00000000-0000-4000-8000-000000000002'
    const unit = (key: string, name: string, people: number) => ({
      key,
      name,
      people,
      shelterId,
      responsibleName: '向远',
      responsiblePhone: '19900000002',
      routes: ['沿村道向北'],
    })
    const content = plan({ evacuation: [unit('a', '一组', 60), unit('b', '二组', 50)] })
    const of = (capacity: number, inUse = true) =>
      world({ shelters: new Map([[shelterId, { name: '村小学', unitId: 'u4', inUse, capacity }]]) })
    expect(found(content, of(100))).toEqual([
      ['shelterSmall', '村小学可容纳 100 人，一组、二组共转移 110 人，差 10 人'],
    ])
    expect(kinds(content, of(110))).toEqual([])
    expect(kinds(content, of(500, false))).toEqual(['shelterGone'])
    expect(kinds(content)).toEqual(['shelterGone'])
  })
})

test('转移单元: somebody who moves it, a way, and two for each who cannot walk alone', () => {
  const vulnerable = [
    { name: '覃秀兰', helper: '彭松', backup: '石磊' },
    { name: '田明', helper: '彭松' },
    { name: '冉平' },
  ]
  expect(found(plan({ evacuation: [{ key: 'e', name: '凉水村一组', vulnerable }] }))).toEqual([
    ['evacuationWithoutLead', '凉水村一组没有疏散责任人'],
    ['evacuationWithoutRoute', '凉水村一组没有撤离路线'],
    ['vulnerableWithoutHelper', '凉水村一组：冉平没有帮扶责任人'],
    ['vulnerableWithoutBackup', '凉水村一组：田明没有替补责任人'],
  ])
})

describe('章节、上级预案、周期', () => {
  test('a required part is missing, or there without a word', () => {
    const at = world({ kind: { ...world().kind, requiredParts: ['warning', 'support'] } })
    const chapters = [{ key: 'c', title: '监测预警', part: 'warning', text: '' }]
    expect(found(plan({ chapters }), at)).toEqual([
      ['partEmpty', '“监测预警”一章没有内容'],
      ['partMissing', '专项应急预案应有“应急保障”，预案中没有'],
    ])
  })
  test('the plan above was issued after this one was written', () => {
    const linked = new Map([['up', { id: 'up', title: '市防汛预案', issuedOn: '2026-06-01' }]])
    const at = (issuedOn: string) => world({ linked, plan: { ...world().plan, parentId: 'up', issuedOn } })
    expect(kinds(plan(), at('2026-05-01'))).toEqual(['upperNewer'])
    expect(kinds(plan(), at('2026-06-02'))).toEqual([])
    const against = plan({
      links: [{ relation: 'upper', planId: '00000000-0000-4000-8000-000000000003', issuedOn: '2024-01-01' }],
    })
    const other = new Map([
      ['00000000-0000-4000-8000-000000000003', { id: 'x', title: '省预案', issuedOn: '2025-01-01' }],
    ])
    expect(kinds(against, world({ linked: other }))).toEqual(['upperNewer'])
  })
  test('every three years, every year, drilled at all: only a plan in force grows old', () => {
    const old = { ...world().plan, issuedOn: '2023-06-30' }
    const at = world({ plan: old, history: { evaluatedOn: null, checkedOn: null, drilledOn: null } })
    expect(kinds(plan(), at)).toEqual(['reviewOverdue', 'checkOverdue', 'neverDrilled'])
    expect(kinds(plan(), world({ ...at, plan: { ...old, inForce: false } }))).toEqual([])
    const kept = { evaluatedOn: '2025-01-01', checkedOn: '2026-01-01', drilledOn: '2023-06-30' }
    expect(kinds(plan(), world({ plan: old, history: kept }))).toEqual(['drillOverdue'])
    // To the day: three years after 2023-07-01 it is still in time.
    const exact = world({ plan: { ...old, issuedOn: '2023-07-01' }, history: { ...kept, evaluatedOn: null } })
    expect(kinds(plan(), exact)).not.toContain('reviewOverdue')
  })
  test('the last day of a month has its like', () => {
    expect([monthsAfter('2024-02-29', 12), monthsAfter('2026-10-31', 1), monthsAfter('2026-12-05', 1)]).toEqual([
      '2025-02-28',
      '2026-11-30',
      '2027-01-05',
    ])
  })
})

const key = fc.constantFrom('a', 'b', 'c', 'd', 'e')
const anyStep = fc.record({
  key,
  title: fc.constant('行动'),
  levels: fc.uniqueArray(fc.constantFrom(1, 2, 3, 4), { minLength: 1, maxLength: 4 }),
  after: fc.option(key),
  offsetMinutes: fc.integer({ min: 0, max: 500 }),
  doneMinutes: fc.option(fc.integer({ min: 1, max: 500 })),
  continuous: fc.boolean(),
  bearer: fc.option(fc.constantFrom('office:water', 'office:emergencyBureau')),
})

test('whatever is written, every defect stands once and a step that begins is in no circle', () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyStep, { maxLength: 5, selector: one => one.key }), steps => {
      const content = plan({ steps })
      const defects = defectsOf(content, world())
      expect(new Set(defects.map(one => `${one.kind} ${one.key}`)).size).toBe(defects.length)
      for (const span of spansAt(content, 4)) {
        expect(span.from).toBeGreaterThanOrEqual(span.step.offsetMinutes)
        expect(span.until).toBeGreaterThanOrEqual(span.from)
      }
    }),
  )
})
