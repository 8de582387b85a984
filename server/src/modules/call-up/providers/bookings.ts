import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { cannotBeUsed, mayBeUsed } from '../../equipment/api.ts'
import { book, releaseBooking } from '../../resource/api.ts'
import { mayBeSent } from '../../team/api.ts'
import type { Slip, SlipLine } from '../schema.ts'

/** What another event holds whole may be called away from it; what is simply not there may not. */
const mayBeOverridden = (line: SlipLine) => ['team', 'equipment', 'expert'].includes(line.provider)

/**
 * Holds what the slip asks for, so that nobody promises it twice. What is held elsewhere is refused with the name of the event; `override` is the
 * reason of a leader who calls it away all the same, or sends a team or a vehicle whose papers have run out, and such a line holds nothing of its
 * own. Returns what was overridden, in words.
 */
export async function holdForSlip(
  work: Work,
  slip: Slip,
  lines: SlipLine[],
  override: string | null,
): Promise<string[]> {
  const overridden: string[] = []
  for (const line of lines) {
    if (!line.offer_id) continue
    const isWhole = line.quantity === null
    const against = override && mayBeOverridden(line) ? await againstSending(work, line, line.offer_id) : []
    if (against.length > 0) {
      const words = against.join('；')
      overridden.push(`${line.name}：${words}`)
      await work.tx
        .updateTable('call_up_line')
        .set({ overridden: true, overridden_against: words })
        .where('id', '=', line.id)
        .execute()
      continue
    }
    if (!isWhole && !line.capability)
      throw new Problem('call-up/quantity', { detail: `${line.name}应写明调用哪一种能力或物资` })
    await book(work, {
      id: line.id,
      offerId: line.offer_id,
      capability: isWhole ? null : line.capability,
      quantity: line.quantity,
      eventId: slip.event_id,
      slipId: slip.id,
      from: work.now,
    })
    await work.tx.updateTable('call_up_line').set({ booked: true }).where('id', '=', line.id).execute()
  }
  return overridden
}

/** What a leader must give a reason for: another slip holds it, or its papers have run out. What is broken is no matter of reasons. */
async function againstSending(work: Work, line: SlipLine, offerId: string): Promise<string[]> {
  const held = (await firstHolder(work, offerId)) ? ['已用于其他调用'] : []
  if (line.provider === 'team') return [...held, ...(await mayBeSent(work, offerId))]
  if (line.provider !== 'equipment' || (await cannotBeUsed(work, offerId)).length > 0) return held
  return [...held, ...(await mayBeUsed(work, offerId))]
}

/** The slip that has held an offer the longest; undefined is nobody. */
export async function firstHolder(work: Work, offerId: string): Promise<string | undefined> {
  const first = await work.tx
    .selectFrom('resource_booking')
    .select('slip_id')
    .where('offer_id', '=', offerId)
    .where('released_at', 'is', null)
    .orderBy('booked_at')
    .orderBy('id')
    .executeTakeFirst()
  return first?.slip_id
}

/**
 * With the issue, goods of a store stop being held: the ledger itself has less now. Of what else was called the part that does not come is let go.
 */
export async function settleBooking(work: Work, line: SlipLine, issued: number): Promise<void> {
  if (!line.booked) return
  const rest = (line.quantity ?? 1) - issued
  if (line.provider === 'stock' || issued === 0) return letGo(work, [line])
  if (line.quantity !== null && rest > 0) await releaseBooking(work, line.id, rest)
}

/** Of what was called by the number, the part that came back whole can be called again while the rest is still out. */
export async function letGoOf(work: Work, line: SlipLine, part: number): Promise<void> {
  if (part > 0 && line.booked && line.provider !== 'stock' && line.quantity !== null)
    await releaseBooking(work, line.id, part)
}

/** These hold nothing any more. */
export async function letGo(work: Work, lines: SlipLine[]): Promise<void> {
  for (const line of lines) {
    if (!line.booked) continue
    await releaseBooking(work, line.id)
    await work.tx.updateTable('call_up_line').set({ booked: false }).where('id', '=', line.id).execute()
  }
}
