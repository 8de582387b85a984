import { randomUUID } from 'node:crypto'
import {
  type CloseReadiness,
  type LaunchReadiness,
  type ReadinessItem,
  readinessItems,
  type SignReadiness,
  type StateReadiness,
} from '@anlan/contract/flood-readiness.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { isUnitInReach, unitsInReach } from '../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../kernel/problem.ts'
import { ours } from '../../kernel/setting-rows.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '../calendar/api.ts'
import { cancelObligations, dischargeObligations, openObligation } from '../obligation/api.ts'
import { isStated, partsOf } from './read.ts'

const kind = 'flood-readiness'
const ruleOf = (seasonId: string) => `FLOOD-READINESS-${seasonId}`

/** Launches a check: every township in reach owes it once, by the end of the day. Throws `flood-readiness/open` while another runs. */
export async function launchReadiness(work: Work, input: z.output<typeof LaunchReadiness>): Promise<string> {
  if (input.dueOn < shanghaiDay(work.now))
    throw fieldProblem('invalid-input', '/dueOn', '完成日期', '完成日期不能早于今天')
  const { rows: towns } = await sql<{ id: string }>`
    select id from unit where kind = 'town' and enabled and id in ${unitsInReach(work)} order by sort, name`.execute(
    work.tx,
  )
  if (towns.length === 0) throw new Problem('flood-readiness/no-township')
  const id = input.id ?? randomUUID()
  const launched = await work.tx
    .insertInto('flood_readiness')
    .values({
      id,
      title: input.title,
      note: input.note,
      unit_id: work.actor.unitId,
      due_on: input.dueOn,
      launched_at: work.now,
      launched_by: work.actor.name,
      closed_at: null,
      close_reason: null,
    })
    .onConflict(conflict => conflict.expression(sql`(true)`).where('closed_at', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!launched) throw new Problem('flood-readiness/open')
  await work.tx
    .insertInto('flood_readiness_unit')
    .values(
      towns.map(town => ({
        season_id: id,
        unit_id: town.id,
        signed_at: null,
        signed_by: null,
        remark: '',
        parts: null,
      })),
    )
    .execute()
  recordFact(work, 'flood-readiness.launched', id, { title: input.title, dueOn: input.dueOn, units: towns.length })
  for (const town of towns)
    await openObligation(work, {
      kind,
      ruleCode: ruleOf(id),
      title: `汛前五到位：${input.title}`,
      matterId: null,
      matterTitle: null,
      owedBy: town.id,
      owedTo: work.actor.unitId,
      medium: 'system',
      clock: 'daily',
      basis: id,
      startedAt: work.now,
      dueAt: shanghaiInstant(addDays(input.dueOn, 1), '00:00'),
      limitMinutes: null,
      soft: false,
      source: { ...ours, name: '汛前准备工作通知' },
      link: '/flood-readiness',
    })
  return id
}

/** The township's row of an open check, locked; 404 beyond reach, `flood-readiness/closed` once it is over. */
async function openRow(work: Work, seasonId: string, unitId: string) {
  const season = await lockSeason(work, seasonId)
  const row = await work.tx
    .selectFrom('flood_readiness_unit')
    .selectAll()
    .where('season_id', '=', seasonId)
    .where('unit_id', '=', unitId)
    .forUpdate()
    .executeTakeFirst()
  if (!row || !(await isUnitInReach(work, unitId))) throw new Problem('not-found')
  if (season.closed_at) throw new Problem('flood-readiness/closed')
  return { season, row }
}

async function lockSeason(work: Work, id: string) {
  const season = await work.tx
    .selectFrom('flood_readiness')
    .selectAll()
    .where('id', '=', id)
    .forShare()
    .executeTakeFirst()
  if (!season) throw new Problem('not-found')
  return season
}

/** A township says how it stands with one of the things no ledger tells, and by what it can be seen; what was signed must be signed again. */
export async function stateReadiness(
  work: Work,
  { id, unitId, item }: { id: string; unitId: string; item: ReadinessItem },
  input: z.output<typeof StateReadiness>,
): Promise<void> {
  await openRow(work, id, unitId)
  if (!isStated(item)) throw new Problem('flood-readiness/computed')
  const stated = await work.tx
    .insertInto('flood_readiness_statement')
    .values({
      season_id: id,
      unit_id: unitId,
      item,
      ready: input.ready,
      evidence: input.evidence,
      stated_at: work.now,
      stated_by: work.actor.name,
      version: input.version + 1,
    })
    .onConflict(conflict =>
      conflict
        .columns(['season_id', 'unit_id', 'item'])
        .doUpdateSet(eb => ({
          ready: input.ready,
          evidence: input.evidence,
          stated_at: work.now,
          stated_by: work.actor.name,
          version: eb('flood_readiness_statement.version', '+', 1),
        }))
        .where('flood_readiness_statement.version', '=', input.version),
    )
    .returning('version')
    .executeTakeFirst()
  if (!stated || stated.version !== input.version + 1)
    throw new Problem('conflict', { detail: '该项已被他人填报，请刷新后再改' })
  await work.tx
    .updateTable('flood_readiness_unit')
    .set({ signed_at: null, signed_by: null, parts: null })
    .where('season_id', '=', id)
    .where('unit_id', '=', unitId)
    .execute()
  recordFact(work, 'flood-readiness.stated', id, { unit: unitId, item, ready: input.ready }, { chain: unitId })
}

/**
 * The township's leader signs the five as they stand. Throws `flood-readiness/unstated` while one is not stated; what is not in place needs a
 * word on what is done about it.
 */
export async function signReadiness(
  work: Work,
  { id, unitId }: { id: string; unitId: string },
  { remark }: z.output<typeof SignReadiness>,
): Promise<void> {
  const { season } = await openRow(work, id, unitId)
  const parts = (await partsOf(work, id, [unitId])).get(unitId) ?? []
  const named = (chosen: typeof parts) => chosen.map(part => readinessItems[part.item]).join('、')
  const blank = parts.filter(part => part.ready === null)
  if (blank.length > 0) throw new Problem('flood-readiness/unstated', { detail: `${named(blank)}还没有填报` })
  const lacking = parts.filter(part => part.ready === false)
  if (lacking.length > 0 && remark === '')
    throw fieldProblem('invalid-input', '/remark', '整改措施和期限', `${named(lacking)}未到位，请写明整改措施和期限`)
  await work.tx
    .updateTable('flood_readiness_unit')
    .set({ signed_at: work.now, signed_by: work.actor.name, remark, parts: JSON.stringify(parts) })
    .where('season_id', '=', id)
    .where('unit_id', '=', unitId)
    .execute()
  recordFact(
    work,
    'flood-readiness.signed',
    id,
    { unit: unitId, ready: parts.length - lacking.length, lacking: lacking.map(part => part.item), remark },
    { chain: unitId },
  )
  await dischargeObligations(work, {
    matterId: null,
    owedBy: unitId,
    kinds: [kind],
    ruleCodes: [ruleOf(id)],
    at: work.now,
    by: `签报“${season.title}”`,
  })
}

/** Ends a check: what was not signed is no longer owed, what is overdue stays so. */
export async function closeReadiness(
  work: Work,
  id: string,
  { reason }: z.output<typeof CloseReadiness>,
): Promise<void> {
  const closed = await work.tx
    .updateTable('flood_readiness')
    .set({ closed_at: work.now, close_reason: reason })
    .where('id', '=', id)
    .where('unit_id', 'in', unitsInReach(work))
    .where('closed_at', 'is', null)
    .returning('title')
    .executeTakeFirst()
  if (!closed) {
    await lockSeason(work, id)
    throw new Problem('flood-readiness/closed')
  }
  await cancelObligations(work, { matterId: null, kinds: [kind], ruleCodes: [ruleOf(id)] }, reason)
  recordFact(work, 'flood-readiness.closed', id, { title: closed.title, reason })
}
