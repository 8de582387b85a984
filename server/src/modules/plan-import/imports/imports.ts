import { randomUUID } from 'node:crypto'
import {
  type DecidePlanProposals,
  type MakePlanOfImport,
  type PlanImportBrief,
  type PlanImportView,
  type PlanProposal,
  planProposalKinds,
  planProposalValues,
} from '@anlan/contract/plan-import.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { unitsInReach } from '../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { textComparer } from '../../../kernel/search/search-text.ts'
import { lockAsSeen } from '../../../kernel/work/as-seen.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { findUnit } from '../../directory/api.ts'
import { bearersOf, bearerWordsOf, createPlan } from '../../plan/api.ts'
import { resolver, withBearers } from '../bearers/resolve.ts'
import type { AnyDraft } from '../propose.ts'
import type { ReadPlan } from '../read-plan.ts'
import type { PlanImport } from '../schema.ts'
import { contentOf } from './content.ts'

const inReach = (work: Work) =>
  work.tx
    .selectFrom('plan_import')
    .selectAll()
    .where('unit_id', 'in', unitsInReach(work))
    .where('discarded_at', 'is', null)

/** Keeps what was read, posts named in it looked up in the directory. */
export async function keepImport(work: Work, input: { id?: string; name: string; read: ReadPlan }): Promise<string> {
  const id = input.id ?? randomUUID()
  const drafts = withBearers(input.read.drafts, await resolver(work, await textComparer()))
  const proposals = drafts.map(({ starters: _, ...one }: AnyDraft, i) => ({
    ...one,
    key: `p${i + 1}`,
    decision: 'open',
    corrected: false,
  }))
  await work.tx
    .insertInto('plan_import')
    .values({
      id,
      name: input.name,
      unit_id: work.actor.unitId as string,
      paragraphs: JSON.stringify(input.read.paragraphs),
      proposals: JSON.stringify(proposals),
      version: 1,
      created_at: work.now,
      created_by: work.actor.accountId,
      created_by_name: work.actor.name,
      plan_id: null,
      discarded_at: null,
    })
    .execute()
  recordFact(work, 'plan-import.read', id, {
    name: input.name,
    paragraphs: input.read.paragraphs.length,
    proposals: proposals.length,
  })
  return id
}

export async function listImports(work: Work): Promise<PlanImportBrief[]> {
  const { rows } = await sql<Omit<PlanImportBrief, 'createdAt'> & { createdAt: Date }>`
    select i.id, i.name, i.unit_id as "unitId", u.name as "unitName", i.created_at as "createdAt", i.created_by_name as "createdByName", i.plan_id as "planId",
      jsonb_array_length(i.proposals) as proposals,
      (select count(*)::int from jsonb_array_elements(i.proposals) p where p ->> 'decision' = 'open') as open
    from plan_import i join unit u on u.id = i.unit_id
    where i.unit_id in ${unitsInReach(work)} and i.discarded_at is null order by i.created_at desc, i.id limit 50`.execute(
    work.tx,
  )
  return rows.map(row => ({ ...row, createdAt: row.createdAt.toISOString() }))
}

export async function viewImport(work: Work, id: string): Promise<PlanImportView> {
  const row = await inReach(work).where('id', '=', id).executeTakeFirst()
  if (!row) throw new Problem('not-found')
  const unit = await findUnit(work.tx, row.unit_id)
  const content = contentOf(row.proposals.map(one => ({ ...one, decision: 'confirmed' as const })))
  return {
    id: row.id,
    name: row.name,
    unitId: row.unit_id,
    unitName: unit?.name ?? '',
    createdAt: row.created_at.toISOString(),
    createdByName: row.created_by_name,
    planId: row.plan_id,
    version: row.version,
    paragraphs: row.paragraphs,
    proposals: row.proposals,
    words: await bearerWordsOf(work, bearersOf(content)),
  }
}

async function openImport(work: Work, id: string, version: number): Promise<PlanImport> {
  const row = await lockAsSeen(inReach(work).where('id', '=', id), version)
  if (row.plan_id) throw new Problem('plan-import/settled')
  return row
}

/** What a person says to proposals: taken, taken otherwise, not taken, open again; or all that are sure enough at once. */
export async function decideProposals(
  work: Work,
  id: string,
  input: z.output<typeof DecidePlanProposals>,
): Promise<void> {
  const row = await openImport(work, id, input.version)
  const decisions = new Map(input.decisions.map(one => [one.key, one]))
  for (const [at, { key }] of input.decisions.entries())
    if (!row.proposals.some(one => one.key === key))
      throw fieldProblem('invalid-input', `/decisions/${at}/key`, '编号', `没有编号为“${key}”的建议`)
  let changed = 0
  const proposals = row.proposals.map((one): PlanProposal => {
    const said = decisions.get(one.key)
    if (said) {
      changed++
      const at = input.decisions.indexOf(said)
      const value = said.value === undefined ? one.value : corrected(one, said.value, at)
      return {
        ...one,
        decision: said.decision,
        value,
        corrected: one.corrected || said.value !== undefined,
      } as PlanProposal
    }
    const isSure =
      input.confirmFrom !== undefined &&
      one.confidence >= input.confirmFrom &&
      (!input.kinds || input.kinds.includes(one.kind))
    if (!isSure || one.decision !== 'open') return one
    changed++
    return { ...one, decision: 'confirmed' }
  })
  await work.tx
    .updateTable('plan_import')
    .set({ proposals: JSON.stringify(proposals), version: row.version + 1 })
    .where('id', '=', id)
    .execute()
  recordFact(work, 'plan-import.decided', id, { changed, from: input.confirmFrom ?? null })
}

/** The value as a person put it; refuses with the field's own name what the plan could not hold. */
function corrected(one: PlanProposal, value: Record<string, unknown>, at: number): PlanProposal['value'] {
  const parsed = planProposalValues[one.kind].safeParse(value)
  if (parsed.success) return parsed.data
  throw new Problem('invalid-input', {
    errors: parsed.error.issues.slice(0, 10).map(issue => ({
      pointer: `/decisions/${at}/value/${issue.path.map(String).join('/')}`,
      field: planProposalKinds[one.kind],
      message: `${planProposalKinds[one.kind]}：${issue.message}`,
    })),
  })
}

/** Makes the plan, in drafting, of what was confirmed. */
export async function makePlan(
  work: Work,
  importId: string,
  input: z.output<typeof MakePlanOfImport>,
): Promise<string> {
  const row = await openImport(work, importId, input.version)
  if (!row.proposals.some(one => one.decision === 'confirmed')) throw new Problem('plan-import/nothing-confirmed')
  const planId = await createPlan(work, {
    ...(input.id && { id: input.id }),
    about: input.about,
    content: contentOf(row.proposals),
    reason: input.reason || `由“${row.name}”导入`,
  })
  await work.tx
    .updateTable('plan_import')
    .set({ plan_id: planId, version: row.version + 1 })
    .where('id', '=', importId)
    .execute()
  recordFact(work, 'plan-import.plan-made', importId, { planId })
  return planId
}

/** Not wanted: the text is taken out, that it was there stays. */
export async function discardImport(work: Work, id: string): Promise<void> {
  const row = await inReach(work).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new Problem('not-found')
  if (row.plan_id) throw new Problem('plan-import/settled')
  await work.tx
    .updateTable('plan_import')
    .set({ discarded_at: work.now, paragraphs: '[]', proposals: '[]', version: row.version + 1 })
    .where('id', '=', id)
    .execute()
  recordFact(work, 'plan-import.discarded', id, { name: row.name })
}
