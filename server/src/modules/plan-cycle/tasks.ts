import { randomUUID } from 'node:crypto'
import type { RuleSource } from '@anlan/contract/codec.ts'
import {
  type FinishPlanTask,
  type OpenCampaign,
  type PlanTaskView,
  type TaskReason,
  taskReasons,
} from '@anlan/contract/plan-cycle.ts'
import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { fieldProblem, Problem } from '../../kernel/problem.ts'
import { ours } from '../../kernel/setting-rows.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '../calendar/api.ts'
import { findUnit } from '../directory/api.ts'
import { dischargeObligations, openObligation } from '../obligation/api.ts'
import { mayEditPlansOf, plansInForce } from '../plan/api.ts'
import { today } from './limits.ts'
import { campaignInReach, own } from './reach.ts'
import type { PlanTask } from './schema.ts'
import { obstacle } from './subject.ts'

const ruleOf = (taskId: string) => `PLAN-TASK-${taskId}`

export interface NewTask {
  reason: TaskReason
  title: string
  unitId: string
  planId: string | null
  campaignId?: string | null
  dueOn: string
  source: RuleSource
}

/** Asks a unit for something about plans by a day; what it is asked for already is not asked twice. */
export async function openPlanTask(work: Work, wanted: NewTask): Promise<string | null> {
  const opened = await work.tx
    .insertInto('plan_task')
    .values({
      id: randomUUID(),
      reason: wanted.reason,
      title: wanted.title,
      unit_id: wanted.unitId,
      plan_id: wanted.planId,
      campaign_id: wanted.campaignId ?? null,
      due_on: wanted.dueOn,
      opened_at: work.now,
      done_at: null,
      result: '',
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!opened) return null
  await openObligation(work, {
    kind: 'plan-task',
    ruleCode: ruleOf(opened.id),
    title: wanted.title,
    matterId: wanted.planId,
    matterTitle: wanted.planId ? wanted.title : null,
    owedBy: wanted.unitId,
    owedTo: null,
    medium: 'system',
    clock: 'daily',
    basis: opened.id,
    startedAt: work.now,
    dueAt: shanghaiInstant(addDays(wanted.dueOn, 1), '00:00'),
    limitMinutes: null,
    soft: false,
    source: wanted.source,
    link: wanted.planId ? `/plans/${wanted.planId}` : '/plans/tasks',
  })
  recordFact(
    work,
    'plan-cycle.task-opened',
    wanted.planId ?? opened.id,
    { title: wanted.title, reason: wanted.reason, unit: wanted.unitId, dueOn: wanted.dueOn },
    { matter: wanted.planId, chain: wanted.unitId },
  )
  return opened.id
}

/** Ends open tasks and the obligations behind them. */
export async function settleTasks(
  work: Work,
  tasks: Pick<PlanTask, 'id' | 'plan_id' | 'title' | 'unit_id'>[],
  result: string,
) {
  for (const task of tasks) {
    await work.tx.updateTable('plan_task').set({ done_at: work.now, result }).where('id', '=', task.id).execute()
    await dischargeObligations(work, { matterId: task.plan_id, ruleCodes: [ruleOf(task.id)], at: work.now, by: result })
    recordFact(
      work,
      'plan-cycle.task-done',
      task.plan_id ?? task.id,
      { title: task.title, result },
      { matter: task.plan_id, chain: task.unit_id },
    )
  }
}

export const openTasksOf = (work: Work, planId: string, reasons?: TaskReason[]): Promise<PlanTask[]> =>
  work.tx
    .selectFrom('plan_task')
    .selectAll()
    .where('plan_id', '=', planId)
    .where('done_at', 'is', null)
    .$if(reasons !== undefined, query => query.where('reason', 'in', reasons ?? []))
    .execute()

/** A unit says what it did: revised, looked through without need of a revision, written the plan that is named. */
export async function finishTask(
  work: Work,
  id: string,
  input: z.output<typeof FinishPlanTask>,
): Promise<PlanTaskView> {
  const task = await work.tx.selectFrom('plan_task').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!task || !(await mayEditPlansOf(work, task.unit_id))) throw new Problem('not-found')
  if (task.done_at) throw obstacle('该事项已经办结')
  if (input.planId !== null) {
    const [issued] = await plansInForce(work, { ids: [input.planId] })
    if (!issued) throw fieldProblem('invalid-input', '/planId', '预案', '该预案尚未印发')
  }
  const named = input.planId ? `${input.result}（${input.planId}）` : input.result
  await settleTasks(work, [task], named.slice(0, 1000))
  const [view] = await tasksWhere(work, sql`t.id = ${id}`)
  if (!view) throw new Problem('not-found')
  return view
}

interface Row extends PlanTask {
  unit_name: string
  plan_title: string | null
}

/** Tasks about plans, what is open first, then the soonest limit. */
export async function tasksWhere(work: Work, which: RawBuilder<unknown>): Promise<PlanTaskView[]> {
  const { rows } = await sql<Row>`
    select t.*, u.name as unit_name, p.title as plan_title from plan_task t join unit u on u.id = t.unit_id
    left join plan p on p.id = t.plan_id where ${which} order by t.done_at is not null, t.due_on, t.id limit 500`.execute(
    work.tx,
  )
  const now = today(work)
  return Promise.all(
    rows.map(async row => ({
      id: row.id,
      reason: row.reason,
      title: row.title,
      unitId: row.unit_id,
      unitName: row.unit_name,
      planId: row.plan_id,
      planTitle: row.plan_title,
      campaignId: row.campaign_id,
      dueOn: row.due_on,
      openedAt: row.opened_at.toISOString(),
      doneAt: row.done_at?.toISOString() ?? null,
      result: row.result,
      overdue: (row.done_at ? shanghaiDay(row.done_at) : now) > row.due_on,
      may: { finish: row.done_at === null && (await mayEditPlansOf(work, row.unit_id)) },
    })),
  )
}

/** Plans in force below these, however deep. */
export async function plansBelow(work: Work, planIds: string[]) {
  const { rows } = await sql<{ id: string; title: string; unit_id: string }>`
    with recursive below as (select p.id from plan p where p.parent_id = any(${planIds}::uuid[])
      union select p.id from plan p join below b on p.parent_id = b.id)
    select p.id, p.title, p.unit_id from below b join plan p on p.id = b.id
    join plan_edition e on e.plan_id = p.id and e.state = 'inForce'
    where p.id <> all(${planIds}::uuid[]) order by p.title, p.id`.execute(work.tx)
  return rows
}

/** 专项工作: one task per plan or per unit, each an obligation; how far it is counts itself. */
export async function openCampaign(
  work: Work,
  input: z.output<typeof OpenCampaign>,
  {
    source = { ...ours, name: input.title },
    unitId = work.actor.unitId,
  }: { source?: RuleSource; unitId?: string } = {},
): Promise<string> {
  if (input.dueOn < today(work)) throw fieldProblem('invalid-input', '/dueOn', '完成期限', '完成期限不能早于今天')
  const named = input.planIds.length
    ? await work.tx.selectFrom('plan').select(['id', 'title', 'unit_id']).where('id', 'in', input.planIds).execute()
    : []
  const known = new Set(named.map(one => one.id))
  const stray = input.planIds.findIndex(id => !known.has(id))
  if (stray >= 0) throw fieldProblem('invalid-input', `/planIds/${stray}`, '预案', '没有这份预案')
  const plans = [...named, ...(input.withBelow ? await plansBelow(work, input.planIds) : [])]
  for (const [at, item] of input.items.entries())
    if (!(await findUnit(work.tx, item.unitId))?.enabled)
      throw fieldProblem('invalid-input', `/items/${at}/unitId`, '单位', '没有这个单位')
  if (plans.length + input.items.length === 0)
    throw fieldProblem('invalid-input', '/items', '任务', '请至少选择一份预案或者一个单位')
  const id = input.id ?? randomUUID()
  await work.tx
    .insertInto('plan_campaign')
    .values({
      id,
      title: input.title,
      reason: input.reason,
      note: input.note,
      due_on: input.dueOn,
      unit_id: unitId,
      opened_at: work.now,
      opened_by_name: work.actor.name,
    })
    .execute()
  for (const plan of plans)
    await openPlanTask(work, {
      reason: input.reason,
      title: `${input.title}：${plan.title}`,
      unitId: plan.unit_id,
      planId: plan.id,
      campaignId: id,
      dueOn: input.dueOn,
      source,
    })
  for (const item of input.items)
    await openPlanTask(work, {
      reason: input.reason,
      title: item.title,
      unitId: item.unitId,
      planId: null,
      campaignId: id,
      dueOn: item.dueOn ?? input.dueOn,
      source,
    })
  recordFact(work, 'plan-cycle.campaign-opened', id, {
    title: input.title,
    reason: taskReasons[input.reason],
    tasks: plans.length + input.items.length,
    dueOn: input.dueOn,
  })
  return id
}

/** Campaigns in reach with how many of their tasks are done, the latest first. */
export async function campaigns(work: Work, id?: string) {
  const { rows } = await sql<{
    id: string
    title: string
    reason: TaskReason
    note: string
    due_on: string
    opened_at: Date
    opened_by_name: string | null
    total: number
    done: number
    overdue: number
  }>`select c.*, count(t.id) as total, count(t.done_at) as done,
      count(t.id) filter (where t.done_at is null and t.due_on < ${today(work)}::date) as overdue
    from plan_campaign c left join plan_task t on t.campaign_id = c.id
    where ${campaignInReach(work)} ${id ? sql`and c.id = ${id}` : sql``} group by c.id order by c.opened_at desc, c.id limit 200`.execute(
    work.tx,
  )
  return rows.map(row => ({
    id: row.id,
    title: row.title,
    reason: row.reason,
    note: row.note,
    dueOn: row.due_on,
    openedAt: row.opened_at.toISOString(),
    openedByName: row.opened_by_name,
    total: row.total,
    done: row.done,
    percent: row.total === 0 ? 0 : Math.floor((row.done * 100) / row.total),
    overdue: row.overdue,
  }))
}

/** One of them with its tasks: all to whom it is his own or his units', otherwise what it asks of these. */
export async function campaignPage(work: Work, id: string) {
  const [campaign] = await campaigns(work, id)
  if (!campaign) throw new Problem('not-found')
  return {
    ...campaign,
    items: await tasksWhere(
      work,
      sql`t.campaign_id = ${id} and (t.unit_id in ${own(work)}
        or exists (select 1 from plan_campaign c where c.id = ${id} and c.unit_id in ${own(work)}))`,
    ),
  }
}
