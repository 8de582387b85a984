import { CalendarLink, PublicDutyPhones } from '@anlan/contract/duty-feed.ts'
import { z } from 'zod'
import type { App } from '../../../../kernel/http/app.ts'
import { calendarOf, makeLink, readLink, revokeLink } from './calendar-link.ts'
import { publicPhones } from './public-phones.ts'

const read = { permission: 'duty.read' } as const
const everybody = { permission: 'public' } as const

/** 值班日历订阅 and 公布的值班电话. */
export function feedRoutes(app: App) {
  app.get('/api/duty/calendar-link', { config: read, schema: { response: { 200: CalendarLink } } }, request =>
    request.work(readLink),
  )
  app.put('/api/duty/calendar-link', { config: read, schema: { response: { 200: CalendarLink } } }, request =>
    request.work(makeLink),
  )
  app.delete('/api/duty/calendar-link', { config: read }, async (request, reply) => {
    await request.work(revokeLink)
    return reply.code(204).send()
  })
  app.get(
    '/api/duty/calendar/:file',
    { config: everybody, schema: { params: z.object({ file: z.string().max(100) }) } },
    async (request, reply) => {
      const token = request.params.file.replace(/\.ics$/, '')
      const content = await request.work(work => calendarOf(work, token))
      return reply
        .type('text/calendar; charset=utf-8')
        .header('content-disposition', 'inline; filename="duty.ics"')
        .header('cache-control', 'private, max-age=300')
        .send(content)
    },
  )
  app.get('/api/public/duty-phones', { config: everybody, schema: { response: { 200: PublicDutyPhones } } }, request =>
    request.work(publicPhones),
  )
}
