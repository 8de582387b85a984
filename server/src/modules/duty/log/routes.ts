import { randomUUID } from 'node:crypto'
import { page } from '@anlan/contract/codec.ts'
import { LogEntryView, type LogKind, LogQuery, WriteLog } from '@anlan/contract/duty.ts'
import type { z } from 'zod'
import { unitsInReach } from '../../../kernel/access/reach.ts'
import { followsCursor, pageOf } from '../../../kernel/database/keyset.ts'
import type { App } from '../../../kernel/http/app.ts'
import { fieldProblem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { addDays, shanghaiInstant } from '../../calendar/api.ts'
import { deskOf } from './lines.ts'

/** 值班日志. */
export function logRoutes(app: App) {
  app.get(
    '/api/duty/log',
    { config: { permission: 'duty.read' }, schema: { querystring: LogQuery, response: { 200: page(LogEntryView) } } },
    request => request.work(work => readLog(work, request.query)),
  )
  app.post(
    '/api/duty/log',
    { config: { permission: 'duty.log' }, schema: { body: WriteLog, response: { 201: LogEntryView } } },
    async (request, reply) => reply.code(201).send(await request.create(work => writeLog(work, request.body))),
  )
}

async function readLog(work: Work, query: z.output<typeof LogQuery>) {
  const rows = await work.tx
    .selectFrom('duty_log')
    .selectAll()
    .where('unit_id', 'in', unitsInReach(work))
    .where('unit_id', '=', query.unit ?? (await deskOf(work)))
    .$if(query.matter !== undefined, q => q.where('matter_id', '=', query.matter ?? ''))
    .$if(query.on !== undefined, q =>
      q
        .where('at', '>=', shanghaiInstant(query.on ?? '', '00:00'))
        .where('at', '<', shanghaiInstant(addDays(query.on ?? '2000-01-01', 1), '00:00')),
    )
    .where(followsCursor(query.after, 'at', 'id'))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit + 1)
    .execute()
  return pageOf(rows, query.limit, row => [row.at.toISOString(), row.id], presentLog)
}

const presentLog = (row: {
  id: string
  unit_id: string
  kind: string
  text: string
  at: Date
  by_name: string
  matter_id: string | null
  mentioned_unit_ids: string[]
  corrects_id: string | null
  automatic: boolean
}): z.output<typeof LogEntryView> => ({
  id: row.id,
  unitId: row.unit_id,
  kind: row.kind as LogKind,
  text: row.text,
  at: row.at.toISOString(),
  byName: row.by_name,
  matterId: row.matter_id,
  mentionedUnitIds: row.mentioned_unit_ids,
  correctsId: row.corrects_id,
  automatic: row.automatic,
})

async function writeLog(work: Work, input: z.output<typeof WriteLog>) {
  const room = await deskOf(work)
  if (
    input.correctsId &&
    !(await work.tx
      .selectFrom('duty_log')
      .select('id')
      .where('id', '=', input.correctsId)
      .where('unit_id', '=', room)
      .executeTakeFirst())
  )
    throw fieldProblem('not-found', '/correctsId', '更正的日志', '原日志不存在')
  if (
    input.matterId &&
    !(await work.tx
      .selectFrom('matter_party')
      .select('unit_id')
      .where('matter_id', '=', input.matterId)
      .where('unit_id', 'in', unitsInReach(work))
      .executeTakeFirst())
  )
    throw fieldProblem('not-found', '/matterId', '关联事件', '事件不存在')
  const known = input.mentionedUnitIds.length
    ? await work.tx.selectFrom('unit').select('id').where('id', 'in', input.mentionedUnitIds).execute()
    : []
  const row = {
    id: input.id ?? randomUUID(),
    unit_id: room,
    kind: input.kind,
    text: input.text,
    at: work.now,
    by_name: work.actor.name,
    matter_id: input.matterId,
    mentioned_unit_ids: known.map(unit => unit.id),
    corrects_id: input.correctsId,
    automatic: false,
    source_fact: null,
  }
  await work.tx.insertInto('duty_log').values(row).execute()
  recordFact(work, 'duty.logged', row.id, { kind: row.kind, text: row.text }, { matter: input.matterId, chain: room })
  return presentLog(row)
}
