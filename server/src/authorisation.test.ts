import { type Permission, permissions, type Role, type RoutePermission } from '@anlan/contract/permissions.ts'
import { describe, expect } from 'vitest'
import { roleAccounts } from '../test/role-accounts.ts'
import { addressOf, type RouteRow } from '../test/route-table.ts'
import { test, type World } from '../test/world.ts'

const may = (role: Role, permission: RoutePermission | undefined) =>
  permission === 'public' ||
  permission === 'signed-in' ||
  (permission !== undefined && role in (permissions[permission] as Partial<Record<Role, string>>))

/** Calls a route with nothing to say: what is allowed is then refused for its content at most. */
async function knock(world: World, route: RouteRow, token: string) {
  const reply = await world.app.inject({
    method: route.method as 'GET',
    url: addressOf(route.url, { code: 'no-such-rule', series: 'no-such-series', kind: 'task' }),
    headers: token ? { authorization: `Bearer ${token}` } : {},
    ...(route.method !== 'GET' && route.method !== 'DELETE' && { payload: {} }),
    payloadAsStream: true,
  })
  // The live stream never ends by itself.
  if (route.url === '/api/stream' && reply.statusCode === 200) {
    reply.stream().destroy()
    return { status: 200, code: '' }
  }
  const chunks: Buffer[] = []
  for await (const chunk of reply.stream()) chunks.push(Buffer.from(chunk as Buffer))
  const text = Buffer.concat(chunks).toString()
  const isProblem = String(reply.headers['content-type']).startsWith('application/problem+json')
  return { status: reply.statusCode, code: isProblem ? (JSON.parse(text) as { code: string }).code : '' }
}

/** Signing out last, so that the others are still signed in. */
const inOrder = (routes: RouteRow[]) =>
  routes
    .filter(route => route.url.startsWith('/api'))
    .sort(
      (a, b) =>
        Number(isSignOut(a)) - Number(isSignOut(b)) || `${a.url} ${a.method}`.localeCompare(`${b.url} ${b.method}`),
    )
const isSignOut = (route: RouteRow) => route.method === 'DELETE' && route.url === '/api/session'

const isOfSetup = (route: string) => / \/api\/setup(\/|$)/.test(route)

describe('who may use a route', () => {
  test('every route of the interface names a permission of the table', ({ world }) => {
    const known = (permission: RoutePermission | undefined) =>
      permission === 'public' || permission === 'signed-in' || (permission !== undefined && permission in permissions)
    const routes = inOrder(world.routes)
    expect(routes.length).toBeGreaterThan(80)
    expect(routes.filter(route => !known(route.permission)).map(route => `${route.method} ${route.url}`)).toEqual([])
  })

  test('only these are open to everybody, and to everybody who is signed in', ({ world }) => {
    const open = (permission: RoutePermission) =>
      inOrder(world.routes)
        .filter(route => route.permission === permission)
        .map(route => `${route.method} ${route.url}`)
        .sort()
    expect(open('public').filter(route => !isOfSetup(route))).toEqual([
      'GET /api/clock',
      'GET /api/duty/calendar/:file',
      'GET /api/openapi.json',
      'GET /api/public/duty-phones',
      'POST /api/session',
      'PUT /api/clock',
    ])
    expect(open('signed-in')).toEqual([
      'DELETE /api/session',
      'GET /api/areas',
      'GET /api/areas/outlines',
      'GET /api/event-types',
      'GET /api/figure-indicators',
      'GET /api/notice-channels',
      'GET /api/search',
      'GET /api/session',
      'GET /api/session/second-factor',
      'GET /api/stream',
      'GET /api/units',
      'POST /api/session/password',
      'POST /api/session/second-factor',
      'POST /api/session/second-factor/confirmation',
      'POST /api/session/second-factor/removal',
    ])
  })

  test('no permission of the table is without a route, but for those of screens to come', ({ world }) => {
    const used = new Set(world.routes.map(route => route.permission))
    expect(Object.keys(permissions).filter(permission => !used.has(permission as Permission))).toEqual([])
  })

  test('once there is an account, nothing of the first-run set-up exists', async ({ world }) => {
    const wrong: string[] = []
    for (const route of world.routes.filter(one => isOfSetup(`${one.method} ${one.url}`))) {
      const { status } = await knock(world, route, '')
      const hasShape = status === 422
      // Whether there is anything to set up is asked by every sign-in page.
      const isQuestion = `${route.method} ${route.url}` === 'GET /api/setup'
      if (status !== 404 && !hasShape && !isQuestion) wrong.push(`${route.method} ${route.url}: ${status}`)
    }
    expect(wrong).toEqual([])
    expect((await (await world.as(null)).get('/api/setup')).body).toEqual({ open: false })
  })

  test('nobody gets anything but 401', async ({ world }) => {
    const wrong: string[] = []
    for (const route of inOrder(world.routes)) {
      const { status, code } = await knock(world, route, '')
      const right = route.permission === 'public' ? ![401, 403].includes(status) : status === 401
      if (!right || status >= 500) wrong.push(`${route.method} ${route.url}: ${status} ${code}`)
    }
    expect(wrong).toEqual([])
  })

  test('the reply to a stranger does not depend on what he sends', async ({ world }) => {
    const garbage = await world.app.inject({
      method: 'POST',
      url: '/api/emergency-events',
      payload: '{"title":',
      headers: { 'content-type': 'application/json' },
    })
    expect(garbage.statusCode).toBe(401)
  })

  for (const [account, role] of Object.entries(roleAccounts))
    test(`${account} (${role}) gets what the table says and nothing else`, async ({ world }) => {
      const { token } = await world.as(account)
      const wrong: string[] = []
      for (const route of inOrder(world.routes)) {
        const { status, code } = await knock(world, route, token)
        const right = may(role, route.permission)
          ? status !== 401 && status !== 403 && status < 500
          : status === 403 && code === 'not-permitted'
        if (!right) wrong.push(`${route.method} ${route.url} (${route.permission}): ${status} ${code}`)
      }
      expect(wrong).toEqual([])
    })

  test('an account without a role may do nothing but see the address book and itself', async ({ world }) => {
    const { token } = await world.as('duty2')
    await world.house.transaction(tx =>
      tx.deleteFrom('account_grant').where('account_id', '=', world.account('duty2')).execute(),
    )
    world.house.sessions.forgetAll()
    const wrong: string[] = []
    for (const route of inOrder(world.routes)) {
      const { status } = await knock(world, route, token)
      const free = route.permission === 'public' || route.permission === 'signed-in'
      if (free ? status === 401 || status === 403 : status !== 403)
        wrong.push(`${route.method} ${route.url}: ${status}`)
    }
    expect(wrong).toEqual([])
  })

  test('a disabled account is nobody', async ({ world }) => {
    const { token } = await world.as('duty2')
    const admin = await world.as('admin1')
    const off = await admin.put(`/api/accounts/${world.account('duty2')}/enabled`, { enabled: false, reason: '调离' })
    expect(off.status).toBe(200)
    const wrong: string[] = []
    for (const route of inOrder(world.routes).filter(one => one.permission !== 'public')) {
      const { status } = await knock(world, route, token)
      if (status !== 401) wrong.push(`${route.method} ${route.url}: ${status}`)
    }
    expect(wrong).toEqual([])
  })
})

describe('separate powers', () => {
  const administrators = ['system_admin', 'security_admin', 'auditor'] as const

  test('no administrator holds a permission of the business', () => {
    const business = Object.keys(permissions).filter(
      name => !/^(administration|calendar|event-report\.rules)\./.test(name),
    ) as Permission[]
    const held = business.flatMap(name => administrators.filter(role => may(role, name)).map(role => `${role} ${name}`))
    expect(held).toEqual([])
  })

  test('no two administrators share a power over accounts, roles or the record', () => {
    const shared = (
      ['administration.accounts.manage', 'administration.grants.manage', 'administration.facts.read'] as const
    )
      .map(name => Object.keys(permissions[name]))
      .filter(holders => holders.length !== 1)
    expect(shared).toEqual([])
  })

  test('the three powers never meet in one account, and nobody grants himself', async ({ world }) => {
    const security = await world.as('security1')
    const both = await security.put(`/api/accounts/${world.account('duty2')}/grants`, {
      roles: ['auditor', 'duty_officer'],
    })
    expect(both.problem.code).toBe('administration/separate-powers')
    const own = await security.put(`/api/accounts/${world.account('security1')}/grants`, { roles: ['duty_officer'] })
    expect(own.problem.code).toBe('administration/own-account')
  })
})
