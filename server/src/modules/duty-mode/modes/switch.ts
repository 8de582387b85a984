import { compareModes, type DutyMode, dutyModes, type SwitchMode } from '@anlan/contract/duty-mode.ts'
import type { z } from 'zod'
import { isUnitInReach, reachFor } from '../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { findUnit } from '../../directory/api.ts'
import { endReinforcement } from '../../duty/api.ts'
import { releaseCallIns } from '../call-in/close.ts'
import { openCallIns } from '../call-in/open.ts'
import { lockLeaves } from './leave-lock.ts'
import { lapseOutdated, propose } from './proposals.ts'
import { wantedMode } from './rules.ts'
import { sendToScene } from './scene.ts'
import { type Decision, modeNow, noteCause, oneAtATime, overrule, putInto, standingCauses } from './standing.ts'
import { tellUnits } from './tell.ts'

/**
 * 切换值班状态. What asks for more takes effect at once; what asks for less only if the one who acts is a leader on duty over that unit, and waits
 * for one otherwise. Throws `duty-mode/changed-meanwhile` when a unit is no longer in the mode it was seen in.
 */
export async function switchModes(
  work: Work,
  input: z.output<typeof SwitchMode>,
): Promise<{ changed: string[]; proposalId: string | null }> {
  await oneAtATime(work)
  const units = [...new Map(input.units.map(one => [one.unitId, one])).values()]
  for (const [at, { unitId, from }] of units.entries()) {
    const unit = (await isUnitInReach(work, unitId)) ? await findUnit(work.tx, unitId) : undefined
    if (!unit?.enabled)
      throw fieldProblem('directory/unknown-unit', `/units/${at}/unitId`, '单位', '该单位不在您的管辖范围')
    const now = await modeNow(work, unitId)
    if (now !== from)
      throw new Problem('duty-mode/changed-meanwhile', {
        detail: `${unit.name}已由${dutyModes[from]}改为${dutyModes[now]}，请刷新后再定`,
      })
    if (now === input.to)
      throw fieldProblem('invalid-input', '/to', '切换为', `${unit.name}已处于${dutyModes[now]}值班状态`)
  }
  for (const [at, id] of (input.jointUnitIds ?? []).entries())
    if (!(await findUnit(work.tx, id))?.enabled)
      throw fieldProblem('directory/unknown-unit', `/jointUnitIds/${at}`, '联合值守成员单位', '单位不在机构名录中')
  const decision: Decision = {
    cause: { kind: 'manual', key: 'manual', title: input.reason },
    reason: input.reason,
    byName: work.actor.name,
  }
  const raised = units.filter(one => compareModes(input.to, one.from) > 0).map(one => one.unitId)
  const lowered = units.filter(one => compareModes(input.to, one.from) < 0).map(one => one.unitId)
  const [own, others] = await partedByAuthority(work, lowered)
  const changed = [
    ...(await raise(work, raised, input.to, decision, input.jointUnitIds)),
    ...(await fallBack(work, own, input.to, decision)),
  ]
  const proposalId = others.length
    ? await propose(work, {
        cause: { ...decision.cause, key: input.id ?? decision.cause.key },
        direction: 'lower',
        mode: input.to,
        reason: input.reason,
        unitIds: others,
        askedByName: work.actor.name,
      })
    : null
  await lapseOutdated(work)
  return { changed, proposalId }
}

/** Units that the one who acts may let fall back by himself, and the rest. */
async function partedByAuthority(work: Work, unitIds: string[]): Promise<[string[], string[]]> {
  const reach = reachFor(work.actor, 'duty-mode.approve')
  const own: string[] = []
  for (const id of unitIds) if (reach && (await isUnitInReach({ tx: work.tx, reach }, id))) own.push(id)
  return [own, unitIds.filter(id => !own.includes(id))]
}

/** More is asked of these units from now on: the cause stands, people are called in, leave is locked as the row of the mode says. */
export async function raise(
  work: Work,
  unitIds: string[],
  mode: DutyMode,
  decision: Decision,
  jointUnitIds?: string[],
): Promise<string[]> {
  for (const id of unitIds) await noteCause(work, id, decision.cause, mode)
  const rising: string[] = []
  for (const id of unitIds) if (compareModes(mode, await modeNow(work, id)) > 0) rising.push(id)
  const changed = (await putInto(work, rising, mode, decision)).map(one => one.unitId)
  await lockLeaves(work, changed, mode)
  await openCallIns(work, changed, mode, decision, jointUnitIds)
  await sendToScene(work, unitIds, mode, decision)
  await tellUnits(work, changed, mode, decision)
  return changed
}

/** Less is asked: what asked for more no longer counts, those called in are released and reinforcing shifts end with 常态; the record stays. */
export async function fallBack(work: Work, unitIds: string[], mode: DutyMode, decision: Decision): Promise<string[]> {
  for (const id of unitIds) {
    await overrule(work, id, mode)
    // What still asks for this much keeps it up by itself, and lets it go when it ends.
    if (compareModes(mode, wantedMode(await standingCauses(work, id))) > 0)
      await noteCause(work, id, decision.cause, mode)
  }
  const changed = (await putInto(work, unitIds, mode, decision)).map(one => one.unitId)
  await lockLeaves(work, changed, mode)
  await releaseCallIns(work, changed, `转入${dutyModes[mode]}值班状态`)
  if (mode === 'normal') for (const id of changed) await endReinforcement(work, id, '转入常态值班，解除增援')
  await tellUnits(work, changed, mode, decision)
  return changed
}
