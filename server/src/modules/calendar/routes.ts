import { randomUUID } from 'node:crypto'
import {
  CalendarDayView,
  EditCalendarDay,
  EditSpecialPeriod,
  ImportCalendar,
  SpecialPeriodView,
} from '@anlan/contract/calendar.ts'
import { Day } from '@anlan/contract/codec.ts'
import { z } from 'zod'
import type { App } from '../../kernel/http/app.ts'
import { fieldProblem, Problem } from '../../kernel/problem.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'
import { daysBetween } from './api.ts'
import type { SpecialPeriodTable } from './schema.ts'

const periodParams = z.object({ id: z.string().max(60) })

export function calendarRoutes(app: App) {
  app.get(
    '/api/calendar',
    {
      config: { permission: 'calendar.read' },
      schema: {
        querystring: z.object({ from: Day('起'), to: Day('止') }),
        response: { 200: z.object({ items: z.array(CalendarDayView) }) },
      },
    },
    request => {
      const { from, to } = request.query
      if (to < from) throw fieldProblem('invalid-input', '/to', '止', '结束日期不能早于开始日期')
      if (Date.parse(to) - Date.parse(from) > 800 * 86_400_000)
        throw fieldProblem('invalid-input', '/to', '止', '一次最多查询两年')
      return request.work(async work => ({ items: await daysBetween(work.tx, from, to) }))
    },
  )
  app.put(
    '/api/calendar/:date',
    {
      config: { permission: 'calendar.edit' },
      schema: { params: z.object({ date: Day('日期') }), body: EditCalendarDay, response: { 200: CalendarDayView } },
    },
    request =>
      request.work(async work => {
        if (request.params.date !== request.body.date)
          throw fieldProblem('invalid-input', '/date', '日期', '日期与地址不一致')
        await saveDay(work, request.body)
        const [day] = await daysBetween(work.tx, request.body.date, request.body.date)
        if (!day) throw new Problem('not-found')
        return day
      }),
  )
  app.post(
    '/api/calendar/imports',
    {
      config: { permission: 'calendar.edit' },
      schema: { body: ImportCalendar, response: { 201: z.object({ imported: z.number() }) } },
    },
    async (request, reply) => {
      const { year, days } = request.body
      const imported = await request.work(async work => {
        const stray = days.findIndex(day => Number(day.date.slice(0, 4)) !== year)
        if (stray >= 0) throw fieldProblem('invalid-input', `/days/${stray}/date`, '日期', `该日期不在 ${year} 年`)
        for (const day of days) await saveDay(work, day)
        const published = { year, published_by: days[0]?.source ?? '' }
        await work.tx
          .insertInto('calendar_year')
          .values(published)
          .onConflict(conflict => conflict.column('year').doUpdateSet(published))
          .execute()
        recordFact(work, 'calendar.year-imported', String(year), { year, days: days.length })
        return days.length
      })
      return reply.code(201).send({ imported })
    },
  )
  app.get(
    '/api/calendar/special-periods',
    {
      config: { permission: 'calendar.read' },
      schema: { response: { 200: z.object({ items: z.array(SpecialPeriodView) }) } },
    },
    request =>
      request.work(async work => ({
        items: (await work.tx.selectFrom('special_period').selectAll().orderBy('from_day').execute()).map(
          presentPeriod,
        ),
      })),
  )
  app.post(
    '/api/calendar/special-periods',
    {
      config: { permission: 'calendar.edit' },
      schema: { body: EditSpecialPeriod, response: { 201: SpecialPeriodView } },
    },
    async (request, reply) =>
      reply.code(201).send(await request.work(work => savePeriod(work, randomUUID(), request.body))),
  )
  app.put(
    '/api/calendar/special-periods/:id',
    {
      config: { permission: 'calendar.edit' },
      schema: { params: periodParams, body: EditSpecialPeriod, response: { 200: SpecialPeriodView } },
    },
    request =>
      request.work(async work => {
        const known = await work.tx
          .selectFrom('special_period')
          .select('id')
          .where('id', '=', request.params.id)
          .executeTakeFirst()
        if (!known) throw new Problem('not-found')
        return savePeriod(work, request.params.id, request.body)
      }),
  )
  app.delete(
    '/api/calendar/special-periods/:id',
    { config: { permission: 'calendar.edit' }, schema: { params: periodParams } },
    async (request, reply) => {
      await request.work(async work => {
        const gone = await work.tx
          .deleteFrom('special_period')
          .where('id', '=', request.params.id)
          .returning('name')
          .executeTakeFirst()
        if (!gone) throw new Problem('not-found')
        recordFact(work, 'calendar.period-removed', request.params.id, { name: gone.name })
      })
      return reply.code(204).send()
    },
  )
}

async function saveDay(work: Work, day: z.output<typeof EditCalendarDay>) {
  const row = { date: day.date, day_class: day.dayClass, name: day.name, source: day.source }
  await work.tx
    .insertInto('calendar_day')
    .values(row)
    .onConflict(conflict => conflict.column('date').doUpdateSet(row))
    .execute()
  recordFact(work, 'calendar.day-changed', day.date, row)
}

async function savePeriod(work: Work, id: string, input: z.output<typeof EditSpecialPeriod>) {
  const row = {
    id,
    name: input.name,
    from_day: input.from,
    to_day: input.to,
    mode: input.mode,
    daily_report: input.dailyReport,
    source: input.source,
    confidence: '设计' as const,
  }
  await work.tx
    .insertInto('special_period')
    .values(row)
    .onConflict(conflict => conflict.column('id').doUpdateSet(row))
    .execute()
  recordFact(work, 'calendar.period-changed', id, row)
  return presentPeriod(row)
}

const presentPeriod = (row: SpecialPeriodTable) => ({
  id: row.id,
  name: row.name,
  from: row.from_day,
  to: row.to_day,
  mode: row.mode,
  dailyReport: row.daily_report,
  source: row.source,
  confidence: row.confidence,
})
