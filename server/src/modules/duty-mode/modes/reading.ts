import type { ModeHistoryEntry, ModesView, SceneOrderView, UnitModeView } from '@anlan/contract/duty-mode.ts'
import { isUnitInReach, unitsInReach } from '../../../kernel/access/reach.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { findUnit, type Unit, unitOfFunction } from '../../directory/api.ts'
import { progressOf } from '../call-in/reading.ts'
import { proposalsInReach } from './proposals.ts'
import { gapsOf, scopeOf } from './rules.ts'
import { sceneOrdersOf } from './scene.ts'

/** Units in reach that keep a duty room, or that are not in 常态; the county's duty room first. */
export async function readModes(work: Work): Promise<ModesView> {
  const room = await unitOfFunction(work.tx, 'generalDutyOffice')
  const rows = await work.tx
    .selectFrom('unit as u')
    .selectAll('u')
    .where('u.enabled', '=', true)
    .where('u.id', 'in', unitsInReach(work))
    .where(eb =>
      eb.or([
        eb('u.id', 'in', eb.selectFrom('duty_room').select('unit_id').where('enabled', '=', true)),
        eb(
          'u.id',
          'in',
          eb.selectFrom('duty_mode_state').select('unit_id').where('until', 'is', null).where('mode', '!=', 'normal'),
        ),
      ]),
    )
    .orderBy('u.sort')
    .orderBy('u.name')
    .execute()
  const units = await presentUnits(
    work,
    rows.sort((a, b) => Number(b.id === room?.id) - Number(a.id === room?.id)),
    room?.id,
  )
  const running = units.flatMap(one => (one.callIn && !one.callIn.closedAt ? [one.callIn] : []))
  const sum = (of: (one: (typeof running)[number]) => number) => running.reduce((all, one) => all + of(one), 0)
  const minutes = running.map(one => one.allAcknowledgedMinutes)
  return {
    units,
    proposals: await proposalsInReach(work),
    countyCallIn: {
      lists: running.length,
      total: sum(one => one.total),
      acknowledged: sum(one => one.acknowledged),
      arrived: sum(one => one.arrived),
      allAcknowledgedMinutes:
        running.length > 0 && minutes.every(one => one !== null) ? Math.max(...(minutes as number[])) : null,
    },
  }
}

async function presentUnits(work: Work, units: Unit[], roomId: string | undefined): Promise<UnitModeView[]> {
  const ids = units.map(one => one.id)
  if (ids.length === 0) return []
  const rules = await work.tx.selectFrom('duty_mode_rule').selectAll().execute()
  const states = await work.tx
    .selectFrom('duty_mode_state')
    .selectAll()
    .where('until', 'is', null)
    .where('unit_id', 'in', ids)
    .execute()
  const causes = await work.tx
    .selectFrom('duty_mode_cause')
    .selectAll()
    .where('ended_at', 'is', null)
    .where('unit_id', 'in', ids)
    .orderBy('since')
    .execute()
  const shifts = await work.tx
    .selectFrom('duty_shift')
    .select(['unit_id', 'post'])
    .where('unit_id', 'in', ids)
    .where('starts_at', '<=', work.now)
    .where('ends_at', '>', work.now)
    .execute()
  const lists = await work.tx
    .selectFrom('duty_call_in')
    .select('id')
    .where('unit_id', 'in', ids)
    .where('closed_at', 'is', null)
    .execute()
  const progress = await progressOf(
    work,
    lists.map(one => one.id),
  )
  const scene = await sceneOrdersOf(
    work,
    ids,
    causes.filter(one => one.kind === 'response').map(one => one.key),
  )
  return units.map(unit => {
    const state = states.find(one => one.unit_id === unit.id)
    const mode = state?.mode ?? 'normal'
    const scope = scopeOf(unit, roomId)
    const rule = rules.find(one => one.scope === scope && one.mode === mode)
    if (!rule) throw new Error(`no row for ${scope} ${mode}`)
    return {
      unitId: unit.id,
      unitName: unit.name,
      scope,
      mode,
      since: state?.since.toISOString() ?? null,
      causes: causes
        .filter(one => one.unit_id === unit.id)
        .map(one => ({ kind: one.kind, title: one.title, mode: one.mode, since: one.since.toISOString() })),
      reason: state?.reason ?? null,
      decidedByName: state?.decided_by_name ?? null,
      gaps: gapsOf(
        rule.posts,
        shifts.filter(one => one.unit_id === unit.id).map(one => one.post),
      ),
      reachMinutes: rule.reach_minutes,
      reportEveryMinutes: rule.report_every_minutes,
      reportHours: rule.report_hours,
      rollCallMinutes: state?.roll_call_minutes ?? null,
      leaveLocked: rule.leave_locked,
      callIn: progress.find(one => one.unitId === unit.id)?.progress ?? null,
      scene: scene.filter(one => one.unitId === unit.id).map(sceneOf),
    }
  })
}

/** One unit, whatever it is in; `not-found` outside reach. */
export async function readUnitMode(work: Work, unitId: string): Promise<UnitModeView> {
  const unit = (await isUnitInReach(work, unitId)) ? await findUnit(work.tx, unitId) : undefined
  if (!unit) throw new Problem('not-found')
  const [view] = await presentUnits(work, [unit], (await unitOfFunction(work.tx, 'generalDutyOffice'))?.id)
  return view as UnitModeView
}

/** The stretches of a unit, newest first, each with the people that were called in during it. */
export async function modeHistory(work: Work, unitId: string): Promise<ModeHistoryEntry[]> {
  if (!(await isUnitInReach(work, unitId))) throw new Problem('not-found')
  const rows = await work.tx
    .selectFrom('duty_mode_state')
    .selectAll()
    .where('unit_id', '=', unitId)
    .orderBy('since', 'desc')
    .limit(100)
    .execute()
  const lists = await work.tx
    .selectFrom('duty_call_in')
    .select(['id', 'opened_at'])
    .where('unit_id', '=', unitId)
    .orderBy('opened_at', 'desc')
    .limit(100)
    .execute()
  const progress = await progressOf(
    work,
    lists.map(one => one.id),
  )
  const scene = await sceneOrdersOf(work, [unitId], null)
  const within = (row: { since: Date; until: Date | null }, at: string) =>
    Date.parse(at) >= row.since.getTime() && (!row.until || Date.parse(at) < row.until.getTime())
  return rows.map(row => ({
    mode: row.mode,
    since: row.since.toISOString(),
    until: row.until?.toISOString() ?? null,
    causeKind: row.cause_kind,
    reason: row.reason,
    decidedByName: row.decided_by_name,
    callIn: progress.find(one => within(row, one.progress.openedAt))?.progress ?? null,
    scene: scene.filter(one => within(row, one.orderedAt)).map(sceneOf),
  }))
}

const sceneOf = ({ unitId: _, ...order }: SceneOrderView & { unitId: string }): SceneOrderView => order
