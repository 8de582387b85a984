import { unitKinds } from '@anlan/contract/directory.ts'
import type { EditPaperKind, PaperKindView } from '@anlan/contract/paper.ts'
import type { z } from 'zod'
import { Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { unitsByFunction } from '../../directory/api.ts'
import type { PaperKind } from '../papers/schema.ts'

export async function listPaperKinds(work: Work): Promise<z.input<typeof PaperKindView>[]> {
  const rows = await work.tx.selectFrom('paper_kind').selectAll().orderBy('sort').execute()
  return Promise.all(rows.map(row => presentKind(work, row)))
}

/** Changes what stands in papers of a kind, who reviews and who signs them. Papers that are under way go by the new row from their next step on. */
export async function editPaperKind(
  work: Work,
  code: string,
  input: z.output<typeof EditPaperKind>,
): Promise<z.input<typeof PaperKindView>> {
  const before = await work.tx
    .selectFrom('paper_kind')
    .selectAll()
    .where('code', '=', code)
    .forUpdate()
    .executeTakeFirst()
  if (!before) throw new Problem('not-found')
  const after = await work.tx
    .updateTable('paper_kind')
    .set({
      sections: JSON.stringify(input.sections),
      needs_review: input.needsReview,
      signers: input.signers,
      enabled: input.enabled,
    })
    .where('code', '=', code)
    .returningAll()
    .executeTakeFirstOrThrow()
  const told = (row: PaperKind) => ({
    sections: row.sections,
    needsReview: row.needs_review,
    signers: row.signers,
    enabled: row.enabled,
  })
  recordFact(work, 'document.kind-changed', code, { before: told(before), after: told(after), reason: input.reason })
  return presentKind(work, after)
}

async function presentKind(work: Work, row: PaperKind): Promise<z.input<typeof PaperKindView>> {
  const functions = await unitsByFunction(work.tx)
  return {
    code: row.code,
    name: row.name,
    purpose: row.purpose,
    series: row.series,
    pattern: row.pattern,
    head: row.head,
    sections: row.sections,
    needsReview: row.needs_review,
    signers: row.signers,
    recipients: row.recipients.map(one => ({
      name:
        'function' in one
          ? (functions.get(one.function)?.name ?? one.function)
          : one.unitKind === 'leadership'
            ? '县领导'
            : `各${unitKinds[one.unitKind as keyof typeof unitKinds] ?? one.unitKind}`,
      copy: one.copy,
    })),
    enabled: row.enabled,
    source: { name: row.source, article: '', confidence: row.confidence },
  }
}
