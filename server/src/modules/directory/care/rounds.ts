import { randomUUID } from 'node:crypto'
import type { RoundUnitView, RoundView, StartRound } from '@anlan/contract/directory.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { unitsInReach } from '../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { ours } from '../../../kernel/setting-rows.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { shanghaiDay, shanghaiInstant } from '../../calendar/api.ts'
import { dischargeObligations, openObligation } from '../../obligation/api.ts'

/**
 * Starts a round (登记备案核查): every department, town and village within reach is asked to look its contacts through and file them by the day
 * given; the county then checks unit by unit (W17).
 */
export async function startRound(work: Work, input: z.output<typeof StartRound>): Promise<string> {
  if (input.dueOn < shanghaiDay(work.now))
    throw fieldProblem('invalid-input', '/dueOn', '完成日期', '完成日期不能早于今天')
  const id = input.id ?? randomUUID()
  await work.tx
    .insertInto('contact_round')
    .values({ id, title: input.title, due_on: input.dueOn, started_at: work.now })
    .execute()
  const units = await work.tx
    .selectFrom('unit')
    .select(['id'])
    .where('enabled', '=', true)
    .where('kind', 'in', ['department', 'town', 'village', 'community'])
    .where('id', 'in', unitsInReach(work))
    .execute()
  for (const unit of units) {
    const obligation = await openObligation(work, {
      kind: 'contactRound',
      ruleCode: 'directory/contact-round',
      title: `通讯录备案：${input.title}`,
      matterId: null,
      matterTitle: null,
      owedBy: unit.id,
      owedTo: work.actor.unitId,
      medium: 'system',
      clock: 'known',
      basis: id,
      startedAt: work.now,
      dueAt: new Date(shanghaiInstant(input.dueOn, '23:59').getTime() + 59_999),
      limitMinutes: null,
      soft: false,
      source: ours,
      link: '/directory/care?tab=rounds',
    })
    await work.tx
      .insertInto('contact_round_unit')
      .values({
        round_id: id,
        unit_id: unit.id,
        obligation_id: obligation?.id ?? null,
        filed_at: null,
        filed_by: null,
        checked_at: null,
        checked_by: null,
        remark: '',
      })
      .execute()
  }
  recordFact(work, 'directory.round-started', id, { title: input.title, units: units.length })
  return id
}

/** Rounds with how far they are within reach. */
export async function listRounds(work: Work): Promise<z.input<typeof RoundView>[]> {
  const { rows } = await sql<{
    id: string
    title: string
    due_on: string
    started_at: Date
    units: number
    filed: number
    checked: number
  }>`
    select r.id, r.title, r.due_on, r.started_at, count(*)::int as units, count(u.filed_at)::int as filed, count(u.checked_at)::int as checked
    from contact_round r join contact_round_unit u on u.round_id = r.id where u.unit_id in ${unitsInReach(work)}
    group by r.id order by r.started_at desc limit 100`.execute(work.tx)
  return rows.map(row => ({
    id: row.id,
    title: row.title,
    dueOn: row.due_on,
    startedAt: row.started_at.toISOString(),
    units: row.units,
    filed: row.filed,
    checked: row.checked,
  }))
}

/** The units of a round within reach: who has filed, who was checked, those not filed first. */
export async function unitsOfRound(work: Work, id: string): Promise<z.input<typeof RoundUnitView>[]> {
  const { rows } = await sql<{
    unit_id: string
    name: string
    filed_at: Date | null
    filed_by: string | null
    checked_at: Date | null
    checked_by: string | null
    remark: string
    defects: number
  }>`
    select r.unit_id, u.name, r.filed_at, r.filed_by, r.checked_at, r.checked_by, r.remark,
      (select count(*) from post po where po.unit_id = u.id and not exists (select 1 from post_holder h where h.post_id = po.id))::int
        + (case when u.duty_phone is null then 1 else 0 end)
        + (select count(*) from dead_number d where d.unit_id = u.id and d.settled_at is null)::int as defects
    from contact_round_unit r join unit u on u.id = r.unit_id
    where r.round_id = ${id} and r.unit_id in ${unitsInReach(work)}
    order by r.filed_at nulls first, u.sort, u.name`.execute(work.tx)
  if (rows.length === 0) throw new Problem('not-found')
  return rows.map(row => ({
    unitId: row.unit_id,
    unitName: row.name,
    filedAt: row.filed_at?.toISOString() ?? null,
    filedBy: row.filed_by,
    checkedAt: row.checked_at?.toISOString() ?? null,
    checkedBy: row.checked_by,
    remark: row.remark,
    defects: row.defects,
  }))
}

/** A unit says that its contacts are complete and true. */
export async function fileUnit(work: Work, id: string, unitId: string): Promise<void> {
  const row = await lockedUnit(work, id, unitId)
  await work.tx
    .updateTable('contact_round_unit')
    .set({ filed_at: work.now, filed_by: work.actor.name })
    .where('round_id', '=', id)
    .where('unit_id', '=', unitId)
    .execute()
  if (row.obligation_id)
    await dischargeObligations(work, { matterId: null, id: row.obligation_id, at: work.now, by: '已备案' })
  recordFact(work, 'directory.unit-filed', unitId, { round: id }, { chain: unitId })
}

/** The county has looked the filed contacts of a unit through. */
export async function checkUnit(work: Work, id: string, unitId: string, remark: string): Promise<void> {
  const row = await lockedUnit(work, id, unitId)
  if (!row.filed_at) throw new Problem('directory/not-filed')
  await work.tx
    .updateTable('contact_round_unit')
    .set({ checked_at: work.now, checked_by: work.actor.name, remark })
    .where('round_id', '=', id)
    .where('unit_id', '=', unitId)
    .execute()
  recordFact(work, 'directory.unit-checked', unitId, { round: id, remark }, { chain: unitId })
}

async function lockedUnit(work: Work, id: string, unitId: string) {
  const row = await work.tx
    .selectFrom('contact_round_unit')
    .selectAll()
    .where('round_id', '=', id)
    .where('unit_id', '=', unitId)
    .where('unit_id', 'in', unitsInReach(work))
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new Problem('not-found')
  return row
}
