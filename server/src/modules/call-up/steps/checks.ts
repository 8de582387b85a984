import type { CheckDeparture } from '@anlan/contract/call-up.ts'
import type { LineProvider } from '@anlan/contract/call-up-view.ts'
import type { z } from 'zod'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { failDepartureCheck } from '../../equipment/api.ts'
import { linesOf, slipFor, tell } from '../reach.ts'
import type { Slip, SlipLine } from '../schema.ts'

/** What of a slip the departure checks ask about: who gives it, and what it can do. */
export interface Checkable {
  provider: LineProvider
  capability: string | null
  quantity: number | null
  offer: { capabilities: { code: string }[] } | null
}

/** What it is there for: of a team of which only a part goes that part, of a hospital what is asked of it. */
const capabilitiesOf = ({ provider, capability, quantity, offer }: Checkable): string[] => [
  ...(capability ? [capability] : []),
  ...((provider === 'team' && quantity !== null) || provider === 'hospital'
    ? []
    : (offer?.capabilities ?? []).map(one => one.code)),
]

/** The checks that a slip needs, by what goes out; the list is the county's of this moment. */
export async function layOutChecks(work: Work, slip: Slip, items: Checkable[]): Promise<void> {
  const rules = await work.tx
    .selectFrom('call_up_check_rule')
    .selectAll()
    .where('enabled', '=', true)
    .orderBy('sort')
    .orderBy('code')
    .execute()
  const wanted = rules.filter(rule =>
    items.some(
      item =>
        rule.providers.includes(item.provider) &&
        (rule.capabilities.length === 0 || capabilitiesOf(item).some(code => rule.capabilities.includes(code))),
    ),
  )
  if (wanted.length === 0) return
  await work.tx
    .insertInto('call_up_check')
    .values(wanted.map(({ code, label, sort }) => ({ slip_id: slip.id, code, label, sort, by_name: null, at: null })))
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

/** 出发前检查 (W189): each is confirmed, left out with a reason, or failed; what fails puts the vehicle it was found at out of service. */
export async function checkDeparture(work: Work, id: string, input: z.output<typeof CheckDeparture>): Promise<void> {
  const slip = await slipFor(work, id, 'check', 'from')
  if (!slip) return
  const labels = new Map((await checksOf(work, id)).map(check => [check.code, check.label]))
  const vehicles = (await linesOf(work, id)).filter(line => line.provider === 'equipment' && line.offer_id)
  const failed: string[] = []
  for (const [i, check] of input.checks.entries()) {
    const label = labels.get(check.code)
    if (label === undefined) throw fieldProblem('invalid-input', `/checks/${i}/code`, '检查项', '检查项不在本单清单中')
    const state = check.failed ? 'failed' : check.confirmed ? 'confirmed' : 'waived'
    if (state === 'failed' && !check.reason)
      throw fieldProblem('invalid-input', `/checks/${i}/reason`, '不合格情况', '不合格的请写明问题')
    if (state === 'waived' && !check.reason)
      throw fieldProblem('invalid-input', `/checks/${i}/reason`, '免除理由', '未确认的检查项应说明免除理由')
    if (state === 'failed') failed.push(await stop(work, vehicles, check, label, i))
    await work.tx
      .updateTable('call_up_check')
      .set({
        state,
        reason: state === 'confirmed' ? '' : check.reason,
        by_name: work.actor.name,
        at: work.now,
      })
      .where('slip_id', '=', id)
      .where('code', '=', check.code)
      .execute()
  }
  const waived = input.checks.filter(check => !check.confirmed && !check.failed).length
  tell(work, slip, 'checked', { confirmed: input.checks.length - waived - failed.length, waived, failed })
}

/** Takes the vehicle that failed out of service; of several the one named. Returns what failed, in words. */
async function stop(
  work: Work,
  vehicles: SlipLine[],
  check: z.output<typeof CheckDeparture>['checks'][number],
  label: string,
  index: number,
): Promise<string> {
  if (vehicles.length === 0) return `${label}：${check.reason}`
  const vehicle = vehicles.length === 1 ? vehicles[0] : vehicles.find(line => line.id === check.lineId)
  if (!vehicle?.offer_id)
    throw fieldProblem('invalid-input', `/checks/${index}/lineId`, '不合格的车辆装备', '请指明是哪一台车辆装备不合格')
  await failDepartureCheck(work, vehicle.offer_id, `${label}不合格：${check.reason}`.slice(0, 200))
  return `${vehicle.name}${label}：${check.reason}`
}

export const checksOf = (work: Work, slipId: string) =>
  work.tx.selectFrom('call_up_check').selectAll().where('slip_id', '=', slipId).orderBy('sort').execute()

/** Nothing leaves unchecked, and nothing that failed before it was checked again. */
export async function assertChecked(work: Work, slipId: string): Promise<void> {
  const open = (await checksOf(work, slipId)).filter(check => check.state === 'open' || check.state === 'failed')
  if (open.length)
    throw new Problem('call-up/checks-open', {
      detail: open
        .map(check => `${check.label}${check.state === 'failed' ? `（不合格：${check.reason}）` : ''}`)
        .join('；'),
    })
}
