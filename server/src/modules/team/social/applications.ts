import { randomUUID } from 'node:crypto'
import { creditCodeRefusal } from '@anlan/contract/credit-code.ts'
import type {
  ApplicationQuery,
  ApplicationView,
  ApplyForTeam,
  ReviewApplication,
} from '@anlan/contract/team-registration.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { isUnitInReach, reachFor, reachOfNothing, unitsInReach } from '../../../kernel/access/reach.ts'
import { followsCursor, pageOf } from '../../../kernel/database/keyset.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import { wordsOf } from '../words.ts'
import { enrol } from './enrol.ts'

/** 申请登记 by the organisation itself, or entered for it by the bureau. One of a team waits for review at a time. */
export async function apply(work: Work, input: z.output<typeof ApplyForTeam>): Promise<string> {
  const { id: given, unitId: asked, teamId, ...content } = input
  const refusal = creditCodeRefusal(content.creditCode)
  if (refusal) throw fieldProblem('invalid-input', '/creditCode', '统一社会信用代码', refusal)
  if (content.insuredUntil < shanghaiDay(work.now))
    throw fieldProblem('invalid-input', '/insuredUntil', '人身意外保险有效期至', '人身意外保险已过期，请先续保')
  const known = new Set(
    (
      await work.tx
        .selectFrom('dictionary_entry')
        .select('code')
        .where('dictionary', '=', 'team-capabilities')
        .where('enabled', '=', true)
        .execute()
    ).map(row => row.code),
  )
  if (content.capabilities.some(code => !known.has(code)))
    throw fieldProblem('invalid-input', '/capabilities', '救援能力', '救援能力不在可选范围内')
  const team = teamId
    ? await work.tx
        .selectFrom('team')
        .select(['id', 'unit_id'])
        .where('id', '=', teamId)
        .where('removed_at', 'is', null)
        .where('unit_id', 'in', unitsInReach(work))
        .executeTakeFirst()
    : null
  if (teamId && !team) throw new Problem('not-found', { detail: '没有这支队伍' })
  const unitId = team?.unit_id ?? asked ?? work.actor.unitId
  if (!(await isUnitInReach(work, unitId)))
    throw fieldProblem('directory/unknown-unit', '/unitId', '申请单位', '单位不在您的管辖范围')
  const id = given ?? randomUUID()
  const entered = await work.tx
    .insertInto('team_application')
    .values({
      id,
      unit_id: unitId,
      team_id: teamId,
      content: JSON.stringify(content),
      state: 'submitted',
      applied_at: work.now,
      applied_by: work.actor.name,
      applied_account: work.actor.accountId,
      reviewed_at: null,
      reviewed_by: null,
      certificate_no: null,
      level: null,
      valid_until: null,
      opinion: '',
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!entered) throw new Problem('team/application-open')
  recordFact(
    work,
    'team.application-submitted',
    id,
    { name: content.name, team: teamId, headcount: content.headcount },
    { chain: unitId },
  )
  return id
}

/** 审核: somebody else than the applicant. Approval gives a certificate and enters or renews the team in the ledger. */
export async function review(work: Work, id: string, input: z.output<typeof ReviewApplication>): Promise<void> {
  const row = await work.tx
    .selectFrom('team_application')
    .selectAll()
    .where('id', '=', id)
    .where('unit_id', 'in', unitsInReach(work))
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new Problem('not-found')
  if (row.state !== 'submitted')
    throw new Problem('team/application-settled', { detail: `${row.reviewed_by ?? ''}已审核` })
  if (row.version !== input.version) throw new Problem('conflict')
  if (row.applied_account !== null && row.applied_account === work.actor.accountId)
    throw new Problem('team/own-application')
  const outcome = {
    reviewed_at: work.now,
    reviewed_by: work.actor.name,
    opinion: input.opinion,
    version: row.version + 1,
  }
  if (!input.approve) {
    await work.tx
      .updateTable('team_application')
      .set({ ...outcome, state: 'refused' })
      .where('id', '=', id)
      .execute()
  } else {
    if (input.level === null) throw fieldProblem('invalid-input', '/level', '能力等级', '请选择能力等级')
    if (!input.validUntil || input.validUntil <= shanghaiDay(work.now))
      throw fieldProblem('invalid-input', '/validUntil', '登记有效期至', '登记有效期应晚于今天')
    const certificateNo = await nextCertificate(work)
    const teamId = await enrol(work, row, { certificateNo, level: input.level, validUntil: input.validUntil })
    await work.tx
      .updateTable('team_application')
      .set({
        ...outcome,
        state: 'approved',
        team_id: teamId,
        certificate_no: certificateNo,
        level: input.level,
        valid_until: input.validUntil,
      })
      .where('id', '=', id)
      .execute()
  }
  recordFact(
    work,
    'team.application-reviewed',
    id,
    { name: row.content.name, approved: input.approve, opinion: input.opinion, level: input.level },
    { chain: row.unit_id },
  )
}

/** 应登〔年〕序号, without gaps within the year. */
async function nextCertificate(work: Work): Promise<string> {
  await sql`select pg_advisory_xact_lock(hashtext('team-certificate'))`.execute(work.tx)
  const year = shanghaiDay(work.now).slice(0, 4)
  const { rows } = await sql<{
    last: number
  }>`select coalesce(max(substring(certificate_no from '〕([0-9]+)号')::int), 0) as last
    from team_application where certificate_no like ${`应登〔${year}〕%`}`.execute(work.tx)
  return `应登〔${year}〕${String((rows[0]?.last ?? 0) + 1).padStart(3, '0')}号`
}

/** Applications in reach, newest first. */
export async function listApplications(work: Work, query: z.output<typeof ApplicationQuery>) {
  const rows = await work.tx
    .selectFrom('team_application as a')
    .innerJoin('unit as u', 'u.id', 'a.unit_id')
    .selectAll('a')
    .select(['u.name as unit_name', sql<string | null>`a.valid_until::text`.as('valid_until_text')])
    .where('a.unit_id', 'in', unitsInReach(work))
    .$if(query.state !== undefined, q => q.where('a.state', '=', query.state ?? 'submitted'))
    .where(followsCursor(query.after, 'a.applied_at', 'a.id'))
    .orderBy('a.applied_at', 'desc')
    .orderBy('a.id', 'desc')
    .limit(query.limit + 1)
    .execute()
  const labelOf = await wordsOf(work, 'team-capabilities')
  const reviewers = reachFor(work.actor, 'team.review') ?? reachOfNothing
  const reviewed = new Set<string>()
  for (const unitId of new Set(rows.map(row => row.unit_id)))
    if (await isUnitInReach({ tx: work.tx, reach: reviewers }, unitId)) reviewed.add(unitId)
  return pageOf(
    rows,
    query.limit,
    row => [row.applied_at.toISOString(), row.id],
    (row): ApplicationView => ({
      id: row.id,
      ...row.content,
      capabilityLabels: row.content.capabilities.map(labelOf),
      unitId: row.unit_id,
      unitName: row.unit_name,
      teamId: row.team_id,
      renewal: row.state === 'submitted' && row.team_id !== null,
      state: row.state,
      appliedAt: row.applied_at.toISOString(),
      appliedBy: row.applied_by,
      reviewedAt: row.reviewed_at?.toISOString() ?? null,
      reviewedBy: row.reviewed_by,
      opinion: row.opinion,
      certificateNo: row.certificate_no,
      level: row.level,
      validUntil: row.valid_until_text,
      version: row.version,
      mayReview: row.state === 'submitted' && reviewed.has(row.unit_id) && row.applied_account !== work.actor.accountId,
    }),
  )
}
