import type { PaperBox, PaperLine, PaperQuery } from '@anlan/contract/paper.ts'
import type { Permission } from '@anlan/contract/permissions.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { reachFor, reachOfNothing, unitsInReach } from '../../../kernel/access/reach.ts'
import { followsCursor, type Page, pageOf } from '../../../kernel/database/keyset.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { papersInReach } from './reach.ts'

/** Papers of one box, latest first. */
export async function listPapers(
  work: Work,
  query: z.output<typeof PaperQuery>,
): Promise<Page<z.input<typeof PaperLine>>> {
  const mine = unitsFor(work, 'paper.receive')
  const rows = await papersInReach(work)
    .innerJoin('paper_kind as k', 'k.code', 'p.kind')
    .innerJoin('unit as u', 'u.id', 'p.unit_id')
    .selectAll('p')
    .select(['k.name as kind_name', 'u.name as unit_name'])
    .select(
      sql<boolean>`p.state = 'sent' and exists (select 1 from paper_delivery d where d.paper_id = p.id and d.received_at is null
        and d.unit_id in ${mine})`.as('waits_for_me'),
    )
    .select(
      sql<number>`(select count(*)::int from paper_delivery d where d.paper_id = p.id and d.in_system)`.as('asked'),
    )
    .select(
      sql<number>`(select count(*)::int from paper_delivery d where d.paper_id = p.id and d.received_at is not null)`.as(
        'received',
      ),
    )
    .select(sql<boolean>`p.unit_id in ${unitsInReach(work)}`.as('is_own'))
    .where(inBox(work, query.box))
    .$if(query.box !== 'mine' && query.state !== 'discarded', q => q.where('p.state', '!=', 'discarded'))
    .$if(query.kind !== undefined, q => q.where('p.kind', '=', query.kind ?? ''))
    .$if(query.state !== undefined, q => q.where('p.state', '=', query.state ?? 'draft'))
    .$if(Boolean(query.text), q => {
      const like = `%${(query.text ?? '').replace(/[\\%_]/g, '\\$&')}%`
      return q.where(eb => eb.or([eb('p.title', 'like', like), eb('p.number', 'like', like)]))
    })
    .$if(query.eventId !== undefined, q =>
      q.where('p.id', 'in', eb =>
        eb
          .selectFrom('paper_event')
          .select('paper_id')
          .where('event_id', '=', query.eventId ?? ''),
      ),
    )
    .where(followsCursor(query.after, 'p.created_at', 'p.id'))
    .orderBy('p.created_at', 'desc')
    .orderBy('p.id', 'desc')
    .limit(query.limit + 1)
    .execute()
  return pageOf(
    rows,
    query.limit,
    row => [row.created_at.toISOString(), row.id],
    row => ({
      id: row.id,
      kind: row.kind,
      kindName: row.kind_name,
      unitId: row.unit_id,
      unitName: row.unit_name,
      state: row.state,
      number: row.number,
      title: row.title,
      urgency: row.urgency,
      draftedByName: row.drafted_by_name,
      createdAt: row.created_at.toISOString(),
      signedAt: row.signed_at?.toISOString() ?? null,
      sentAt: row.sent_at?.toISOString() ?? null,
      receipts: row.sent_at && row.is_own ? { of: row.asked, received: row.received } : null,
      waitsForMe: row.waits_for_me,
    }),
  )
}

const unitsFor = (work: Work, permission: Permission) =>
  unitsInReach({ reach: reachFor(work.actor, permission) ?? reachOfNothing })

/** Whether the paper `p` stands in a box of the asker. What he wrote himself never waits for his own review or signature. */
function inBox(work: Work, box: PaperBox) {
  const { accountId } = work.actor
  const wrote = (steps: string[]) =>
    sql<boolean>`exists (select 1 from paper_signature s where s.paper_id = p.id and s.account_id = ${accountId} and s.step = any(${steps}::text[]))`
  const roles = work.actor.grants.map(grant => grant.role)
  switch (box) {
    case 'toReview':
      return sql<boolean>`p.state = 'review' and p.unit_id in ${unitsFor(work, 'paper.review')} and not ${wrote(['drafted', 'edited', 'submitted'])}`
    case 'toSign':
      return sql<boolean>`p.state = 'signing' and p.unit_id in ${unitsFor(work, 'paper.sign')} and k.signers && ${roles}::text[]
        and not ${wrote(['drafted', 'edited', 'submitted'])}`
    case 'toReceive':
      return sql<boolean>`p.state = 'sent' and exists (select 1 from paper_delivery d where d.paper_id = p.id and d.received_at is null
        and d.sent_at is not null and d.unit_id in ${unitsFor(work, 'paper.receive')})`
    case 'received':
      return sql<boolean>`exists (select 1 from paper_delivery d where d.paper_id = p.id and d.sent_at is not null
        and d.unit_id in ${unitsFor(work, 'paper.receive')})`
    case 'mine':
      return wrote(['drafted', 'edited', 'submitted'])
    case 'all':
      return sql<boolean>`true`
  }
}
