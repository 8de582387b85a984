import { type IntegerSetting, ours, settingOf } from '../../kernel/setting-rows.ts'
import type { Work } from '../../kernel/work/work.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '../calendar/api.ts'
import { cancelObligations, dischargeObligations, openObligation, openObligationsLike } from './api.ts'

/** Something that runs until a day and must be renewed by then: an appointment, a certificate, an agreement. */
export interface Ending {
  id: string
  unit_id: string
  title: string
  /** Its last day, `YYYY-MM-DD`. */
  until: string
  link: string
}

export interface Renewals {
  kind: string
  ruleCode: string
  /** Whoever keeps the record is asked so many days before its last day. */
  noticeDays: IntegerSetting
  /** Everything of this kind that stands now, in whatever reach. */
  endings: (work: Work) => Promise<Ending[]>
  /** Why nobody owes anything any more for what is not among the endings, e.g. 记录已注销. */
  gone: string
}

/**
 * Once a day: what ends within the days set is owed its renewal by the last day. What ended before anybody could be told is not owed any more;
 * the record shows that it has run out.
 */
export async function oweRenewals(work: Work, renewals: Renewals): Promise<void> {
  const today = shanghaiDay(work.now)
  const upTo = addDays(today, await settingOf(work, renewals.noticeDays))
  await settleRenewals(work, renewals)
  for (const ending of await renewals.endings(work))
    if (ending.until >= today && ending.until <= upTo)
      await openObligation(work, {
        kind: renewals.kind,
        ruleCode: renewals.ruleCode,
        title: ending.title,
        matterId: null,
        matterTitle: null,
        owedBy: ending.unit_id,
        owedTo: null,
        medium: 'system',
        clock: 'daily',
        basis: `${ending.id}/${ending.until}`,
        startedAt: work.now,
        dueAt: shanghaiInstant(addDays(ending.until, 1), '00:00'),
        limitMinutes: null,
        soft: false,
        source: ours,
        link: ending.link,
      })
}

/** After a change of the records. Renewed: a later day stands there. Struck off or ended: nobody owes anything. */
export async function settleRenewals(work: Work, renewals: Renewals): Promise<void> {
  const open = await openObligationsLike(work, { matterId: null, kinds: [renewals.kind] })
  if (open.length === 0) return
  const now = new Map((await renewals.endings(work)).map(ending => [ending.id, ending.until]))
  for (const one of open) {
    const [id = '', until = ''] = one.basis.split('/')
    const stands = now.get(id)
    if (stands === undefined) await cancelObligations(work, { matterId: null, id: one.id }, renewals.gone)
    else if (stands > until)
      await dischargeObligations(work, { matterId: null, id: one.id, at: work.now, by: '已续期' })
  }
}
