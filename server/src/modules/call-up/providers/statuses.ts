import type { EquipmentUse } from '@anlan/contract/equipment.ts'
import { nextStatuses, type TeamStatus } from '@anlan/contract/team.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { cannotBeUsed, mayBeUsed, setEquipmentState } from '../../equipment/api.ts'
import { mayBeSent, setTeamStatus } from '../../team/api.ts'
import { nameOf } from '../reach.ts'
import { outstandingOf } from '../rules.ts'
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
/** Of whom a part goes stays what it is. */
const wholeTeamsOf = (lines: SlipLine[]) => teamsOf(lines).filter(line => !line.is_share)
const equipmentOf = (lines: SlipLine[]) => linesFrom(lines, 'equipment')

/**
 * A team that may not be sent (registration or insurance run out, reported unavailable), or a vehicle past its days, is not called up, unless a
 * leader said why; a broken one never.
 */
export async function keepTeamsFit(work: Work, lines: SlipLine[]): Promise<void> {
  for (const line of teamsOf(lines)) if (!line.overridden) refuseIf(line, await mayBeSent(work, line.offer_id ?? ''))
  for (const line of equipmentOf(lines)) {
    const mayGo = line.overridden ? cannotBeUsed : mayBeUsed
    refuseIf(line, await mayGo(work, line.offer_id ?? ''))
  }
}

function refuseIf(line: SlipLine, against: string[]): void {
  if (against.length) throw new Problem('call-up/not-fit', { detail: `${line.name}：${against.join('；')}` })
}

/**
 * Before it leaves: a vehicle that failed its check or broke meanwhile stays, and a team or vehicle that is still out for another slip comes back
 * from that one first, since nobody is in two places.
 */
export async function keepAtHandToLeave(work: Work, slip: Slip, lines: SlipLine[]): Promise<void> {
  const leaving = lines.filter(line => line.issued !== null && outstandingOf(line) > 0)
  for (const line of equipmentOf(leaving)) refuseIf(line, await cannotBeUsed(work, line.offer_id ?? ''))
  for (const line of [...teamsOf(leaving), ...equipmentOf(leaving)]) {
    if (line.is_share && !line.overridden) continue
    const outFor = await outForSlip(work, line)
    if (await isOursToMove(work, slip, line, outFor, 'departed')) continue
    const other = outFor ?? (await firstHolder(work, line.offer_id ?? ''))
    const held = other && (await work.tx.selectFrom('call_up').selectAll().where('id', '=', other).executeTakeFirst())
    throw new Problem('call-up/still-out', {
      detail: `${line.name}仍在执行${held ? nameOf(held) : '其他任务'}，请先在该单登记折返归还，再登记出发`,
    })
  }
}

/** The slip that a team or a vehicle is out for. */
async function outForSlip(work: Work, line: SlipLine): Promise<string | null> {
  const id = line.offer_id ?? ''
  if (line.provider === 'team')
    return (
      (await work.tx.selectFrom('team').select('status_slip_id').where('id', '=', id).executeTakeFirst())
        ?.status_slip_id ?? null
    )
  const state = await work.tx
    .selectFrom('equipment_state')
    .select('slip_id')
    .where('equipment_id', '=', id)
    .executeTakeFirst()
  return state?.slip_id ?? null
}

/** Teams follow their slip: 集结 when they signed for the order, 途中, 现场, 休整 when back, 待命 when the slip is over. */
export async function noteMoment(work: Work, slip: Slip, lines: SlipLine[], moment: Moment): Promise<void> {
  await moveEquipment(work, slip, lines, moment)
  const wanted = teamStatusAt[moment]
  if (!wanted) return
  for (const line of wholeTeamsOf(lines)) {
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
    if (line.issued === 0 || !(await isOursToMove(work, slip, line, await outForSlip(work, line), moment))) continue
    await setEquipmentState(work, line.offer_id ?? '', wanted, { eventId: slip.event_id, slipId: slip.id })
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
