import { randomUUID } from 'node:crypto'
import type { Work } from '../../../kernel/work/work.ts'
import { countyForms } from './forms.ts'

/** Forms that are new to the store are added and published; those that are there stay as the county has them. */
export async function seedForms(work: Work): Promise<void> {
  const known = new Set(
    (await work.tx.selectFrom('form').select(['code', 'name']).execute()).flatMap(row => [row.code, row.name]),
  )
  for (const [sort, form] of countyForms.entries()) {
    if (known.has(form.code) || known.has(form.name)) continue
    const id = randomUUID()
    const definition = JSON.stringify(form.definition)
    await work.tx
      .insertInto('form')
      .values({
        id,
        code: form.code,
        name: form.name,
        purpose: form.purpose,
        draft: definition,
        draft_changed: false,
        revision: 1,
        saved_by_name: '系统',
        version: 1,
        enabled: true,
        // In their order on the screen.
        created_at: new Date(work.now.getTime() + sort),
      })
      .execute()
    await work.tx
      .insertInto('form_version')
      .values({
        id: randomUUID(),
        form_id: id,
        version: 1,
        definition,
        note: '产品默认（设计），由县政府办公室核定',
        published_at: work.now,
        published_by_name: '系统',
      })
      .execute()
  }
}
