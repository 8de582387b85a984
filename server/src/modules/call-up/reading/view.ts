import { type CallUpStep, type CallUpView, callUpSteps } from '@anlan/contract/call-up-view.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { costsOf } from '../costs/costs.ts'
import { lotsOf } from '../providers/goods.ts'
import { isAsker, isOnSide, isOwn, linesOf, type Side, seeing } from '../reach.ts'
import { type CallUpAct, canBeReceived, exact, goesOut, mayFollow, outstandingOf, sumOf } from '../rules.ts'
import type { Slip, SlipLine } from '../schema.ts'
import { checksOf } from '../steps/checks.ts'
import { refusalToApprove } from '../steps/decide.ts'
import { linesInReach, presentLine, presentPosition } from './lines.ts'

/** A slip with all that belongs to it, as the reader may see and do. 404 for anybody but its parties. */
export async function presentCallUp(within: Work, id: string): Promise<CallUpView> {
  const work = seeing(within)
  const row = await linesInReach(within.actor.accountId === null ? within : work)
    .where('c.id', '=', id)
    .executeTakeFirst()
  if (!row) throw new Problem('not-found')
  const slip: Slip = row
  const lines = await linesOf(work, id)
  const lots = await lotsOf(work, id, lines)
  const costs = await costsOf(work, slip, lines)
  const positions = await work.tx
    .selectFrom('call_up_position')
    .selectAll()
    .where('slip_id', '=', id)
    .orderBy('at', 'desc')
    .limit(200)
    .execute()
  return {
    ...presentLine(work, row),
    reason: slip.reason,
    position: slip.lng !== null && slip.lat !== null ? { lng: slip.lng, lat: slip.lat } : null,
    route: slip.route,
    escort: slip.escort,
    receiverName: slip.receiver_name,
    receiverPhone: slip.receiver_phone,
    returnPlan: slip.return_plan,
    returnBy: slip.return_by,
    costBearer: slip.cost_bearer,
    agreement: slip.agreement,
    vehicle: slip.vehicle,
    driver: slip.driver,
    keeper: slip.keeper_name ? { name: slip.keeper_name, phone: slip.keeper_phone ?? '' } : null,
    requisition: slip.requisition,
    verbal: slip.verbal_at
      ? {
          leaderName: slip.verbal_by_name ?? '',
          at: slip.verbal_at.toISOString(),
          how: slip.verbal_how ?? '',
          confirmedAt: slip.verbal_confirmed_at?.toISOString() ?? null,
        }
      : null,
    overrideReason: slip.override_reason,
    refusal: slip.refusal,
    differenceNote: slip.difference_note,
    steps: await stepsOf(work, slip, lines),
    lines: lines.map(line => ({
      id: line.id,
      offerId: line.offer_id,
      provider: line.provider,
      name: line.name,
      capability: line.capability,
      unit: line.unit,
      quantity: line.quantity,
      people: line.people,
      issued: line.issued,
      received: line.received,
      returned: line.returned,
      damaged: line.damaged,
      consumed: line.consumed,
      outstanding: exact(outstandingOf(line)),
      lots: lots.get(line.id) ?? [],
      booked: line.booked,
      overridden: line.overridden,
      overriddenAgainst: line.overridden_against,
      isShare: line.is_share,
      link: line.link,
    })),
    checks: (await checksOf(work, id)).map(({ code, label, state, reason, by_name }) => ({
      code,
      label,
      state,
      reason,
      byName: by_name,
    })),
    positions: positions.map(presentPosition),
    costs,
    costTotal: sumOf(costs.map(cost => cost.amount)),
    costFinal: slip.cost_final,
    may: await mayOf(work, slip, lines),
    own: {
      from: await isOwn(work, slip.from_unit_id),
      to: (await isOwn(work, slip.to_unit_id)) || (await isOwn(work, slip.requester_unit_id)),
    },
  }
}

/** The steps in order, those that this slip does not take left out: goods that are fetched do not travel by themselves. */
async function stepsOf(work: Work, slip: Slip, lines: SlipLine[]): Promise<CallUpView['steps']> {
  const stamps = await work.tx
    .selectFrom('call_up_stamp as s')
    .leftJoin('unit as u', 'u.id', 's.unit_id')
    .selectAll('s')
    .select('u.short_name')
    .where('s.slip_id', '=', slip.id)
    .execute()
  const by = new Map(stamps.map(one => [one.step, one]))
  const optional: CallUpStep[] = goesOut(lines) ? [] : ['departed', 'arrived']
  return (Object.keys(callUpSteps) as CallUpStep[])
    .filter(step => by.has(step) || !optional.includes(step))
    .map(step => {
      const one = by.get(step)
      return {
        step,
        stamp: one
          ? { at: one.at.toISOString(), byName: one.by_name, unitName: one.short_name ?? '', note: one.note }
          : null,
      }
    })
}

async function mayOf(work: Work, slip: Slip, lines: SlipLine[]): Promise<CallUpView['may']> {
  const handling = seeing(work, 'call-up.handle')
  const approving = seeing(work, 'call-up.approve')
  const sides = { from: await isOnSide(handling, slip, 'from'), either: await isOnSide(handling, slip, 'either') }
  const to = sides.either && (await isOnSide(handling, slip, 'to'))
  const may = (act: CallUpAct, side: Side) => mayFollow(slip.state, act) && (side === 'to' ? to : sides[side])
  const refusal = await refusalToApprove(approving, slip)
  const acknowledged = await work.tx
    .selectFrom('call_up_stamp')
    .select('step')
    .where('slip_id', '=', slip.id)
    .where('step', '=', 'acknowledged')
    .executeTakeFirst()
  const isUrgent = slip.priority === 'mostUrgent' && slip.kind !== 'requisition'
  const out = lines.some(line => outstandingOf(line) > 0)
  return {
    approve: slip.state === 'requested' && refusal === null,
    approveVerbally: may('approve', 'either') && isUrgent && refusal !== null,
    confirmVerbal: slip.verbal_at !== null && slip.verbal_confirmed_at === null && refusal === null,
    refuse: may('refuse', 'from') && !isAsker(work, slip),
    cancel: may('cancel', 'either'),
    acknowledge: may('acknowledge', 'from') && acknowledged === undefined,
    issue: may('issue', 'from'),
    check: may('check', 'from'),
    depart: may('depart', 'from'),
    position: may('position', 'either'),
    arrive: may('arrive', 'either'),
    receive: to && canBeReceived(slip.state, lines),
    use: may('use', 'to') && out,
    giveBack: may('giveBack', 'from') && out,
    close: may('close', 'either') && !out,
    addCost: sides.either && !['requested', 'refused', 'cancelled'].includes(slip.state),
  }
}
