import type { CallOutAnswer } from '@anlan/contract/team-call-out.ts'
import { isUnitInReach } from '../../../kernel/access/reach.ts'
import { Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { minutesAfter } from './result.ts'

/** A seat with its call-out, the person's seats locked; what is over is refused. */
async function openSeat(work: Work, seatId: string) {
  const seat = await work.tx.selectFrom('team_call_out_seat').selectAll().where('id', '=', seatId).executeTakeFirst()
  if (!seat) throw new Problem('not-found')
  const callOut = await work.tx
    .selectFrom('team_call_out')
    .selectAll()
    .where('id', '=', seat.call_out_id)
    .forShare()
    .executeTakeFirstOrThrow()
  const team = await work.tx
    .selectFrom('team')
    .select('unit_id')
    .where('id', '=', seat.team_id)
    .executeTakeFirstOrThrow()
  const locked = await work.tx
    .selectFrom('team_call_out_seat')
    .selectAll()
    .where('call_out_id', '=', seat.call_out_id)
    .where('person_key', '=', seat.person_key)
    .orderBy('id')
    .forUpdate()
    .execute()
  const current = locked.find(one => one.id === seatId) ?? seat
  return { seat: current, callOut, unitId: team.unit_id }
}

const refuseClosed = (work: Work, callOut: { closed_at: Date | null; answer_by: Date }) => {
  if (callOut.closed_at || work.now > callOut.answer_by) throw new Problem('team/call-out-closed')
}

/** One answer serves for every roll the person stands on. */
async function write(
  work: Work,
  { seat, callOut, unitId }: Awaited<ReturnType<typeof openSeat>>,
  answer: CallOutAnswer,
  manner: 'own' | 'ticked',
) {
  await work.tx
    .updateTable('team_call_out_seat')
    .set(eb => ({
      answer,
      answered_at: work.now,
      answered_by: work.actor.name,
      manner,
      version: eb('version', '+', 1),
    }))
    .where('call_out_id', '=', seat.call_out_id)
    .where('person_key', '=', seat.person_key)
    .execute()
  recordFact(
    work,
    'team.call-out-answered',
    callOut.id,
    { name: seat.name, team: seat.team_id, answer, manner, minutes: minutesAfter(callOut.started_at, work.now) },
    { chain: unitId },
  )
}

/** A member answers for himself. */
export async function answerCallOut(work: Work, seatId: string, answer: 'coming' | 'cannot'): Promise<string> {
  const found = await openSeat(work, seatId)
  if (!work.actor.personId || found.seat.person_id !== work.actor.personId) {
    if (await isUnitInReach(work, found.unitId)) throw new Problem('team/not-asked')
    throw new Problem('not-found')
  }
  refuseClosed(work, found.callOut)
  if (found.seat.manner === 'own') throw new Problem('team/answered', { detail: '您已应答' })
  await write(work, found, answer, 'own')
  return found.callOut.id
}

/** Whoever rang a member ticks what came of it; his own word is not overwritten. */
export async function tickCallOut(
  work: Work,
  seatId: string,
  input: { version: number; answer: CallOutAnswer },
): Promise<string> {
  const found = await openSeat(work, seatId)
  if (!(await isUnitInReach(work, found.unitId))) throw new Problem('not-found')
  refuseClosed(work, found.callOut)
  if (found.seat.manner === 'own')
    throw new Problem('team/answered', { detail: `${found.seat.name}已自己应答，不能代为登记` })
  if (found.seat.version !== input.version)
    throw new Problem('conflict', { detail: `${found.seat.answered_by ?? '他人'}已先登记，请按最新情况再改` })
  await write(work, found, input.answer, 'ticked')
  return found.callOut.id
}

/** 集合完毕: the team's leader, or whoever called it out, says how many stand at the place; once. */
export async function reportAssembly(work: Work, callOutId: string, teamId: string, people: number): Promise<void> {
  const row = await work.tx
    .selectFrom('team_call_out_team as ct')
    .innerJoin('team as t', 't.id', 'ct.team_id')
    .innerJoin('team_call_out as c', 'c.id', 'ct.call_out_id')
    .select(['t.unit_id', 't.name', 'ct.assembled_at', 'ct.assembled_by', 'c.started_at', 'c.answer_by'])
    .where('ct.call_out_id', '=', callOutId)
    .where('ct.team_id', '=', teamId)
    .forUpdate('ct')
    .executeTakeFirst()
  if (!row || !(await isUnitInReach(work, row.unit_id))) throw new Problem('not-found')
  if (row.assembled_at)
    throw new Problem('team/assembled', { detail: `${row.assembled_by ?? ''}已报告${row.name}集合完毕` })
  // Gathering takes longer than answering: it is told until a day after.
  if (work.now.getTime() > row.answer_by.getTime() + 86_400_000) throw new Problem('team/call-out-closed')
  await work.tx
    .updateTable('team_call_out_team')
    .set({ assembled_at: work.now, assembled_people: people, assembled_by: work.actor.name })
    .where('call_out_id', '=', callOutId)
    .where('team_id', '=', teamId)
    .execute()
  recordFact(
    work,
    'team.assembled',
    callOutId,
    { team: teamId, name: row.name, people, minutes: minutesAfter(row.started_at, work.now) },
    { chain: row.unit_id },
  )
}
