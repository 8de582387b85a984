import type { QuizDueView, QuizQuestionView, QuizStanding, QuizView } from '@anlan/contract/quiz.ts'
import { expect } from 'vitest'
import { type Caller, test, type World } from '../../../../test/world.ts'
import { drawTest } from './rules.ts'
import type { StoredQuestion } from './schema.ts'

const start = '/api/desk/quiz/attempts'
const standing = async (who: Caller) => (await who.get<QuizStanding>('/api/desk/quiz/standing')).body
const due = async (who: Caller) => (await who.get<QuizDueView>('/api/desk/quiz/due')).body
const stored = async (world: World, id: string) => {
  const [row] = (await world.query(`select * from desk_quiz_attempt where id = '${id}'`)) as {
    seed: number
    questions: StoredQuestion[]
    person_id: string
    rules_version: number
  }[]
  if (!row) throw new Error('no such attempt')
  return row
}

/** Takes a test with so many wrong answers. */
async function takes(world: World, who: Caller, wrong: number): Promise<QuizView> {
  const { body } = await who.post<QuizView>(start, {})
  const { questions } = await stored(world, body.id)
  const answers = questions.map((one, i) => (i < wrong ? (one.correct === 0 ? 1 : 0) : one.correct))
  return (await who.put<QuizView>(`${start}/${body.id}/answers`, { answers })).body
}

/** chaping1's person has a shift on the 15th, and his room has him as untrained. */
async function untrained(world: World) {
  await world.at('2026-07-10T09:00:00+08:00')
  const [account] = (await world.query(`select person_id from account where id = '${world.account('chaping1')}'`)) as {
    person_id: string
  }[]
  const person = account?.person_id as string
  const unit = world.unit('chaping')
  await world.query(`insert into duty_shift (id, unit_id, post, person_id, starts_at, ends_at)
    values (gen_random_uuid(), '${unit}', 'primary', '${person}', '2026-07-15T08:30:00+08:00', '2026-07-16T08:30:00+08:00')`)
  await world.query(`insert into duty_pool (room_id, person_id, sort, posts, trained, guard, night_exempt, newcomer)
    select id, '${person}', 99, '{primary}', false, false, false, false from duty_room where unit_id = '${unit}'
    on conflict (room_id, person_id) do update set trained = false`)
  const pools = async () =>
    (
      (await world.query(`select m.trained, r.version from duty_pool m join duty_room r on r.id = m.room_id
        where m.person_id = '${person}'`)) as { trained: boolean; version: number }[]
    ).map(one => one)
  return { person, pools }
}

test('a test is drawn by its seed, failed, taken again and passed; the pass makes the person trained in his rooms (P10, W81)', async ({
  world,
}) => {
  const { person, pools } = await untrained(world)
  const [before] = await pools()
  expect(before).toBeDefined()
  const town = await world.as('chaping1')
  const flagged = async () => (await due(town)).people.find(one => one.personId === person)
  expect(await flagged()).toMatchObject({ state: 'never', isFlagged: true })

  const { body: drawn } = await town.post<QuizView>(start, {})
  expect(drawn.questions).toHaveLength(10)
  // Nothing tells what is right before it is handed in.
  expect(drawn.questions.every(one => one.correct === null && one.explanation === null)).toBe(true)
  const row = await stored(world, drawn.id)
  const bank = (await world.query('select * from desk_quiz_question where enabled')) as StoredQuestion[]
  const again = drawTest([...bank].reverse(), row.seed, 10)
  expect(again.map(one => [one.id, one.options, one.correct])).toEqual(
    row.questions.map(one => [one.id, one.options, one.correct]),
  )
  expect(drawTest(bank, row.seed + 1, 10).map(one => one.id)).not.toEqual(row.questions.map(one => one.id))

  // One at a time; another person's test does not exist.
  expect((await town.post(start, {})).problem.code).toBe('desk/quiz-open')
  expect((await standing(town)).open).toBe(drawn.id)
  const other = await world.as('longtan1')
  expect((await other.get(`${start}/${drawn.id}`)).status).toBe(404)
  const answers = row.questions.map(one => one.correct)
  expect((await other.put(`${start}/${drawn.id}/answers`, { answers })).status).toBe(404)
  expect((await (await world.as('duty1')).get(`${start}/${drawn.id}`)).status).toBe(404)

  expect((await town.put(`${start}/${drawn.id}/answers`, { answers: [0] })).problem.detail).toContain('10 题')
  const failed = await town.put<QuizView>(`${start}/${drawn.id}/answers`, {
    answers: answers.map((one, i) => (i < 3 ? null : one)),
  })
  expect(failed.body).toMatchObject({ percent: 70, passed: false })
  expect(failed.body.questions.every(one => one.explanation && one.source && one.correct !== null)).toBe(true)
  expect((await town.put(`${start}/${drawn.id}/answers`, { answers })).problem.code).toBe('desk/quiz-over')
  expect(await flagged()).toMatchObject({ state: 'failed', isFlagged: true })
  expect((await pools()).every(one => !one.trained)).toBe(true)

  // Practice may be right in all and counts for nothing.
  const { body: practice } = await town.post<QuizView>(start, { kind: 'practice' })
  const right = (await stored(world, practice.id)).questions.map(one => one.correct)
  expect((await town.put<QuizView>(`${start}/${practice.id}/answers`, { answers: right })).body.percent).toBe(100)
  expect((await standing(town)).state).toBe('failed')

  // The pass mark itself is a pass.
  expect(await takes(world, town, 2)).toMatchObject({ percent: 80, passed: true })
  expect((await pools()).every(one => one.trained)).toBe(true)
  expect((await pools())[0]?.version).toBe((before?.version ?? 0) + 1)
  expect(await flagged()).toMatchObject({
    state: 'passed',
    isFlagged: false,
    lastPassedAt: '2026-07-10T01:00:00.000Z',
  })
  const types = (await world.query(
    `select data from fact where type = 'desk.quiz-qualified' and subject_id = '${person}'`,
  )) as {
    data: { rulesVersion: number }
  }[]
  expect(types.map(one => one.data.rulesVersion)).toEqual([row.rules_version])
})

test('a change of rules calls for a new test within the days of grace; a unit’s procedure concerns that unit only', async ({
  world,
}) => {
  const { person } = await untrained(world)
  const town = await world.as('chaping1')
  const elsewhere = await world.as('longtan1')
  await takes(world, town, 0)
  await takes(world, elsewhere, 0)
  await world.at('2026-07-11T09:00:00+08:00')
  await town.put('/api/duty-procedure/own', {
    version: 0,
    reason: '补充本镇通知对象',
    steps: [{ key: 'own-1', when: 'onReport', text: '通知三岔河管护站', typePrefixes: [] }],
  })
  await world.at('2026-07-11T10:00:00+08:00')
  expect(await standing(town)).toMatchObject({
    state: 'again',
    dueAt: '2026-07-25T01:00:00.000Z',
    change: '本单位值班工作流程有修订',
  })
  expect((await standing(elsewhere)).state).toBe('passed')
  await world.at('2026-07-25T09:00:00+08:00')
  expect((await standing(town)).state).toBe('again')
  await world.at('2026-07-25T09:00:01+08:00')
  expect((await standing(town)).state).toBe('lapsed')
  expect((await due(town)).people.find(one => one.personId === person)?.state).toBe('lapsed')
  await takes(world, town, 0)
  expect((await standing(town)).state).toBe('passed')

  const changed = await (await world.as('admin1')).put('/api/reporting-rules/RR-11', {
    limitMinutes: 60,
    phoneLimitMinutes: 20,
    enabled: true,
    localDocument: '示例政办发〔2026〕3号',
    reason: '本县规定',
  })
  expect(changed.status).toBe(200)
  await world.at('2026-07-25T09:30:00+08:00')
  expect(await standing(town)).toMatchObject({ state: 'again', change: '信息报送时限规则有调整' })
  expect((await standing(elsewhere)).state).toBe('again')
})

test('only where the county asks for it does the unit owe a test before the shift; a pass discharges it', async ({
  world,
}) => {
  const { person } = await untrained(world)
  const owed = () =>
    world.query(`select satisfied_at, due_at from obligation where kind = 'duty-quiz'
      and owed_by_person_id = '${person}' and owed_by_unit_id = '${world.unit('chaping')}'`)
  await world.at('2026-07-11T09:00:00+08:00')
  expect(await owed()).toEqual([])
  const bureau = await world.as('bureau1')
  const saved = await bureau.put('/api/settings/desk.quiz-required', { value: true, reason: '县委办要求' })
  expect(saved.status).toBeLessThan(300)
  await world.at('2026-07-11T09:01:00+08:00')
  expect(await owed()).toHaveLength(1)
  expect((await due(bureau)).isRequired).toBe(true)
  // Looked at again the next morning: still one.
  await world.at('2026-07-12T09:00:00+08:00')
  expect(await owed()).toHaveLength(1)
  await takes(world, await world.as('chaping1'), 0)
  expect(await owed()).toEqual([expect.objectContaining({ satisfied_at: new Date('2026-07-12T01:00:00Z') })])
})

test('the bank is changed with its history, switched off and never deleted; townships neither see nor change it', async ({
  world,
}) => {
  await world.at('2026-07-10T09:00:00+08:00')
  const bureau = await world.as('bureau1')
  const url = '/api/desk/quiz/questions'
  const list = async () => (await bureau.get<{ items: QuizQuestionView[] }>(url)).body.items
  const [first] = await list()
  if (!first) throw new Error('no questions')
  expect((await list()).length).toBeGreaterThanOrEqual(30)
  const { id, ...content } = first
  const off = { ...content, enabled: false, reason: '与本县规定不一致' }
  expect((await bureau.put(`${url}/${id}`, off)).status).toBe(200)
  expect((await bureau.put(`${url}/${id}`, off)).problem.code).toBe('desk/quiz-question-changed')
  const history = (await bureau.get<{ items: { reason: string; changes: object[] }[] }>(`${url}/${id}/history`)).body
  expect(history.items[0]).toMatchObject({
    reason: '与本县规定不一致',
    changes: [{ label: '启用', before: '是', after: '否' }],
  })
  expect((await bureau.post(url, { ...content, correct: 5 })).problem.errors?.[0]?.pointer).toBe('/correct')
  const town = await world.as('chaping1')
  expect((await town.get(url)).status).toBe(403)
  for (let i = 0; i < 3; i++) {
    const { body } = await town.post<QuizView>(start, { kind: 'practice' })
    expect((await stored(world, body.id)).questions.map(one => one.id)).not.toContain(id)
  }
})
