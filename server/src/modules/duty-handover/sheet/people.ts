import { dutyPosts } from '@anlan/contract/duty.ts'
import type { HandoverPerson } from '@anlan/contract/handover.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { type NamedShift, shiftChangeAt, shiftsStarting } from '../../duty/api.ts'
import type { Handover } from '../schema.ts'
import { openBeforeMinutes } from '../settings.ts'

/** The two sides of a handover and who leads. */
export interface Sides {
  outgoing: HandoverPerson[]
  incoming: HandoverPerson[]
  leaders: HandoverPerson[]
}

/**
 * Who hands over to whom: as the shifts in force say until a side has signed, as written from then on. Where nobody is rostered to take over,
 * whoever comes on duty later is the incoming side.
 */
export async function sidesOf(work: Work, row: Handover): Promise<Sides> {
  if (row.outgoing && row.incoming && row.leaders)
    return { outgoing: row.outgoing, incoming: row.incoming, leaders: row.leaders }
  const change = await shiftChangeAt(work, row.unit_id, row.at)
  const incoming = change?.incoming.length ? change.incoming : await cameLater(work, row)
  return {
    outgoing: row.outgoing ?? peopleOf(change?.outgoing ?? []),
    incoming: peopleOf(incoming),
    leaders: peopleOf(change?.leaders ?? []),
  }
}

async function cameLater(work: Work, row: Handover): Promise<NamedShift[]> {
  const soon = new Date(work.now.getTime() + (await settingOf(work, openBeforeMinutes)) * 60_000)
  const starting = await shiftsStarting(work, row.unit_id, row.at, soon)
  const first = starting[0]
  return first ? starting.filter(one => one.startsAt.getTime() === first.startsAt.getTime()) : []
}

/** Each person once, with every post held in the shift. */
export function peopleOf(shifts: NamedShift[]): HandoverPerson[] {
  const order = Object.keys(dutyPosts)
  const sorted = [...shifts].sort((a, b) => order.indexOf(a.post) - order.indexOf(b.post))
  const people = new Map<string, HandoverPerson>()
  for (const one of sorted) {
    const known = people.get(one.personId)
    const post = dutyPosts[one.post]
    if (!known) people.set(one.personId, { personId: one.personId, name: one.name, post, mobile: one.mobile })
    else if (!known.post.includes(post)) known.post += `、${post}`
  }
  return [...people.values()]
}

export const isAmong = (people: HandoverPerson[], personId: string | null): boolean =>
  personId !== null && people.some(one => one.personId === personId)
