import { randomUUID } from 'node:crypto'
import type { ReturnCallUp, UseCallUp } from '@anlan/contract/call-up.ts'
import type { AddCallUpCost } from '@anlan/contract/call-up-costs.ts'
import type { z } from 'zod'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { clockKinds, discharge } from '../clocks.ts'
import { freezeCosts, totalOf } from '../costs/costs.ts'
import { keepOnMap } from '../map.ts'
import { letGo, letGoOf } from '../providers/bookings.ts'
import { goodsBack, goodsUsed } from '../providers/goods.ts'
import { noteMoment } from '../providers/statuses.ts'
import { isOnSide, linesOf, slipFor, slipsInReach, stamp, tell } from '../reach.ts'
import { amountOf, exact, outstandingOf, wordsOf } from '../rules.ts'
import type { SlipLine } from '../schema.ts'
import { countsFor } from './send.ts'

const some = (lines: { line: SlipLine; quantity: number }[]) =>
  lines
    .map(({ line, quantity }) => wordsOf({ ...line, people: null, quantity: line.quantity === null ? null : quantity }))
    .join('、')

/** 消耗 while it is in use. */
export async function useCallUp(work: Work, id: string, input: z.output<typeof UseCallUp>): Promise<void> {
  const slip = await slipFor(work, id, 'use', 'to')
  if (!slip) return
  const lines = await linesOf(work, id)
  const counts = countsFor(input.lines, lines)
  const used: { line: SlipLine; quantity: number }[] = []
  for (const line of lines) {
    const given = counts.get(line.id)
    if (!given || given.quantity === 0) continue
    if (given.quantity > outstandingOf(line))
      throw fieldProblem(
        'call-up/quantity',
        `/lines/${given.index}/quantity`,
        '消耗数量',
        `${line.name}尚余 ${outstandingOf(line)} ${line.unit}`,
      )
    await goodsUsed(work, slip, line, given.quantity)
    await work.tx
      .updateTable('call_up_line')
      .set({ consumed: exact(line.consumed + given.quantity) })
      .where('id', '=', line.id)
      .execute()
    used.push({ line, quantity: given.quantity })
  }
  if (used.length === 0) throw fieldProblem('call-up/quantity', '/lines', '消耗数量', '请填写消耗数量')
  tell(work, slip, 'used', { used: some(used), note: input.note })
}

/** 归还, counted by the owner: what came back, what is damaged, what was used up. Part by part, until nothing is out. */
export async function returnCallUp(work: Work, id: string, input: z.output<typeof ReturnCallUp>): Promise<void> {
  const slip = await slipFor(work, id, 'giveBack', 'from', 'returned')
  if (!slip) return
  const lines = await linesOf(work, id)
  const given = new Map(input.lines.map((one, index) => [one.lineId, { ...one, index }]))
  countsFor(
    input.lines.map(one => ({ lineId: one.lineId, quantity: one.returned })),
    lines,
  )
  const back: { line: SlipLine; quantity: number }[] = []
  for (const line of lines) {
    const out = outstandingOf(line)
    if (out === 0) continue
    // Nothing said of any line: everything comes back as it went.
    const one = given.get(line.id) ?? { returned: input.lines.length ? 0 : out, damaged: 0, consumed: 0, index: 0 }
    const sum = exact(one.returned + one.damaged + one.consumed)
    if (sum > out)
      throw fieldProblem(
        'call-up/quantity',
        `/lines/${one.index}`,
        '归还数量',
        `${line.name}归还、损坏、消耗合计 ${sum}，多于在外的 ${out} ${line.unit}`,
      )
    if (sum === 0) continue
    await goodsBack(work, slip, line, one)
    await letGoOf(work, line, one.returned)
    await work.tx
      .updateTable('call_up_line')
      .set({
        returned: exact(line.returned + one.returned),
        damaged: exact(line.damaged + one.damaged),
        consumed: exact(line.consumed + one.consumed),
      })
      .where('id', '=', line.id)
      .execute()
    if (one.returned + one.damaged > 0) back.push({ line, quantity: exact(one.returned + one.damaged) })
  }
  const after = await linesOf(work, id)
  const home = after.filter(line => outstandingOf(line) === 0)
  await letGo(work, home)
  await noteMoment(work, slip, home, 'returned')
  tell(work, slip, 'returned', { returned: some(back) || '未归还', note: input.note })
  if (home.length < after.length) return
  await work.tx.updateTable('call_up').set({ state: 'returned', ended_at: work.now }).where('id', '=', id).execute()
  await stamp(work, slip, 'returned', work.now, input.note)
  await discharge(work, slip, [clockKinds.giveBack, clockKinds.depart], work.now, '归还')
  await keepOnMap(work, { ...slip, state: 'returned' })
}

/** 办结: nothing is out any more; what it cost is written down for good. */
export async function closeCallUp(work: Work, id: string): Promise<void> {
  const slip = await slipFor(work, id, 'close', 'either', 'closed')
  if (!slip) return
  const open = (await linesOf(work, id)).filter(line => outstandingOf(line) > 0)
  if (open.length)
    throw new Problem('call-up/outstanding', {
      detail: open.map(line => `${line.name}尚有 ${outstandingOf(line)} ${line.unit}未归还`).join('；'),
    })
  const ended = { ...slip, state: 'closed' as const, ended_at: slip.ended_at ?? work.now }
  await work.tx
    .updateTable('call_up')
    .set({ state: 'closed', ended_at: ended.ended_at, cost_final: true })
    .where('id', '=', id)
    .execute()
  const lines = await linesOf(work, id)
  await letGo(work, lines)
  await noteMoment(work, slip, lines, 'freed')
  await freezeCosts(work, ended)
  await stamp(work, slip, 'closed', work.now)
  await discharge(work, slip, [clockKinds.giveBack], work.now, '办结')
  await keepOnMap(work, ended)
  tell(work, slip, 'closed', { amount: await totalOf(work, id) })
}

/** 外购服务 and whatever no rule prices; also after closing, since bills come late. */
export async function addCost(work: Work, id: string, input: z.output<typeof AddCallUpCost>): Promise<void> {
  const slip = await slipsInReach(work).selectAll('c').where('c.id', '=', id).forUpdate('c').executeTakeFirst()
  if (!slip || !(await isOnSide(work, slip, 'either'))) throw new Problem('not-found')
  if (['requested', 'refused', 'cancelled'].includes(slip.state)) throw new Problem('call-up/wrong-state')
  const cost = {
    id: input.id ?? randomUUID(),
    slip_id: id,
    kind: 'service' as const,
    title: input.title,
    quantity: input.quantity,
    unit: input.unit,
    unit_price: Math.round(input.unitPrice * 100) / 100,
    basis: input.note,
    by_name: work.actor.name,
    at: work.now,
  }
  await work.tx.insertInto('call_up_cost').values(cost).execute()
  tell(work, slip, 'cost-added', { title: input.title, amount: amountOf(cost) })
}
