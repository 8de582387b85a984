import { randomUUID } from 'node:crypto'
import type { ChangeEntry } from '@anlan/contract/change.ts'
import type { PaperKindList, PaperLine, PaperView } from '@anlan/contract/paper.ts'
import { describe, expect } from 'vitest'
import { type Caller, test, type World } from '../../../../test/world.ts'

type Items = { items: PaperLine[] }

const notice = (world: World) => ({
  kind: 'notice',
  title: '关于做好强降雨防范应对工作的通知',
  sections: [
    { heading: '', text: '据气象部门预报，今夜我县有暴雨。' },
    { heading: '工作要求', text: '各乡镇立即组织巡查，险情第一时间报告。' },
  ],
  main: [{ unitId: world.unit('chaping') }, { unitId: world.unit('longtan') }],
  copies: [{ unitId: world.unit('city-duty-office') }],
})

async function drafted(world: World, by: Caller, more: object = {}): Promise<PaperView> {
  const { status, body } = await by.post<PaperView>('/api/papers', { ...notice(world), ...more })
  expect(status).toBe(201)
  return body
}
const step = async (by: Caller, id: string, name: string, body: object = {}) =>
  by.post<PaperView>(`/api/papers/${id}/${name}`, body)

/** Drafted by duty1, reviewed by duty2, signed by leader1. */
async function signed(world: World, more: object = {}): Promise<PaperView> {
  const [duty, other, leader] = [await world.as('duty1'), await world.as('duty2'), await world.as('leader1')]
  const { id } = await drafted(world, duty, more)
  expect((await step(duty, id, 'submission')).body.state).toBe('review')
  expect((await step(other, id, 'review', { opinion: '同意' })).body.state).toBe('signing')
  const done = await step(leader, id, 'signature')
  expect(done.body).toMatchObject({ state: 'signed' })
  return done.body
}

async function sent(world: World, more: object = {}): Promise<PaperView> {
  const { id } = await signed(world, more)
  const done = await step(await world.as('duty1'), id, 'distribution')
  expect(done.body.state).toBe('sent')
  return done.body
}

describe('from draft to signature', () => {
  test('three people put their hands to a county notice; nobody judges his own', async ({ world }) => {
    await world.at('2026-07-11T18:00:00+08:00')
    const [duty, other, leader] = [await world.as('duty1'), await world.as('duty2'), await world.as('leader1')]
    const { id } = await drafted(world, duty)
    expect((await step(leader, id, 'signature')).problem).toMatchObject({ code: 'paper/wrong-state' })
    await step(duty, id, 'submission')
    expect((await step(duty, id, 'review')).problem).toMatchObject({ code: 'paper/own-draft' })
    expect((await step(leader, id, 'signature')).problem.detail).toBe('公文尚未审核')
    await step(leader, id, 'review', { opinion: '可' })
    expect((await step(leader, id, 'signature')).problem).toMatchObject({ code: 'paper/own-review' })
    expect((await step(other, id, 'signature')).status).toBe(403)
    const back = await step(leader, id, 'review', { agree: false, opinion: '不' })
    expect(back.problem).toMatchObject({ code: 'paper/wrong-state' })
  })

  test('sent back with an opinion, it is changed and goes round again; what was reviewed before counts no more', async ({
    world,
  }) => {
    await world.at('2026-07-11T18:00:00+08:00')
    const [duty, other, leader] = [await world.as('duty1'), await world.as('duty2'), await world.as('leader1')]
    const { id } = await drafted(world, duty)
    await step(duty, id, 'submission')
    await step(other, id, 'review')
    expect((await step(leader, id, 'signature', { agree: false })).problem.errors?.[0]).toMatchObject({
      pointer: '/opinion',
      message: '退回时请填写意见',
    })
    const back = await step(leader, id, 'signature', { agree: false, opinion: '补充转移安置要求' })
    expect(back.body).toMatchObject({ state: 'draft' })
    expect(back.body.steps.at(-1)).toMatchObject({ step: 'returned', opinion: '补充转移安置要求' })
    const edited = await duty.put<PaperView>(`/api/papers/${id}`, {
      revision: 1,
      title: '关于做好强降雨防范和转移安置工作的通知',
    })
    expect(edited.body).toMatchObject({ revision: 2, state: 'draft' })
    expect((await duty.put(`/api/papers/${id}`, { revision: 1, title: '旧版' })).problem.code).toBe('conflict')
    const first = await duty.get<{ title: string }>(`/api/papers/${id}/revisions/1`)
    expect(first.body.title).toBe('关于做好强降雨防范应对工作的通知')
    expect((await step(duty, id, 'submission')).body.state).toBe('review')
  })

  test('a town’s paper needs two people and counts in its own series', async ({ world }) => {
    await world.at('2026-07-11T18:00:00+08:00')
    const [officer, head] = [await world.as('chaping1'), await world.as('chaping2')]
    const { id } = await drafted(world, officer, { main: [{ unitId: world.unit('duty-office') }], copies: [] })
    expect((await step(officer, id, 'submission')).body.state).toBe('signing')
    expect((await step(officer, id, 'signature')).status).toBe(403)
    expect((await step(head, id, 'signature')).body.number).toMatch(/^茶坪镇?通知〔2026〕1号$/)
  })

  test('the number is taken at the signature: none is skipped for what was thrown away', async ({ world }) => {
    await world.at('2026-07-11T18:00:00+08:00')
    const duty = await world.as('duty1')
    expect((await signed(world)).number).toBe('通知〔2026〕1号')
    const thrown = await drafted(world, duty)
    expect((await step(duty, thrown.id, 'discard')).body.state).toBe('discarded')
    expect((await signed(world)).number).toBe('通知〔2026〕2号')
    await world.at('2027-01-02T09:00:00+08:00')
    expect((await signed(world)).number).toBe('通知〔2027〕1号')
  })

  test('a signed paper is as it was signed, for us and for whoever asks the database', async ({ world }) => {
    await world.at('2026-07-11T18:00:00+08:00')
    const paper = await signed(world)
    const duty = await world.as('duty1')
    expect((await duty.put(`/api/papers/${paper.id}`, { revision: 1, title: '改' })).problem.code).toBe(
      'paper/already-signed',
    )
    for (const query of [
      `update paper set title = '改'`,
      `update paper set number = null`,
      `update paper set state = 'draft', signed_at = null`,
      'delete from paper',
      'update paper_signature set by_name = null',
      'delete from paper_revision',
    ])
      await expect(world.query(query)).rejects.toThrow()
  })

  test('an empty paper, one to nobody and a secret one are refused by field', async ({ world }) => {
    await world.at('2026-07-11T18:00:00+08:00')
    const duty = await world.as('duty1')
    const empty = await drafted(world, duty, { sections: [], main: [] })
    expect((await step(duty, empty.id, 'submission')).problem.errors?.map(one => one.pointer)).toEqual([
      '/sections',
      '/main',
    ])
    const secret = await duty.post('/api/papers', { ...notice(world), secrecy: '机密' })
    expect(secret.problem).toMatchObject({ code: 'paper/secrecy', errors: [{ pointer: '/secrecy' }] })
    const unknown = await duty.post('/api/papers', { ...notice(world), main: [{ unitId: randomUUID() }] })
    expect(unknown.problem.errors?.[0]).toMatchObject({ pointer: '/main/0/unitId' })
    const kind = await duty.post('/api/papers', { ...notice(world), kind: 'none' })
    expect(kind.problem.errors?.[0]).toMatchObject({ pointer: '/kind' })
  })

  test('made twice with one id, it is one paper', async ({ world }) => {
    await world.at('2026-07-11T18:00:00+08:00')
    const duty = await world.as('duty1')
    const id = randomUUID()
    await drafted(world, duty, { id })
    await drafted(world, duty, { id })
    expect((await duty.get<Items>('/api/papers?box=mine')).body.items.map(one => one.id)).toEqual([id])
  })
})

describe('distribution', () => {
  test('each receiver signs for it; the list says who has not, and is reminded', async ({ world }) => {
    await world.at('2026-07-11T18:00:00+08:00')
    const { id } = await sent(world)
    const [duty, town] = [await world.as('duty1'), await world.as('chaping1')]
    const waiting = await town.get<Items>('/api/papers?box=toReceive')
    expect(waiting.body.items).toMatchObject([{ id, waitsForMe: true, receipts: null }])
    expect((await town.get<{ items: { title: string }[] }>('/api/notices')).raw.body).toContain('收到公文，请签收')
    await world.at('2026-07-11T18:05:00+08:00')
    const received = await step(town, id, 'receipt')
    expect(received.body.may.receive).toBe(false)
    expect((await step(town, id, 'receipt')).problem.code).toBe('paper/already-received')
    expect((await town.get<Items>('/api/papers?box=received')).body.items.map(one => one.id)).toEqual([id])

    const list = (await duty.get<PaperView>(`/api/papers/${id}`)).body.deliveries
    expect(list.map(one => [one.name, one.receivedAt !== null])).toEqual([
      ['茶坪镇', true],
      ['龙滩镇', false],
      [expect.stringContaining('总值班室'), false],
    ])
    expect(list[0]).toMatchObject({ receivedAt: '2026-07-11T10:05:00.000Z' })
    const reminded = await step(duty, id, 'reminders')
    expect(reminded.body.deliveries.map(one => one.reminders)).toEqual([0, 1, 1])
    expect((await duty.get<Items>('/api/papers')).body.items[0]?.receipts).toEqual({ of: 3, received: 1 })
  })

  test('after the hours of the setting, those who have not signed are reminded by the system, once', async ({
    world,
  }) => {
    await world.at('2026-07-11T18:00:00+08:00')
    const { id } = await sent(world)
    await step(await world.as('chaping1'), id, 'receipt')
    await world.at('2026-07-12T18:00:00+08:00')
    const duty = await world.as('duty1')
    const list = (await duty.get<PaperView>(`/api/papers/${id}`)).body.deliveries
    expect(list.map(one => one.reminders)).toEqual([0, 1, 1])
    expect(list[1]?.remindedAt).toBe('2026-07-11T14:00:00.000Z')
  })

  test('a draft is its unit’s own, a distributed paper also its receivers’; to all others it does not exist', async ({
    world,
  }) => {
    await world.at('2026-07-11T18:00:00+08:00')
    const duty = await world.as('duty1')
    const draft = await drafted(world, duty)
    const status = async (account: string, id: string) =>
      (await (await world.as(account)).get(`/api/papers/${id}`)).status
    expect(await Promise.all(['duty2', 'leader1', 'chaping1', 'city1'].map(one => status(one, draft.id)))).toEqual([
      200, 200, 404, 404,
    ])
    const { id } = await sent(world)
    expect(
      await Promise.all(['chaping1', 'longtan1', 'city1', 'songling1', 'health1'].map(one => status(one, id))),
    ).toEqual([200, 200, 200, 404, 404])
    const strange = await world.as('songling1')
    for (const act of ['receipt', 'withdrawal', 'distribution', 'submission'])
      expect((await step(strange, id, act, { reason: '试' })).status).toBe(404)
    expect((await strange.get(`/api/papers/${id}/document.pdf`)).status).toBe(404)
    // Who has received it, and how it came about, is the sender's business.
    const town = (await (await world.as('chaping1')).get<PaperView>(`/api/papers/${id}`)).body
    expect([town.steps, town.revisions, town.may.withdraw]).toEqual([[], [], false])
  })

  test('withdrawn or replaced, it stays with its mark and everyone is told', async ({ world }) => {
    await world.at('2026-07-11T18:00:00+08:00')
    const { id } = await sent(world)
    await step(await world.as('chaping1'), id, 'receipt')
    const [duty, other, leader] = [await world.as('duty1'), await world.as('duty2'), await world.as('leader1')]
    const anew = await duty.post<PaperView>(`/api/papers/${id}/replacement`, { reason: '降雨时段有误' })
    expect(anew.body.sections[0]?.text).toContain('通知〔2026〕1号')
    expect((await duty.post(`/api/papers/${id}/replacement`, { reason: '再来' })).problem.code).toBe('conflict')
    await step(duty, anew.body.id, 'submission')
    await step(other, anew.body.id, 'review')
    await step(leader, anew.body.id, 'signature')
    await step(duty, anew.body.id, 'distribution')
    const town = await world.as('chaping1')
    const old = (await town.get<PaperView>(`/api/papers/${id}`)).body
    expect(old).toMatchObject({
      state: 'withdrawn',
      withdrawnReason: '由通知〔2026〕2号替代',
      replacedBy: { id: anew.body.id, number: '通知〔2026〕2号' },
    })
    expect((await town.get('/api/notices')).raw.body).toContain('公文撤回：通知〔2026〕1号')
    expect((await step(await world.as('longtan1'), id, 'receipt')).problem.detail).toBe('公文已撤回，无需签收')
    await expect(
      world.query('update paper_delivery set received_at = null where received_at is not null'),
    ).rejects.toThrow('不可更改')
  })
})

describe('finding and defining', () => {
  test('found by its number and by words of its text, by those it went to', async ({ world }) => {
    await world.at('2026-07-11T18:00:00+08:00')
    const { id } = await sent(world)
    const found = async (account: string, text: string) =>
      (
        await (await world.as(account)).get<Items>(`/api/search?text=${encodeURIComponent(text)}&kind=paper`)
      ).body.items.map(one => one.id)
    expect(await found('duty1', '通知〔2026〕1号')).toEqual([id])
    expect(await found('chaping1', '险情第一时间报告')).toEqual([id])
    expect(await found('songling1', '险情第一时间报告')).toEqual([])
  })

  test('a county says who signs a kind and whether it is reviewed first', async ({ world }) => {
    await world.at('2026-07-11T18:00:00+08:00')
    const [bureau, duty, leader] = [await world.as('bureau1'), await world.as('duty1'), await world.as('leader1')]
    const changed = await bureau.put(`/api/paper-kinds/notice`, {
      sections: ['工作要求'],
      needsReview: false,
      signers: ['bureau_officer'],
      enabled: true,
      reason: '县政府办公室核定',
    })
    expect(changed.status).toBe(200)
    const { id } = await drafted(world, duty)
    expect((await step(duty, id, 'submission')).body.state).toBe('signing')
    expect((await step(leader, id, 'signature')).problem.code).toBe('paper/not-signer')
    expect((await duty.put('/api/paper-kinds/notice', {})).status).toBe(403)

    const list = (await duty.get<PaperKindList>('/api/paper-kinds')).body
    const before = list.items.find(one => one.code === 'notice')
    const row = {
      sections: [],
      needsReview: true,
      signers: ['duty_leader'],
      enabled: true,
      reason: '通知一律发各乡镇',
    }
    const to = (code: string) => bureau.put('/api/paper-kinds/notice', { ...row, recipients: [{ code, copy: false }] })
    expect((await to('kind/moon')).problem.errors?.[0]?.pointer).toBe('/recipients/0/code')
    const towns = list.recipientChoices.find(one => one.code === 'kind/town')?.name
    expect(towns).toMatch(/^各乡镇/)
    expect((await to('kind/town')).body).toMatchObject({ recipients: [{ name: towns, copy: false }] })
    const toTowns = await duty.post<PaperView>('/api/papers', { kind: 'notice', title: '关于做好防汛工作的通知' })
    expect(toTowns.body.deliveries.map(one => one.name)).toContain('茶坪镇')
    const history = await duty.get<{ items: ChangeEntry[] }>('/api/paper-kinds/notice/history')
    expect(history.body.items[0]).toMatchObject({
      reason: '通知一律发各乡镇',
      changes: expect.arrayContaining([
        { label: '默认分发', before: before?.recipients.length ? expect.any(String) : '逐件选择', after: towns },
      ]),
    })
  })
})
