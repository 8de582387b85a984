import type { ApproveCallUp } from '@anlan/contract/call-up.ts'
import type { z } from 'zod'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { isAhead } from '../../../kernel/work/instants.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import { documentNumber, nextIssue } from '../../document/api.ts'
import {
  askToAct,
  clockKinds,
  discharge,
  dropClocks,
  openAcknowledgeClock,
  openConfirmClock,
  openDepartClock,
} from '../clocks.ts'
import { letGo } from '../providers/bookings.ts'
import { keepTeamsFit, noteMoment } from '../providers/statuses.ts'
import { assertMay, isAsker, linesOf, slipFor, slipsInReach, speaksFor, stamp, stampOf, tell } from '../reach.ts'
import type { Slip } from '../schema.ts'

const hasRole = (work: Work, role: string) =>
  work.actor.accountId === null || work.actor.grants.some(grant => grant.role === role)

/** Why this person cannot approve it; null when he can. `work` has the reach of the permission to approve. */
export async function refusalToApprove(work: Work, slip: Slip): Promise<'own-request' | 'not-permitted' | null> {
  if (!(await speaksFor(work, slip.from_unit_id))) return 'not-permitted'
  // Requisition is the county government's to decide (突发事件应对法 第十二条).
  if (slip.kind === 'requisition' && !hasRole(work, 'duty_leader')) return 'not-permitted'
  return isAsker(work, slip) ? 'own-request' : null
}

async function slipToApprove(work: Work, id: string): Promise<Slip | null> {
  const slip = await slipsInReach(work).selectAll('c').where('c.id', '=', id).forUpdate('c').executeTakeFirst()
  if (!slip) throw new Problem('not-found')
  const refusal = await refusalToApprove(work, slip)
  if (refusal === 'not-permitted') throw new Problem('not-found')
  if (slip.state !== 'requested' && (await stampOf(work, id, 'approved'))?.by_account_id === work.actor.accountId)
    return null
  assertMay(slip, 'approve')
  if (refusal) throw new Problem('call-up/own-request')
  return slip
}

/** 批准 by a leader or whoever answers for the owner, never by who asked. */
export async function approveCallUp(work: Work, id: string, input: z.output<typeof ApproveCallUp>): Promise<void> {
  const slip = await slipToApprove(work, id)
  if (slip) await order(work, slip, input.opinion, {})
}

/** 紧急口头批准: taken down by whoever asked; the leader signs afterwards. Only for what is most urgent, and never for a requisition. */
export async function approveVerbally(work: Work, id: string, input: z.output<typeof ApproveCallUp>): Promise<void> {
  const { verbal } = input
  if (!verbal) throw fieldProblem('invalid-input', '/verbal', '口头批准', '请填写批准领导、时间和方式')
  const slip = await slipFor(work, id, 'approve', 'either', 'approved')
  if (!slip) return
  if (slip.priority !== 'mostUrgent') throw new Problem('call-up/not-urgent')
  if (slip.kind === 'requisition') throw new Problem('call-up/not-urgent', { detail: '征用应有书面决定' })
  if (isAhead(verbal.at, work.now) || verbal.at.getTime() < slip.requested_at.getTime() - 86_400_000)
    throw fieldProblem('event/time-order', '/verbal/at', '批准时间', '批准时间应在申请前后、不晚于现在')
  const leader = await leaderNamed(work, verbal.leaderPersonId)
  await order(work, slip, input.opinion, {
    verbal_by_name: leader.name,
    verbal_by_person_id: leader.id,
    verbal_at: verbal.at,
    verbal_how: verbal.how,
  })
  await openConfirmClock(work, slip, leader)
}

/** A leader on duty of the county, a township's leader, or the head of a unit; never who takes it down himself. */
async function leaderNamed(work: Work, personId: string) {
  const leader = await work.tx
    .selectFrom('person as p')
    .innerJoin('post_holder as h', 'h.person_id', 'p.id')
    .innerJoin('post as o', 'o.id', 'h.post_id')
    .select(['p.id', 'p.name', 'o.unit_id'])
    .where('p.id', '=', personId)
    .where('p.enabled', '=', true)
    .where('o.kind', 'in', ['head', 'deputyHead', 'shiftLeader', 'teamLeader'])
    .orderBy('o.sort')
    .executeTakeFirst()
  if (!leader) throw fieldProblem('invalid-input', '/verbal/leaderPersonId', '批准领导', '应为有权批准的领导')
  if (leader.id === work.actor.personId)
    throw fieldProblem('call-up/own-request', '/verbal/leaderPersonId', '批准领导', '本人批准的，请直接批准')
  return leader
}

type Verbal = Partial<Pick<Slip, 'verbal_by_name' | 'verbal_by_person_id' | 'verbal_at' | 'verbal_how'>>

/** From here it is an order: numbered, its owner's clock runs, what it calls gathers. */
async function order(work: Work, before: Slip, opinion: string, verbal: Verbal): Promise<void> {
  const lines = await linesOf(work, before.id)
  await keepTeamsFit(work, lines)
  const year = Number(shanghaiDay(work.now).slice(0, 4))
  const number = documentNumber('dispatchOrder', { year, issue: await nextIssue(work, 'dispatchOrder', year) })
  const slip = { ...before, number, state: 'approved' as const, approved_at: work.now, ...verbal }
  await work.tx
    .updateTable('call_up')
    .set({ number, state: 'approved', approved_at: work.now, ...verbal })
    .where('id', '=', slip.id)
    .execute()
  await stamp(work, slip, 'approved', work.now, opinion)
  await noteMoment(work, slip, lines, 'approved')
  tell(work, slip, 'approved', { opinion, verbalBy: slip.verbal_by_name, how: slip.verbal_how })
  const clock = await openAcknowledgeClock(work, slip)
  await askToAct(
    work,
    slip,
    slip.from_unit_id,
    `调度令 ${number}：${slip.summary}`,
    [slip.reason, slip.place && `送达：${slip.place}`, `请 ${clock?.limit_minutes ?? 5} 分钟内签收并组织出动。`],
    clock,
  )
}

/** 补签 by the leader named, or by another who may approve and did not ask. */
export async function confirmVerbal(work: Work, id: string): Promise<void> {
  const slip = await slipsInReach(work).selectAll('c').where('c.id', '=', id).forUpdate('c').executeTakeFirst()
  if (!slip?.verbal_at) throw new Problem('not-found')
  if (slip.verbal_confirmed_at) return
  const refusal = await refusalToApprove(work, slip)
  if (refusal === 'not-permitted') throw new Problem('not-found')
  if (refusal) throw new Problem('call-up/own-request')
  await work.tx.updateTable('call_up').set({ verbal_confirmed_at: work.now }).where('id', '=', id).execute()
  await discharge(work, slip, [clockKinds.confirm], work.now, '补签')
  tell(work, slip, 'confirmed')
}

/** 不同意: by whoever could approve it, or by the owner who cannot give it. */
export async function refuseCallUp(work: Work, id: string, reason: string): Promise<void> {
  const slip = await slipFor(work, id, 'refuse', 'from')
  if (!slip) return
  if (isAsker(work, slip)) throw new Problem('call-up/own-request', { detail: '自己申请的不再需要时，请撤销' })
  await endBefore(work, slip, 'refused', reason)
}

/** 撤销 by the side that asked, while nothing has left. */
export async function cancelCallUp(work: Work, id: string, reason: string): Promise<void> {
  const slip = await slipFor(work, id, 'cancel', 'either')
  if (slip) await endBefore(work, slip, 'cancelled', reason)
}

async function endBefore(work: Work, slip: Slip, state: 'refused' | 'cancelled', reason: string): Promise<void> {
  const lines = await linesOf(work, slip.id)
  await work.tx
    .updateTable('call_up')
    .set({ state, refusal: reason, ended_at: work.now })
    .where('id', '=', slip.id)
    .execute()
  await letGo(work, lines)
  await noteMoment(work, slip, lines, 'freed')
  await dropClocks(work, slip, state === 'refused' ? '调用未获同意' : '调用已撤销')
  tell(work, slip, state, { reason })
  const told = state === 'refused' ? slip.requester_unit_id : slip.from_unit_id
  await askToAct(work, slip, told, `${state === 'refused' ? '不同意调用' : '撤销调用'}：${slip.summary}`, [reason])
}

/** 签收调度令: the bearer has it. */
export async function acknowledgeCallUp(work: Work, id: string): Promise<void> {
  const slip = await slipFor(work, id, 'acknowledge', 'from', 'acknowledged')
  if (slip) await acknowledge(work, slip)
}

export async function acknowledge(work: Work, slip: Slip): Promise<void> {
  if (await stampOf(work, slip.id, 'acknowledged')) return
  await stamp(work, slip, 'acknowledged', work.now)
  await discharge(work, slip, [clockKinds.acknowledge], work.now, '签收')
  await openDepartClock(work, slip)
  await noteMoment(work, slip, await linesOf(work, slip.id), 'acknowledged')
  tell(work, slip, 'acknowledged', {}, slip.from_unit_id)
}
