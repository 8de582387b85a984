import type { ActionPlanView, BoardFactView, ConsultationView, OpinionView } from '@anlan/contract/command.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { minutesAfter, type Response } from '../../response/api.ts'
import { actsFor } from '../ground.ts'
import { factMinutes } from '../settings.ts'

const isActive = (response: Response) => response.state === 'active'

/** The board, what stands now first, what was superseded below. */
export async function presentFacts(work: Work, response: Response, command: boolean): Promise<BoardFactView[]> {
  const rows = await work.tx
    .selectFrom('command_fact')
    .selectAll()
    .where('response_id', '=', response.id)
    .orderBy('number', 'desc')
    .execute()
  const limit = await settingOf(work, factMinutes)
  const byId = new Map(rows.map(row => [row.id, row.number]))
  const replacedBy = new Map(rows.flatMap(row => (row.supersedes_id ? [[row.supersedes_id, row.number] as const] : [])))
  const views: BoardFactView[] = []
  for (const row of rows) {
    const current = row.superseded_at === null
    const waits = isActive(response) && current && row.verified_at === null
    views.push({
      id: row.id,
      number: row.number,
      text: row.text,
      asOf: row.as_of.toISOString(),
      source: row.source,
      state: current ? (row.verified_at ? 'verified' : 'unverified') : 'superseded',
      writtenAt: row.written_at.toISOString(),
      writtenByName: row.written_by_name,
      verifiedAt: row.verified_at?.toISOString() ?? null,
      verifiedByName: row.verified_by_name,
      verifyNote: row.verify_note,
      supersedes: row.supersedes_id ? (byId.get(row.supersedes_id) ?? null) : null,
      supersededBy: replacedBy.get(row.id) ?? null,
      overdue: waits && work.now > minutesAfter(row.written_at, limit),
      may: {
        verify: waits && command && row.written_by_account_id !== work.actor.accountId,
        supersede:
          isActive(response) && current && (command || (await actsFor(work, response, [row.written_by_unit_id]))),
      },
    })
  }
  return views.sort((a, b) => Number(a.state === 'superseded') - Number(b.state === 'superseded'))
}

export async function presentConsultations(
  work: Work,
  response: Response,
  command: boolean,
): Promise<ConsultationView[]> {
  const rows = await work.tx
    .selectFrom('command_consultation')
    .selectAll()
    .where('response_id', '=', response.id)
    .orderBy('number', 'desc')
    .execute()
  if (rows.length === 0) return []
  const ids = rows.map(row => row.id)
  const seats = await work.tx
    .selectFrom('command_participant')
    .selectAll()
    .where('consultation_id', 'in', ids)
    .orderBy('sort')
    .execute()
  const decisions = await work.tx
    .selectFrom('command_decision as d')
    .leftJoin('unit as u', 'u.id', 'd.unit_id')
    .leftJoin('response_task as t', 't.id', 'd.task_id')
    .select(['d.id', 'd.consultation_id', 'd.text', 'd.at', 'u.name as unit_name', 't.number', 't.state'])
    .where('d.consultation_id', 'in', ids)
    .orderBy('d.at')
    .execute()
  return rows.map(row => {
    const edit = isActive(response) && command && row.signed_at === null
    return {
      id: row.id,
      number: row.number,
      topic: row.topic,
      hostName: row.host_name,
      openedAt: row.opened_at.toISOString(),
      openedByName: row.opened_by_name,
      version: row.version,
      participants: seats
        .filter(seat => seat.consultation_id === row.id)
        .map(seat => ({
          id: seat.id,
          unitName: seat.unit_name,
          personName: seat.person_name,
          attended: seat.attended,
        })),
      dataPack: row.data_pack,
      judgement: row.judgement,
      decisions: decisions
        .filter(one => one.consultation_id === row.id)
        .map(one => ({
          id: one.id,
          text: one.text,
          unitName: one.unit_name,
          task: one.number && one.state ? { number: one.number, state: one.state } : null,
          at: one.at.toISOString(),
        })),
      signedAt: row.signed_at?.toISOString() ?? null,
      signedByName: row.signed_at ? row.host_name : null,
      signedFor: row.signed_for,
      may: {
        edit,
        sign: command && row.signed_at === null && row.judgement !== '',
        signSelf: row.host_id === work.actor.personId,
      },
    }
  })
}

export async function presentPlans(work: Work, response: Response, command: boolean): Promise<ActionPlanView[]> {
  const rows = await work.tx
    .selectFrom('command_plan')
    .selectAll()
    .where('response_id', '=', response.id)
    .orderBy('number', 'desc')
    .execute()
  return rows.map(row => ({
    id: row.id,
    number: row.number,
    objectives: row.objectives,
    measures: row.measures,
    forces: row.forces,
    safety: row.safety,
    state: row.state,
    draftedAt: row.drafted_at.toISOString(),
    draftedByName: row.drafted_by_name,
    judgedAt: row.judged_at?.toISOString() ?? null,
    judgedByName: row.judged_by_name,
    opinion: row.opinion,
    may: {
      judge:
        isActive(response) && command && row.state === 'draft' && row.drafted_by_account_id !== work.actor.accountId,
    },
  }))
}

export async function presentOpinions(work: Work, response: Response, command: boolean): Promise<OpinionView[]> {
  const rows = await work.tx
    .selectFrom('command_opinion')
    .selectAll()
    .where('response_id', '=', response.id)
    .orderBy('asked_at', 'desc')
    .execute()
  return rows.map(row => ({
    id: row.id,
    kind: row.kind,
    expertName: row.expert_name,
    expertTitle: row.expert_title,
    question: row.question,
    askedAt: row.asked_at.toISOString(),
    askedByName: row.asked_by_name,
    opinion: row.opinion,
    givenAt: row.given_at?.toISOString() ?? null,
    recordedByName: row.recorded_by_name,
    may: { answer: command && row.opinion === null },
  }))
}
