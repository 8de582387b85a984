import { expect } from 'vitest'
import type { World } from './world.ts'

/** A team entered by an account of the unit that keeps it. Returns its id. */
export async function teamOf(world: World, account: string, values: Record<string, unknown>): Promise<string> {
  const entered = await (await world.as(account)).post<{ id: string }>('/api/registers/rescue-teams', { values })
  expect(entered.status).toBe(201)
  return entered.body.id
}

/** A name on the roll of a team, which `values.team` says. Returns the id of the record. */
export async function memberOf(world: World, account: string, values: Record<string, unknown>): Promise<string> {
  const entered = await (await world.as(account)).post<{ id: string }>('/api/registers/team-members', { values })
  expect(entered.status).toBe(201)
  return entered.body.id
}
