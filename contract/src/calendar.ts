import { z } from 'zod'
import { Confidence, Day, requiredText } from './codec.ts'

/** Class of a day (日期类别). A year whose notice is not yet published is `unknown`, never assumed to be workdays. */
export const dayClasses = {
  workday: '工作日',
  weekend: '周末',
  statutoryHoliday: '法定节假日',
  adjustedRest: '调休放假',
  makeupWorkday: '调休上班',
  localHoliday: '地方假日',
  unknown: '未公布',
} as const
export type DayClass = keyof typeof dayClasses
export const DayClassName = z.enum(Object.keys(dayClasses) as [DayClass, ...DayClass[]])

export const CalendarDayView = z.object({
  date: z.string(),
  dayClass: DayClassName,
  name: z.string().nullable(),
  source: z.string().nullable(),
})
export type CalendarDayView = z.infer<typeof CalendarDayView>

export const EditCalendarDay = z.object({
  date: Day('日期'),
  dayClass: z
    .enum(['statutoryHoliday', 'adjustedRest', 'makeupWorkday', 'localHoliday', 'workday', 'weekend'])
    .meta({ title: '日期类别' }),
  name: requiredText('名称', 40),
  source: requiredText('依据', 200),
})
export const ImportCalendar = z.object({
  year: z.int32().min(2020).max(2100).meta({ title: '年份' }),
  days: z.array(EditCalendarDay).min(1).max(120).meta({ title: '日期' }),
})

export const SpecialPeriodView = z.object({
  id: z.string(),
  name: z.string(),
  from: z.string(),
  to: z.string(),
  mode: z.enum(['strengthened', 'normalPlus', 'publicity']),
  dailyReport: z.boolean(),
  source: z.string(),
  confidence: Confidence,
})
export const EditSpecialPeriod = z
  .object({
    name: requiredText('名称', 60),
    from: Day('开始日期'),
    to: Day('结束日期'),
    mode: z.enum(['strengthened', 'normalPlus', 'publicity']).meta({ title: '值班强度' }),
    dailyReport: z.boolean().meta({ title: '每日报告' }),
    source: requiredText('依据', 200),
  })
  .refine(period => period.to >= period.from, { path: ['to'], error: '结束日期不能早于开始日期' })
