import { Id, page } from '@anlan/contract/codec.ts'
import { CallResult, ChannelView, MyNotice, NoticeQuery, NoticeView, SendNotice } from '@anlan/contract/notice.ts'
import { type Selectable, sql } from 'kysely'
import { z } from 'zod'
import { isMatterInReach, isUnitInReach, matterInReach, unitsInReach } from '../../kernel/access/reach.ts'
import type { Tables } from '../../kernel/database/database.ts'
import { followsCursor, pageOf } from '../../kernel/database/keyset.ts'
import type { App } from '../../kernel/http/app.ts'
import { fieldProblem, Problem } from '../../kernel/problem.ts'
import { isAhead } from '../../kernel/work/instants.ts'
import type { Work } from '../../kernel/work/work.ts'
import { settleAnswer } from './answers.ts'
import { sendNotice } from './api.ts'
import { channelStatements } from './channels.ts'

const params = z.object({ id: Id })

export function noticeRoutes(app: App) {
  app.get(
    '/api/notice-channels',
    { config: { permission: 'signed-in' }, schema: { response: { 200: z.object({ items: z.array(ChannelView) }) } } },
    request => request.work(async work => ({ items: await channelStatements(work.tx) })),
  )
  app.get(
    '/api/notices/mine',
    { config: { permission: 'notice.read' }, schema: { querystring: NoticeQuery, response: { 200: page(MyNotice) } } },
    request => request.work(work => myNotices(work, request.query)),
  )
  app.get(
    '/api/notices',
    {
      config: { permission: 'notice.read' },
      schema: { querystring: NoticeQuery, response: { 200: page(NoticeView) } },
    },
    request => request.work(work => noticesInReach(work, request.query)),
  )
  app.get(
    '/api/notices/:id',
    { config: { permission: 'notice.read' }, schema: { params, response: { 200: NoticeView } } },
    request => request.work(work => noticeView(work, request.params.id)),
  )
  app.post(
    '/api/notices',
    { config: { permission: 'notice.send' }, schema: { body: SendNotice, response: { 201: NoticeView } } },
    async (request, reply) => {
      const view = await request.create(async work => {
        const { unitIds, ...rest } = request.body
        const known = await work.tx.selectFrom('unit').select('id').where('id', 'in', unitIds).execute()
        const ids = new Set(known.map(unit => unit.id))
        const stray = unitIds.findIndex(id => !ids.has(id))
        if (stray >= 0)
          throw fieldProblem('directory/unknown-unit', `/unitIds/${stray}`, '接收单位', '单位不在机构名录中')
        if (rest.matterId && !(await isMatterInReach(work, rest.matterId)))
          throw fieldProblem('not-found', '/matterId', '关联事件', '事件不存在')
        const id = await sendNotice(work, { ...rest, ...(rest.id && { id: rest.id }), kind: 'manual', to: unitIds })
        return noticeView(work, id)
      })
      return reply.code(201).send(view)
    },
  )
  app.post(
    '/api/notice-deliveries/:id/acknowledgement',
    { config: { permission: 'notice.read' }, schema: { params } },
    async (request, reply) => {
      await request.work(work => acknowledge(work, request.params.id))
      return reply.code(204).send()
    },
  )
  app.post(
    '/api/notice-deliveries/:id/call-result',
    { config: { permission: 'notice.send' }, schema: { params, body: CallResult } },
    async (request, reply) => {
      await request.work(work => noteCall(work, request.params.id, request.body))
      return reply.code(204).send()
    },
  )
}

/** Notices for my unit's duty room or for me in person. */
async function myNotices(work: Work, query: z.output<typeof NoticeQuery>) {
  const rows = await work.tx
    .selectFrom('notice_delivery as d')
    .innerJoin('notice as n', 'n.id', 'd.notice_id')
    .leftJoin('unit as u', 'u.id', 'n.sent_by_unit_id')
    .select([
      'd.id',
      'd.notice_id',
      'd.rung',
      'd.queued_at',
      'd.acknowledged_at',
      'n.kind',
      'n.title',
      'n.body',
      'n.matter_id',
      'n.urgent',
      'n.sent_at',
      'n.step_up_minutes',
      'n.withdrawn_at',
      'u.name as sender',
    ])
    .where('d.channel', '=', 'inApp')
    .where(eb =>
      eb.or([
        eb.and([eb('d.contact_unit_id', '=', work.actor.unitId), eb('d.person_id', 'is', null)]),
        eb('d.person_id', '=', work.actor.personId ?? '00000000-0000-0000-0000-000000000000'),
      ]),
    )
    .$if(query.state === 'open', q => q.where('d.acknowledged_at', 'is', null).where('n.withdrawn_at', 'is', null))
    .$if(query.matter !== undefined, q => q.where('n.matter_id', '=', query.matter ?? ''))
    .where(followsCursor(query.after, 'd.queued_at', 'd.id'))
    .orderBy('d.queued_at', 'desc')
    .orderBy('d.id', 'desc')
    .limit(query.limit + 1)
    .execute()
  return pageOf(
    rows,
    query.limit,
    row => [row.queued_at.toISOString(), row.id],
    row => ({
      deliveryId: row.id,
      noticeId: row.notice_id,
      ...whatItSays(row),
      acknowledgeBy: row.step_up_minutes
        ? new Date(row.queued_at.getTime() + row.step_up_minutes * 60_000).toISOString()
        : null,
      acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
      withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
      rung: row.rung,
    }),
  )
}

const visibleNotices = (work: Work) =>
  work.tx
    .selectFrom('notice as n')
    .leftJoin('unit as u', 'u.id', 'n.sent_by_unit_id')
    .selectAll('n')
    .select('u.name as sender')
    .where(eb =>
      eb.or([
        eb('n.sent_by_unit_id', 'in', unitsInReach(work)),
        matterInReach(work, sql.ref('n.matter_id')),
        eb.exists(
          eb
            .selectFrom('notice_delivery as d')
            .select('d.id')
            .whereRef('d.notice_id', '=', 'n.id')
            .where('d.contact_unit_id', 'in', unitsInReach(work)),
        ),
      ]),
    )

/** What a notice says and who says it, the same in everybody's list. */
const whatItSays = (
  row: Pick<Selectable<Tables['notice']>, 'kind' | 'title' | 'body' | 'matter_id' | 'urgent' | 'sent_at'> & {
    sender: string | null
  },
) => ({
  kind: row.kind,
  title: row.title,
  body: row.body,
  matterId: row.matter_id,
  urgent: row.urgent,
  sentByUnitName: row.sender ?? '系统',
  sentAt: row.sent_at.toISOString(),
})

async function noticesInReach(work: Work, query: z.output<typeof NoticeQuery>) {
  const rows = await visibleNotices(work)
    .$if(query.matter !== undefined, q => q.where('n.matter_id', '=', query.matter ?? ''))
    .where(followsCursor(query.after, 'n.sent_at', 'n.id'))
    .orderBy('n.sent_at', 'desc')
    .orderBy('n.id', 'desc')
    .limit(query.limit + 1)
    .execute()
  const cut = pageOf(
    rows,
    query.limit,
    row => [row.sent_at.toISOString(), row.id],
    row => row,
  )
  return { next: cut.next, items: await Promise.all(cut.items.map(row => present(work, row))) }
}

async function noticeView(work: Work, id: string) {
  const row = await visibleNotices(work).where('n.id', '=', id).executeTakeFirst()
  if (!row) throw new Problem('not-found')
  return present(work, row)
}

async function present(
  work: Work,
  row: Awaited<ReturnType<ReturnType<typeof visibleNotices>['execute']>>[number],
): Promise<z.output<typeof NoticeView>> {
  const deliveries = await work.tx
    .selectFrom('notice_delivery as d')
    .innerJoin('unit as u', 'u.id', 'd.unit_id')
    .innerJoin('unit as c', 'c.id', 'd.contact_unit_id')
    .selectAll('d')
    .select(['u.name as unit_name', 'c.name as contact_unit_name', 'c.duty_phone'])
    .where('d.notice_id', '=', row.id)
    .orderBy('d.rung')
    .orderBy('u.sort')
    .execute()
  return {
    id: row.id,
    ...whatItSays(row),
    acknowledgeBy: row.step_up_minutes
      ? new Date(row.sent_at.getTime() + row.step_up_minutes * 60_000).toISOString()
      : null,
    deliveries: deliveries.map(one => ({
      id: one.id,
      unitId: one.unit_id,
      unitName: one.unit_name,
      personId: one.person_id,
      personName: one.person_name,
      // In the app a whole duty room is asked: its name and its telephone, not those of the person who would be rung.
      postName: one.person_id ? one.post_name : (one.post_name ?? one.contact_unit_name),
      phone: one.person_id ? one.phone : (one.duty_phone ?? one.phone),
      channel: one.channel,
      state: one.state,
      rung: one.rung,
      queuedAt: one.queued_at.toISOString(),
      sentAt: one.sent_at?.toISOString() ?? null,
      acknowledgedAt: one.acknowledged_at?.toISOString() ?? null,
      acknowledgedVia: one.acknowledged_via,
      lastError: one.last_error,
    })),
  }
}

async function acknowledge(work: Work, deliveryId: string) {
  const row = await work.tx
    .selectFrom('notice_delivery')
    .selectAll()
    .where('id', '=', deliveryId)
    .where('channel', '=', 'inApp')
    .where(eb =>
      eb.or([
        eb('contact_unit_id', '=', work.actor.unitId),
        eb('person_id', '=', work.actor.personId ?? '00000000-0000-0000-0000-000000000000'),
      ]),
    )
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new Problem('not-found')
  if (row.acknowledged_at) return
  await settleAnswer(work, row, 'acknowledged', '系统内', work.now, '')
}

async function noteCall(work: Work, deliveryId: string, input: z.output<typeof CallResult>) {
  const row = await work.tx
    .selectFrom('notice_delivery as d')
    .innerJoin('notice as n', 'n.id', 'd.notice_id')
    .selectAll('d')
    .select('n.sent_by_unit_id')
    .where('d.id', '=', deliveryId)
    .where('d.channel', '=', 'phone')
    .forUpdate('d')
    .executeTakeFirst()
  if (!row || !((await isUnitInReach(work, row.sent_by_unit_id)) || (await isUnitInReach(work, row.unit_id))))
    throw new Problem('not-found')
  if (row.acknowledged_at) throw new Problem('notice/already-answered')
  const calledAt = input.calledAt ?? work.now
  if (isAhead(calledAt, work.now)) throw fieldProblem('invalid-input', '/calledAt', '通话时间', '通话时间不能晚于现在')
  await settleAnswer(work, row, input.result, '电话', calledAt, input.note)
}
