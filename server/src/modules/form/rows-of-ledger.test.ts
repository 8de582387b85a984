import type { CollectionMatrix, CollectionTotals, FormView, PieceLine, PieceView } from '@anlan/contract/form.ts'
import { expect } from 'vitest'
import { test, type World } from '../../../test/world.ts'

const point = (name: string) => ({ name, kind: '应急供应点', head: '李某', phone: '0990-7516799' })
const add = async (world: World, account: string, name: string) =>
  (
    await (
      await world.as('duty1')
    ).post<{ id: string }>('/api/registers/supply-points', {
      unitId: world.unit(account.slice(0, -1)),
      values: point(name),
    })
  ).body.id
const row = (pointName: string, grainConsumed: number) => ({ pointName, grainConsumed, grainStock: 5, oilStock: 1 })
const values = (...points: object[]) => ({ points, supplyState: '正常' })

/** The monthly form of grain points, due on the 5th, for two townships with three points and one. */
async function monthly(world: World) {
  await world.at('2026-08-03T09:00:00+08:00')
  for (const name of ['A点', 'B点', 'C点']) await add(world, 'chaping1', name)
  await add(world, 'longtan1', 'D点')
  const duty = await world.as('duty1')
  const forms = (await duty.get<{ items: FormView[] }>('/api/forms')).body.items
  const opened = await duty.post<{ id: string }>('/api/form-collections', {
    formId: forms.find(one => one.name === '粮油应急供应网点月报')?.id,
    title: '粮油月报',
    unitIds: [world.unit('chaping'), world.unit('longtan')],
    schedule: { kind: 'monthly', day: 5, time: '17:00' },
  })
  expect(opened.status, JSON.stringify(opened.problem)).toBe(201)
  const matrix = async () => (await duty.get<CollectionMatrix>(`/api/form-collections/${opened.body.id}/matrix`)).body
  const pieceOf = async (account: string) => {
    const { items } = (await (await world.as(account)).get<{ items: PieceLine[] }>('/api/form-pieces')).body
    const found = items.find(one => one.collectionTitle === '粮油月报')
    return found && (await (await world.as(account)).get<PieceView>(`/api/form-pieces/${found.id}`)).body
  }
  return { id: opened.body.id, matrix, pieceOf }
}
const submit = async (world: World, account: string, piece: PieceView, given: object) =>
  (await world.as(account)).post<PieceView>(`/api/form-pieces/${piece.id}/submissions`, {
    revision: piece.revision,
    values: given,
  })
const owed = async (world: World, unit: string) =>
  (
    (await world.query(
      `select title, due_at, satisfied_at is not null as met from obligation where owed_by_unit_id = '${world.unit(unit)}'
       and cancelled_at is null and title like '粮油月报%' order by opened_at`,
    )) as { title: string; met: boolean }[]
  ).map(one => [one.title, one.met])

test('a supply point left out of its unit’s table is named in the matrix and in what is owed, until it has its line (S62)', async ({
  world,
}) => {
  const { id, matrix, pieceOf } = await monthly(world)
  const piece = await pieceOf('chaping1')
  if (!piece) throw new Error('a piece')
  expect(piece.rowsWanted).toMatchObject([{ ledgerLabel: '粮油应急供应网点', names: ['A点', 'B点', 'C点'] }])

  const twice = await submit(world, 'chaping1', piece, values(row('A点', 1), row('A点', 2)))
  expect(twice.problem.errors).toMatchObject([{ pointer: '/values/points/1/pointName', message: '“A点”填了两行' }])
  const part = await submit(world, 'chaping1', piece, values(row('A点', 10), row('B点', 20)))
  expect(part.body).toMatchObject({ status: 'partial', leftOut: ['C点'], late: false })
  const cell = (await matrix()).cells.find(one => one.unitId === world.unit('chaping'))
  expect(cell).toMatchObject({ status: 'partial', leftOut: ['C点'] })
  expect((await matrix()).collection.current).toMatchObject({ owed: 2, reported: 0, missing: 2 })
  expect(await owed(world, 'chaping')).toEqual([['粮油月报（缺报：C点）', false]])
  // What was handed in counts already.
  const duty = await world.as('duty1')
  const sum = async () =>
    (await duty.get<CollectionTotals>(`/api/form-collections/${id}/totals`)).body.fields.find(
      one => one.name === 'grainConsumed',
    )?.sum
  expect(await sum()).toBe(30)

  const [again] = [await pieceOf('chaping1')]
  if (!again) throw new Error('still owed')
  const whole = values(row('A点', 10), row('B点', 20), row('C点', 30))
  const done = await submit(world, 'chaping1', again, whole)
  expect(done.body).toMatchObject({ status: 'reported', leftOut: [], late: false })
  expect(await owed(world, 'chaping')).toEqual([['粮油月报（缺报：C点）', true]])
  expect(await sum()).toBe(60)
  const less = await submit(world, 'chaping1', done.body, values(row('A点', 10)))
  expect(less.problem.errors?.[0]?.message).toBe('更正、补正时应逐个填齐，还缺：B点、C点')
})

test('the ledger at the end of the period decides: a point entered meanwhile is asked for, one struck off is not', async ({
  world,
}) => {
  const { matrix, pieceOf } = await monthly(world)
  const [chaping, longtan] = [await pieceOf('chaping1'), await pieceOf('longtan1')]
  if (!chaping || !longtan) throw new Error('two pieces')
  await submit(world, 'chaping1', chaping, values(row('A点', 1), row('B点', 1), row('C点', 1)))
  const late = await submit(world, 'longtan1', longtan, values())
  expect(late.body).toMatchObject({ status: 'partial', leftOut: ['D点'] })

  await world.at('2026-08-05T09:00:00+08:00')
  await add(world, 'chaping1', 'E点')
  const [gone] = (await world.query(`select id from register_record where values->>'name' = 'D点'`)) as {
    id: string
  }[]
  await (await world.as('longtan1')).post(`/api/registers/supply-points/${gone?.id}/removal`, { reason: '停业' })
  await world.at('2026-08-05T17:00:01+08:00')
  const cells = (await matrix()).cells
  expect(cells.find(one => one.unitId === world.unit('chaping'))?.status).toBe('returned')
  const back = await pieceOf('chaping1')
  expect(back).toMatchObject({ returnedReason: '期末台账中还有未报的：E点', late: false })
  expect((await owed(world, 'chaping')).at(-1)).toEqual(['粮油月报退回补正', false])
  if (!back) throw new Error('sent back')
  // What comes after the end of the period belongs to the next one.
  await add(world, 'chaping1', 'F点')
  const full = values(...['A点', 'B点', 'C点', 'E点'].map(name => row(name, 1)))
  expect((await submit(world, 'chaping1', back, full)).body).toMatchObject({ status: 'reported', late: false })
  expect((await pieceOf('longtan1'))?.rowsWanted[0]?.names).toEqual([])
})

test('a form can only follow a ledger that is there, by a first field with the name', async ({ world }) => {
  const bureau = await world.as('bureau1')
  const form = (rowsOf: string, first: object) => ({
    name: '学校月报',
    definition: { sections: [{ title: '学校', kind: 'table', rowsOf, fields: [first] }] },
  })
  const name = { label: '学校', kind: 'text', required: true }
  const refused = async (body: object) =>
    (await bureau.post('/api/forms', body)).problem.errors?.map(one => one.message)
  expect(await refused(form('no-such', name))).toEqual(['没有可以逐条对应的这本台账'])
  expect(await refused(form('schools', { ...name, kind: 'integer' }))).toEqual([
    '“学校”的第一个字段填台账中的名称，应为必填的单行文字',
  ])
  expect((await bureau.post('/api/forms', form('schools', name))).status).toBe(201)
})
