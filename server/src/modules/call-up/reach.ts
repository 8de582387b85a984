import { callUpStates } from '@anlan/contract/call-up.ts'
import type { CallUpStep } from '@anlan/contract/call-up-view.ts'
import type { Permission } from '@anlan/contract/permissions.ts'
import { sql } from 'kysely'
import { isUnitInReach, matterInReach } from '../../kernel/access/reach.ts'
import { reachOf } from '../../kernel/http/app.ts'
import { Problem } from '../../kernel/problem.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'
import { findUnit, unitOfFunction } from '../directory/api.ts'
import { type CallUpAct, mayFollow } from './rules.ts'
import type { Slip, SlipLine } from './schema.ts'

/** Slips whose parties (asker, owner, receiver, the county's duty room) are in reach. Every read starts here. */
export const slipsInReach = (work: Work) =>
  work.tx.selectFrom('call_up as c').where(matterInReach(work, sql.ref('c.id')))

export async function visibleSlip(work: Work, id: string): Promise<Slip> {
  const found = await slipsInReach(work).selectAll('c').where('c.id', '=', id).executeTakeFirst()
  if (!found) throw new Problem('not-found')
  return found
}

/** Whether the actor speaks for a unit: its own people; for one outside the county's tree (邻县、驻军) the duty room acts on its word. */
export async function speaksFor(work: Work, unitId: string): Promise<boolean> {
  if (await isUnitInReach(work, unitId)) return true
  const unit = await findUnit(work.tx, unitId)
  if (unit?.kind !== 'external') return false
  const room = await unitOfFunction(work.tx, 'generalDutyOffice')
  return room !== undefined && isUnitInReach(work, room.id)
}

/** Whether a unit is the actor's own, or below it; units outside are the duty room's. What others may do for it they do on its word (代为登记). */
export async function isOwn(work: Work, unitId: string): Promise<boolean> {
  const reach = { everything: work.actor.accountId === null, subtrees: [work.actor.unitId], units: [] }
  return speaksFor({ ...work, reach }, unitId)
}

/** Who asked withdraws what he asked for; to refuse it is the owner's. */
export const isAsker = (work: Work, slip: Pick<Slip, 'requested_by_account_id'>): boolean =>
  slip.requested_by_account_id !== null && slip.requested_by_account_id === work.actor.accountId

export type Side = 'from' | 'to' | 'either'

export async function isOnSide(work: Work, slip: Slip, side: Side): Promise<boolean> {
  if (side !== 'to' && (await speaksFor(work, slip.from_unit_id))) return true
  if (side === 'from') return false
  return (await speaksFor(work, slip.to_unit_id)) || speaksFor(work, slip.requester_unit_id)
}

/** The same work with the reach of another permission. */
export const seeing = (work: Work, permission: Permission = 'call-up.read'): Work => ({
  ...work,
  reach: reachOf(work.actor, permission),
})

/**
 * A slip on which the actor's side does something now, locked until the unit of work ends. Null when he has done just this before: a second tap
 * does nothing. Somebody else's step in between is a refusal that says where the slip stands.
 */
export async function slipFor(
  work: Work,
  id: string,
  act: CallUpAct,
  side: Side,
  step: CallUpStep | null = null,
): Promise<Slip | null> {
  const slip = await slipsInReach(work).selectAll('c').where('c.id', '=', id).forUpdate('c').executeTakeFirst()
  if (!slip || !(await isOnSide(work, slip, side))) throw new Problem('not-found')
  if (step && (await stampOf(work, id, step))?.by_account_id === work.actor.accountId && !mayFollow(slip.state, act))
    return null
  assertMay(slip, act)
  return slip
}

export function assertMay(slip: Slip, act: CallUpAct): void {
  if (!mayFollow(slip.state, act))
    throw new Problem('call-up/wrong-state', { detail: `${nameOf(slip)}${callUpStates[slip.state]}` })
}

export const stampOf = (work: Work, slipId: string, step: CallUpStep) =>
  work.tx
    .selectFrom('call_up_stamp')
    .selectAll()
    .where('slip_id', '=', slipId)
    .where('step', '=', step)
    .executeTakeFirst()

/** Writes down who took a step and when. */
export async function stamp(work: Work, slip: Slip, step: CallUpStep, at: Date, note = ''): Promise<void> {
  await work.tx
    .insertInto('call_up_stamp')
    .values({
      slip_id: slip.id,
      step,
      at,
      by_name: work.actor.name,
      by_account_id: work.actor.accountId,
      unit_id: work.actor.unitId,
      note,
    })
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

export const linesOf = (work: Work, slipId: string): Promise<SlipLine[]> =>
  work.tx.selectFrom('call_up_line').selectAll().where('slip_id', '=', slipId).orderBy('position').execute()

export const matterOf = (slip: Pick<Slip, 'id' | 'event_id'>) => slip.event_id ?? slip.id
export const nameOf = (slip: Pick<Slip, 'number' | 'summary'>) => `调用单${slip.number ?? ''}（${slip.summary}）`

/** A fact about a slip, on its event's timeline and in the chain of the unit that acted. */
export function tell(work: Work, slip: Slip, what: string, data: Record<string, unknown> = {}, chain?: string): void {
  recordFact(
    work,
    `call-up.${what}`,
    slip.id,
    { number: slip.number, summary: slip.summary, from: slip.from_unit_id, to: slip.to_unit_id, ...data },
    { matter: matterOf(slip), ...(chain && { chain }) },
  )
}
