import type { TeamPlans } from '@anlan/contract/team-support.ts'
import { unitsInReach } from '../../../kernel/access/reach.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '../../calendar/api.ts'
import { cancelObligations, dischargeObligations, openObligation, openObligationsLike } from '../../obligation/api.ts'
import { currentRecords } from '../../register/api.ts'

const milestoneKind = 'teamMilestone'
const milestoneRule = 'team.milestone'

/**
 * A milestone that is not reached is owed by its unit until the end of its day; reached, moved or struck off, what was owed follows. One entered
 * after its day is late on the page, and no clock is started for the past.
 */
export async function followMilestones(work: Work, ids: string[]): Promise<void> {
  const records = new Map((await currentRecords(work, 'team-milestones', ids)).map(one => [one.id, one]))
  const open = await openObligationsLike(work, { matterId: null, kinds: [milestoneKind] })
  for (const one of open) {
    const [id = '', dueOn = ''] = one.basis.split('/')
    if (!ids.includes(id)) continue
    const record = records.get(id)
    if (record?.values['doneOn'])
      await dischargeObligations(work, { matterId: null, id: one.id, at: work.now, by: '已登记完成' })
    else if (!record) await cancelObligations(work, { matterId: null, id: one.id }, '节点已注销')
    else if (record.values['dueOn'] !== dueOn || record.unitId !== one.owed_by_unit_id)
      await cancelObligations(work, { matterId: null, id: one.id }, '节点已调整')
  }
  const today = shanghaiDay(work.now)
  for (const { id, unitId, values } of records.values()) {
    const dueOn = String(values['dueOn'])
    if (values['doneOn'] || dueOn < today) continue
    await openObligation(work, {
      kind: milestoneKind,
      ruleCode: milestoneRule,
      title: `队伍建设：${String(values['milestone'])}`,
      matterId: null,
      matterTitle: null,
      owedBy: unitId,
      owedTo: null,
      medium: 'system',
      clock: 'daily',
      basis: `${id}/${dueOn}`,
      startedAt: work.now,
      dueAt: shanghaiInstant(addDays(dueOn, 1), '00:00'),
      limitMinutes: null,
      soft: false,
      source: { name: String(values['basis'] || values['plan']), article: '', confidence: '确' },
      link: '/teams?tab=plans',
    })
  }
}

/** The plans with their milestones in reach, those due first on top: how many are reached, how many are late. */
export async function readPlans(work: Work): Promise<TeamPlans> {
  const today = shanghaiDay(work.now)
  const inReach = await work.tx.selectFrom('unit').select('id').where('id', 'in', unitsInReach(work)).execute()
  const units = new Set(inReach.map(unit => unit.id))
  const items = (await currentRecords(work, 'team-milestones'))
    .filter(record => units.has(record.unitId))
    .map(({ id, unitName, values }) => ({
      id,
      plan: String(values['plan']),
      aspect: String(values['aspect']),
      milestone: String(values['milestone']),
      unitName,
      dueOn: String(values['dueOn']),
      doneOn: (values['doneOn'] as string | null) ?? null,
      result: String(values['result'] ?? ''),
      budgetWan: (values['budgetWan'] as number | null) ?? null,
      late: (values['doneOn'] ? String(values['doneOn']) : today) > String(values['dueOn']),
    }))
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0))
  const names = [...new Set(items.map(one => one.plan))]
  return {
    plans: names.map(plan => {
      const own = items.filter(one => one.plan === plan)
      return {
        plan,
        done: own.filter(one => one.doneOn).length,
        late: own.filter(one => !one.doneOn && one.late).length,
        items: own,
      }
    }),
  }
}
