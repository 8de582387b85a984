import type { PaperDeliveryView, PaperRevisionView, PaperView } from '@anlan/contract/paper.ts'
import type { Permission } from '@anlan/contract/permissions.ts'
import { sql } from 'kysely'
import { matterInReach, reachFor, unitsInReach } from '../../../kernel/access/reach.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { refusalOfDecision } from '../sign-off.ts'
import { printedNames } from './printed-names.ts'
import { papersInReach } from './reach.ts'
import type { Paper, PaperDelivery, PaperKind } from './schema.ts'
import { kindOf, maySignKind, signOffOf } from './sign-off.ts'

/** A paper as the screen shows it, with what the asker may do. Drafts exist for their own unit only; `not-found` outside reach. */
export async function presentPaper(work: Work, id: string): Promise<PaperView> {
  const paper = await papersInReach(work).selectAll('p').where('p.id', '=', id).executeTakeFirst()
  if (!paper) throw new Problem('not-found')
  const kind = await kindOf(work, paper)
  const unit = await work.tx.selectFrom('unit').select('name').where('id', '=', paper.unit_id).executeTakeFirstOrThrow()
  const isOwn = await holds(work, 'paper.read', [paper.unit_id])
  const deliveries = await deliveriesOf(work, id)
  const related = await work.tx
    .selectFrom('paper')
    .select(['id', 'number', 'title', 'replaces_id'])
    .where(eb => eb.or([eb('id', '=', paper.replaces_id ?? id), eb('replaces_id', '=', id)]))
    .where('id', '!=', id)
    .where('state', '!=', 'discarded')
    .execute()
  const steps = await work.tx
    .selectFrom('paper_signature')
    .selectAll()
    .where('paper_id', '=', id)
    .orderBy('sort')
    .execute()
  const revisions = await work.tx
    .selectFrom('paper_revision')
    .select(['revision', 'saved_at', 'saved_by_name'])
    .where('paper_id', '=', id)
    .orderBy('revision')
    .execute()
  const link = (one: (typeof related)[number] | undefined) =>
    one ? { id: one.id, number: one.number, title: one.title } : null
  return {
    id,
    kind: kind.code,
    kindName: kind.name,
    unitId: paper.unit_id,
    unitName: unit.name,
    state: paper.state,
    number: paper.number,
    isNumbered: kind.series !== null,
    title: paper.title,
    urgency: paper.urgency,
    secrecy: paper.secrecy,
    // What the words rest on leads to records that a receiver may not see.
    sections: isOwn ? paper.sections : paper.sections.map(section => ({ ...section, references: [] })),
    // Receivers see to whom it went, not who has signed for it.
    deliveries: deliveries.map(one => presentDelivery(one, isOwn)),
    printed: await printedNames(work, paper.unit_id, deliveries),
    files: await filesOf(work, id),
    events: await eventsOf(work, id),
    note: paper.note,
    contact: paper.contact,
    revision: paper.revision,
    draftedByName: paper.drafted_by_name,
    createdAt: paper.created_at.toISOString(),
    signedAt: paper.signed_at?.toISOString() ?? null,
    signedByName: paper.signed_by_name,
    sentAt: paper.sent_at?.toISOString() ?? null,
    withdrawnAt: paper.withdrawn_at?.toISOString() ?? null,
    withdrawnReason: paper.withdrawn_reason,
    replaces: paper.replaces_id ? link(related.find(one => one.id === paper.replaces_id)) : null,
    replacedBy: link(related.find(one => one.replaces_id === id && (isOwn || paper.state === 'withdrawn'))),
    steps: isOwn
      ? steps.map(one => ({ step: one.step, byName: one.by_name, at: one.at.toISOString(), opinion: one.opinion }))
      : [],
    revisions: isOwn
      ? revisions.map(one => ({
          revision: one.revision,
          savedAt: one.saved_at.toISOString(),
          savedByName: one.saved_by_name,
        }))
      : [],
    may: await mayDo(work, paper, kind, deliveries),
  }
}

/** An earlier wording, for the unit's own people. */
export async function presentRevision(work: Work, id: string, revision: number): Promise<PaperRevisionView> {
  const row = await work.tx
    .selectFrom('paper_revision as r')
    .innerJoin('paper as p', 'p.id', 'r.paper_id')
    .selectAll('r')
    .where('r.paper_id', '=', id)
    .where('r.revision', '=', revision)
    .where('p.unit_id', 'in', unitsInReach(work))
    .executeTakeFirst()
  if (!row) throw new Problem('not-found')
  return {
    revision: row.revision,
    title: row.title,
    sections: row.sections,
    savedAt: row.saved_at.toISOString(),
    savedByName: row.saved_by_name,
  }
}

async function mayDo(work: Work, paper: Paper, kind: PaperKind, deliveries: PaperDelivery[]) {
  const own = (permission: Permission) => holds(work, permission, [paper.unit_id])
  const signOff = await signOffOf(work, paper)
  const { accountId } = work.actor
  const isUnsigned = !paper.signed_at && paper.state !== 'discarded'
  const mayDraft = await own('paper.draft')
  const mayDistribute = await own('paper.distribute')
  const waiting = deliveries.filter(one => one.sent_at && !one.received_at)
  return {
    edit: isUnsigned && mayDraft,
    submit: paper.state === 'draft' && mayDraft,
    review: (await own('paper.review')) && refusalOfDecision(signOff, 'reviewed', accountId) === null,
    sign:
      paper.state === 'signing' &&
      (await own('paper.sign')) &&
      maySignKind(work, kind) &&
      refusalOfDecision(signOff, 'signed', accountId) === null,
    distribute: paper.state === 'signed' && mayDistribute,
    receive:
      paper.state === 'sent' &&
      (await holds(
        work,
        'paper.receive',
        waiting.map(one => one.unit_id),
      )),
    remind: paper.state === 'sent' && mayDistribute && waiting.some(one => one.in_system),
    withdraw: paper.state === 'sent' && mayDistribute,
    discard: isUnsigned && mayDraft,
  }
}

/** Whether the actor holds the permission for one of the units. */
async function holds(work: Work, permission: Permission, unitIds: string[]): Promise<boolean> {
  const reach = work.reach.everything ? work.reach : reachFor(work.actor, permission)
  if (!reach || unitIds.length === 0) return false
  const row = await work.tx
    .selectFrom('unit')
    .select('id')
    .where('id', 'in', unitIds)
    .where('id', 'in', unitsInReach({ reach }))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export const deliveriesOf = (work: Work, paperId: string): Promise<PaperDelivery[]> =>
  work.tx.selectFrom('paper_delivery').selectAll().where('paper_id', '=', paperId).orderBy('sort').execute()

const presentDelivery = (row: PaperDelivery, isOwn: boolean): PaperDeliveryView => ({
  id: row.id,
  unitId: row.unit_id,
  postId: row.post_id,
  name: row.name,
  copy: row.copy,
  inSystem: row.in_system,
  sentAt: row.sent_at?.toISOString() ?? null,
  receivedAt: isOwn ? (row.received_at?.toISOString() ?? null) : null,
  receivedByName: isOwn ? row.received_by_name : null,
  deliveredManuallyAt: isOwn ? (row.delivered_manually_at?.toISOString() ?? null) : null,
  deliveredHow: isOwn ? row.delivered_how : null,
  remindedAt: isOwn ? (row.reminded_at?.toISOString() ?? null) : null,
  reminders: isOwn ? row.reminders : 0,
})

async function filesOf(work: Work, paperId: string) {
  const rows = await work.tx
    .selectFrom('paper_file as p')
    .innerJoin('file as f', 'f.id', 'p.file_id')
    .select(['f.id', 'f.name', 'f.size'])
    .where('p.paper_id', '=', paperId)
    .orderBy('p.sort')
    .execute()
  return rows.map(row => ({ ...row, size: Number(row.size) }))
}

/** Events of the paper that the asker is a party to. */
const eventsOf = (work: Work, paperId: string) =>
  work.tx
    .selectFrom('paper_event')
    .select(['event_id as id', 'title'])
    .where('paper_id', '=', paperId)
    .where(matterInReach(work, sql.ref('event_id')))
    .orderBy('sort')
    .execute()
