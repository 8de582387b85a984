import type { AccountSheetView, AccountView, PostGrantView } from '@anlan/contract/administration.ts'
import type { SessionView } from '@anlan/contract/session.ts'
import { expect } from 'vitest'
import { rowsAsWorkbook, upload } from '../../../test/sheets.ts'
import { test, type World } from '../../../test/world.ts'

const roleNow = async (world: World, token: string) => {
  const reply = await world.app.inject({ url: '/api/session', headers: { authorization: `Bearer ${token}` } })
  return reply.statusCode === 200 ? reply.json<SessionView>().roles : reply.statusCode
}
const newAccount = (world: World, more: object = {}) => ({
  account: 'newcomer',
  displayName: '向新',
  unitId: world.unit('water-bureau'),
  initialPassword: 'First@2026',
  ...more,
})

test('an account that goes to another unit loses what was granted at the former one, and keeps its name in the record', async ({
  world,
}) => {
  const [admin, security] = [await world.as('admin1'), await world.as('security1')]
  const { token } = await world.as('water1')
  const id = world.account('water1')
  const county = { role: 'department_officer', unitId: world.unit('forestry-bureau') }
  const granted = await security.put<AccountView>(`/api/accounts/${id}/grants`, {
    roles: ['department_officer'],
    elsewhere: [county],
  })
  expect(granted.body.grants.map(grant => grant.unitName)).toHaveLength(2)
  const moved = await admin.put<AccountView>(`/api/accounts/${id}`, {
    displayName: '向水',
    unitId: world.unit('health-commission'),
    personId: null,
    reason: '工作调动',
  })
  expect(moved.body.grants).toMatchObject([{ role: 'department_officer', unitId: world.unit('forestry-bureau') }])
  world.house.sessions.forgetAll()
  expect(await roleNow(world, token)).toEqual(['department_officer'])
  expect(await world.facts()).toContain('account.transferred')
  const own = await admin.put(`/api/accounts/${world.account('admin1')}`, {
    displayName: '我',
    unitId: world.unit('county'),
    personId: null,
    reason: '试',
  })
  expect(own.problem.code).toBe('administration/own-account')
})

test('a role that goes with a post follows its holder: the former one loses it in the same commit', async ({
  world,
}) => {
  const [security, duty] = [await world.as('security1'), await world.as('duty1')]
  const unit = world.unit('water-bureau')
  const posts = (await security.get<{ items: PostGrantView[] }>(`/api/post-grants?unit=${unit}`)).body.items
  const [before] = (await world.query(`select a.account, a.person_id from account a where a.account = 'water1'`)) as {
    person_id: string
  }[]
  const held = (await world.query(
    `select post_id from post_holder where person_id = '${before?.person_id}' limit 1`,
  )) as { post_id: string }[]
  const post = posts.find(one => one.postId === held[0]?.post_id)
  expect(post?.accounts).toContain('water1')
  const separate = await security.put(`/api/post-grants/${post?.postId}`, { roles: ['auditor'] })
  expect(separate.problem.errors?.[0]).toMatchObject({ field: '角色' })
  await security.put(`/api/accounts/${world.account('water1')}/grants`, { roles: [] })
  const set = await security.put<PostGrantView>(`/api/post-grants/${post?.postId}`, { roles: ['department_officer'] })
  expect(set.body.roles).toEqual(['department_officer'])

  const { token } = await world.as('water1')
  expect(await roleNow(world, token)).toEqual(['department_officer'])
  expect((await duty.put(`/api/posts/${post?.postId}/holders`, { personIds: [] })).status).toBe(200)
  world.house.sessions.forgetAll()
  expect(await roleNow(world, token)).toEqual([])
  const refused = await world.app.inject({
    url: '/api/emergency-events',
    headers: { authorization: `Bearer ${token}` },
  })
  expect(refused.statusCode).toBe(403)
})

test('whoever opens an account asks for its roles; the security administrator grants them, nobody else does', async ({
  world,
}) => {
  const [admin, security] = [await world.as('admin1'), await world.as('security1')]
  const made = await admin.post<AccountView>(
    '/api/accounts',
    newAccount(world, { requestedRoles: ['department_officer'] }),
  )
  expect(made.body).toMatchObject({ roles: [], requestedRoles: ['department_officer'] })
  const waiting = await security.get<{ items: AccountView[] }>('/api/accounts?state=requested')
  expect(waiting.body.items.map(one => one.account)).toEqual(['newcomer'])
  const granting = { accountIds: [made.body.id] }
  expect((await admin.post('/api/account-requests/granting', granting)).status).toBe(403)
  expect((await security.post('/api/account-requests/granting', granting)).status).toBe(204)
  const after = await security.get<AccountView>(`/api/accounts/${made.body.id}`)
  expect(after.body).toMatchObject({ roles: ['department_officer'], requestedRoles: [] })
  expect(await world.facts()).toEqual(expect.arrayContaining(['account.roles-requested', 'account.granted']))
})

test('several accounts are opened all or none, and the wrong one is named', async ({ world }) => {
  const admin = await world.as('admin1')
  const accounts = [newAccount(world), newAccount(world, { account: 'duty1', displayName: '重名' })]
  const refused = await admin.post('/api/accounts/bulk', { accounts })
  expect(refused.problem.errors?.[0]).toMatchObject({ pointer: '/accounts/1/account', field: '账号' })
  expect((await admin.get<{ items: AccountView[] }>('/api/accounts?text=newcomer')).body.items).toEqual([])
  const weak = await admin.post('/api/accounts/bulk', {
    accounts: [newAccount(world, { initialPassword: 'abcdefgh' })],
  })
  expect(weak.problem.errors?.[0]?.pointer).toBe('/accounts/0/initialPassword')
  expect((await admin.post('/api/accounts/bulk', { accounts: accounts.slice(0, 1) })).status).toBe(201)
})

test('a list of people is read for accounts: units by name, account names from pinyin, wrong rows named', async ({
  world,
}) => {
  const admin = await world.as('admin1')
  const file = await rowsAsWorkbook([
    ['拟开立账号人员名单'],
    ['序号', '单位', '姓名', '角色', '账号'],
    [1, '县水利局', '向小水', '部门业务员', ''],
    [2, '没有这个局', '王五', '局长', 'duty1'],
  ])
  const read = await upload<AccountSheetView>(world, admin, '/api/accounts/sheet', '名单.xlsx', file)
  expect(read.body.rows[0]).toMatchObject({
    account: 'xiangxiaoshui',
    unitId: world.unit('water-bureau'),
    requestedRoles: ['department_officer'],
    errors: [],
  })
  expect(read.body.rows[1]?.errors).toEqual([
    '单位“没有这个局”不在机构名录中',
    '账号“duty1”已被使用',
    '没有“局长”这个角色',
  ])
})

test('whoever locked himself out is let in again', async ({ world }) => {
  const admin = await world.as('admin1')
  const attempt = (password: string) =>
    world.app.inject({
      method: 'POST',
      url: '/api/session',
      payload: { account: 'health1', password },
      remoteAddress: '10.44.0.9',
    })
  for (let i = 0; i < 12; i++) await attempt('wrong')
  expect((await attempt('Anlan@2026')).statusCode).toBe(429)
  const locked = await admin.get<{ items: AccountView[] }>('/api/accounts?state=locked')
  expect(locked.body.items.map(one => one.account)).toEqual(['health1'])
  expect((await admin.post(`/api/accounts/${world.account('health1')}/unlocking`)).status).toBe(200)
  expect((await attempt('Anlan@2026')).statusCode).toBe(201)
  expect(await world.facts()).toContain('account.unlocked')
})
