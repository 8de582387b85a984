import { randomUUID } from 'node:crypto'
import type { AskExpert, ConsultationView, ExpertLine, RecordOpinion } from '@anlan/contract/team-expert.ts'
import { type SqlBool, sql } from 'kysely'
import type { z } from 'zod'
import { isUnitInReach, matterInReach, reachFor, reachOfNothing, unitsInReach } from '../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import { currentRecords } from '../../register/api.ts'
import { wordsOf } from '../words.ts'

interface ExpertValues {
  name: string
  fields: string[]
  employer: string | null
  title: string | null
  phone: string | null
  termUntil: string | null
}

/** Experts of the county, those of a field first asked for; what they were asked counts beside. */
export async function listExperts(work: Work, query: { field?: string | undefined }): Promise<ExpertLine[]> {
  const labelOf = await wordsOf(work, 'expert-fields')
  const served = new Map(
    (
      await work.tx
        .selectFrom('expert_consultation')
        .select(({ fn }) => ['expert_id', fn.countAll<number>().as('times'), fn.max('asked_at').as('last')])
        .groupBy('expert_id')
        .execute()
    ).map(row => [row.expert_id, row]),
  )
  const today = shanghaiDay(work.now)
  return (await expertsInCounty(work))
    .map(record => ({ record, values: record.values as unknown as ExpertValues }))
    .filter(({ values }) => !query.field || values.fields.includes(query.field))
    .map(({ record, values }) => ({
      id: record.id,
      name: values.name,
      fields: values.fields.map(code => ({ code, label: labelOf(code) })),
      employer: values.employer ?? null,
      title: values.title ?? null,
      phone: values.phone ?? null,
      unitId: record.unitId,
      termUntil: values.termUntil ?? null,
      expired: values.termUntil !== null && values.termUntil < today,
      served: Number(served.get(record.id)?.times ?? 0),
      lastServedAt: served.get(record.id)?.last?.toISOString() ?? null,
    }))
}

async function expertsInCounty(work: Work) {
  const units = new Set(
    (await sql<{ id: string }>`select id from unit where id in ${unitsInReach(work)}`.execute(work.tx)).rows.map(
      row => row.id,
    ),
  )
  return (await currentRecords(work, 'experts')).filter(record => units.has(record.unitId))
}

/** 咨询: one whose appointment has run out is asked only with a reason. */
export async function askExpert(work: Work, expertId: string, input: z.output<typeof AskExpert>): Promise<string> {
  // Any unit of the county may ask any of its experts; the reach of `team.consult` says whose the question is.
  const [expert] = await currentRecords(work, 'experts', [expertId])
  const county = reachFor(work.actor, 'team.read') ?? reachOfNothing
  if (!expert || !(await isUnitInReach({ tx: work.tx, reach: county }, expert.unitId)))
    throw new Problem('not-found', { detail: '没有这位专家' })
  const values = expert.values as unknown as ExpertValues
  const today = shanghaiDay(work.now)
  if (values.termUntil && values.termUntil < today && !input.reason)
    throw fieldProblem(
      'team/reason-required',
      '/reason',
      '聘期已满仍咨询的理由',
      `${values.name}的聘期已于 ${values.termUntil} 届满，请说明仍然咨询的理由`,
    )
  if (input.askedAt && input.askedAt > work.now)
    throw fieldProblem('invalid-input', '/askedAt', '咨询时间', '咨询时间不能晚于此刻')
  if (input.eventId) await requireEvent(work, input.eventId)
  const id = input.id ?? randomUUID()
  await work.tx
    .insertInto('expert_consultation')
    .values({
      id,
      expert_id: expertId,
      expert_name: values.name,
      event_id: input.eventId,
      unit_id: work.actor.unitId,
      question: input.question,
      asked_at: input.askedAt ?? work.now,
      asked_by: work.actor.name,
      reason: input.reason,
      opinion: null,
      manner: null,
      given_at: null,
      recorded_by: null,
    })
    .execute()
  recordFact(
    work,
    'team.expert-asked',
    id,
    { expert: expertId, name: values.name, question: input.question, reason: input.reason },
    { matter: input.eventId },
  )
  return id
}

async function requireEvent(work: Work, id: string) {
  const { rows } = await sql<{ seen: boolean }>`select ${matterInReach(work, sql`${id}::uuid`)} as seen`.execute(
    work.tx,
  )
  if (!rows[0]?.seen) throw fieldProblem('not-found', '/eventId', '事件', '没有这个事件，或不在您的管辖范围')
}

/** What the expert said, once. */
export async function recordOpinion(work: Work, id: string, input: z.output<typeof RecordOpinion>): Promise<string> {
  const row = await work.tx
    .selectFrom('expert_consultation')
    .selectAll()
    .where('id', '=', id)
    .where('unit_id', 'in', unitsInReach(work))
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new Problem('not-found')
  if (row.opinion !== null)
    throw new Problem('team/opinion-given', { detail: `${row.recorded_by ?? ''}已登记专家意见` })
  const givenAt = input.givenAt ?? work.now
  if (givenAt > work.now || givenAt < row.asked_at)
    throw fieldProblem('invalid-input', '/givenAt', '答复时间', '答复时间应在咨询之后、此刻之前')
  await work.tx
    .updateTable('expert_consultation')
    .set({ opinion: input.opinion, manner: input.manner, given_at: givenAt, recorded_by: work.actor.name })
    .where('id', '=', id)
    .execute()
  recordFact(
    work,
    'team.expert-answered',
    id,
    { expert: row.expert_id, name: row.expert_name, opinion: input.opinion, manner: input.manner, givenAt },
    { matter: row.event_id },
  )
  return id
}

/** What experts were asked, newest first: of the units in reach, and about events in reach. */
export async function listConsultations(
  work: Work,
  query: { id?: string; expertId?: string | undefined; eventId?: string | undefined },
): Promise<z.input<typeof ConsultationView>[]> {
  const rows = await work.tx
    .selectFrom('expert_consultation as c')
    .leftJoin('emergency_event as e', 'e.id', 'c.event_id')
    .selectAll('c')
    .select('e.title as event_title')
    .$if(query.id !== undefined, q => q.where('c.id', '=', query.id ?? ''))
    .$if(query.expertId !== undefined, q => q.where('c.expert_id', '=', query.expertId ?? ''))
    .$if(query.eventId !== undefined, q => q.where('c.event_id', '=', query.eventId ?? ''))
    .where(sql<SqlBool>`(c.unit_id in ${unitsInReach(work)} or ${matterInReach(work, sql`c.event_id`)})`)
    .orderBy('c.asked_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(200)
    .execute()
  const answerers = reachFor(work.actor, 'team.consult') ?? reachOfNothing
  const views: z.input<typeof ConsultationView>[] = []
  for (const row of rows)
    views.push({
      id: row.id,
      expertId: row.expert_id,
      expertName: row.expert_name,
      eventId: row.event_id,
      eventTitle: row.event_title,
      question: row.question,
      askedAt: row.asked_at.toISOString(),
      askedBy: row.asked_by,
      reason: row.reason,
      opinion: row.opinion,
      manner: row.manner,
      givenAt: row.given_at?.toISOString() ?? null,
      recordedBy: row.recorded_by,
      mayAnswer: row.opinion === null && (await isUnitInReach({ tx: work.tx, reach: answerers }, row.unit_id)),
    })
  return views
}
