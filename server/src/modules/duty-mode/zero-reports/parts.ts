import type { Module } from '../../../kernel/module.ts'
import { scheduleTask, type Work } from '../../../kernel/work/work.ts'
import { followMode, followPeriods, zeroReportTask } from './duties.ts'
import { followPieces } from './synthesis.ts'

/** What zero reports add to the module: they follow modes, periods and what units hand in. */
export const zeroReportSubscribers: NonNullable<Module['subscribers']> = {
  'zero-reports-by-mode': { on: ['duty-mode.changed'], handle: followMode },
  'zero-reports-by-period': { on: ['calendar.period-changed', 'calendar.period-removed'], handle: followPeriods },
  'zero-report-synthesis': { on: ['form.submitted'], handle: followPieces },
}
export const zeroReportTasks: NonNullable<Module['tasks']> = { [zeroReportTask]: followPeriods }

/** Looked at at every start; from then on the task asks for the next day itself. */
export const startZeroReports = (work: Work): void => scheduleTask(work, zeroReportTask, 'day', work.now)
