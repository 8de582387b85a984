import { unitKinds } from '@anlan/contract/directory.ts'
import type { DefaultRecipient, EditPaperKind, PaperKindList, PaperKindView } from '@anlan/contract/paper.ts'
import { type Role, roles } from '@anlan/contract/permissions.ts'
import type { z } from 'zod'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { changeHistory, yesNo } from '../../../kernel/work/change-history.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { unitsByFunction } from '../../directory/api.ts'
import type { PaperKind } from '../papers/schema.ts'

export async function listPaperKinds(work: Work): Promise<z.input<typeof PaperKindList>> {
  const rows = await work.tx.selectFrom('paper_kind').selectAll().orderBy('sort').execute()
  const words = await recipientWords(work)
  return {
    items: rows.map(row => presentKind(row, words)),
    recipientChoices: [...words].map(([code, name]) => ({ code, name })),
  }
}

/** The kinds of units and the offices that a paper may usually go to, by code. */
async function recipientWords(work: Work): Promise<Map<string, string>> {
  const functions = await unitsByFunction(work.tx)
  return new Map([
    ...receivingKinds.map(
      kind => [`kind/${kind}`, kind === 'leadership' ? '县领导' : `各${unitKinds[kind]}`] as [string, string],
    ),
    ...[...functions].map(([name, unit]) => [`function/${name}`, unit.name] as [string, string]),
  ])
}

const receivingKinds = ['leadership', 'department', 'town', 'village', 'enterprise', 'team'] as const

const codeOf = (one: DefaultRecipient) => ('function' in one ? `function/${one.function}` : `kind/${one.unitKind}`)

function recipientOf({ code, copy }: { code: string; copy: boolean }, i: number, words: Map<string, string>) {
  const [kind, name = ''] = code.split('/')
  if (!words.has(code))
    throw fieldProblem('invalid-input', `/recipients/${i}/code`, '分发对象', '分发对象不在可选范围内')
  return kind === 'function' ? { function: name, copy } : { unitKind: name, copy }
}

/** What became of a kind, newest first. */
export async function historyOfKind(work: Work, code: string) {
  const kind = await work.tx.selectFrom('paper_kind').select('code').where('code', '=', code).executeTakeFirst()
  if (!kind) throw new Problem('not-found')
  const words = await recipientWords(work)
  const listed = (value: unknown) => (value as string[]).filter(Boolean).join('、') || '（空）'
  return changeHistory(work, 'document.kind-changed', code, [
    { key: 'sections', label: '默认各节', show: listed },
    { key: 'needsReview', label: '先审核', show: yesNo },
    { key: 'signers', label: '签发人', show: value => (value as Role[]).map(role => roles[role]).join('、') },
    {
      key: 'recipients',
      label: '默认分发',
      show: value =>
        ((value ?? []) as DefaultRecipient[])
          .map(one => `${one.copy ? '抄送' : ''}${words.get(codeOf(one)) ?? codeOf(one)}`)
          .join('、') || '逐件选择',
    },
    { key: 'enabled', label: '启用', show: yesNo },
  ])
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
  const words = await recipientWords(work)
  const recipients = input.recipients?.map((one, i) => recipientOf(one, i, words))
  const after = await work.tx
    .updateTable('paper_kind')
    .set({
      ...(recipients && { recipients: JSON.stringify(recipients) }),
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
    recipients: row.recipients,
    enabled: row.enabled,
  })
  recordFact(work, 'document.kind-changed', code, { before: told(before), after: told(after), reason: input.reason })
  return presentKind(after, words)
}

function presentKind(row: PaperKind, words: Map<string, string>): z.input<typeof PaperKindView> {
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
      code: codeOf(one),
      name: words.get(codeOf(one)) ?? ('function' in one ? one.function : one.unitKind),
      copy: one.copy,
    })),
    enabled: row.enabled,
    source: { name: row.source, article: '', confidence: row.confidence },
  }
}
