import type { SessionView } from '@anlan/contract/session.ts'
import { describe, expect } from 'vitest'
import { type Node, test as onNodes } from '../../../test/platform.ts'
import { type Reply, test, type World } from '../../../test/world.ts'
import { sampleId } from '../../sample-county.ts'

const right = 'Anlan@2026'

/** Tries to sign in from an address; every test has addresses of its own, since the door counts them. */
async function tryFrom(world: World, account: string, password: string, address = '10.1.1.1') {
  const raw = await world.app.inject({
    method: 'POST',
    url: '/api/session',
    payload: { account, password },
    remoteAddress: address,
  })
  return { status: raw.statusCode, code: raw.json<{ code?: string }>().code, body: raw.json<{ token: string }>(), raw }
}

const withToken = async (world: World, token: string, url = '/api/session') =>
  (await world.app.inject({ url, headers: { authorization: `Bearer ${token}` } })).statusCode

describe('guessing', () => {
  test('strangers have ten tries in a quarter of an hour, all together, then wait', async ({ world }) => {
    const answers: number[] = []
    for (let i = 0; i < 14; i++) answers.push((await tryFrom(world, 'chaping1', `wrong${i}`, `10.2.0.${i + 1}`)).status)
    expect(answers).toEqual([...Array(10).fill(401), ...Array(4).fill(429)])
    const locked = await tryFrom(world, 'chaping1', right, '10.2.0.99')
    expect(locked.code).toBe('session/locked-out')
    expect(Number(locked.raw.headers['retry-after'])).toBeGreaterThan(800)
    world.wait(15.1)
    expect((await tryFrom(world, 'chaping1', right, '10.2.0.99')).status).toBe(201)
  })

  test('many guesses at once get no more tries than one after the other', async ({ world }) => {
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, i) => tryFrom(world, 'chaping1', `wrong${i}`, `10.3.0.${i + 1}`)),
    )
    expect(answers.filter(one => one.status === 401).length).toBeLessThanOrEqual(10)
  })

  test('the desk that signed in before is only slowed down, whatever strangers do', async ({ world }) => {
    expect((await tryFrom(world, 'duty1', right, '10.4.0.1')).status).toBe(201)
    for (let i = 0; i < 12; i++) await tryFrom(world, 'duty1', `wrong${i}`, `10.4.1.${i + 1}`)
    expect((await tryFrom(world, 'duty1', right, '10.4.1.50')).status).toBe(429)
    expect((await tryFrom(world, 'duty1', right, '10.4.0.1')).status).toBe(201)
  })

  test('the desk cannot lock itself out: half a minute is the longest wait', async ({ world }) => {
    await tryFrom(world, 'duty1', right, '10.5.0.1')
    let longest = 0
    for (let i = 0; i < 25; i++) {
      const answer = await tryFrom(world, 'duty1', 'wrong', '10.5.0.1')
      if (answer.status === 429) {
        longest = Math.max(longest, Number(answer.raw.headers['retry-after']))
        world.wait(0.51)
      }
    }
    expect(longest).toBeGreaterThan(0)
    expect(longest).toBeLessThanOrEqual(30)
    world.wait(0.51)
    expect((await tryFrom(world, 'duty1', right, '10.5.0.1')).status).toBe(201)
  })

  test('right passwords of strangers do not use up the tries', async ({ world }) => {
    for (let i = 0; i < 15; i++) expect((await tryFrom(world, 'bureau1', right, `10.6.0.${i + 1}`)).status).toBe(201)
  })

  test('an account that does not exist is refused on the same path, and as often', async ({ world }) => {
    const known = await tryFrom(world, 'water1', 'wrong', '10.7.0.1')
    const unknown = await tryFrom(world, 'nobody1', 'wrong', '10.7.0.2')
    expect(unknown.raw.body).toBe(known.raw.body)
    for (let i = 0; i < 9; i++) {
      await tryFrom(world, 'water1', 'wrong', '10.7.0.1')
      await tryFrom(world, 'nobody1', 'wrong', '10.7.0.2')
    }
    const [a, b] = [
      await tryFrom(world, 'water1', 'wrong', '10.7.0.1'),
      await tryFrom(world, 'nobody1', 'wrong', '10.7.0.2'),
    ]
    expect([a.status, b.status]).toEqual([429, 429])
    expect(Object.keys(a.body)).toEqual(Object.keys(b.body))
  })

  test('an unknown account is refused in the same words as a wrong password', async ({ world }) => {
    const unknown = await tryFrom(world, 'nobody2', 'wrong', '10.8.0.1')
    const known = await tryFrom(world, 'forest1', 'wrong', '10.8.0.1')
    expect([unknown.status, unknown.body]).toEqual([known.status, known.body])
  })

  test('every attempt leaves a fact without the password', async ({ world }) => {
    await tryFrom(world, 'duty1', 'secret-guess', '10.9.0.1')
    await tryFrom(world, 'duty1', right, '10.9.0.1')
    expect(await world.facts()).toEqual(expect.arrayContaining(['session.refused', 'session.opened']))
    expect(JSON.stringify(await world.query('select * from fact'))).not.toContain('secret-guess')
  })
})

describe('a session', () => {
  test('comes as a cookie that scripts and other sites cannot use, and as a token for programs', async ({ world }) => {
    const { raw, body } = await tryFrom(world, 'duty1', right, '10.10.0.1')
    const [cookie] = raw.cookies as {
      name: string
      value: string
      httpOnly?: boolean
      sameSite?: string
      path?: string
    }[]
    expect(cookie).toMatchObject({
      name: 'anlan_session',
      value: body.token,
      httpOnly: true,
      sameSite: 'Strict',
      path: '/',
    })
    const byCookie = await world.app.inject({ url: '/api/session', cookies: { anlan_session: body.token } })
    expect(byCookie.json<SessionView>().account).toBe('duty1')
    expect(await withToken(world, body.token)).toBe(200)
    expect(JSON.stringify(await world.query('select * from session'))).not.toContain(body.token)
  })

  test('is new at each sign-in, whatever cookie came along', async ({ world }) => {
    const planted = 'a'.repeat(43)
    const raw = await world.app.inject({
      method: 'POST',
      url: '/api/session',
      payload: { account: 'duty1', password: right },
      cookies: { anlan_session: planted },
      remoteAddress: '10.11.0.1',
    })
    expect(raw.json<{ token: string }>().token).not.toBe(planted)
    expect(await withToken(world, planted)).toBe(401)
  })

  test('of an office ends after an hour without a request, of the duty room not through a night', async ({ world }) => {
    const office = (await tryFrom(world, 'bureau1', right, '10.12.0.1')).body.token
    const desk = (await tryFrom(world, 'duty1', right, '10.12.0.1')).body.token
    world.wait(50)
    expect([await withToken(world, office), await withToken(world, desk)]).toEqual([200, 200])
    world.wait(61)
    expect([await withToken(world, office), await withToken(world, desk)]).toEqual([401, 200])
    world.wait(12 * 60)
    expect(await withToken(world, desk)).toBe(200)
  })

  test('ends after a day at the latest, however busy', async ({ world }) => {
    const desk = (await tryFrom(world, 'duty1', right, '10.13.0.1')).body.token
    for (let hour = 0; hour < 23; hour += 6) {
      world.wait(6 * 60 - 5)
      expect(await withToken(world, desk)).toBe(200)
    }
    world.wait(25)
    expect(await withToken(world, desk)).toBe(401)
  })

  test('ends when signed out; the others of the account go on', async ({ world }) => {
    const [one, two] = [
      await tryFrom(world, 'duty1', right, '10.14.0.1'),
      await tryFrom(world, 'duty1', right, '10.14.0.1'),
    ]
    const out = await world.app.inject({
      method: 'DELETE',
      url: '/api/session',
      cookies: { anlan_session: one.body.token },
    })
    expect(out.statusCode).toBe(204)
    expect(String(out.headers['set-cookie'])).toMatch(/anlan_session=;.*Expires=Thu, 01 Jan 1970/)
    expect([await withToken(world, one.body.token), await withToken(world, two.body.token)]).toEqual([401, 200])
  })

  test('is not acted in from another site’s page', async ({ world }) => {
    const { body } = await tryFrom(world, 'duty1', right, '10.15.0.1')
    const from = async (headers: Record<string, string>) =>
      (
        await world.app.inject({
          method: 'POST',
          url: '/api/duty/log',
          payload: { text: '来自别处' },
          cookies: { anlan_session: body.token },
          headers: { host: 'anlan.example', ...headers },
        })
      ).statusCode
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'garbage' },
      { origin: 'http://anlan.example.evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]
    for (const headers of foreign)
      expect(`${JSON.stringify(headers)} ${await from(headers)}`).toBe(`${JSON.stringify(headers)} 403`)
    expect(await from({ origin: 'http://anlan.example', 'sec-fetch-site': 'same-origin' })).toBe(201)
  })

  test('cannot be used by a form of another site: only JSON is taken', async ({ world }) => {
    const { body } = await tryFrom(world, 'duty1', right, '10.16.0.1')
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const reply = await world.app.inject({
        method: 'POST',
        url: '/api/duty/log',
        payload: '{"text":"x"}',
        cookies: { anlan_session: body.token },
        headers: { 'content-type': type },
      })
      expect(`${type} ${reply.statusCode < 400}`).toBe(`${type} false`)
    }
  })
})

describe('passwords', () => {
  const change = async (world: World, token: string, currentPassword: string, newPassword: string): Promise<Reply> => {
    const raw = await world.app.inject({
      method: 'POST',
      url: '/api/session/password',
      payload: { currentPassword, newPassword },
      headers: { authorization: `Bearer ${token}` },
    })
    return { status: raw.statusCode, problem: raw.body ? raw.json() : undefined } as unknown as Reply
  }

  test('the first one has to be changed before anything else', async ({ world }) => {
    const admin = await world.as('admin1')
    const account = {
      account: 'new1',
      displayName: '新值班员',
      unitId: world.unit('duty-office'),
      initialPassword: 'First@2026',
    }
    const made = await admin.post<{ id: string }>('/api/accounts', account)
    expect(made.status).toBe(201)
    await (await world.as('security1')).put(`/api/accounts/${made.body.id}/grants`, { roles: ['duty_officer'] })
    const { token } = (await tryFrom(world, 'new1', 'First@2026', '10.20.0.1')).body
    const refused = await world.app.inject({
      url: '/api/emergency-events',
      headers: { authorization: `Bearer ${token}` },
    })
    expect(refused.json<{ code: string }>().code).toBe('password-change-required')
    expect(await withToken(world, token)).toBe(200)
    expect((await change(world, token, 'First@2026', 'Second@2026')).status).toBe(204)
    world.house.sessions.forgetAll()
    expect(await withToken(world, token, '/api/emergency-events')).toBe(200)
  })

  test('follow the rules, which are said in Chinese', async ({ world }) => {
    const { token } = (await tryFrom(world, 'duty1', right, '10.21.0.1')).body
    const said = async (password: string) => (await change(world, token, right, password)).problem.errors?.[0]
    expect(await said('Ab1@567')).toEqual({ pointer: '/newPassword', field: '新密码', message: '新密码至少 8 位' })
    expect(await said('abcdefgh1')).toMatchObject({ message: '新密码应包含大写字母、小写字母、数字、符号中的三类' })
    expect(await said(right)).toMatchObject({ message: '新密码不能与最近五次用过的密码相同' })
    const { token: admin } = (await tryFrom(world, 'admin1', right, '10.21.0.1')).body
    expect((await change(world, admin, right, 'Short@2026')).problem.errors?.[0]?.message).toBe('新密码至少 12 位')
    expect((await change(world, token, 'wrong', 'Another@2027')).problem.errors?.[0]).toMatchObject({ field: '原密码' })
  })

  test('are not one of the last five', async ({ world }) => {
    const { token } = (await tryFrom(world, 'duty1', right, '10.22.0.1')).body
    const later = ['Anlan@2027', 'Anlan@2028', 'Anlan@2029', 'Anlan@2030', 'Anlan@2031']
    let current = right
    for (const next of later) {
      expect((await change(world, token, current, next)).status).toBe(204)
      current = next
    }
    expect((await change(world, token, current, 'Anlan@2027')).status).toBe(422)
    expect((await change(world, token, current, right)).status).toBe(204)
  })

  test('changed, end the account’s other sessions', async ({ world }) => {
    const [one, two] = [
      await tryFrom(world, 'duty1', right, '10.23.0.1'),
      await tryFrom(world, 'duty1', right, '10.23.0.1'),
    ]
    expect((await change(world, one.body.token, right, 'Anlan@2027')).status).toBe(204)
    world.house.sessions.forgetAll()
    expect([await withToken(world, one.body.token), await withToken(world, two.body.token)]).toEqual([200, 401])
    expect((await tryFrom(world, 'duty1', right, '10.23.0.2')).status).toBe(401)
  })

  test('guessing the old one through the change is slowed like signing in', async ({ world }) => {
    const { token } = (await tryFrom(world, 'duty1', right, '10.24.0.1')).body
    const answers: number[] = []
    for (let i = 0; i < 14; i++) answers.push((await change(world, token, `wrong${i}`, 'Anlan@2027')).status)
    expect(answers.filter(status => status !== 429).length).toBeLessThanOrEqual(10)
  })
})

describe('on several nodes', () => {
  onNodes('a session that ends, ends everywhere within a second', async ({ running }) => {
    const nodes = [await running.start(), await running.start()] as [Node, Node]
    const status = async (node: Node, token: string, path = '/api/session') =>
      (await fetch(`${node.url}${path}`, { headers: { authorization: `Bearer ${token}` } })).status
    const send = (node: Node, token: string, method: string, path: string, body: object) =>
      fetch(`${node.url}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    const account = `/api/accounts/${sampleId('account', 'duty2')}`
    const admin = await nodes[0].signIn('admin1')
    const security = await nodes[0].signIn('security1')
    const endings: [what: string, end: (token: string) => Promise<Response>, then: number, path?: string][] = [
      [
        'signed out',
        token =>
          fetch(`${nodes[0].url}/api/session`, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } }),
        401,
      ],
      [
        'roles taken',
        () => send(nodes[0], security, 'PUT', `${account}/grants`, { roles: [] }),
        403,
        '/api/emergency-events',
      ],
      ['disabled', () => send(nodes[0], admin, 'PUT', `${account}/enabled`, { enabled: false, reason: '调离' }), 401],
    ]
    for (const [what, end, then, path] of endings) {
      const token = await nodes[0].signIn('duty2')
      for (const node of nodes) expect(`${what} ${await status(node, token)}`).toBe(`${what} 200`)
      expect((await end(token)).status).toBeLessThan(300)
      const began = performance.now()
      await expect
        .poll(() => Promise.all(nodes.map(node => status(node, token, path))), { timeout: 2_000, interval: 20 })
        .toEqual([then, then])
      expect(performance.now() - began).toBeLessThan(1_000)
    }
  })
})
