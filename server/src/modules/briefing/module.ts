import type { Module, RecordedFact } from '../../kernel/module.ts'
import { scheduleTask, type Work } from '../../kernel/work/work.ts'
import { keepRecords } from '../register/api.ts'
import { dailyTask, draftWhenDue, followSetting } from './daily/daily.ts'
import issuedDocuments from './ledgers/issued-documents.ts'
import { briefingRoutes } from './routes.ts'
import { briefingSchema } from './schema.ts'
import { briefingSettings } from './settings.ts'

/**
 * 值班日报与信息综合: papers that draft themselves from what the other capabilities have recorded. `daily` is the day's paper, `compose` those that
 * somebody asks for; both are papers of `document` from then on. It only reads the others. 发文登记 gathers what went out.
 */
export const briefing: Module = {
  name: 'briefing',
  migrations: briefingSchema,
  routes: briefingRoutes,
  tasks: { [dailyTask]: draftWhenDue },
  subscribers: {
    'follow-setting': { on: ['setting.changed'], handle: followSetting },
    'register-documents': {
      on: [
        'paper.signed',
        'paper.sent',
        'paper.withdrawn',
        'event-report.submitted',
        'event-report.approval-confirmed',
      ],
      handle: (work: Work, fact: RecordedFact) => keepRecords(work, issuedDocuments, [fact.subjectId]),
    },
  },
  settings: briefingSettings,
  // Looked at at every start; from then on the task asks for the next day itself.
  seed: async work => scheduleTask(work, dailyTask, 'day', work.now),
}
