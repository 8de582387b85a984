import { randomBytes } from 'node:crypto'
import { describe, expect } from 'vitest'
import { test, type World } from '../../../test/world.ts'

const remaining = async (world: World, token: string, url = '/api/units') => {
  const reply = await world.app.inject({ url, headers: { authorization: `Bearer ${token}` } })
  return { status: reply.statusCode, left: Number(reply.headers['x-ratelimit-remaining']) }
}
const invented = () => randomBytes(32).toString('base64url')

describe('how often one may ask', () => {
  test('invented tokens share the budget of their address, with public routes too', async ({ world }) => {
    const first = await remaining(world, invented())
    expect(first.status).toBe(401)
    expect((await remaining(world, invented())).left).toBe(first.left - 1)
    expect((await remaining(world, invented(), '/healthz')).left).toBe(first.left - 2)
  })

  test('whoever is signed in has a budget of his own', async ({ world }) => {
    const { token } = await world.as('duty1')
    await remaining(world, token)
    const own = await remaining(world, token)
    expect(own.status).toBe(200)
    await remaining(world, invented())
    expect((await remaining(world, token)).left).toBe(own.left - 1)
  })

  test('signing in has a tighter limit of its own', async ({ world }) => {
    const payload = { account: 'nobody', password: 'x' }
    const reply = await world.app.inject({ method: 'POST', url: '/api/session', payload })
    expect(reply.statusCode).toBe(401)
    expect(Number(reply.headers['x-ratelimit-limit'])).toBe(120)
  })
})
