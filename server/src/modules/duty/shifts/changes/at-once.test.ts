import type { MyDuty, ReplacementView, SwapView } from '@anlan/contract/shift.ts'
import { expect } from 'vitest'
import { type Node, test } from '../../../../../test/platform.ts'

const ask = async <T>(node: Node, token: string, path: string, body?: object) => {
  const reply = await fetch(`${node.url}/api/duty/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  return { status: reply.status, body: (await reply.json()) as T }
}

test('of two approvals at once, on two nodes, one counts and the others are told', async ({ running }) => {
  const nodes = [await running.start(), await running.start()] as [Node, Node]
  const [node] = nodes
  const [duty1, duty2, leader] = await Promise.all(['duty1', 'duty2', 'leader1'].map(one => node.signIn(one)))
  if (!duty1 || !duty2 || !leader) throw new Error('not signed in')
  const mine = (await ask<MyDuty>(node, duty1, 'mine')).body.shifts
  const own = mine.find(one => Date.parse(one.startsAt) > Date.now() + 86_400_000)
  const standIns = (await ask<{ items: ReplacementView[] }>(node, duty1, `shifts/${own?.id}/replacements`)).body.items
  const other = standIns.find(one => one.suitable)?.personId
  const asked = await ask<SwapView>(node, duty1, 'swaps', { shiftId: own?.id, otherPersonId: other, reason: '培训' })
  expect(asked.status).toBe(201)
  await ask(node, duty2, `swaps/${asked.body.id}/answer`, { version: 1, agrees: true, note: '电话同意' })
  const decisions = await Promise.all(
    Array.from({ length: 6 }, (_, i) =>
      ask<SwapView>(nodes[i % 2] as Node, leader, `swaps/${asked.body.id}/decision`, { version: 2, approves: true }),
    ),
  )
  expect(decisions.map(one => one.status).sort()).toEqual([200, 409, 409, 409, 409, 409])
  expect(await running.query(`select person_id from duty_shift where id = $1`, [own?.id])).toEqual([
    { person_id: other },
  ])
  expect((await running.query(`select 1 from fact where type = 'duty.swap-approved'`)).length).toBe(1)
}, 60_000)
