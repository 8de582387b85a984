import type { Module } from '../../kernel/module.ts'
import { scheduleTask } from '../../kernel/work/work.ts'
import { remindUnread } from './bulletins/bulletins.ts'
import { bulletinRoutes } from './bulletins/routes.ts'
import { procedureRoutes } from './procedures/routes.ts'
import { seedStandard } from './procedures/standard.ts'
import { lookAgain, noteRulesChange, quizTask, watchShifts } from './quiz/duties.ts'
import { quizRoutes } from './quiz/routes.ts'
import { quizSchema } from './quiz/schema.ts'
import { seedQuestions } from './quiz/standard-questions.ts'
import { deskSchema } from './schema.ts'
import {
  bulletinReminderMinutes,
  quizAheadDays,
  quizGraceDays,
  quizPassPercent,
  quizQuestions,
  quizRequired,
} from './settings.ts'

/**
 * 值班台上的知识: what those on duty must know. `bulletins` puts what the weather, water and geology services say before the townships it concerns
 * until each has read it; `procedures` is what to do step by step, the county standard with what each unit added, and what was ticked;
 * `quiz` is the test before a first shift and after a change of rules.
 */
export const desk: Module = {
  name: 'desk',
  migrations: [...deskSchema, ...quizSchema],
  seed: async work => {
    await seedStandard(work)
    await seedQuestions(work)
    // Looked at at every start; from then on the task asks for the next day itself.
    scheduleTask(work, quizTask, 'day', work.now)
  },
  settings: [
    { title: '值班台', items: [bulletinReminderMinutes] },
    { title: '上岗测试', items: [quizQuestions, quizPassPercent, quizGraceDays, quizAheadDays, quizRequired] },
  ],
  routes: app => {
    bulletinRoutes(app)
    procedureRoutes(app)
    quizRoutes(app)
  },
  tasks: { 'desk.bulletin-unread': remindUnread, [quizTask]: watchShifts },
  subscribers: {
    'quiz-rules': { on: ['event-report.rule-changed', 'desk.procedure-changed'], handle: noteRulesChange },
    'quiz-shifts': {
      on: [
        'setting.changed',
        'duty.shift-added',
        'duty.shift-changed',
        'duty.shift-removed',
        'duty.shift-covered',
        'duty.roster-published',
      ],
      handle: lookAgain,
    },
  },
}
