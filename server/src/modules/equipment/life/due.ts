import { ours, settingOf } from '../../../kernel/setting-rows.ts'
import { scheduleTask, type Work } from '../../../kernel/work/work.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '../../calendar/api.ts'
import { dischargeObligations, openObligation, openObligationsLike } from '../../obligation/api.ts'
import { itemsNow } from '../items.ts'
import { offerEquipment } from '../offers.ts'
import { reasonsAgainst } from '../rules.ts'
import { maintenanceAheadDays, maintenanceToAnswerDays } from '../settings.ts'

export const maintenanceKind = 'equipmentMaintenance'
export const maintenanceRule = 'equipment.maintenance'
const which = { matterId: null, kinds: [maintenanceKind] }

// Ours (设计): before the office opens, so that the day begins with it.
const morning = '06:00'

/** Asks for the rounds of every day; the first come at once, since at a start nobody knows what was missed. */
export function askForRounds(work: Work): void {
  scheduleTask(work, 'equipment.new-day', 'day', work.now)
  scheduleTask(work, 'equipment.maintenance-round', 'day', work.now)
}

/** Each midnight: what passed its service life or its inspection with the day is no longer offered. */
export async function offerOfDay(work: Work): Promise<void> {
  const today = shanghaiDay(work.now)
  scheduleTask(work, 'equipment.new-day', 'day', shanghaiInstant(addDays(today, 1), '00:00'))
  const unfit = (await itemsNow(work)).filter(item => reasonsAgainst(item, today).length > 0)
  await offerEquipment(
    work,
    unfit.map(item => item.id),
  )
}

/**
 * Each morning: a unit whose equipment falls due for maintenance within the days set owes it once, by the day set (W190). While that stands, late or
 * not, no second one is opened; what falls due later waits for the next.
 */
export async function openMaintenanceRound(work: Work): Promise<void> {
  const today = shanghaiDay(work.now)
  const next = shanghaiInstant(today, morning)
  scheduleTask(
    work,
    'equipment.maintenance-round',
    'day',
    next > work.now ? next : shanghaiInstant(addDays(today, 1), morning),
  )
  const dueUpTo = addDays(today, await settingOf(work, maintenanceAheadDays))
  const toAnswer = await settingOf(work, maintenanceToAnswerDays)
  await settleMaintenance(work)
  const owing = new Set((await openObligationsLike(work, which)).map(one => one.owed_by_unit_id))
  const due = new Map<string, number>()
  for (const { unitId, dueOn } of await itemsNow(work))
    if (dueOn !== null && dueOn <= dueUpTo && !owing.has(unitId)) due.set(unitId, (due.get(unitId) ?? 0) + 1)
  for (const [unitId, count] of due)
    await openObligation(work, {
      kind: maintenanceKind,
      ruleCode: maintenanceRule,
      title: `保养车辆装备 ${count} 台（件）`,
      matterId: null,
      matterTitle: null,
      owedBy: unitId,
      owedTo: null,
      medium: 'system',
      clock: 'daily',
      basis: dueUpTo,
      startedAt: work.now,
      dueAt: shanghaiInstant(addDays(today, toAnswer + 1), '00:00'),
      limitMinutes: toAnswer * 24 * 60,
      soft: false,
      source: ours,
      link: `/equipment?tab=maintenance&unit=${unitId}`,
    })
}

/** An obligation covers what fell due up to the day it names; when nothing of that is left, it is done. Of all units, or of these. */
export async function settleMaintenance(work: Work, unitIds?: string[]): Promise<void> {
  const open = (await openObligationsLike(work, which)).filter(one => unitIds?.includes(one.owed_by_unit_id) ?? true)
  if (open.length === 0) return
  const items = await itemsNow(work)
  for (const one of open)
    if (!items.some(item => item.unitId === one.owed_by_unit_id && item.dueOn !== null && item.dueOn <= one.basis))
      await dischargeObligations(work, {
        matterId: null,
        id: one.id,
        at: work.now,
        by: work.actor.accountId ? `${work.actor.name}登记保养` : '已无待保养装备',
      })
}
