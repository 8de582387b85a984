import type { RuleSource } from '@anlan/contract/codec.ts'
import type { TaskReason } from '@anlan/contract/plan-cycle.ts'
import { sql } from 'kysely'
import type { RecordedFact, Subscriber } from '../../kernel/module.ts'
import { scheduleTask, type Work } from '../../kernel/work/work.ts'
import { addDays, shanghaiInstant } from '../calendar/api.ts'
import { planKindRows } from '../plan/api.ts'
import { limitOf, today } from './limits.ts'
import { openSchemes } from './schemes.ts'
import { openCampaign, openPlanTask, openTasksOf, plansBelow, settleTasks } from './tasks.ts'

/**
 * What an issue brings: whatever asked for this plan is done, units named in it owe their schemes (P3), and a plan that replaces an earlier edition calls
 * for the revision of all below it (W125).
 */
export const followIssue: Subscriber = {
  on: ['plan.issued'],
  handle: async (work: Work, { subjectId, data }: RecordedFact) => {
    const { editionId, edition, title, replaces } = data as {
      editionId: string
      edition: number
      title: string
      replaces: string | null
    }
    await settleTasks(work, await openTasksOf(work, subjectId), `第 ${edition} 版已印发`)
    await openSchemes(work, subjectId)
    if (replaces === null || (await campaignOf(work, editionId))) return
    const plan = await work.tx
      .selectFrom('plan')
      .select('unit_id')
      .where('id', '=', subjectId)
      .executeTakeFirstOrThrow()
    const below = await plansBelow(work, [subjectId])
    if (below.length === 0) return
    const limit = await limitOf(work, 'UPPER')
    await openCampaign(
      work,
      {
        // The edition calls for it once.
        id: editionId,
        title: `《${title}》修订后修订下级预案`.slice(0, 100),
        reason: 'upper',
        note: '对照新版上级预案，修订启动条件、职责和衔接内容；经评估无需修订的，说明理由。',
        dueOn: addDays(today(work), limit.days),
        planIds: below.map(one => one.id),
        withBelow: false,
        items: [],
      },
      { source: limit.source, unitId: plan.unit_id },
    )
  },
}

const campaignOf = (work: Work, id: string) =>
  work.tx.selectFrom('plan_campaign').select('id').where('id', '=', id).executeTakeFirst()

export const morning = 'plan-cycle.morning'
const at = '06:30'
export const askForMorning = (work: Work): void =>
  scheduleTask(work, morning, 'day', shanghaiInstant(addDays(today(work), 1), at))

/** Each morning: plans whose yearly look, three-yearly evaluation or seasonal edition comes near (W126, W144, domain 7.3). */
export async function lookAhead(work: Work): Promise<void> {
  const now = today(work)
  const kinds = new Map((await planKindRows(work)).map(row => [row.kind, row]))
  const [check, evaluation, least] = [
    await limitOf(work, 'CHECK-AHEAD'),
    await limitOf(work, 'EVALUATION-AHEAD'),
    await limitOf(work, 'LEAST'),
  ]
  const { rows } = await sql<{
    id: string
    title: string
    kind: 'seasonal'
    unit_id: string
    issued_on: string
    checked: string | null
    evaluated: string | null
  }>`select p.id, p.title, p.kind, p.unit_id, e.issued_on,
      (select max(r.held_on) from plan_record r where r.plan_id = p.id and r.kind in ('check', 'evaluation')) as checked,
      (select max(r.held_on) from plan_record r where r.plan_id = p.id and r.kind = 'evaluation') as evaluated
    from plan p join plan_edition e on e.plan_id = p.id and e.state = 'inForce' order by p.id`.execute(work.tx)
  const ask = async (
    row: (typeof rows)[number],
    reason: TaskReason,
    words: string,
    due: string,
    ahead: { days: number; source: RuleSource },
  ) => {
    if (now < addDays(due, -ahead.days)) return
    const dueOn = due > addDays(now, least.days) ? due : addDays(now, least.days)
    await openPlanTask(work, {
      reason,
      title: `${words}：${row.title}`,
      unitId: row.unit_id,
      planId: row.id,
      dueOn,
      source: ahead.source,
    })
  }
  for (const row of rows) {
    const kind = kinds.get(row.kind)
    const since = (day: string | null) => (day !== null && day > row.issued_on ? day : row.issued_on)
    if (kind?.checkMonths && row.kind !== 'seasonal')
      await ask(row, 'yearly', '年度审查', monthsLater(since(row.checked), kind.checkMonths), check)
    if (kind?.reviewYears) {
      const seasonal = row.kind === 'seasonal'
      const due = monthsLater(seasonal ? row.issued_on : since(row.evaluated), kind.reviewYears * 12)
      await ask(row, seasonal ? 'season' : 'threeYears', seasonal ? '更新季节性预案' : '三年评估', due, evaluation)
    }
  }
  askForMorning(work)
}

/** The same day so many months later; the last of the month where it has no such day. */
export function monthsLater(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0))
  const there = Math.min(date, last.getUTCDate())
  return `${last.toISOString().slice(0, 8)}${String(there).padStart(2, '0')}`
}
