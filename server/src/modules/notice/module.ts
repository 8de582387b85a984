import type { Module, RecordedFact } from '../../kernel/module.ts'
import { settingOf } from '../../kernel/setting-rows.ts'
import type { Work } from '../../kernel/work/work.ts'
import { findUnit } from '../directory/api.ts'
import { findObligation } from '../obligation/api.ts'
import { sendNotice, stepUp } from './api.ts'
import { startDispatch } from './dispatch.ts'
import { noticeRoutes } from './routes.ts'
import { noticeSchema } from './schema.ts'
import { breachStepUpMinutes, noticeSettings } from './settings.ts'

/** 通知与送达: something said to a list of people, with who has answered and who is asked next. A channel that is not configured says so. */
export const notice: Module = {
  name: 'notice',
  migrations: noticeSchema,
  routes: noticeRoutes,
  settings: noticeSettings,
  tasks: { 'notice.step-up': stepUp },
  subscribers: { 'remind-of-obligations': { on: ['obligation.warned', 'obligation.breached'], handle: remind } },
  start: startDispatch,
}

async function remind(work: Work, fact: RecordedFact) {
  const owed = await findObligation(work, fact.subjectId)
  if (!owed || owed.satisfied_at || owed.cancelled_at) return
  const unit = await findUnit(work.tx, owed.owed_by_unit_id)
  if (!unit || unit.kind === 'external') return
  if (owed.own_reminder && fact.type === 'obligation.breached') return
  const breached = fact.type === 'obligation.breached'
  const already = await work.tx
    .selectFrom('notice')
    .select('id')
    .where('kind', '=', `${fact.type}/${owed.id}`)
    .executeTakeFirst()
  if (already) return
  await sendNotice(work, {
    kind: `${fact.type}/${owed.id}`,
    title: breached ? `已超时：${owed.title}` : owed.soft ? `应立即办理：${owed.title}` : `即将到期：${owed.title}`,
    body: [owed.matter_title, `依据：${owed.source.name}${owed.source.article}`].filter(Boolean).join('\n'),
    matterId: owed.matter_id,
    urgent: breached,
    to: [owed.owed_by_unit_id],
    channels: ['inApp'],
    stepUpMinutes: breached ? await settingOf(work, breachStepUpMinutes) : 0,
    exercise: owed.exercise,
  })
}
