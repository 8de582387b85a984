import type { CallUpBox, CallUpQuery } from '@anlan/contract/call-up.ts'
import type { CallUpLine, CallUpPositionView } from '@anlan/contract/call-up-view.ts'
import type { Permission } from '@anlan/contract/permissions.ts'
import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { unitsInReach } from '../../../kernel/access/reach.ts'
import { followsCursor, pageOf } from '../../../kernel/database/keyset.ts'
import { reachOf } from '../../../kernel/http/app.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { slipsInReach } from '../reach.ts'

/** Slips with what a list shows of them. */
export const linesInReach = (work: Work) =>
  slipsInReach(work)
    .leftJoin('emergency_event as e', 'e.id', 'c.event_id')
    .innerJoin('unit as f', 'f.id', 'c.from_unit_id')
    .innerJoin('unit as t', 't.id', 'c.to_unit_id')
    .selectAll('c')
    .select(['e.title as event_title', 'f.name as from_unit_name', 't.name as to_unit_name'])
    .select(
      sql<Date | null>`(select min(o.due_at) from obligation o where o.matter_id = c.id and o.satisfied_at is null
        and o.cancelled_at is null and not o.soft)`.as('next_due_at'),
    )
    .select(
      sql<LastRow | null>`(select to_jsonb(p) from call_up_position p where p.slip_id = c.id order by p.at desc, p.id limit 1)`.as(
        'last',
      ),
    )

interface LastRow {
  id: string
  at: string
  lng: number | null
  lat: number | null
  place: string
  accuracy_m: number | null
  how: 'phone' | 'hand'
  by_name: string
}

/** Units that the actor answers for in person; whoever sees the whole county answers for his own unit. */
function ownUnits(work: Work, permission: Permission): RawBuilder<string> {
  const reach = reachOf(work.actor, permission)
  const county = new Set(work.actor.grants.map(grant => grant.countyId))
  return unitsInReach({
    reach: {
      everything: reach.everything,
      subtrees: reach.subtrees.filter(id => !county.has(id)),
      units: [...reach.units, work.actor.unitId],
    },
  })
}

/** What each list holds; what is to be approved is for whoever may, and never one's own request. */
function isIn(work: Work, box: CallUpBox): RawBuilder<boolean> {
  const handled = ownUnits(work, 'call-up.handle')
  const approves = reachOf(work.actor, 'call-up.approve')
  const isLeader = work.actor.grants.some(grant => grant.role === 'duty_leader')
  const toApprove = sql<boolean>`((c.state = 'requested' or (c.verbal_at is not null and c.verbal_confirmed_at is null and c.state not in ('refused', 'cancelled')))
    and c.from_unit_id in ${unitsInReach({ reach: approves })}
    and (c.kind <> 'requisition' or ${isLeader}) and c.requested_by_account_id is distinct from ${work.actor.accountId}::uuid)`
  const toIssue = sql<boolean>`(c.state in ('approved', 'issued') and c.from_unit_id in ${handled})`
  const toReceive = sql<boolean>`(c.state in ('issued', 'underWay', 'arrived') and c.to_unit_id in ${handled})`
  const toReturn = sql<boolean>`(c.state = 'received' and (c.to_unit_id in ${handled} or c.from_unit_id in ${handled}))`
  const toClose = sql<boolean>`(c.state = 'returned' and c.requester_unit_id in ${handled})`
  const over = sql<boolean>`c.state in ('closed', 'refused', 'cancelled')`
  return {
    mine: sql<boolean>`(${toApprove} or ${toIssue} or ${toReceive} or ${toReturn} or ${toClose})`,
    toApprove,
    toIssue,
    toReceive,
    underWay: sql<boolean>`c.state in ('underWay', 'arrived')`,
    toReturn,
    open: sql<boolean>`not ${over}`,
    closed: over,
  }[box]
}

export async function listCallUps(work: Work, query: z.output<typeof CallUpQuery>) {
  const { box, kind, event, unit, text, after, limit } = query
  const rows = await linesInReach(work)
    // An event shows all of its slips, whatever became of them.
    .$if(event === undefined || box !== 'open', q => q.where(isIn(work, box)))
    .$if(event !== undefined, q => q.where('c.event_id', '=', event ?? null))
    .$if(kind !== undefined, q => q.where('c.kind', '=', kind ?? 'stock'))
    .$if(unit !== undefined, q =>
      q.where(eb => eb.or([eb('c.from_unit_id', '=', unit ?? ''), eb('c.to_unit_id', '=', unit ?? '')])),
    )
    .$if(Boolean(text), q =>
      q.where(sql<boolean>`position(${text ?? ''} in concat_ws(' ', c.number, c.summary, c.reason)) > 0`),
    )
    .where(followsCursor(after, 'c.requested_at', 'c.id'))
    .orderBy('c.requested_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(limit + 1)
    .execute()
  return pageOf(
    rows,
    limit,
    row => [row.requested_at.toISOString(), row.id],
    row => presentLine(work, row),
  )
}

export type LineRow = Awaited<ReturnType<ReturnType<typeof linesInReach>['execute']>>[number]

export const presentPosition = (row: Omit<LastRow, 'at'> & { at: string | Date }): CallUpPositionView => ({
  id: row.id,
  at: new Date(row.at).toISOString(),
  position: row.lng !== null && row.lat !== null ? { lng: row.lng, lat: row.lat } : null,
  place: row.place,
  accuracyM: row.accuracy_m,
  how: row.how,
  byName: row.by_name,
})

export const presentLine = (work: Work, row: LineRow): CallUpLine => ({
  id: row.id,
  number: row.number,
  kind: row.kind,
  state: row.state,
  priority: row.priority,
  summary: row.summary,
  eventId: row.event_id,
  eventTitle: row.event_title,
  fromUnitId: row.from_unit_id,
  fromUnitName: row.from_unit_name,
  toUnitId: row.to_unit_id,
  toUnitName: row.to_unit_name,
  place: row.place,
  requestedAt: row.requested_at.toISOString(),
  nextDueAt: row.next_due_at?.toISOString() ?? null,
  overdue: row.next_due_at !== null && row.next_due_at < work.now,
  last: row.last && presentPosition(row.last),
  eta: row.eta?.toISOString() ?? null,
})
