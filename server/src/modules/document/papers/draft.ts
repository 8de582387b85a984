import { randomUUID } from 'node:crypto'
import type { EditPaper, PaperRecipient, PaperSection, PaperStep } from '@anlan/contract/paper.ts'
import type { Role } from '@anlan/contract/permissions.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { findUnit, unitsByFunction } from '../../directory/api.ts'
import { issuingUnit, paperForChange } from './reach.ts'
import { recipientsOf, setRecipients, usualRecipients } from './recipients.ts'
import type { Paper, PaperKind } from './schema.ts'

/** A paper to be drafted. What is left out comes from its kind. */
export interface NewPaper {
  id?: string | undefined
  kind: string
  title: string
  urgency?: '特急' | '加急' | null
  secrecy?: string
  sections?: PaperSection[] | undefined
  main?: PaperRecipient[] | undefined
  copies?: PaperRecipient[] | undefined
  fileIds?: string[]
  note?: string
  contact?: string
  /** Events it speaks of; the caller has made sure that the drafter may see them. */
  events?: { id: string; title: string }[]
  /** The unit that issues it; the drafter's own unless given. */
  unitId?: string
  /** Where only one paper may be drafted from something: what that is. */
  origin?: string
  replacesId?: string
}

/**
 * Drafts a paper; it is edited, reviewed, signed and distributed from then on like any other. Returns its id, or that of the one that was
 * drafted from the same `origin` before.
 */
export async function draftPaper(work: Work, wanted: NewPaper): Promise<string> {
  const kind = await work.tx
    .selectFrom('paper_kind')
    .selectAll()
    .where('code', '=', wanted.kind)
    .where('enabled', '=', true)
    .executeTakeFirst()
  if (!kind) throw fieldProblem('paper/unknown-kind', '/kind', '公文种类', '公文种类不存在或已停用')
  refuseSecrets(wanted.secrecy)
  const unitId = wanted.unitId ?? (await issuingUnit(work)).id
  await refuseWithoutSigner(work, kind, unitId)
  const sections = wanted.sections ?? kind.sections.map(heading => blank(heading))
  const id = wanted.id ?? randomUUID()
  const drafted = await work.tx
    .insertInto('paper')
    .values({
      id,
      kind: kind.code,
      unit_id: unitId,
      state: 'draft',
      title: wanted.title,
      urgency: wanted.urgency ?? null,
      secrecy: wanted.secrecy ?? '内部',
      sections: JSON.stringify(sections),
      note: wanted.note ?? '',
      contact: wanted.contact ?? '',
      series: null,
      year: null,
      issue: null,
      number: null,
      revision: 1,
      origin: wanted.origin ?? null,
      drafted_by: work.actor.accountId,
      drafted_by_name: work.actor.name,
      created_at: work.now,
      signed_at: null,
      signed_by_name: null,
      sent_at: null,
      withdrawn_at: null,
      withdrawn_reason: null,
      replaces_id: wanted.replacesId ?? null,
    })
    // Only for what it is drafted from: a twin that another node drafts at this moment waits here and then finds this one.
    .$if(wanted.origin !== undefined, query => query.onConflict(conflict => conflict.doNothing()))
    .returning('id')
    .executeTakeFirst()
  if (!drafted) return (await paperOfOrigin(work, wanted.origin ?? ''))?.id ?? id
  await keepRevision(work, id, 1, wanted.title, sections)
  await noteStep(work, id, 'drafted')
  const usual = wanted.main && wanted.copies ? null : await usualRecipients(work, kind, unitId)
  await setRecipients(work, id, {
    main: wanted.main ?? usual?.main ?? [],
    copies: wanted.copies ?? usual?.copies ?? [],
  })
  await attachFiles(work, id, wanted.fileIds ?? [])
  if (wanted.events?.length)
    await work.tx
      .insertInto('paper_event')
      .values(wanted.events.map((event, sort) => ({ paper_id: id, event_id: event.id, title: event.title, sort })))
      .execute()
  recordFact(work, 'paper.drafted', id, { kind: kind.code, title: wanted.title }, { chain: unitId })
  return id
}

/** The paper that was drafted from something; thrown-away ones only on request. */
export const paperOfOrigin = (work: Work, origin: string, { orDiscarded = false } = {}) =>
  work.tx
    .selectFrom('paper')
    .select(['id', 'state', 'title'])
    .where('origin', '=', origin)
    .$if(!orDiscarded, query => query.where('state', '!=', 'discarded'))
    .executeTakeFirst()

/** Changes a draft. What was reviewed before has to be again. */
export async function editPaper(work: Work, id: string, input: z.output<typeof EditPaper>): Promise<void> {
  const paper = await paperForChange(work, id)
  assertUnsigned(paper)
  if (input.revision !== paper.revision) throw new Problem('conflict', { detail: '该公文已被他人修改，请刷新后再改' })
  refuseSecrets(input.secrecy)
  const sections = input.sections ?? paper.sections
  const title = input.title ?? paper.title
  const revision = paper.revision + 1
  await work.tx
    .updateTable('paper')
    .set({
      title,
      urgency: input.urgency === undefined ? paper.urgency : input.urgency,
      secrecy: input.secrecy ?? paper.secrecy,
      sections: JSON.stringify(sections),
      note: input.note ?? paper.note,
      contact: input.contact ?? paper.contact,
      revision,
      state: 'draft',
    })
    .where('id', '=', id)
    .execute()
  await keepRevision(work, id, revision, title, sections)
  await noteStep(work, id, 'edited')
  if (input.main || input.copies) {
    const now = await recipientsOf(work, id)
    await setRecipients(work, id, { main: input.main ?? now.main, copies: input.copies ?? now.copies })
  }
  if (input.fileIds) {
    await work.tx.deleteFrom('paper_file').where('paper_id', '=', id).execute()
    await attachFiles(work, id, input.fileIds)
  }
  recordFact(work, 'paper.edited', id, { revision }, { chain: paper.unit_id })
}

export async function discardPaper(work: Work, id: string): Promise<void> {
  const paper = await paperForChange(work, id)
  assertUnsigned(paper)
  await work.tx.updateTable('paper').set({ state: 'discarded' }).where('id', '=', id).execute()
  await noteStep(work, id, 'discarded')
  recordFact(work, 'paper.discarded', id, { title: paper.title }, { chain: paper.unit_id })
}

export const assertUnsigned = (paper: Paper) => {
  if (paper.signed_at) throw new Problem('paper/already-signed')
  if (paper.state === 'discarded') throw new Problem('paper/wrong-state', { detail: '公文已作废' })
}

/** Writes down who did a step, with an opinion where there is one. */
export const noteStep = (work: Work, paperId: string, step: PaperStep, opinion = '') =>
  work.tx
    .insertInto('paper_signature')
    .values({
      id: randomUUID(),
      paper_id: paperId,
      step,
      account_id: work.actor.accountId,
      by_name: work.actor.name,
      at: work.now,
      opinion,
    })
    .execute()

export const blank = (heading: string): PaperSection => ({ heading, text: '', table: null, references: [] })

/** A kind that nobody of the unit may sign would never leave: 值班日报 is the county's room's. */
async function refuseWithoutSigner(work: Work, kind: PaperKind, unitId: string) {
  const functions = await unitsByFunction(work.tx)
  if (functions.get('generalDutyOffice')?.id === unitId) return
  const unit = await findUnit(work.tx, unitId)
  const heads: Role[] = unit?.kind === 'town' ? ['township_leader'] : ['department_officer', 'bureau_officer']
  if (!heads.some(role => kind.signers.includes(role)))
    throw fieldProblem('paper/unknown-kind', '/kind', '公文种类', `${kind.name}由县总值班室拟制`)
}

/** What the State Secrets Law covers is not kept here (保守国家秘密法 第三十一条: 不得在非涉密系统中存储). */
function refuseSecrets(secrecy: string | undefined) {
  if (secrecy === '秘密' || secrecy === '机密' || secrecy === '绝密')
    throw fieldProblem('paper/secrecy', '/secrecy', '密级', '涉密公文请通过涉密渠道办理，本系统不保存')
}

/** Makes files part of the paper, so that its receivers may open them: only the drafter's own unit's, and none that belongs to another matter. */
async function attachFiles(work: Work, paperId: string, fileIds: string[]) {
  const wanted = [...new Set(fileIds)]
  if (wanted.length === 0) return
  const taken = await work.tx
    .updateTable('file')
    .set({ matter_id: paperId })
    .where(sql<boolean>`id = any(${wanted}::uuid[])`)
    .where(eb =>
      eb.or([
        eb('matter_id', '=', paperId),
        eb.and([eb('unit_id', '=', work.actor.unitId), eb('matter_id', 'is', null)]),
      ]),
    )
    .returning('id')
    .execute()
  const stray = wanted.find(id => !taken.some(file => file.id === id))
  if (stray)
    throw fieldProblem(
      'paper/file-in-use',
      `/fileIds/${fileIds.indexOf(stray)}`,
      '附件',
      '附件不存在或已用于其他事项，请重新上传',
    )
  await work.tx
    .insertInto('paper_file')
    .values(wanted.map((file_id, sort) => ({ paper_id: paperId, file_id, sort })))
    .execute()
}

const keepRevision = (work: Work, paperId: string, revision: number, title: string, sections: PaperSection[]) =>
  work.tx
    .insertInto('paper_revision')
    .values({
      paper_id: paperId,
      revision,
      title,
      sections: JSON.stringify(sections),
      saved_at: work.now,
      saved_by: work.actor.accountId,
      saved_by_name: work.actor.name,
    })
    .execute()
