import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { EditForm, FormList, FormView, NewForm, PublishForm } from '@anlan/contract/form.ts'
import type { z } from 'zod'
import { reachFor } from '../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import type { FormRow } from '../schema.ts'
import { settledDefinition } from './fields.ts'
import { definitionOf } from './version.ts'

/** The county's forms; those that are only drafts exist for whoever may define them. */
export async function listForms(work: Work): Promise<z.output<typeof FormList>> {
  const mayDefine = reachFor(work.actor, 'form.define') !== null
  const rows = await work.tx
    .selectFrom('form as f')
    .selectAll('f')
    .select(eb => [
      eb
        .selectFrom('form_collection as c')
        .select(eb.fn.countAll<number>().as('n'))
        .whereRef('c.form_id', '=', 'f.id')
        .where('c.closed_at', 'is', null)
        .as('open'),
      eb
        .selectFrom('form_version as v')
        .select('v.published_at')
        .whereRef('v.form_id', '=', 'f.id')
        .whereRef('v.version', '=', 'f.version')
        .as('published_at'),
    ])
    .$if(!mayDefine, query => query.where('f.version', 'is not', null).where('f.enabled', '=', true))
    .orderBy('f.created_at')
    .orderBy('f.name')
    .execute()
  return {
    items: rows.map(row => ({
      ...lineOf(row, mayDefine),
      publishedAt: row.published_at?.toISOString() ?? null,
      openCollections: Number(row.open ?? 0),
    })),
  }
}

/** One form with all its versions. Whoever may not define sees the published ones only. */
export async function presentForm(work: Work, id: string): Promise<FormView> {
  const mayDefine = reachFor(work.actor, 'form.define') !== null
  const form = await work.tx.selectFrom('form').selectAll().where('id', '=', id).executeTakeFirst()
  if (!form || (!mayDefine && form.version === null)) throw new Problem('not-found')
  const versions = await work.tx
    .selectFrom('form_version as v')
    .selectAll('v')
    .select(eb =>
      eb
        .selectFrom('form_piece as p')
        .select(eb.fn.countAll<number>().as('n'))
        .whereRef('p.form_id', '=', 'v.form_id')
        .whereRef('p.version', '=', 'v.version')
        .as('pieces'),
    )
    .where('v.form_id', '=', id)
    .orderBy('v.version', 'desc')
    .execute()
  const inForce = versions.find(row => row.version === form.version)
  const open = await work.tx
    .selectFrom('form_collection')
    .select(eb => eb.fn.countAll<number>().as('n'))
    .where('form_id', '=', id)
    .where('closed_at', 'is', null)
    .executeTakeFirstOrThrow()
  return {
    ...lineOf(form, mayDefine),
    publishedAt: inForce?.published_at.toISOString() ?? null,
    openCollections: Number(open.n),
    draft: mayDefine || !inForce ? form.draft : inForce.definition,
    revision: form.revision,
    draftSavedByName: form.saved_by_name,
    versions: versions.map(row => ({
      version: row.version,
      publishedAt: row.published_at.toISOString(),
      publishedByName: row.published_by_name,
      note: row.note,
      definition: row.definition,
      pieces: Number(row.pieces ?? 0),
    })),
  }
}

const lineOf = (row: FormRow, mayDefine: boolean) => ({
  id: row.id,
  name: row.name,
  purpose: row.purpose,
  version: row.version,
  draftChanged: row.draft_changed,
  enabled: row.enabled,
  mayDefine,
})

/** A new form, as a draft: nobody fills it in before it is published. */
export async function createForm(work: Work, input: z.output<typeof NewForm>): Promise<string> {
  await refuseTwin(work, input.name, null)
  const id = input.id ?? randomUUID()
  await work.tx
    .insertInto('form')
    .values({
      id,
      code: null,
      name: input.name,
      purpose: input.purpose,
      draft: JSON.stringify(settledDefinition(input.definition)),
      draft_changed: true,
      revision: 1,
      saved_by_name: work.actor.name,
      version: null,
      enabled: true,
      created_at: work.now,
    })
    .execute()
  recordFact(work, 'form.drafted', id, { name: input.name })
  return id
}

/** Changes the draft; what is in force stays so until the draft is published. */
export async function editForm(work: Work, id: string, input: z.output<typeof EditForm>): Promise<void> {
  const form = await formForChange(work, id, input.revision)
  await refuseTwin(work, input.name, id)
  const definition = settledDefinition(input.definition)
  const inForce = form.version === null ? null : await definitionOf(work, id, form.version)
  await work.tx
    .updateTable('form')
    .set({
      name: input.name,
      purpose: input.purpose,
      enabled: input.enabled,
      draft: JSON.stringify(definition),
      draft_changed: !inForce || !isDeepStrictEqual(inForce, definition),
      revision: form.revision + 1,
      saved_by_name: work.actor.name,
    })
    .where('id', '=', id)
    .execute()
  recordFact(work, 'form.edited', id, { name: input.name, revision: form.revision + 1, enabled: input.enabled })
}

/** Puts the draft in force: rounds opened from now on ask for it, pieces that stand keep the version they were opened with. */
export async function publishForm(work: Work, id: string, input: z.output<typeof PublishForm>): Promise<void> {
  const form = await formForChange(work, id, input.revision)
  if (!form.draft_changed) throw new Problem('form/nothing-new')
  const version = (form.version ?? 0) + 1
  await work.tx
    .insertInto('form_version')
    .values({
      id: input.id ?? randomUUID(),
      form_id: id,
      version,
      definition: JSON.stringify(form.draft),
      note: input.note,
      published_at: work.now,
      published_by_name: work.actor.name,
    })
    .execute()
  await work.tx
    .updateTable('form')
    .set({ version, draft_changed: false, revision: form.revision + 1 })
    .where('id', '=', id)
    .execute()
  recordFact(work, 'form.published', id, { name: form.name, version, note: input.note })
}

async function formForChange(work: Work, id: string, revision: number): Promise<FormRow> {
  const form = await work.tx.selectFrom('form').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!form) throw new Problem('not-found')
  if (form.revision !== revision)
    throw new Problem('form/changed', { detail: `${form.saved_by_name}刚刚保存了这张表的设计` })
  return form
}

async function refuseTwin(work: Work, name: string, except: string | null) {
  const twin = await work.tx.selectFrom('form').select('id').where('name', '=', name).executeTakeFirst()
  if (twin && twin.id !== except) throw fieldProblem('invalid-input', '/name', '表格名称', `已有名为“${name}”的表格`)
}
