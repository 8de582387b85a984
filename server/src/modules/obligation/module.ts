import { page } from '@anlan/contract/codec.ts'
import { ObligationQuery, ObligationView } from '@anlan/contract/obligation.ts'
import { type Expression, type SqlBool, sql } from 'kysely'
import { matterInReach, unitsInReach } from '../../kernel/access/reach.ts'
import { cursorParts, pageOf } from '../../kernel/database/keyset.ts'
import type { App } from '../../kernel/http/app.ts'
import type { Module } from '../../kernel/module.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'
import { mentionsInObligations } from './mentions.ts'
import { presentObligations } from './present.ts'
import { obligationSchema } from './schema.ts'
import { obligationSettings } from './settings.ts'

/** 时限事项: who owes what to whom until when, by which rule. Late is computed, never typed; a breach stays in the ledger for good. */
export const obligation: Module = {
  name: 'obligation',
  migrations: obligationSchema,
  routes: obligationRoutes,
  settings: obligationSettings,
  mentions: mentionsInObligations,
  tasks: { 'obligation.warn': noteWarning, 'obligation.due': noteBreach },
}

/** The limit has passed unmet: written down once, for good. */
async function noteBreach(work: Work, id: string) {
  const breached = await work.tx
    .updateTable('obligation')
    .set({ breached_at: work.now })
    .where('id', '=', id)
    .where('satisfied_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .where('breached_at', 'is', null)
    .where('due_at', '<', work.now)
    .returningAll()
    .executeTakeFirst()
  if (!breached) return
  recordFact(
    work,
    'obligation.breached',
    id,
    {
      rule: breached.rule_code,
      title: breached.title,
      medium: breached.medium,
      kind: breached.kind,
      owedBy: breached.owed_by_unit_id,
      dueAt: breached.due_at,
    },
    { matter: breached.matter_id, chain: breached.owed_by_unit_id },
  )
}

async function noteWarning(work: Work, id: string) {
  const row = await work.tx
    .selectFrom('obligation')
    .selectAll()
    .where('id', '=', id)
    .where('satisfied_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .executeTakeFirst()
  if (!row) return
  recordFact(
    work,
    'obligation.warned',
    id,
    {
      rule: row.rule_code,
      title: row.title,
      medium: row.medium,
      kind: row.kind,
      owedBy: row.owed_by_unit_id,
      dueAt: row.due_at,
      soft: row.soft,
    },
    { matter: row.matter_id, chain: row.owed_by_unit_id },
  )
}

function obligationRoutes(app: App) {
  app.get(
    '/api/obligations',
    {
      config: { permission: 'obligation.read' },
      schema: { querystring: ObligationQuery, response: { 200: page(ObligationView) } },
    },
    request =>
      request.work(async work => {
        const { state, unit, person, matter, mode, breached, after, limit } = request.query
        const cursor = cursorParts(after, ['instant', 'id'])
        const conditions: Expression<SqlBool>[] = []
        if (state === 'met') conditions.push(sql<boolean>`satisfied_at is not null`)
        if (state === 'cancelled') conditions.push(sql<boolean>`cancelled_at is not null`)
        if (state === 'open' || state === 'overdue')
          conditions.push(sql<boolean>`satisfied_at is null and cancelled_at is null`)
        if (state === 'open') conditions.push(sql<boolean>`(soft or due_at >= ${work.now})`)
        if (state === 'overdue') conditions.push(sql<boolean>`not soft and due_at < ${work.now}`)
        if (breached)
          conditions.push(
            breached === 'true' ? sql<boolean>`breached_at is not null` : sql<boolean>`breached_at is null`,
          )
        if (cursor) conditions.push(sql<boolean>`(due_at, id) > (${cursor[0]}::timestamptz, ${cursor[1]}::uuid)`)
        // Of one matter all of its own are shown; a list of many is either of what is real or of exercises.
        if (matter === undefined) conditions.push(sql<boolean>`exercise = ${mode === 'exercise'}`)
        const rows = await work.tx
          .selectFrom('obligation')
          .selectAll()
          .where(eb =>
            eb.or([
              eb('owed_by_unit_id', 'in', unitsInReach(work)),
              eb('owed_to_unit_id', 'in', unitsInReach(work)),
              matterInReach(work, sql.ref('obligation.matter_id')),
            ]),
          )
          .$if(unit !== undefined, query => query.where('owed_by_unit_id', '=', unit ?? ''))
          .$if(person !== undefined, query => query.where('owed_by_person_id', '=', person ?? ''))
          .$if(matter !== undefined, query => query.where('matter_id', '=', matter ?? ''))
          .where(eb => eb.and(conditions))
          .orderBy('due_at')
          .orderBy('id')
          .limit(limit + 1)
          .execute()
        const { items, next } = pageOf(
          rows,
          limit,
          row => [row.due_at.toISOString(), row.id],
          row => row,
        )
        return { items: await presentObligations(work, items), next }
      }),
  )
}
