import type { DutyPost } from '@anlan/contract/duty.ts'
import type { SwapQuery, SwapView } from '@anlan/contract/shift.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { unitsInReach } from '../../../../kernel/access/reach.ts'
import { Problem } from '../../../../kernel/problem.ts'
import type { Work } from '../../../../kernel/work/work.ts'
import { roomFor } from '../by-hand.ts'
import { roomsOf } from '../gaps/cover.ts'
import { contactsOf, mayFor } from '../tell.ts'
import { benchOf, newlyBroken } from './check-change.ts'
import type { SwapRow } from './swaps.ts'

/** Swaps of units in reach, those that wait first. */
export async function listSwaps(work: Work, { unit, state }: z.output<typeof SwapQuery>): Promise<SwapView[]> {
  const rows = await work.tx
    .selectFrom('duty_swap')
    .selectAll()
    .where('unit_id', 'in', unitsInReach(work))
    .$if(unit !== undefined, q => q.where('unit_id', '=', unit ?? ''))
    .$if(state === 'open', q => q.where('status', 'in', ['asked', 'agreed']))
    .orderBy(sql`status in ('asked', 'agreed')`, 'desc')
    .orderBy('asked_at', 'desc')
    .orderBy('id')
    .limit(100)
    .execute()
  return presentSwaps(work, rows)
}

/** What a swap would break now, in words: shifts that are no longer what they were, rules about people. */
export async function brokenBySwap(work: Work, row: SwapRow): Promise<string[]> {
  const ids = [row.shift_id, row.other_shift_id].filter(id => id !== null)
  const shifts = await work.tx.selectFrom('duty_shift').selectAll().where('id', 'in', ids).execute()
  const stands = (id: string | null, person: string, starts: Date | null) =>
    id === null ||
    shifts.some(one => one.id === id && one.person_id === person && one.starts_at.getTime() === starts?.getTime())
  if (
    !stands(row.shift_id, row.person_id, row.starts_at) ||
    !stands(row.other_shift_id, row.other_person_id, row.other_starts_at)
  )
    return ['班次已调整，请重新申请']
  const rooms = await roomsOf(work, row.unit_id)
  const after = shifts.map(one => ({
    room: rooms.find(room => room.id === one.room_id),
    shift: {
      id: one.id,
      post: one.post as DutyPost,
      personId: one.id === row.shift_id ? row.other_person_id : row.person_id,
      from: one.starts_at.getTime(),
      to: one.ends_at.getTime(),
      onSite: one.on_site,
      night: one.night,
    },
  }))
  const [first] = after
  if (!first) return []
  const own = shifts.find(one => one.id === row.shift_id)
  const fallback =
    own &&
    roomFor(rooms, {
      post: own.post as DutyPost,
      personId: row.person_id,
      startsAt: own.starts_at,
      endsAt: own.ends_at,
    })
  const messages: string[] = []
  for (const room of new Set(after.map(one => one.room ?? fallback))) {
    if (!room) continue
    const here = after.filter(one => (one.room ?? fallback) === room).map(one => one.shift)
    // Seen together even where they lie days apart: what is given makes room for what is taken.
    const span = {
      from: Math.min(...after.map(one => one.shift.from)),
      to: Math.max(...after.map(one => one.shift.to)),
    }
    messages.push(...newlyBroken(await benchOf(work, room, span), here).map(one => one.message))
  }
  return [...new Set(messages)]
}

export function refusedByRules(messages: string[]): void {
  if (messages.length === 0) return
  throw new Problem('duty/swap-not-possible', {
    detail: messages.slice(0, 3).join('；'),
    errors: messages.slice(0, 20).map(message => ({ pointer: '/otherPersonId', field: '换班对象', message })),
  })
}

export async function presentSwaps(work: Work, rows: SwapRow[]): Promise<SwapView[]> {
  const people = new Map(
    (
      await contactsOf(
        work,
        rows.flatMap(row => [row.person_id, row.other_person_id]),
      )
    ).map(one => [one.personId, one]),
  )
  const units = rows.length
    ? await work.tx
        .selectFrom('unit')
        .select(['id', 'name'])
        .where('id', 'in', [...new Set(rows.map(row => row.unit_id))])
        .execute()
    : []
  const nameOf = (id: string) => people.get(id)?.personName ?? ''
  const views: SwapView[] = []
  for (const row of rows) {
    const isOpen = row.status === 'asked' || row.status === 'agreed'
    const { personId, accountId } = work.actor
    const isParty = personId !== null && (personId === row.person_id || personId === row.other_person_id)
    const keeps = isOpen && (await mayFor(work, 'duty.edit-roster', row.unit_id))
    const approves = isOpen && (await mayFor(work, 'duty.approve-swap', row.unit_id))
    views.push({
      id: row.id,
      version: row.version,
      unitId: row.unit_id,
      unitName: units.find(unit => unit.id === row.unit_id)?.name ?? '',
      status: row.status,
      reason: row.reason,
      shift: {
        id: row.shift_id,
        post: row.post,
        personId: row.person_id,
        personName: nameOf(row.person_id),
        startsAt: row.starts_at.toISOString(),
        endsAt: row.ends_at.toISOString(),
      },
      otherPersonId: row.other_person_id,
      otherPersonName: nameOf(row.other_person_id),
      otherMobile: people.get(row.other_person_id)?.phone ?? null,
      otherShift:
        row.other_shift_id && row.other_post && row.other_starts_at && row.other_ends_at
          ? {
              id: row.other_shift_id,
              post: row.other_post,
              personId: row.other_person_id,
              personName: nameOf(row.other_person_id),
              startsAt: row.other_starts_at.toISOString(),
              endsAt: row.other_ends_at.toISOString(),
            }
          : null,
      askedAt: row.asked_at.toISOString(),
      askedByName: row.asked_by,
      answeredAt: row.answered_at?.toISOString() ?? null,
      answeredByName: row.answered_by,
      answerNote: row.answer_note,
      decidedAt: row.decided_at?.toISOString() ?? null,
      decidedByName: row.decided_by,
      decisionNote: row.decision_note,
      expiresAt: row.expires_at.toISOString(),
      findings: isOpen ? await brokenBySwap(work, row) : [],
      mayAnswer: row.status === 'asked' && (personId === row.other_person_id || (keeps && personId !== row.person_id)),
      mayDecide: row.status === 'agreed' && approves && !isParty && accountId !== row.asked_by_account,
      mayWithdraw: isOpen && (personId === row.person_id || accountId === row.asked_by_account),
    })
  }
  return views
}
