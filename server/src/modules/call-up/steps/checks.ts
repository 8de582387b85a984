import type { CheckDeparture } from '@anlan/contract/call-up.ts'
import type { LineProvider } from '@anlan/contract/call-up-view.ts'
import type { z } from 'zod'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { slipFor, tell } from '../reach.ts'
import type { Slip } from '../schema.ts'

/** The checks that a slip needs, by what goes out; the list is the county's of this moment. */
export async function layOutChecks(work: Work, slip: Slip, providers: LineProvider[]): Promise<void> {
  const rules = await work.tx.selectFrom('call_up_check_rule').selectAll().orderBy('sort').execute()
  const wanted = rules.filter(rule => rule.providers.some(one => providers.includes(one)))
  if (wanted.length === 0) return
  await work.tx
    .insertInto('call_up_check')
    .values(wanted.map(({ code, label, sort }) => ({ slip_id: slip.id, code, label, sort, by_name: null, at: null })))
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

/** 出发前检查 (W189): each is confirmed, or left out with a reason. */
export async function checkDeparture(work: Work, id: string, input: z.output<typeof CheckDeparture>): Promise<void> {
  const slip = await slipFor(work, id, 'check', 'from')
  if (!slip) return
  const known = new Set((await checksOf(work, id)).map(check => check.code))
  for (const [i, check] of input.checks.entries()) {
    if (!known.has(check.code))
      throw fieldProblem('invalid-input', `/checks/${i}/code`, '检查项', '检查项不在本单清单中')
    if (!check.confirmed && !check.reason)
      throw fieldProblem('invalid-input', `/checks/${i}/reason`, '免除理由', '未确认的检查项应说明免除理由')
    await work.tx
      .updateTable('call_up_check')
      .set({
        state: check.confirmed ? 'confirmed' : 'waived',
        reason: check.confirmed ? '' : check.reason,
        by_name: work.actor.name,
        at: work.now,
      })
      .where('slip_id', '=', id)
      .where('code', '=', check.code)
      .execute()
  }
  const waived = input.checks.filter(check => !check.confirmed).length
  tell(work, slip, 'checked', { confirmed: input.checks.length - waived, waived })
}

export const checksOf = (work: Work, slipId: string) =>
  work.tx.selectFrom('call_up_check').selectAll().where('slip_id', '=', slipId).orderBy('sort').execute()

/** Nothing leaves unchecked. */
export async function assertChecked(work: Work, slipId: string): Promise<void> {
  const open = (await checksOf(work, slipId)).filter(check => check.state === 'open')
  if (open.length) throw new Problem('call-up/checks-open', { detail: open.map(check => check.label).join('；') })
}
