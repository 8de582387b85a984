import { type SupplyKind, supplyKinds, type VisitingTeams } from '@anlan/contract/team-support.ts'
import { isUnitInReach, reachFor, reachOfNothing } from '../../../kernel/access/reach.ts'
import { Problem } from '../../../kernel/problem.ts'
import { ours, settingOf } from '../../../kernel/setting-rows.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import { cancelObligations, dischargeObligations, openObligation } from '../../obligation/api.ts'
import { type CurrentRecord, currentRecords } from '../../register/api.ts'
import { supplyHours } from '../settings.ts'

const supplyKind = 'teamSupply'
const kinds = Object.keys(supplyKinds) as SupplyKind[]
const about = (visitingId: string, kind: SupplyKind) => ({
  matterId: null,
  kinds: [supplyKind],
  ruleCodes: [`team.supply-${visitingId}-${kind}`],
})

/** Which unit here sees to what, as the record says. */
const bearerOf = ({ values }: CurrentRecord, kind: SupplyKind) => (values[`${kind}By`] as string | null) ?? null

/**
 * 就地物资保障 (W245): each unit that a visiting team's record names has a task of its own, owed within the hours set. Another unit named takes the
 * task over; when the team has left or the record is struck off, nothing more is owed.
 */
export async function followVisiting(work: Work, ids: string[]): Promise<void> {
  const records = new Map((await currentRecords(work, 'visiting-teams', ids)).map(one => [one.id, one]))
  const hours = await settingOf(work, supplyHours)
  for (const id of ids) {
    const record = records.get(id)
    const isHere = record !== undefined && !record.values['leftOn']
    for (const kind of kinds) {
      const known = await taskOf(work, id, kind)
      const unitId = isHere && record ? bearerOf(record, kind) : null
      if (known && (known.unit_id === unitId || (known.done_at && unitId === null))) continue
      if (known) {
        await work.tx.deleteFrom('team_supply').where('visiting_id', '=', id).where('kind', '=', kind).execute()
        await cancelObligations(work, about(id, kind), isHere ? '已改由其他单位保障' : '队伍已撤离')
      }
      if (!unitId || !record) continue
      await work.tx
        .insertInto('team_supply')
        .values({ visiting_id: id, kind, unit_id: unitId, asked_at: work.now, done_at: null, done_by: null, note: '' })
        .execute()
      await openObligation(work, {
        kind: supplyKind,
        ruleCode: `team.supply-${id}-${kind}`,
        title: `保障${String(record.values['name'])}（${String(record.values['people'])} 人）${supplyKinds[kind]}`,
        matterId: null,
        matterTitle: null,
        owedBy: unitId,
        owedTo: record.unitId,
        medium: 'system',
        clock: 'received',
        basis: `${id}/${kind}/${unitId}`,
        startedAt: work.now,
        dueAt: new Date(work.now.getTime() + hours * 3_600_000),
        limitMinutes: hours * 60,
        soft: false,
        source: ours,
        link: '/teams?tab=visiting',
      })
    }
  }
}

/** 登记落实 by the unit that sees to it: where and with whom. Saying so twice keeps the later words. */
export async function doneSupply(work: Work, visitingId: string, kind: SupplyKind, note: string): Promise<void> {
  const task = await work.tx
    .selectFrom('team_supply')
    .selectAll()
    .where('visiting_id', '=', visitingId)
    .where('kind', '=', kind)
    .forUpdate()
    .executeTakeFirst()
  if (!task || !(await isUnitInReach(work, task.unit_id))) throw new Problem('not-found')
  await work.tx
    .updateTable('team_supply')
    .set({ done_at: task.done_at ?? work.now, done_by: work.actor.name, note })
    .where('visiting_id', '=', visitingId)
    .where('kind', '=', kind)
    .execute()
  await dischargeObligations(work, { ...about(visitingId, kind), at: work.now, by: `${work.actor.name}登记落实` })
  const [record] = await currentRecords(work, 'visiting-teams', [visitingId])
  const name = String(record?.values['name'] ?? '')
  recordFact(work, 'team.supply-done', visitingId, { kind, name, note }, { chain: task.unit_id })
}

const taskOf = (work: Work, visitingId: string, kind: SupplyKind) =>
  work.tx
    .selectFrom('team_supply')
    .selectAll()
    .where('visiting_id', '=', visitingId)
    .where('kind', '=', kind)
    .executeTakeFirst()

/** Teams from elsewhere, those that are here first, with what each needs, who sees to it and how far it is. */
export async function readVisiting(work: Work): Promise<VisitingTeams> {
  const tasks = await work.tx
    .selectFrom('team_supply as s')
    .innerJoin('unit as u', 'u.id', 's.unit_id')
    .selectAll('s')
    .select('u.name as unit_name')
    .execute()
  const reach = { tx: work.tx, reach: reachFor(work.actor, 'team.report') ?? reachOfNothing }
  const items = []
  for (const record of await currentRecords(work, 'visiting-teams')) {
    const { values } = record
    const supplies = []
    for (const kind of kinds) {
      const task = tasks.find(one => one.visiting_id === record.id && one.kind === kind)
      supplies.push({
        kind,
        unitName: task?.unit_name ?? null,
        doneAt: task?.done_at?.toISOString() ?? null,
        note: task?.note ?? '',
        mayReport: task !== undefined && (await isUnitInReach(reach, task.unit_id)),
      })
    }
    items.push({
      id: record.id,
      name: String(values['name']),
      from: String(values['from']),
      leader: String(values['leader']),
      phone: String(values['phone']),
      people: Number(values['people']),
      event: String(values['event'] ?? ''),
      arrivedOn: String(values['arrivedOn']),
      leftOn: (values['leftOn'] as string | null) ?? null,
      unitName: record.unitName,
      supplies,
    })
  }
  const today = shanghaiDay(work.now)
  const isHere = (one: { leftOn: string | null }) => one.leftOn === null || one.leftOn >= today
  items.sort((a, b) => Number(isHere(b)) - Number(isHere(a)) || (a.arrivedOn < b.arrivedOn ? 1 : -1))
  return { items }
}
