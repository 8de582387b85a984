import { randomUUID } from 'node:crypto'
import type {
  CollectionMatrix,
  CollectionTotals,
  CollectionView,
  FormDefinition,
  FormView,
  PieceLine,
  PieceView,
  UnitPunctuality,
} from '@anlan/contract/form.ts'
import { expect } from 'vitest'
import { test, type World } from '../../../test/world.ts'
import { readBook } from '../register/sheets/api.ts'

type Items<T> = { items: T[] }

const blank = { name: '', required: false, unit: '', options: [], help: '', min: null, max: null }
const rain: FormDefinition = {
  sections: [
    {
      name: 'main',
      title: '雨情',
      kind: 'fields',
      help: '',
      fields: [
        { ...blank, name: 'rain', label: '雨量', kind: 'decimal', unit: '毫米', required: true },
        { ...blank, name: 'moved', label: '转移人数', kind: 'integer', unit: '人', max: 10_000 },
      ],
    },
    {
      name: 'dangers',
      title: '险情',
      kind: 'table',
      help: '',
      fields: [
        { ...blank, name: 'place', label: '地点', kind: 'text', required: true },
        { ...blank, name: 'rooms', label: '倒塌房屋', kind: 'integer', unit: '间' },
      ],
    },
  ],
  allowsNone: true,
  noneWords: '无雨情',
  footnote: '',
}

async function publishedForm(world: World): Promise<FormView> {
  const bureau = await world.as('bureau1')
  const made = await bureau.post<FormView>('/api/forms', { name: '雨情快报', definition: rain })
  expect(made.status).toBe(201)
  const published = await bureau.post<FormView>(`/api/forms/${made.body.id}/versions`, { revision: made.body.revision })
  expect([published.status, published.body.version, published.body.draftChanged]).toEqual([201, 1, false])
  return published.body
}

async function opened(world: World, more: object = {}): Promise<CollectionView> {
  const form = await publishedForm(world)
  const reply = await (await world.as('duty1')).post<CollectionView>('/api/form-collections', {
    formId: form.id,
    title: '每日雨情',
    unitIds: [world.unit('chaping'), world.unit('longtan')],
    schedule: { kind: 'daily', times: ['09:00', '17:00'] },
    ...more,
  })
  expect(reply.status).toBe(201)
  return reply.body
}

const owedBy = async (world: World, account: string) =>
  (await (await world.as(account)).get<Items<PieceLine>>('/api/form-pieces')).body.items
const matrixOf = async (world: World, id: string, account = 'duty1') =>
  (await (await world.as(account)).get<CollectionMatrix>(`/api/form-collections/${id}/matrix`)).body

async function submit(world: World, account: string, body: object = {}, index = 0) {
  const piece = (await owedBy(world, account))[index]
  if (!piece) throw new Error(`${account} owes nothing`)
  return (await world.as(account)).post<PieceView>(`/api/form-pieces/${piece.id}/submissions`, {
    revision: piece.revision,
    ...body,
  })
}

test('the county adds a field: the next round has it, the old record keeps the old version', async ({ world }) => {
  await world.at('2026-07-12T06:00:00+08:00')
  const collection = await opened(world)
  const first = (await submit(world, 'chaping1', { values: { rain: 42.5 } })).body
  expect([first.version, first.status]).toEqual([1, 'reported'])
  const bureau = await world.as('bureau1')
  const form = (await bureau.get<FormView>(`/api/forms/${collection.formId}`)).body
  const [main, ...others] = form.draft.sections
  if (!main) throw new Error('no section')
  const more = { ...blank, label: '水位', kind: 'decimal', unit: '米' }
  const definition = { ...form.draft, sections: [{ ...main, fields: [...main.fields, more] }, ...others] }
  const edited = await bureau.put<FormView>(`/api/forms/${form.id}`, { ...form, definition })
  expect([edited.status, edited.body.draftChanged]).toEqual([200, true])
  // Somebody who still has the form as it was is told.
  expect((await bureau.put(`/api/forms/${form.id}`, { ...form, definition })).problem.code).toBe('form/changed')
  // What is open keeps its version until the draft is published, and after.
  const published = await bureau.post<FormView>(`/api/forms/${form.id}/versions`, {
    revision: edited.body.revision,
    note: '增加水位',
  })
  expect(published.body.versions.map(one => one.version)).toEqual([2, 1])
  expect((await submit(world, 'longtan1', { values: { rain: 12 } })).body.version).toBe(1)
  await world.at('2026-07-12T09:00:00+08:00')
  const next = (await owedBy(world, 'chaping1'))[0]
  const view = (await (await world.as('chaping1')).get<PieceView>(`/api/form-pieces/${next?.id}`)).body
  expect(view.version).toBe(2)
  expect(view.definition.sections[0]?.fields.map(field => field.label)).toEqual(['雨量', '转移人数', '水位'])
  const old = (await (await world.as('chaping1')).get<PieceView>(`/api/form-pieces/${first.id}`)).body
  expect(old.definition.sections[0]?.fields.map(field => field.label)).toEqual(['雨量', '转移人数'])
  expect(
    (await bureau.post(`/api/forms/${form.id}/versions`, { revision: published.body.revision })).problem.code,
  ).toBe('form/nothing-new')
})

test('exactly at the limit is in time, a second later is late and missing stays to be seen', async ({ world }) => {
  await world.at('2026-07-12T06:00:00+08:00')
  const collection = await opened(world)
  await world.at('2026-07-12T09:00:00+08:00')
  expect((await submit(world, 'chaping1', { none: true })).body).toMatchObject({ status: 'none', late: false })
  await world.at('2026-07-12T09:00:01+08:00')
  const cells = async () => (await matrixOf(world, collection.id)).cells.filter(cell => cell.status !== 'waiting')
  expect((await cells()).map(cell => cell.status).sort()).toEqual(['missing', 'none'])
  expect((await submit(world, 'longtan1', { values: { rain: 1 } })).body).toMatchObject({
    status: 'reported',
    late: true,
    minutesLate: 1,
  })
  const rates = await (await world.as('duty1')).get<Items<UnitPunctuality>>(
    '/api/form-punctuality?from=2026-07-12&to=2026-07-12',
  )
  const of = (key: string) => rates.body.items.find(one => one.unitId === world.unit(key))
  expect(of('chaping')).toMatchObject({ owed: 1, onTime: 1, late: 0, missing: 0, percent: 100 })
  expect(of('longtan')).toMatchObject({ owed: 1, onTime: 0, late: 1, missing: 0, percent: 0 })
  // The clock of the duty says the same.
  const owed = await (await world.as('duty1')).get<
    Items<{ title: string; minutesLate: number | null; owedByUnitName: string }>
  >('/api/obligations?state=met&limit=200')
  const mine = owed.body.items.filter(one => one.title === '每日雨情')
  expect(mine.map(one => [one.owedByUnitName, one.minutesLate]).sort()).toEqual([
    ['茶坪镇', null],
    ['龙滩镇', 1],
  ])
})

test('a township sees and fills in only its own', async ({ world }) => {
  await world.at('2026-07-12T06:00:00+08:00')
  const collection = await opened(world)
  const other = (await owedBy(world, 'longtan1'))[0]
  const town = await world.as('chaping1')
  expect((await town.get(`/api/form-pieces/${other?.id}`)).status).toBe(404)
  expect((await town.post(`/api/form-pieces/${other?.id}/submissions`, { revision: 1, none: true })).status).toBe(404)
  expect((await matrixOf(world, collection.id, 'chaping1')).units.map(unit => unit.unitName)).toEqual(['茶坪镇'])
  expect((await town.post('/api/forms', { name: '自定', definition: rain })).status).toBe(403)
  expect((await town.post(`/api/form-collections/${collection.id}/closing`, { reason: '试试' })).status).toBe(404)
})

test('every form that the product brings can be saved again as it is', async ({ world }) => {
  const bureau = await world.as('bureau1')
  const { items } = (await bureau.get<Items<{ id: string }>>('/api/forms')).body
  expect(items.length).toBeGreaterThan(3)
  for (const { id } of items) {
    const form = (await bureau.get<FormView>(`/api/forms/${id}`)).body
    const { name, purpose, revision, enabled, draft: definition } = form
    const saved = await bureau.put<FormView>(`/api/forms/${id}`, { name, purpose, revision, enabled, definition })
    expect([name, saved.status, saved.body.draft]).toEqual([name, 200, definition])
  }
})

test('units join and leave a running collection; two who change it at once both have their way', async ({ world }) => {
  await world.at('2026-07-12T06:00:00+08:00')
  const collection = await opened(world)
  const [songling, longtan, chaping] = await Promise.all(['songling', 'longtan', 'chaping'].map(key => world.unit(key)))
  const county = await world.as('duty1')
  const change = (body: object) => county.patch<CollectionView>(`/api/form-collections/${collection.id}/units`, body)
  await Promise.all([change({ joining: [songling] }), change({ leaving: [longtan] })])
  const units = (await matrixOf(world, collection.id)).units.filter(unit => unit.until === null)
  expect(units.map(unit => unit.unitName).sort()).toEqual(['松岭镇', '茶坪镇'])
  expect((await owedBy(world, 'songling1')).length).toBe(1)
  expect(await owedBy(world, 'longtan1')).toEqual([])
  expect((await change({ joining: [songling], leaving: [longtan] })).body.units).toBe(2)
  const wrong = [
    { leaving: [songling, chaping] },
    { joining: [songling], leaving: [songling] },
    { joining: [randomUUID()] },
  ]
  for (const body of wrong) expect((await change(body)).status).toBe(422)
  expect((await (await world.as('chaping1')).patch(`/api/form-collections/${collection.id}/units`, {})).status).toBe(
    404,
  )
})

test('two clerks at one piece: the second is told, and loses nothing', async ({ world }) => {
  await world.at('2026-07-12T06:00:00+08:00')
  await opened(world)
  const [piece] = await owedBy(world, 'chaping1')
  const town = await world.as('chaping1')
  const draft = `/api/form-pieces/${piece?.id}/draft`
  expect((await town.put<{ revision: number }>(draft, { revision: 1, values: { moved: 7 } })).body.revision).toBe(2)
  const second = await town.put(draft, { revision: 1, values: { moved: 9 } })
  expect([second.status, second.problem.code]).toEqual([409, 'form/piece-changed'])
  expect(
    (await town.post(`/api/form-pieces/${piece?.id}/submissions`, { revision: 1, values: { rain: 1 } })).status,
  ).toBe(409)
  expect((await town.get<PieceView>(`/api/form-pieces/${piece?.id}`)).body.draft).toEqual({ moved: 7 })
})

test('handed in twice with one id is handed in once; a correction keeps the first', async ({ world }) => {
  await world.at('2026-07-12T06:00:00+08:00')
  await opened(world)
  const [piece] = await owedBy(world, 'chaping1')
  const town = await world.as('chaping1')
  const url = `/api/form-pieces/${piece?.id}/submissions`
  const body = {
    id: randomUUID(),
    revision: 1,
    values: { rain: 30, dangers: [{ place: '河坝村', rooms: 2 }, { place: '' }] },
  }
  const first = await town.post<PieceView>(url, body)
  const again = await town.post<PieceView>(url, body)
  expect([first.status, again.status, again.body.submissions.length]).toEqual([201, 201, 1])
  expect(first.body.submissions[0]?.values).toEqual({ rain: 30, dangers: [{ place: '河坝村', rooms: 2 }] })
  await world.at('2026-07-12T10:00:00+08:00')
  const corrected = await town.post<PieceView>(url, { revision: first.body.revision, values: { rain: 33 } })
  expect(corrected.body.submissions.map(one => one.values['rain'])).toEqual([33, 30])
  expect(corrected.body.late).toBe(false)
})

test('wrong entries are named field by field', async ({ world }) => {
  await world.at('2026-07-12T06:00:00+08:00')
  await opened(world)
  const wrong = await submit(world, 'chaping1', { values: { moved: 10_001, dangers: [{ rooms: 1 }], stray: 1 } })
  expect(wrong.status).toBe(422)
  expect(wrong.problem.errors?.map(error => [error.pointer, error.message])).toEqual([
    ['/values/rain', '请填写雨量'],
    ['/values/moved', '转移人数不能大于 10000'],
    ['/values/dangers/0/place', '请填写地点'],
    ['/values/stray', '该字段不在本期表格中，请刷新后再填'],
  ])
})

test('by telephone the duty room records for a unit; a paper counts by when the room had it', async ({ world }) => {
  await world.at('2026-07-12T06:00:00+08:00')
  const collection = await opened(world)
  await world.at('2026-07-12T09:20:00+08:00')
  const duty = await world.as('duty1')
  const pieceFor = async (key: string) => {
    const matrix = await matrixOf(world, collection.id)
    return matrix.cells.find(cell => cell.unitId === world.unit(key) && cell.status === 'missing')?.pieceId
  }
  const told = { way: 'phone', writtenAt: '2026-07-12T08:55:00+08:00', writtenBy: '王值班', none: true, revision: 1 }
  const heard = await duty.post<PieceView>(`/api/form-pieces/${await pieceFor('chaping')}/submissions`, told)
  expect(heard.body).toMatchObject({ status: 'none', late: false })
  expect(heard.body.submissions[0]).toMatchObject({
    way: 'phone',
    writtenBy: '王值班',
    submittedByName: expect.any(String),
  })
  const id = await pieceFor('longtan')
  const url = `/api/form-pieces/${id}/submissions`
  const values = { rain: 5 }
  expect((await duty.post(url, { revision: 1, values })).problem.errors?.[0]?.pointer).toBe('/way')
  const paper = { way: 'paper', revision: 1, values, writtenBy: '李某' }
  expect(
    (await duty.post(url, { ...paper, writtenAt: '2026-07-12T12:00:00+08:00' })).problem.errors?.[0]?.pointer,
  ).toBe('/writtenAt')
  const town = await world.as('longtan1')
  const typed = await town.post<PieceView>(url, { ...paper, writtenAt: '2026-07-12T08:50:00+08:00' })
  expect(typed.body).toMatchObject({ status: 'reported', late: true, minutesLate: 20 })
})

test('sent back with a reason, completed, and still in time', async ({ world }) => {
  await world.at('2026-07-12T06:00:00+08:00')
  await opened(world)
  const done = (await submit(world, 'chaping1', { values: { rain: 3 } })).body
  const duty = await world.as('duty1')
  const returned = await duty.post<PieceView>(`/api/form-pieces/${done.id}/returns`, {
    revision: done.revision,
    reason: '请补转移人数',
  })
  expect(returned.body.status).toBe('returned')
  const [back] = await owedBy(world, 'chaping1')
  expect([back?.id, back?.returnedReason]).toEqual([done.id, '请补转移人数'])
  await world.at('2026-07-12T09:30:00+08:00')
  const completed = await submit(world, 'chaping1', { values: { rain: 3, moved: 12 } })
  expect(completed.body).toMatchObject({ status: 'reported', late: false })
  expect(
    (await (await world.as('chaping1')).post(`/api/form-pieces/${done.id}/returns`, { revision: 9, reason: '试' }))
      .status,
  ).toBe(403)
})

test('sums over units, and each number names its pieces; the sheet has them too', async ({ world }) => {
  await world.at('2026-07-12T06:00:00+08:00')
  const collection = await opened(world)
  const a = (
    await submit(world, 'chaping1', {
      values: {
        rain: 10.1,
        moved: 3,
        dangers: [
          { place: '河坝村', rooms: 2 },
          { place: '凉水村', rooms: 5 },
        ],
      },
    })
  ).body
  const b = (await submit(world, 'longtan1', { values: { rain: 20.2, dangers: [{ place: '=1+1', rooms: 1 }] } })).body
  const duty = await world.as('duty1')
  const totals = (await duty.get<CollectionTotals>(`/api/form-collections/${collection.id}/totals`)).body
  expect(totals.fields.map(field => [field.label, field.sum])).toEqual([
    ['雨量', 30.3],
    ['转移人数', 3],
    ['倒塌房屋', 8],
  ])
  expect(totals.fields[0]?.byUnit.map(one => one.pieceIds)).toEqual([[a.id], [b.id]])
  const sheet = await duty.get(`/api/form-collections/${collection.id}/export.xlsx`)
  const book = await readBook('报送.xlsx', sheet.raw.rawPayload)
  const text = JSON.stringify(book)
  expect(text).toContain('茶坪镇')
  expect(text).toContain('河坝村；2 间')
})

test('closing withdraws what is not yet due and leaves what was missed', async ({ world }) => {
  await world.at('2026-07-12T06:00:00+08:00')
  const collection = await opened(world)
  await world.at('2026-07-12T10:00:00+08:00')
  const duty = await world.as('duty1')
  const close = () =>
    duty.post<CollectionView>(`/api/form-collections/${collection.id}/closing`, { reason: '汛情结束' })
  expect((await close()).status).toBe(200)
  expect((await close()).problem.code).toBe('form/collection-closed')
  const matrix = await matrixOf(world, collection.id)
  expect(matrix.cells.map(cell => cell.status).sort()).toEqual(['cancelled', 'cancelled', 'missing', 'missing'])
  await world.at('2026-07-13T10:00:00+08:00')
  expect((await matrixOf(world, collection.id)).rounds).toHaveLength(2)
  expect((await submit(world, 'chaping1', { none: true })).body).toMatchObject({ status: 'none', late: true })
})
