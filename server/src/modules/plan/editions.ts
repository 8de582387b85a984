import { randomUUID } from 'node:crypto'
import { PlanContent, type planAbout } from '@anlan/contract/plan.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { addParty } from '../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../kernel/problem.ts'
import { lockAsSeen } from '../../kernel/work/as-seen.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'
import { findUnit } from '../directory/api.ts'
import { contentOf } from './in-force.ts'
import { indexPlans } from './paragraphs.ts'
import { editablePlan, mayEdit, preparingStates } from './reach.ts'
import { contentFaults } from './rules.ts'
import type { Plan } from './schema.ts'

/** What a plan is about, as `planAbout` describes it. */
export type PlanAbout = { [Field in keyof typeof planAbout]: z.output<(typeof planAbout)[Field]> }

/** A new plan with its first edition, in drafting. Problems point at the field: a unit outside reach, an unknown upper plan, a content that contradicts itself. */
export async function createPlan(
  work: Work,
  {
    id = randomUUID(),
    about,
    content,
    reason,
  }: { id?: string; about: PlanAbout; content: PlanContent; reason: string },
): Promise<string> {
  const unit = await findUnit(work.tx, about.unitId)
  if (!unit?.enabled || !(await mayEdit(work, about.unitId)))
    throw fieldProblem('invalid-input', '/unitId', '编制单位', '该单位不存在、已撤销或不在您的管辖范围')
  await assertAbout(work, about)
  assertContent(content, '/content')
  await work.tx
    .insertInto('plan')
    .values({
      ...columnsOf(about),
      id,
      kind: about.kind,
      unit_id: about.unitId,
      version: 1,
      created_at: work.now,
      created_by_name: work.actor.name,
      changed_at: work.now,
    })
    .execute()
  await addParty(work, id, about.unitId, '编制单位')
  const named = { ...columnsOf(about), id, kind: about.kind, unit_id: about.unitId }
  await indexPlans(work, [{ plan: named, issued: false, documentNumber: null }])
  await insertEdition(work, id, 1, content, reason)
  recordFact(
    work,
    'plan.created',
    id,
    { title: about.title, kind: about.kind, reason },
    { matter: id, chain: about.unitId },
  )
  return id
}

async function insertEdition(
  work: Work,
  planId: string,
  edition: number,
  content: PlanContent,
  reason: string,
  id = randomUUID() as string,
) {
  await work.tx
    .insertInto('plan_edition')
    .values({
      id,
      plan_id: planId,
      edition,
      state: 'drafting',
      content: JSON.stringify(PlanContent.parse(content)),
      version: 1,
      reason,
      opened_at: work.now,
      opened_by_name: work.actor.name,
      changed_at: work.now,
      document_number: null,
      issuing_body: null,
      issued_on: null,
      ended_at: null,
      end_reason: '',
    })
    .execute()
  return id
}

const columnsOf = (about: Omit<PlanAbout, 'kind' | 'unitId'>) => ({
  title: about.title,
  topic: about.topic,
  event_types: [...new Set(about.eventTypes)],
  keywords: [...new Set(about.keywords)],
  parent_id: about.parentId,
  risk_id: about.riskId,
})

/** Saves what the edition being drafted says, on top of the version that was seen. Returns the new version. */
export async function saveContent(
  work: Work,
  planId: string,
  input: { version: number; content: PlanContent },
): Promise<number> {
  const plan = await editablePlan(work, planId, true)
  const preparing = await preparingEdition(work, planId)
  if (preparing?.state !== 'drafting') throw new Problem('plan/not-drafting')
  assertContent(input.content, '/content')
  const before = await lockAsSeen(
    work.tx.selectFrom('plan_edition').selectAll().where('id', '=', preparing.id),
    input.version,
  )
  const version = before.version + 1
  await work.tx
    .updateTable('plan_edition')
    .set({ content: JSON.stringify(input.content), version, changed_at: work.now })
    .where('id', '=', before.id)
    .execute()
  await work.tx.updateTable('plan').set({ changed_at: work.now }).where('id', '=', planId).execute()
  const { steps, chapters, levels } = input.content
  recordFact(
    work,
    'plan.content-saved',
    planId,
    {
      title: plan.title,
      edition: before.edition,
      version,
      chapters: chapters.length,
      levels: levels.length,
      steps: steps.length,
    },
    { matter: planId, chain: plan.unit_id },
  )
  return version
}

/** Changes what the plan is about; kind and unit stay. */
export async function editAbout(
  work: Work,
  planId: string,
  { version, reason, ...about }: Omit<PlanAbout, 'kind' | 'unitId'> & { version: number; reason: string },
): Promise<void> {
  const plan = await editablePlan(work, planId)
  await lockAsSeen(work.tx.selectFrom('plan').selectAll().where('id', '=', planId), version)
  await assertAbout(work, { ...about, kind: plan.kind }, planId)
  const after = { ...columnsOf(about), version: version + 1, changed_at: work.now }
  await work.tx.updateTable('plan').set(after).where('id', '=', planId).execute()
  const issued = await work.tx
    .selectFrom('plan_edition')
    .select('document_number')
    .where('plan_id', '=', planId)
    .where('issued_on', 'is not', null)
    .orderBy('edition', 'desc')
    .executeTakeFirst()
  await indexPlans(work, [
    { plan: { ...plan, ...after }, issued: issued !== undefined, documentNumber: issued?.document_number ?? null },
  ])
  recordFact(
    work,
    'plan.about-changed',
    planId,
    { before: namesOf(plan), after: namesOf({ ...plan, ...after }), reason },
    { matter: planId, chain: plan.unit_id },
  )
}

const namesOf = (plan: Plan) => ({
  title: plan.title,
  topic: plan.topic,
  eventTypes: plan.event_types,
  keywords: plan.keywords,
  parentId: plan.parent_id,
  riskId: plan.risk_id,
})

/** The next edition: a copy of the one in force, to be drafted. That one stays in force until the new one is issued. Returns its id. */
export async function newEdition(work: Work, planId: string, reason: string, editionId?: string): Promise<string> {
  const plan = await editablePlan(work, planId, true)
  if (await preparingEdition(work, planId)) throw new Problem('plan/preparing')
  const editions = await work.tx
    .selectFrom('plan_edition')
    .select(['edition', 'state', 'content'])
    .where('plan_id', '=', planId)
    .orderBy('edition', 'desc')
    .execute()
  const source = editions.find(one => one.state === 'inForce') ?? editions[0]
  if (!source) throw new Problem('not-found')
  const edition = (editions[0]?.edition ?? 0) + 1
  const id = await insertEdition(work, planId, edition, contentOf(source.content), reason, editionId)
  await work.tx.updateTable('plan').set({ changed_at: work.now }).where('id', '=', planId).execute()
  recordFact(
    work,
    'plan.edition-opened',
    planId,
    { title: plan.title, edition, editionId: id, reason },
    { matter: planId, chain: plan.unit_id },
  )
  return id
}

/** The edition that is not issued yet. */
export const preparingEdition = (work: Work, planId: string) =>
  work.tx
    .selectFrom('plan_edition')
    .select(['id', 'edition', 'state', 'version'])
    .where('plan_id', '=', planId)
    .where('state', 'in', preparingStates)
    .executeTakeFirst()

function assertContent(content: PlanContent, under: string) {
  const faults = contentFaults(content).map(fault => ({ ...fault, pointer: `${under}${fault.pointer}` }))
  if (faults.length > 0) throw new Problem('invalid-input', { detail: faults[0]?.message ?? '', errors: faults })
}

async function assertAbout(work: Work, about: Omit<PlanAbout, 'unitId'>, planId?: string) {
  if (about.kind === 'scheme' && about.parentId === null)
    throw fieldProblem('invalid-input', '/parentId', '上级预案', '实施方案须选择它所落实的预案')
  if (about.parentId !== null) {
    const { rows } = await sql<{ id: string; parent_id: string | null }>`
      with recursive up as (select id, parent_id from plan where id = ${about.parentId}
        union select p.id, p.parent_id from plan p join up on p.id = up.parent_id)
      select id, parent_id from up`.execute(work.tx)
    if (rows.length === 0) throw fieldProblem('invalid-input', '/parentId', '上级预案', '没有这份上级预案')
    if (planId && rows.some(row => row.id === planId))
      throw fieldProblem('invalid-input', '/parentId', '上级预案', '上级预案不能是本预案或其下级预案')
  }
  if (about.riskId !== null) {
    const risk = await work.tx
      .selectFrom('register_record')
      .select('id')
      .where('id', '=', about.riskId)
      .executeTakeFirst()
    if (!risk) throw fieldProblem('invalid-input', '/riskId', '风险点', '台账中没有这个风险点')
  }
}
