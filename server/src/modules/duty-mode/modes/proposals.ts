import { randomUUID } from 'node:crypto'
import { compareModes, type DecideProposal, type DutyMode, dutyModes } from '@anlan/contract/duty-mode.ts'
import type { z } from 'zod'
import { isUnitInReach, reachFor } from '../../../kernel/access/reach.ts'
import { Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { findUnit, unitOfFunction } from '../../directory/api.ts'
import { sendNotice, withdrawNotices } from '../../notice/api.ts'
import type { ModeProposalTable } from '../schema.ts'
import { wantedMode } from './rules.ts'
import { type Cause, modeNow, oneAtATime, standingCauses } from './standing.ts'
import { fallBack, raise } from './switch.ts'

interface NewProposal {
  cause: Cause
  direction: 'raise' | 'lower'
  mode: DutyMode
  reason: string
  unitIds: string[]
  askedByName: string | null
}

const noticeKindOf = (proposalId: string) => `duty-mode.proposal/${proposalId}`

/** Asks whoever may decide. One proposal stands per cause: a newer one takes its place. */
export async function propose(work: Work, wanted: NewProposal): Promise<string> {
  const { kind, key, title } = wanted.cause
  const standing = await openProposals(work).where('cause_kind', '=', kind).where('cause_key', '=', key).execute()
  for (const one of standing) {
    if (one.direction === wanted.direction && one.mode === wanted.mode && sameUnits(one.unit_ids, wanted.unitIds))
      return one.id
    await lapse(work, one)
  }
  const id = randomUUID()
  await work.tx
    .insertInto('duty_mode_proposal')
    .values({
      id,
      cause_kind: kind,
      cause_key: key,
      direction: wanted.direction,
      mode: wanted.mode,
      title,
      reason: wanted.reason,
      unit_ids: wanted.unitIds,
      made_at: work.now,
      asked_by_name: wanted.askedByName,
      decided_at: null,
      decision: null,
      decided_by_name: null,
      note: '',
    })
    .execute()
  recordFact(work, 'duty-mode.proposed', id, {
    direction: wanted.direction,
    mode: wanted.mode,
    units: wanted.unitIds,
    reason: wanted.reason,
  })
  const room = await unitOfFunction(work.tx, 'generalDutyOffice')
  if (room)
    await sendNotice(work, {
      kind: noticeKindOf(id),
      title: `${wanted.direction === 'raise' ? '建议' : '请示'}转入${dutyModes[wanted.mode]}值班状态`,
      body: `${wanted.reason}；涉及 ${wanted.unitIds.length} 个单位，请在“值班状态”中决定。`,
      matterId: null,
      urgent: wanted.direction === 'raise',
      to: [room.id],
      channels: ['inApp'],
      stepUpMinutes: 0,
    })
  return id
}

export const openProposals = (work: Work) =>
  work.tx.selectFrom('duty_mode_proposal').selectAll().where('decided_at', 'is', null)

const sameUnits = (a: string[], b: string[]) => a.length === b.length && a.every(id => b.includes(id))

/** Units of a proposal that it would still change; a fall-back only where nothing that stands asks for more. */
export async function unitsStillMeant(work: Work, one: ModeProposalTable): Promise<string[]> {
  const meant: string[] = []
  for (const id of one.unit_ids) {
    const difference = compareModes(one.mode, await modeNow(work, id))
    if (one.direction === 'raise' ? difference > 0 : difference < 0) meant.push(id)
  }
  if (one.direction === 'raise' || one.cause_kind === 'manual') return meant
  const free: string[] = []
  for (const id of meant) if (compareModes(wantedMode(await standingCauses(work, id)), one.mode) <= 0) free.push(id)
  return free
}

/** Whether the one who acts may decide: whoever switches may raise, a fall-back is the leader's. */
export async function mayDecide(work: Work, one: { direction: string; unit_ids: string[] }): Promise<boolean> {
  const reach = reachFor(work.actor, one.direction === 'raise' ? 'duty-mode.switch' : 'duty-mode.approve')
  if (!reach) return false
  for (const id of one.unit_ids) if (!(await isUnitInReach({ tx: work.tx, reach }, id))) return false
  return true
}

/** Decides a proposal of this direction; the reach is that of whoever may. It changes what it still can; others have moved on meanwhile. */
export async function decideProposal(
  work: Work,
  id: string,
  input: z.output<typeof DecideProposal>,
  direction: 'raise' | 'lower',
): Promise<string[]> {
  await oneAtATime(work)
  const row = await work.tx.selectFrom('duty_mode_proposal').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row || !(await anyInReach(work, row.unit_ids))) throw new Problem('not-found')
  if (row.direction !== direction) throw new Problem('not-permitted', { detail: '降低值班状态须由带班领导批准' })
  if (row.decided_at) throw new Problem('duty-mode/already-decided')
  for (const unitId of row.unit_ids)
    if (!(await isUnitInReach(work, unitId)))
      throw new Problem('not-permitted', { detail: '所涉单位不全在您的管辖范围' })
  await settle(work, row, input.accept ? 'accepted' : 'declined', work.actor.name, input.note)
  if (!input.accept) return []
  const units = await unitsStillMeant(work, row)
  const decision = {
    cause: { kind: row.cause_kind, key: row.direction === 'lower' ? 'manual' : row.cause_key, title: row.title },
    reason: input.note ? `${row.reason}；${input.note}` : row.reason,
    byName: work.actor.name,
  }
  const changed =
    row.direction === 'raise'
      ? await raise(work, units, row.mode, decision)
      : await fallBack(work, units, row.mode, { ...decision, cause: { ...decision.cause, kind: 'manual' } })
  await lapseOutdated(work)
  return changed
}

/** Proposals that would change nothing any more are closed. */
export async function lapseOutdated(work: Work): Promise<void> {
  for (const one of await openProposals(work).execute())
    if ((await unitsStillMeant(work, one)).length === 0) await lapse(work, one)
}

export const lapse = (work: Work, one: { id: string; unit_ids: string[] }) => settle(work, one, 'lapsed', null, '')

async function settle(
  work: Work,
  one: { id: string },
  decision: 'accepted' | 'declined' | 'lapsed',
  byName: string | null,
  note: string,
) {
  await work.tx
    .updateTable('duty_mode_proposal')
    .set({ decided_at: work.now, decision, decided_by_name: byName, note })
    .where('id', '=', one.id)
    .execute()
  await withdrawNotices(work, noticeKindOf(one.id))
  recordFact(work, 'duty-mode.proposal-decided', one.id, { decision, note })
}

async function anyInReach(work: Work, unitIds: string[]) {
  for (const id of unitIds) if (await isUnitInReach(work, id)) return true
  return false
}

/** Proposals that touch units in reach, oldest first. */
export async function proposalsInReach(work: Work) {
  const rows = await openProposals(work).orderBy('made_at').orderBy('mode', 'desc').execute()
  const shown = []
  for (const row of rows) {
    if (!(await anyInReach(work, row.unit_ids))) continue
    const names: string[] = []
    for (const id of row.unit_ids) names.push((await findUnit(work.tx, id))?.name ?? '')
    shown.push({
      id: row.id,
      direction: row.direction,
      mode: row.mode,
      causeKind: row.cause_kind,
      title: row.reason,
      unitNames: names,
      madeAt: row.made_at.toISOString(),
      askedByName: row.asked_by_name,
      mine: await mayDecide(work, row),
    })
  }
  return shown
}
