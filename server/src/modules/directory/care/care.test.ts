import type { ContactEntry, DefectView } from '@anlan/contract/directory.ts'
import type { RecordView } from '@anlan/contract/register.ts'
import { expect } from 'vitest'
import type { z } from 'zod'
import { type Caller, test } from '../../../../test/world.ts'

type Contact = z.output<typeof ContactEntry>
type Defect = z.output<typeof DefectView>
const book = async (who: Caller, query: string) =>
  (await who.get<{ items: Contact[] }>(`/api/contacts?${query}`)).body.items
const defects = async (who: Caller) => (await who.get<{ items: Defect[] }>('/api/directory-defects')).body.items

test('the contact book finds people by unit, post, pinyin and number; a mobile outside reach is masked', async ({
  world,
}) => {
  const bureau = await world.as('bureau1')
  const unitId = world.unit('water-bureau')
  await bureau.post('/api/registers/persons', {
    unitId,
    values: { name: '冉启航', posts: '防汛调度员', mobile: '13612345678' },
  })
  for (const text of ['冉启航', 'rqh', '防汛调度', '13612345678', '冉啟航'])
    expect(
      (await book(bureau, `text=${encodeURIComponent(text)}`)).map(entry => entry.name),
      text,
    ).toContain('冉启航')
  const seen = await book(await world.as('chaping1'), `text=${encodeURIComponent('冉启航')}`)
  expect(seen[0]?.phones).toEqual([{ label: '手机', number: '136****5678', dead: false }])
  expect((await book(bureau, `unit=${unitId}`)).map(entry => entry.kind)).toContain('unit')
})

test('a number reported dead is owed a correction, and the correction settles it', async ({ world }) => {
  await world.at('2026-07-01T01:00:00Z')
  const bureau = await world.as('bureau1')
  const unitId = world.unit('water-bureau')
  const { body: person } = await bureau.post<RecordView>('/api/registers/persons', {
    unitId,
    values: { name: '冉启航', mobile: '13612345678' },
  })
  const report = { subjectId: person.id, number: '13612345678', problem: '空号' }
  const first = await bureau.post<{ id: string }>('/api/dead-numbers', report)
  expect((await bureau.post<{ id: string }>('/api/dead-numbers', report)).body.id).toBe(first.body.id)
  expect((await bureau.post('/api/dead-numbers', { ...report, number: '110' })).problem.errors?.[0]?.field).toBe('号码')
  const owed = async (state: string) =>
    (
      await (
        await world.as('water1')
      ).get<{ items: { title: string }[] }>(`/api/obligations?state=${state}&unit=${unitId}`)
    ).body.items.map(item => item.title)
  expect(await owed('open')).toContain('更正联系电话：冉启航 13612345678（空号）')
  expect((await defects(bureau)).map(defect => defect.subject)).toContain('13612345678')

  await bureau.patch(`/api/registers/persons/${person.id}`, {
    version: person.version,
    values: { mobile: '13912345678' },
  })
  await world.at('2026-07-01T01:01:00Z')
  expect(await owed('met')).toContain('更正联系电话：冉启航 13612345678（空号）')
  expect((await defects(bureau)).map(defect => defect.subject)).not.toContain('13612345678')
})

test('whoever left and still stands in a roster or holds an account is listed; a vacant post is a defect', async ({
  world,
}) => {
  await world.at('2026-07-01T01:00:00Z')
  const bureau = await world.as('bureau1')
  const [row] = (await world.query(`select s.person_id, p.name from duty_shift s join person p on p.id = s.person_id
    where s.starts_at > '2026-07-02' and s.post = 'primary' limit 1`)) as { person_id: string; name: string }[]
  if (!row) throw new Error('no shift in the sample county')
  expect((await bureau.post(`/api/registers/persons/${row.person_id}/removal`, { reason: '退休' })).status).toBe(200)
  const left = (await defects(bureau)).filter(defect => defect.subject === row.name)
  expect(left.map(defect => defect.detail).join()).toContain('值班表')
})

test('merged units: people, posts and the former name go over, and the ended unit is no longer offered', async ({
  world,
}) => {
  const bureau = await world.as('bureau1')
  const [from, into] = [world.unit('forestry-bureau'), world.unit('water-bureau')]
  const before = await book(bureau, `unit=${from}`)
  const merged = await bureau.post(`/api/units/${from}/merger`, { intoUnitId: into, reason: '机构改革' })
  expect(merged.status).toBe(200)
  expect((await bureau.post(`/api/units/${from}/merger`, { intoUnitId: into, reason: '再并' })).status).toBe(404)
  const after = (await book(bureau, `unit=${into}`)).map(entry => entry.name)
  for (const person of before.filter(entry => entry.kind === 'person')) expect(after).toContain(person.name)
  const units = await bureau.get<{ items: { id: string }[] }>('/api/units')
  expect(units.body.items.map(unit => unit.id)).not.toContain(from)
})

test('a round asks every unit to file, and the county checks what was filed', async ({ world }) => {
  await world.at('2026-07-01T01:00:00Z')
  const bureau = await world.as('bureau1')
  const round = await bureau.post<{ id: string }>('/api/contact-rounds', {
    title: '汛期通讯录核查',
    dueOn: '2026-07-10',
  })
  const url = `/api/contact-rounds/${round.body.id}`
  const town = await world.as('chaping1')
  const unitId = world.unit('chaping')
  expect((await bureau.post(`${url}/units/${unitId}/check`, {})).problem.code).toBe('directory/not-filed')
  expect((await town.post(`${url}/units/${unitId}/filing`)).status).toBe(200)
  expect((await (await world.as('longtan1')).post(`${url}/units/${unitId}/filing`)).status).toBe(404)
  expect((await bureau.post(`${url}/units/${unitId}/check`, { remark: '齐全' })).status).toBe(200)
  const units = await bureau.get<{ items: { unitId: string; filedAt: string | null; remark: string }[] }>(url)
  expect(units.body.items[0]?.filedAt).toBeNull()
  expect(units.body.items.find(unit => unit.unitId === unitId)).toMatchObject({ remark: '齐全' })
})
