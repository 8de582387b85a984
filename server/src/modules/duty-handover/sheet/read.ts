import type { HandoverDue, HandoverLine, HandoverQuery, HandoverView } from '@anlan/contract/handover.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { unitsInReach } from '../../../kernel/access/reach.ts'
import { followsCursor, pageOf } from '../../../kernel/database/keyset.ts'
import { Problem } from '../../../kernel/problem.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { addDays, shanghaiInstant } from '../../calendar/api.ts'
import { findUnit } from '../../directory/api.ts'
import { deskOf, hasLinesBetween, linesInShift, unitsOfShifts } from '../../duty/api.ts'
import { changeAtHand, sheetAt } from '../clocks/open.ts'
import type { FrozenItem, Handover } from '../schema.ts'
import { openBeforeMinutes, signWithinMinutes } from '../settings.ts'
import { openItems } from './items.ts'
import { isAmong, peopleOf, type Sides, sidesOf } from './people.ts'
import { goesOnAlone, isOverdue, minutesLateOf, responsibleSide, stateOf } from './rules.ts'

/** Handovers of units in reach. Every read starts here. */
export const handoversInReach = (work: Work) =>
  work.tx.selectFrom('duty_handover').selectAll().where('unit_id', 'in', unitsInReach(work))

/** The shift that ended with this handover has no log line, and nobody stated 本班无事. */
const withoutLog = (work: Work) =>
  sql<boolean>`(duty_handover.at <= ${work.now} and not ${hasLinesBetween('duty_handover.unit_id', 'shift_started_at', 'duty_handover.at')}
    and not (sheet ->> 'nothingHappened')::boolean)`

const linesInReach = (work: Work) => handoversInReach(work).select(withoutLog(work).as('without_log'))

export async function listHandovers(work: Work, query: z.output<typeof HandoverQuery>) {
  const rows = await linesInReach(work)
    .where('withdrawn_at', 'is', null)
    .$if(query.unit !== undefined, q => q.where('unit_id', '=', query.unit ?? ''))
    .$if(query.state === 'signed', q => q.where('incoming_signed_at', 'is not', null))
    .$if(query.state === 'unsigned' || query.state === 'overdue', q => q.where('incoming_signed_at', 'is', null))
    .$if(query.state === 'overdue', q => q.where('sign_by', '<', work.now))
    .$if(query.state === 'withoutLog', q => q.where(withoutLog(work)))
    .$if(query.from !== undefined, q => q.where('at', '>=', shanghaiInstant(query.from ?? '', '00:00')))
    .$if(query.to !== undefined, q =>
      q.where('at', '<', shanghaiInstant(addDays(query.to ?? '2000-01-01', 1), '00:00')),
    )
    .where(followsCursor(query.after, 'at', 'id'))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit + 1)
    .execute()
  const { items, next } = pageOf(
    rows,
    query.limit,
    row => [row.at.toISOString(), row.id],
    row => row,
  )
  const lines: HandoverLine[] = []
  for (const row of items) lines.push(await presentLine(work, row))
  return { items: lines, next }
}

/** Units whose last change of shift is past its limit without both signatures, longest overdue first. */
export async function unsignedNow(work: Work): Promise<HandoverLine[]> {
  const rows = await linesInReach(work)
    .where('withdrawn_at', 'is', null)
    .where('incoming_signed_at', 'is', null)
    .where('sign_by', '<', work.now)
    .where('at', '>', new Date(work.now.getTime() - 7 * 86_400_000))
    .where(
      sql<boolean>`not exists (select 1 from duty_handover later where later.unit_id = duty_handover.unit_id
        and later.at > duty_handover.at and later.incoming_signed_at is not null)`,
    )
    .orderBy('unit_id')
    .orderBy('at', 'desc')
    .distinctOn('unit_id')
    .execute()
  const lines: HandoverLine[] = []
  for (const row of rows.sort((a, b) => a.sign_by.getTime() - b.sign_by.getTime()))
    lines.push(await presentLine(work, row))
  return lines
}

/** How many shifts that ended in the last day have no log. */
export async function countWithoutLog(work: Work): Promise<number> {
  const { count } = await work.tx
    .selectFrom('duty_handover')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('unit_id', 'in', unitsInReach(work))
    .where('withdrawn_at', 'is', null)
    .where('at', '>', new Date(work.now.getTime() - 86_400_000))
    .where(withoutLog(work))
    .executeTakeFirstOrThrow()
  return count
}

async function presentLine(work: Work, row: Handover & { without_log: boolean }): Promise<HandoverLine> {
  const sides = await sidesOf(work, row)
  return {
    ...(await heading(work, row)),
    outgoing: sides.outgoing.map(one => one.name),
    incoming: sides.incoming.map(one => one.name),
    signedAt: row.incoming_signed_at?.toISOString() ?? null,
    withoutLog: row.without_log,
  }
}

const heading = async (work: Work, row: Handover) => ({
  id: row.id,
  unitId: row.unit_id,
  unitName: (await findUnit(work.tx, row.unit_id))?.name ?? '',
  at: row.at.toISOString(),
  signBy: row.sign_by.toISOString(),
  state: stateOf(row),
  overdue: isOverdue(row, work.now),
  minutesLate: minutesLateOf(row),
})

export async function presentHandover(work: Work, id: string): Promise<HandoverView> {
  const row = await handoversInReach(work).where('id', '=', id).executeTakeFirst()
  if (!row) throw new Problem('not-found')
  const sides = await sidesOf(work, row)
  const acknowledged = await work.tx
    .selectFrom('duty_handover_acknowledgement')
    .selectAll()
    .where('handover_id', '=', id)
    .execute()
  const corrections = await work.tx
    .selectFrom('duty_handover_correction')
    .selectAll()
    .where('handover_id', '=', id)
    .orderBy('at')
    .execute()
  const items: FrozenItem[] = row.items ?? (await openItems(work, row.unit_id))
  return {
    ...(await heading(work, row)),
    version: row.version,
    ...sides,
    responsible: responsibleSide(row, work.now),
    sheet: row.sheet,
    shiftStartedAt: row.shift_started_at.toISOString(),
    logLines: await linesInShift(work, row.unit_id, row.shift_started_at, row.at),
    items: items.map(item => {
      const by = acknowledged.find(one => one.key === item.key)
      return { ...item, acknowledgedAt: by?.at.toISOString() ?? null, acknowledgedByName: by?.by_name ?? null }
    }),
    frozenAt: row.outgoing_signed_at?.toISOString() ?? null,
    signatures: signaturesOf(row),
    corrections: corrections.map(one => ({
      id: one.id,
      text: one.text,
      byName: one.by_name,
      at: one.at.toISOString(),
    })),
    may: await powersOf(work, row, sides),
  }
}

const signaturesOf = (row: Handover): HandoverView['signatures'] =>
  (['outgoing', 'incoming', 'leader'] as const).flatMap(side => {
    const at = row[`${side}_signed_at`]
    return at ? [{ side, name: row[`${side}_name`] ?? '', at: at.toISOString() }] : []
  })

/** Sides that this person may sign for now. */
export function sidesToSign(row: Handover, sides: Sides, me: string | null): HandoverView['may']['sign'] {
  const state = stateOf(row)
  if (state === 'open') return isAmong(sides.outgoing, me) ? ['outgoing'] : []
  if (state === 'outgoingSigned') {
    const isOther = row.outgoing_person_id !== me || goesOnAlone(sides.outgoing, sides.incoming)
    return isAmong(sides.incoming, me) && isOther ? ['incoming'] : []
  }
  const signed = [row.outgoing_person_id, row.incoming_person_id]
  return state === 'signed' && !row.leader_signed_at && isAmong(sides.leaders, me) && !signed.includes(me)
    ? ['leader']
    : []
}

/** A village, or one person who goes on alone, hands over with one tap. */
export async function signsAtOnce(work: Work, row: Handover, sides: Sides): Promise<boolean> {
  if (goesOnAlone(sides.outgoing, sides.incoming)) return true
  return (await findUnit(work.tx, row.unit_id))?.kind === 'village'
}

async function powersOf(work: Work, row: Handover, sides: Sides): Promise<HandoverView['may']> {
  const me = work.actor.personId
  const sign = sidesToSign(row, sides, me)
  return {
    prepare: sign.includes('outgoing'),
    acknowledge: sign.includes('incoming'),
    sign,
    signAtOnce: sign.some(side => side !== 'leader') && (await signsAtOnce(work, row, sides)),
    correct:
      row.outgoing_signed_at !== null && [sides.outgoing, sides.incoming, sides.leaders].some(one => isAmong(one, me)),
  }
}

/** The unit at whose desk this person sits: that of a shift of yesterday, today or soon, else the own duty room. */
export async function ownDesk(work: Work): Promise<string> {
  const dayMs = 86_400_000
  const soon = new Date(work.now.getTime() + (await settingOf(work, openBeforeMinutes)) * 60_000)
  const units = work.actor.personId
    ? await unitsOfShifts(work, work.actor.personId, new Date(work.now.getTime() - dayMs), soon)
    : []
  return units.at(-1) ?? (await deskOf(work))
}

/** The handover at the reader's desk: near, or past and unsigned. */
export async function handoverDue(work: Work): Promise<HandoverDue> {
  const unitId = await ownDesk(work)
  const unit = await findUnit(work.tx, unitId)
  const change = await changeAtHand(work, unitId)
  if (!unit || !change) return { due: null }
  const row = await sheetAt(work, unitId, change.at)
  const signBy = row?.sign_by ?? new Date(change.at.getTime() + (await settingOf(work, signWithinMinutes)) * 60_000)
  // Where handing over on the platform has not begun, a change of shift is offered until its limit and not held against anybody.
  if (!row && work.now > signBy) return { due: null }
  const sides = row
    ? await sidesOf(work, row)
    : {
        outgoing: peopleOf(change.outgoing),
        incoming: peopleOf(change.incoming),
        leaders: peopleOf(change.leaders),
      }
  const me = work.actor.personId
  if (row?.incoming_signed_at && (row.leader_signed_at || !sidesToSign(row, sides, me).length)) return { due: null }
  return {
    due: {
      unitId,
      unitName: unit.name,
      at: change.at.toISOString(),
      signBy: signBy.toISOString(),
      handoverId: row?.id ?? null,
      state: row ? stateOf(row) : 'open',
      overdue: row ? isOverdue(row, work.now) : false,
      side: isAmong(sides.outgoing, me)
        ? 'outgoing'
        : isAmong(sides.incoming, me)
          ? 'incoming'
          : isAmong(sides.leaders, me)
            ? 'leader'
            : null,
      outgoing: sides.outgoing.map(one => one.name),
      incoming: sides.incoming.map(one => one.name),
    },
  }
}
