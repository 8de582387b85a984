import { randomUUID } from 'node:crypto'
import type { PlanImportBrief, PlanImportView } from '@anlan/contract/plan-import.ts'
import type { PlanView } from '@anlan/contract/plan-view.ts'
import { zipSync } from 'fflate'
import { expect } from 'vitest'
import { test, type World } from '../../../test/world.ts'
import { flood } from './measuring/documents/flood.ts'
import { writeDocx, writeText } from './measuring/write-docx.ts'

const boundary = 'anlan-boundary'
async function upload(world: World, account: string, name: string, content: Buffer, id?: string) {
  const { token } = await world.as(account)
  const field = id ? `--${boundary}\r\ncontent-disposition: form-data; name="id"\r\n\r\n${id}\r\n` : ''
  const head = `${field}--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`
  const reply = await world.app.inject({
    method: 'POST',
    url: '/api/plans/imports',
    headers: { authorization: `Bearer ${token}`, 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  })
  return { status: reply.statusCode, body: reply.json<PlanImportView & { code: string; detail: string }>() }
}
const about = (world: World) => ({
  kind: 'special',
  title: '青峦县防汛抗旱应急预案（导入）',
  topic: 'flood',
  eventTypes: ['11A'],
  unitId: world.unit('water-bureau'),
})

test('a Word document becomes proposals with their sentences; what is confirmed becomes a plan, nothing else', async ({
  world,
}) => {
  await world.at('2026-04-20T09:00:00+08:00')
  const file = await writeDocx(flood.blocks)
  const id = randomUUID()
  const first = await upload(world, 'water1', '防汛预案.docx', file, id)
  expect(first.status).toBe(201)
  const repeat = await upload(world, 'water1', '防汛预案.docx', file, id)
  expect(repeat.body.id).toBe(id)
  const water = await world.as('water1')
  expect((await water.get<PlanImportBrief[]>('/api/plans/imports')).body).toHaveLength(1)

  const { proposals, paragraphs } = first.body
  for (const one of proposals)
    for (const { paragraph, sentence } of [one.source, ...one.also])
      expect(paragraphs[paragraph - 1]?.text).toContain(sentence)
  const step = proposals.find(one => one.kind === 'step' && one.value.said === '县气象局')
  expect(step).toMatchObject({
    decision: 'open',
    value: { bearer: 'office:weather', levels: expect.arrayContaining([4]), doneMinutes: 180, continuous: true },
  })
  const level = proposals.find(one => one.kind === 'level' && one.value.level === 4)
  expect(level).toMatchObject({ value: { starters: ['lead/headquartersOffice'] } })

  const body = { version: 1, confirmFrom: 0.8 }
  const decided = await water.put<PlanImportView>(`/api/plans/imports/${id}/proposals`, body)
  expect(decided.status).toBe(200)
  expect((await water.put(`/api/plans/imports/${id}/proposals`, body)).problem).toMatchObject({ code: 'conflict' })
  const rejected = decided.body.proposals.find(one => one.kind === 'group' && one.value.name === '转移安置组')
  const changed = decided.body.proposals.find(one => one.kind === 'step' && one.value.said === '县水利局')
  const after = await water.put<PlanImportView>(`/api/plans/imports/${id}/proposals`, {
    version: decided.body.version,
    decisions: [
      { key: rejected?.key, decision: 'rejected' },
      { key: changed?.key, decision: 'confirmed', value: { ...changed?.value, doneMinutes: 45 } },
    ],
  })
  expect(after.body.proposals.find(one => one.key === changed?.key)).toMatchObject({ corrected: true })
  const bad = await water.put(`/api/plans/imports/${id}/proposals`, {
    version: after.body.version,
    decisions: [{ key: changed?.key, decision: 'confirmed', value: { ...changed?.value, levels: [] } }],
  })
  expect(bad.problem?.errors?.[0]?.message).toBe('行动步骤：请至少选择一个响应级别')

  const made = await water.post<{ planId: string }>(`/api/plans/imports/${id}/plan`, {
    version: after.body.version,
    about: about(world),
  })
  expect(made.status).toBe(201)
  const plan = (await water.get<PlanView>(`/api/plans/${made.body.planId}`)).body
  expect(plan.plan.state).toBe('drafting')
  expect(plan.content.levels.map(one => one.level)).toEqual([1, 2, 3, 4])
  expect(plan.content.levels[3]?.triggers).toContainEqual({ kind: 'warning', warning: '暴雨', colour: 'yellow' })
  expect(plan.content.groups.map(one => one.name)).toEqual(['综合协调组', '抢险救援组'])
  expect(plan.content.command.commander?.bearer).toBe('supervisor')
  const sure = new Set(after.body.proposals.filter(one => one.decision === 'confirmed').map(one => one.key))
  expect(plan.content.steps).toHaveLength(
    after.body.proposals.filter(one => one.kind === 'step' && sure.has(one.key)).length,
  )
  const twice = await water.post(`/api/plans/imports/${id}/plan`, {
    version: after.body.version + 1,
    about: about(world),
  })
  expect(twice.problem).toMatchObject({ code: 'plan-import/settled' })
})

test('pasted text is read the same; others do not see it; unwanted it loses its text', async ({ world }) => {
  await world.at('2026-04-20T09:00:00+08:00')
  const water = await world.as('water1')
  const pasted = await water.post<PlanImportView>('/api/plans/imports', { name: '粘贴', text: writeText(flood.blocks) })
  expect(pasted.status).toBe(201)
  expect(pasted.body.proposals.filter(one => one.kind === 'level')).toHaveLength(4)
  expect((await (await world.as('forest1')).get(`/api/plans/imports/${pasted.body.id}`)).status).toBe(404)
  const empty = await water.post(`/api/plans/imports/${pasted.body.id}/plan`, { version: 1, about: about(world) })
  expect(empty.problem).toMatchObject({ code: 'plan-import/nothing-confirmed' })
  expect((await water.delete(`/api/plans/imports/${pasted.body.id}`)).status).toBe(204)
  expect((await water.get(`/api/plans/imports/${pasted.body.id}`)).status).toBe(404)
  const short = await water.post('/api/plans/imports', { name: '粘贴', text: '你好' })
  expect(short.problem?.errors?.[0]).toMatchObject({ field: '预案文字' })
})

test('what is no document is refused in words and hurts nobody', async ({ world }) => {
  const bytes = (text: string) => new TextEncoder().encode(text)
  const docx = (xml: string) =>
    Buffer.from(zipSync({ '[Content_Types].xml': bytes('<Types/>'), 'word/document.xml': bytes(xml) }))
  const refused = async (name: string, content: Buffer) => {
    const { status, body } = await upload(world, 'water1', name, content)
    return `${status} ${body.code} ${body.detail ?? ''}`
  }
  expect(await refused('a.doc', Buffer.from('x'.repeat(10)))).toContain('请用 Word 或 WPS 另存为 .docx')
  expect(await refused('a.docx', Buffer.from('not a zip at all'))).toContain('文件内容与扩展名不符')
  expect(await refused('a.docx', Buffer.from('PK\u0003\u0004 broken'))).toContain('422 plan-import/unreadable')
  expect(await refused('a.docx', docx('<w:document><w:body></w:body></w:document>'))).toContain('文件中没有文字')
})
