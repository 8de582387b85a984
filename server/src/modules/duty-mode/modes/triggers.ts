import { compareModes, type DutyMode, dutyModes, type ModeCause } from '@anlan/contract/duty-mode.ts'
import { responseLevelNames, responseTopics } from '@anlan/contract/response-template.ts'
import type { RecordedFact } from '../../../kernel/module.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { periodsOn } from '../../calendar/api.ts'
import { territorialUnits, unitOfFunction } from '../../directory/api.ts'
import { responseInBrief } from '../../response/api.ts'
import type { ModeTriggerTable } from '../schema.ts'
import { lapse, lapseOutdated, openProposals, propose } from './proposals.ts'
import { wantedMode } from './rules.ts'
import { type Cause, endCause, modeNow, oneAtATime, standingCauses } from './standing.ts'
import { raise } from './switch.ts'

const responseFacts = ['response.started', 'response.level-changed', 'response.ended']

/** A real response asks for a mode while it runs, by its level; once it has ended it asks for nothing. */
export const followResponses = {
  on: responseFacts,
  async handle(work: Work, fact: RecordedFact): Promise<void> {
    const response = await responseInBrief(work, fact.subjectId)
    if (!response || response.mode === 'exercise') return
    await oneAtATime(work)
    const topic = responseTopics[response.topic]
    if (response.state === 'ended') return release(work, 'response', response.id, `${topic}响应已终止`)
    const trigger = await triggerOf(work, 'response', String(response.level))
    if (!trigger) return
    const cause: Cause = {
      kind: 'response',
      key: response.id,
      title: `${topic}${responseLevelNames[response.level]}响应：${response.subject}`,
    }
    await apply(work, trigger, cause, await reached(work, trigger, response), response.eventId)
  },
}

/** Special periods ask for a mode on their days. Run at the start of each day and whenever a period is changed; running again changes nothing. */
export async function followPeriods(work: Work): Promise<void> {
  await oneAtATime(work)
  const today = (await periodsOn(work.tx, work.now)).filter(one => one.mode === 'strengthened')
  const keys = today.map(one => one.id)
  const standing = await work.tx
    .selectFrom('duty_mode_cause')
    .select(['key', 'title'])
    .distinct()
    .where('kind', '=', 'period')
    .where('ended_at', 'is', null)
    .execute()
  for (const { key, title } of standing.filter(one => !keys.includes(one.key)))
    await release(work, 'period', key, `${title}已结束`)
  const over = await openProposals(work).where('cause_kind', '=', 'period').where('direction', '=', 'raise').execute()
  for (const one of over) if (!keys.includes(one.cause_key)) await lapse(work, one)
  for (const period of today) {
    const trigger = await triggerOf(work, 'period', period.daily_report ? 'daily-report' : 'season')
    if (!trigger) continue
    const cause: Cause = {
      kind: 'period',
      key: period.id,
      title: `${period.name}（${period.from_day} 至 ${period.to_day}）`,
    }
    await apply(work, trigger, cause, await reached(work, trigger, null), null)
  }
}

const triggerOf = (work: Work, kind: ModeCause, condition: string) =>
  work.tx
    .selectFrom('duty_mode_trigger')
    .selectAll()
    .where('kind', '=', kind)
    .where('condition', '=', condition)
    .where('enabled', '=', true)
    .executeTakeFirst()

/** The units that a row speaks of, here and now. */
async function reached(
  work: Work,
  trigger: ModeTriggerTable,
  at: { areaCode: string | null; leadUnitId: string } | null,
): Promise<string[]> {
  const ids: string[] = []
  for (const reach of trigger.reach)
    switch (reach) {
      case 'room': {
        const room = await unitOfFunction(work.tx, 'generalDutyOffice')
        if (room) ids.push(room.id)
        break
      }
      case 'lead':
        if (at) ids.push(at.leadUnitId)
        break
      case 'territory':
        if (at?.areaCode)
          ids.push(
            ...(await territorialUnits(work.tx, at.areaCode)).filter(one => one.kind === 'town').map(one => one.id),
          )
        break
      case 'towns':
        ids.push(...(await townIds(work)))
    }
  return [...new Set(ids)]
}

async function townIds(work: Work): Promise<string[]> {
  const rows = await work.tx
    .selectFrom('unit')
    .select('id')
    .where('kind', '=', 'town')
    .where('enabled', '=', true)
    .orderBy('sort')
    .execute()
  return rows.map(row => row.id)
}

/**
 * What a cause does to these units. Each is acted upon once per mode that the cause asks for: whoever was let fall back by a leader, or whose proposal
 * was declined, is not raised again by the same news.
 */
async function apply(work: Work, trigger: ModeTriggerTable, cause: Cause, unitIds: string[], matter: string | null) {
  const reason = `${trigger.words}：${cause.title}`
  const fresh: string[] = []
  for (const id of unitIds) if ((await lastAsked(work, id, cause)) !== trigger.mode) fresh.push(id)
  await work.tx
    .updateTable('duty_mode_cause')
    .set({ title: cause.title })
    .where('kind', '=', cause.kind)
    .where('key', '=', cause.key)
    .where('ended_at', 'is', null)
    .execute()
  if (trigger.by_itself) {
    const risen = await raise(work, fresh, trigger.mode, { cause, reason, byName: '系统（按触发条件）', matter })
    await proposeFall(
      work,
      cause,
      fresh.filter(id => !risen.includes(id)),
      reason,
    )
  } else {
    const declined = await work.tx
      .selectFrom('duty_mode_proposal')
      .select('id')
      .where('cause_kind', '=', cause.kind)
      .where('cause_key', '=', cause.key)
      .where('mode', '=', trigger.mode)
      .where('decision', '=', 'declined')
      .executeTakeFirst()
    const weaker: string[] = []
    for (const id of fresh) if (compareModes(trigger.mode, await modeNow(work, id)) > 0) weaker.push(id)
    if (weaker.length && !declined)
      await propose(work, {
        cause,
        direction: 'raise',
        mode: trigger.mode,
        reason,
        unitIds: weaker,
        askedByName: null,
      })
  }
  await lapseOutdated(work)
}

/** What this cause asked of the unit when it was last noted, ended or not; null when never. */
async function lastAsked(work: Work, unitId: string, cause: Cause): Promise<DutyMode | null> {
  const row = await work.tx
    .selectFrom('duty_mode_cause')
    .select('mode')
    .where('unit_id', '=', unitId)
    .where('kind', '=', cause.kind)
    .where('key', '=', cause.key)
    .orderBy('since', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.mode ?? null
}

/** The cause is over. Units whose mode nothing else asks for are put before the leader to be let back. */
async function release(work: Work, kind: ModeCause, key: string, title: string): Promise<void> {
  const units = await endCause(work, kind, key)
  await proposeFall(work, { kind, key, title }, units, title)
  await lapseOutdated(work)
}

/** Nothing falls back by itself: one proposal to the leader on duty per mode that what is left asks for. */
async function proposeFall(work: Work, cause: Cause, unitIds: string[], title: string): Promise<void> {
  const byMode = new Map<DutyMode, string[]>()
  for (const id of unitIds) {
    const wanted = wantedMode(await standingCauses(work, id))
    if (compareModes(await modeNow(work, id), wanted) > 0) byMode.set(wanted, [...(byMode.get(wanted) ?? []), id])
  }
  for (const [mode, ids] of byMode)
    await propose(work, {
      cause: { ...cause, key: `${cause.key}/${mode}` },
      direction: 'lower',
      mode,
      reason: `${title}，建议转回${dutyModes[mode]}`,
      unitIds: ids,
      askedByName: null,
    })
}
