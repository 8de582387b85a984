import type { RecoveryCodes, SecondFactorSecret, SecondFactorView, SessionView } from '@anlan/contract/session.ts'
import { generate } from 'otplib'
import { describe, expect } from 'vitest'
import { test, type World } from '../../../test/world.ts'
import { seal, unseal } from '../../kernel/access/secret-key.ts'

const password = 'Anlan@2026'
const url = '/api/session/second-factor'

/** The code that the device shows now, or some steps of 30 seconds away. */
const codeOf = (world: World, secret: string, steps = 0) =>
  generate({ secret, epoch: Math.floor(world.house.wallClock.now().getTime() / 1000) + steps * 30 })

async function signIn(world: World, account: string, code?: string, secret = password) {
  return (await world.as(null)).post<SessionView & { token: string }>('/api/session', {
    account,
    password: secret,
    ...(code !== undefined && { code }),
  })
}

/** Sets the two steps up; a minute later the next code is a fresh one. */
async function enrol(world: World, account: string) {
  const caller = await world.as(account)
  const { body } = await caller.post<SecondFactorSecret>(url, { password })
  const confirmed = await caller.post<RecoveryCodes>(`${url}/confirmation`, { code: await codeOf(world, body.secret) })
  expect(confirmed.status).toBe(201)
  world.wait(1)
  return { secret: body.secret, uri: body.uri, recoveryCodes: confirmed.body.recoveryCodes }
}

describe('signing in in two steps', () => {
  test('asks for the code after the right password, and takes each code once', async ({ world }) => {
    const { secret, uri } = await enrol(world, 'water1')
    expect(uri).toMatch(/^otpauth:\/\/totp\/.*water1.*secret=/)
    expect((await signIn(world, 'water1', undefined, 'wrong')).problem.code).toBe('session/wrong-credentials')
    const first = await signIn(world, 'water1')
    expect(first).toMatchObject({ status: 401, problem: { code: 'totp-required', title: '请输入动态验证码' } })
    const code = await codeOf(world, secret)
    const second = await signIn(world, 'water1', code)
    expect(second).toMatchObject({ status: 201, body: { account: 'water1' } })
    expect(await signIn(world, 'water1', code)).toMatchObject({ status: 401, problem: { code: 'session/wrong-code' } })
    // What an onlooker read a moment before is spent as well.
    expect((await signIn(world, 'water1', await codeOf(world, secret, -1))).problem.code).toBe('session/wrong-code')
    world.wait(1)
    expect((await signIn(world, 'water1', await codeOf(world, secret))).status).toBe(201)
    expect(await world.facts()).toEqual(expect.arrayContaining(['account.second-factor-enrolled', 'session.refused']))
  })

  test('takes a clock that is half a minute off, and no more', async ({ world }) => {
    const { secret } = await enrol(world, 'water1')
    const status = async (steps: number) => {
      world.wait(3)
      return (await signIn(world, 'water1', await codeOf(world, secret, steps))).status
    }
    expect([await status(-1), await status(1), await status(-3), await status(3)]).toEqual([201, 201, 401, 401])
  })

  test('takes a code once even when it comes twice at once', async ({ world }) => {
    const { secret } = await enrol(world, 'water1')
    const code = await codeOf(world, secret)
    const replies = await Promise.all([signIn(world, 'water1', code), signIn(world, 'water1', code)])
    expect(replies.map(reply => reply.status).sort()).toEqual([201, 401])
  })

  test('guesses at the code use up the same tries as guesses at the password', async ({ world }) => {
    const { secret } = await enrol(world, 'water1')
    const elsewhere = async (code: string) => {
      const payload = { account: 'water1', password, code }
      const reply = await world.app.inject({ method: 'POST', url: '/api/session', payload, remoteAddress: '10.1.1.1' })
      return reply.json<{ code?: string }>().code
    }
    for (let i = 0; i < 10; i++) expect(await elsewhere('000000')).toBe('session/wrong-code')
    expect(await elsewhere('000000')).toBe('session/locked-out')
    expect(await elsewhere(await codeOf(world, secret))).toBe('session/locked-out')
    // The person at the usual desk still gets in.
    expect((await signIn(world, 'water1', await codeOf(world, secret))).status).toBe(201)
  })

  test('never locks the duty desk out at its own address', async ({ world }) => {
    const { secret } = await enrol(world, 'duty1')
    expect((await signIn(world, 'duty1', await codeOf(world, secret))).status).toBe(201)
    for (let i = 0; i < 30; i++) {
      await signIn(world, 'duty1', '000000')
      world.wait(0.6)
    }
    world.wait(1)
    expect((await signIn(world, 'duty1', await codeOf(world, secret))).status).toBe(201)
  })
})

describe('recovery codes', () => {
  test('let in once each, are read however they are typed, and are not in the database', async ({ world }) => {
    const { recoveryCodes } = await enrol(world, 'water1')
    expect(new Set(recoveryCodes).size).toBe(10)
    const [one = '', two = ''] = recoveryCodes
    expect((await signIn(world, 'water1', one)).status).toBe(201)
    expect((await signIn(world, 'water1', one)).problem.code).toBe('session/wrong-code')
    expect((await signIn(world, 'water1', ` ${two.toUpperCase().replaceAll('-', ' ')}`)).status).toBe(201)
    const view = await (await world.as('water1')).get<SecondFactorView>(url)
    expect(view.body).toMatchObject({ recoveryCodesLeft: 8, isObligatory: false })
    const stored = JSON.stringify([
      await world.query(`select encode(code_hash, 'escape') as h from recovery_code`),
      await world.query(`select encode(secret, 'escape') as s from second_factor`),
    ])
    for (const code of recoveryCodes) expect(stored).not.toContain(code.replaceAll('-', ''))
  })
})

describe('setting it up', () => {
  test('needs the password, and a code before it counts', async ({ world }) => {
    const caller = await world.as('water1')
    const refused = await caller.post(url, { password: 'wrong' })
    expect(refused.problem).toMatchObject({ code: 'session/wrong-credentials', errors: [{ pointer: '/password' }] })
    const { body } = await caller.post<SecondFactorSecret>(url, { password })
    const wrong = await caller.post(`${url}/confirmation`, { code: '000000' })
    expect(wrong.problem).toMatchObject({ code: 'session/wrong-code', errors: [{ pointer: '/code' }] })
    expect((await signIn(world, 'water1')).status).toBe(201)
    await caller.post(`${url}/confirmation`, { code: await codeOf(world, body.secret) })
    expect((await signIn(world, 'water1')).problem.code).toBe('totp-required')
    expect((await caller.post(url, { password })).problem.code).toBe('session/second-factor-exists')
  })

  test('is undone with password and code, or by the security administrator only', async ({ world }) => {
    const { secret } = await enrol(world, 'water1')
    const caller = await world.as('water1')
    expect((await caller.post(`${url}/removal`, { password, code: '000000' })).problem.code).toBe('session/wrong-code')
    world.wait(1)
    expect((await caller.post(`${url}/removal`, { password, code: await codeOf(world, secret) })).status).toBe(204)
    expect((await signIn(world, 'water1')).status).toBe(201)

    await enrol(world, 'water1')
    const reset = `/api/accounts/${world.account('water1')}/second-factor-reset`
    expect((await (await world.as('admin1')).post(reset, { reason: '手机丢失' })).status).toBe(403)
    expect((await (await world.as('security1')).post(reset, { reason: '手机丢失' })).status).toBe(204)
    expect((await (await world.as('security1')).post(reset, { reason: '手机丢失' })).status).toBe(409)
    expect((await caller.get('/api/session')).status).toBe(401)
    expect((await signIn(world, 'water1')).status).toBe(201)
    expect(await world.facts()).toContain('account.second-factor-reset')
  })

  test('is asked of administrators when the setting says so', async ({ world }) => {
    const change = { value: true, reason: '等保整改' }
    const key = '/api/settings/access.second-factor-for-administrators'
    const changed = await (await world.as('security1')).put(key, change)
    expect(changed.status).toBe(200)
    world.house.sessions.forgetAll()
    expect((await (await world.as('duty1')).get('/api/emergency-events')).status).toBe(200)
    const admin = await world.as('admin1')
    expect((await admin.get('/api/accounts')).problem.code).toBe('second-factor-required')
    expect((await admin.get<SessionView>('/api/session')).body.mustSetUpSecondFactor).toBe(true)
    const { secret } = await enrol(world, 'admin1')
    expect((await admin.get('/api/accounts')).status).toBe(200)
    const removal = await admin.post(`${url}/removal`, { password, code: await codeOf(world, secret) })
    expect(removal.problem.code).toBe('session/second-factor-obligatory')
  })
})

test('a sealed secret opens for its owner and with its key only', () => {
  const [a, b] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
  const sealed = seal(a, 'owner', '秘密')
  expect(unseal(a, 'owner', sealed)).toBe('秘密')
  expect(unseal(b, 'owner', sealed)).toBeNull()
  expect(unseal(a, 'another', sealed)).toBeNull()
})
