import type { TaskReason } from '@anlan/contract/plan-cycle.ts'
import { sql } from 'kysely'
import type { RecordedFact, Subscriber } from '../../kernel/module.ts'
import type { Work } from '../../kernel/work/work.ts'
import { addDays, shanghaiDay } from '../calendar/api.ts'
import { findUnit, unitsByFunction } from '../directory/api.ts'
import { bearersOf, contentsInForce } from '../plan/api.ts'
import { limitOf } from './limits.ts'
import { openPlanTask } from './tasks.ts'

/** What changed in the county, in words, and how a plan that hangs on it is known. */
interface Change {
  reason: TaskReason
  words: string
  /** Text that the content of every such plan holds; null where it is for the risk `riskId`. */
  marks: string[] | null
  /** Looks closer at a post that such a plan names. */
  names?: (bearer: string) => boolean
  riskId?: string
}

const organised = ['岗位撤销', '单位合并', '单位撤销']
const counted: Record<string, string> = { 'rescue-teams': '应急队伍', shelters: '避难场所' }
const grades = ['低', '一般', '较大', '重大']

/**
 * Plans in force are to be revised, or looked through and left as they are for a reason, when a post or unit that they name is gone, when a team or shelter
 * that they count on is struck off, and when the risk that they are for is raised (预案修订情形, W125). Each cause asks once.
 */
export const followChanges: Record<string, Subscriber> = {
  'organisation-changed': {
    on: ['directory.changed'],
    concerns: data => organised.includes(String(data['what'])),
    handle: async (work, fact) => ask(work, fact, await organisationChange(work, fact)),
  },
  'resource-gone': {
    on: ['register.record-removed'],
    concerns: data => String(data['ledger']) in counted,
    handle: async (work, fact) => {
      const what = `${counted[String(fact.data['ledger'])]}“${await titleOf(work, fact.subjectId)}”已注销`
      await ask(work, fact, { reason: 'resources', words: what, marks: [fact.subjectId] })
    },
  },
  'risk-raised': {
    on: ['register.record-changed'],
    concerns: data => data['ledger'] === 'risk-points' && raisedTo(data) !== null,
    handle: async (work, fact) => {
      const words = `风险源“${await titleOf(work, fact.subjectId)}”等级升为${raisedTo(fact.data)}`
      await ask(work, fact, { reason: 'risk', words, marks: null, riskId: fact.subjectId })
    },
  },
}

/** The grade that a change raised a risk to; null where it did not. */
function raisedTo(data: Record<string, unknown>): string | null {
  const changes = Array.isArray(data['changes'])
    ? (data['changes'] as { field: string; before: unknown; after: unknown }[])
    : []
  const grade = changes.find(one => one.field === 'grade')
  return grade && grades.indexOf(String(grade.after)) > grades.indexOf(String(grade.before))
    ? String(grade.after)
    : null
}

async function organisationChange(work: Work, { subjectId, data }: RecordedFact): Promise<Change | null> {
  if (data['what'] !== '岗位撤销') {
    const unit = await findUnit(work.tx, subjectId)
    // Taken back meanwhile.
    if (!unit || unit.enabled) return null
    const into = typeof data['into'] === 'string' ? await findUnit(work.tx, data['into']) : undefined
    const words = `${unit.name}已${into ? `并入${into.name}` : '撤销'}`
    return { reason: 'organisation', words, marks: [`unit:${unit.id}`] }
  }
  const post = await work.tx.selectFrom('post').selectAll().where('id', '=', subjectId).executeTakeFirst()
  const unit = post && (await findUnit(work.tx, post.unit_id))
  if (!post || !unit) return null
  const offices = [...(await unitsByFunction(work.tx))].flatMap(([name, one]) =>
    one.id === unit.id ? `office:${name}` : [],
  )
  const wheres = [`unit:${unit.id}`, ...offices]
  const alone = [`post:${post.id}`, ...(unit.kind === 'leadership' ? [`leader:${post.name}`] : [])]
  return {
    reason: 'organisation',
    words: `${unit.name}“${post.name}”岗位已撤销`,
    marks: [...alone, ...wheres],
    names: bearer => {
      const [where = '', kind = 'head'] = bearer.split('/')
      return alone.includes(bearer) || (wheres.includes(where) && kind === post.kind)
    },
  }
}

const titleOf = async (work: Work, recordId: string): Promise<string> =>
  (
    await sql<{
      title: string
    }>`select coalesce(values ->> 'name', key) as title from register_record where id = ${recordId}`.execute(work.tx)
  ).rows[0]?.title ?? ''

async function ask(work: Work, fact: RecordedFact, change: Change | null): Promise<void> {
  if (!change) return
  const limit = await limitOf(work, 'CHANGE')
  for (const plan of await plansOf(work, change)) {
    const title = `${change.words}，核对预案：${plan.title}`.slice(0, 200)
    // The same fact may be told twice, also after the unit has answered.
    const asked = await work.tx
      .selectFrom('plan_task')
      .select('id')
      .where('plan_id', '=', plan.id)
      .where('title', '=', title)
      .where('opened_at', '>=', fact.at)
      .executeTakeFirst()
    if (asked) continue
    await openPlanTask(work, {
      reason: change.reason,
      title,
      unitId: plan.unit_id,
      planId: plan.id,
      dueOn: addDays(shanghaiDay(work.now), limit.days),
      source: limit.source,
    })
  }
}

/** Plans in force that hang on what changed. */
async function plansOf(work: Work, { marks, names, riskId }: Change) {
  const { rows } = await sql<{ id: string; title: string; unit_id: string }>`
    select p.id, p.title, p.unit_id from plan p join plan_edition e on e.plan_id = p.id and e.state = 'inForce'
    where ${marks ? sql`exists (select 1 from unnest(${marks}::text[]) mark where position(mark in e.content::text) > 0)` : sql`p.risk_id = ${riskId}`}
    order by p.title, p.id`.execute(work.tx)
  if (!names) return rows
  const contents = await contentsInForce(
    work,
    rows.map(row => row.id),
  )
  return rows.filter(row => {
    const content = contents.get(row.id)
    return content !== undefined && bearersOf(content).some(names)
  })
}
