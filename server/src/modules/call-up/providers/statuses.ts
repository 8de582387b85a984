import type { EquipmentUse } from '@anlan/contract/equipment.ts'
import { nextStatuses, type TeamStatus } from '@anlan/contract/team.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { mayBeUsed, setEquipmentState } from '../../equipment/api.ts'
import { mayBeSent, setTeamStatus } from '../../team/api.ts'
import type { Slip, SlipLine } from '../schema.ts'
import { firstHolder } from './bookings.ts'

/** What happened to a slip, as those who keep teams and vehicles see it. */
export type Moment = 'approved' | 'acknowledged' | 'issued' | 'departed' | 'arrived' | 'returned' | 'freed'

const teamStatusAt: Record<Moment, TeamStatus | null> = {
  approved: null,
  acknowledged: 'gathering',
  issued: 'dispatched',
  departed: 'enRoute',
  arrived: 'onScene',
  returned: 'resting',
  freed: 'standby',
}

const equipmentUseAt: Record<Moment, EquipmentUse | null> = {
  approved: null,
  acknowledged: 'called',
  issued: null,
  departed: 'enRoute',
  arrived: 'onScene',
  returned: 'standby',
  freed: 'standby',
}

const linesFrom = (lines: SlipLine[], provider: SlipLine['provider']) =>
  lines.filter(line => line.provider === provider && line.offer_id)
const teamsOf = (lines: SlipLine[]) => linesFrom(lines, 'team')
const equipmentOf = (lines: SlipLine[]) => linesFrom(lines, 'equipment')

/**
 * A team that may not be sent (registration or insurance run out, reported unavailable), or a vehicle that is broken or past its days, is not called
 * up, unless a leader said why.
 */
export async function keepTeamsFit(work: Work, lines: SlipLine[]): Promise<void> {
  for (const line of [...teamsOf(lines), ...equipmentOf(lines)]) {
    if (line.overridden) continue
    const mayGo = line.provider === 'team' ? mayBeSent : mayBeUsed
    const against = await mayGo(work, line.offer_id ?? '')
    if (against.length) throw new Problem('call-up/not-fit', { detail: `${line.name}：${against.join('；')}` })
  }
}

/** Teams follow their slip: 集结 when they signed for the order, 途中, 现场, 休整 when back, 待命 when the slip is over. */
export async function noteMoment(work: Work, slip: Slip, lines: SlipLine[], moment: Moment): Promise<void> {
  await moveEquipment(work, slip, lines, moment)
  const wanted = teamStatusAt[moment]
  if (!wanted) return
  for (const line of teamsOf(lines)) {
    const team = await work.tx
      .selectFrom('team')
      .select(['status', 'status_slip_id', 'removed_at'])
      .where('id', '=', line.offer_id ?? '')
      .forUpdate()
      .executeTakeFirst()
    if (!team || team.removed_at) continue
    if (!(await isOursToMove(work, slip, line, team.status_slip_id, moment))) continue
    if (line.issued === 0) continue
    for (const status of wayTo(team.status, wanted))
      await setTeamStatus(work, line.offer_id ?? '', status, {
        eventId: slip.event_id,
        slipId: slip.id,
        reason: slip.override_reason,
      })
  }
}

/** Vehicles and machines go with their slip: 已受领, 途中, 现场, and 待命 when they are back. */
async function moveEquipment(work: Work, slip: Slip, lines: SlipLine[], moment: Moment) {
  const wanted = equipmentUseAt[moment]
  if (!wanted) return
  for (const line of equipmentOf(lines)) {
    const id = line.offer_id ?? ''
    const now = await work.tx
      .selectFrom('equipment_state')
      .select('slip_id')
      .where('equipment_id', '=', id)
      .executeTakeFirst()
    if (line.issued === 0 || !(await isOursToMove(work, slip, line, now?.slip_id ?? null, moment))) continue
    await setEquipmentState(work, id, wanted, { eventId: slip.event_id, slipId: slip.id })
  }
}

/**
 * A team follows the slip it is out for, until that one lets it go: a second slip that a leader wrote meanwhile waits. One that was called elsewhere,
 * or has been set free by hand, is no longer for this slip to bring home.
 */
async function isOursToMove(work: Work, slip: Slip, line: SlipLine, outFor: string | null, moment: Moment) {
  if (outFor === slip.id) return true
  if (moment === 'returned' || moment === 'freed') return false
  const holder = await firstHolder(work, line.offer_id ?? '')
  return holder === undefined || holder === slip.id
}

/** The statuses to go through, by the order that teams follow; where it already stands, that status once more (for the slip). */
export function wayTo(from: TeamStatus, to: TeamStatus): TeamStatus[] {
  if (from === to) return [to]
  const ways = new Map<TeamStatus, TeamStatus[]>([[from, []]])
  const queue = [from]
  for (let at = queue.shift(); at !== undefined; at = queue.shift())
    for (const next of nextStatuses[at]) {
      if (ways.has(next) || (next === 'unavailable' && to !== next)) continue
      const way = [...(ways.get(at) ?? []), next]
      if (next === to) return way
      ways.set(next, way)
      queue.push(next)
    }
  return [to]
}
