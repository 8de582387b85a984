import { sql } from 'kysely'
import type { Work } from '../../../kernel/work/work.ts'
import { type AnsweredSeat, callOutResult } from './result.ts'

/** The last call-out of each team that is over, with what came of it. */
export async function lastCallOuts(work: Work) {
  const { rows } = await sql<{ id: string; team_id: string; started_at: Date; seats: JsonSeat[] }>`
    select l.id, l.team_id, l.started_at, (select json_agg(json_build_object('personKey', s.person_key, 'answer', s.answer, 'answeredAt', s.answered_at))
      from team_call_out_seat s where s.call_out_id = l.id and s.team_id = l.team_id) as seats
    from (select distinct on (ct.team_id) c.id, ct.team_id, c.started_at from team_call_out_team ct join team_call_out c on c.id = ct.call_out_id
      where c.closed_at is not null order by ct.team_id, c.started_at desc) l`.execute(work.tx)
  return new Map(
    rows.map(row => {
      const result = callOutResult(row.started_at, (row.seats ?? []).map(seatOf))
      return [
        row.team_id,
        { id: row.id, at: row.started_at.toISOString(), percent: result.percent, minutesTo90: result.minutesTo90 },
      ]
    }),
  )
}

interface JsonSeat extends Omit<AnsweredSeat, 'answeredAt'> {
  answeredAt: string | null
}
const seatOf = (seat: JsonSeat): AnsweredSeat => ({
  ...seat,
  answeredAt: seat.answeredAt === null ? null : new Date(seat.answeredAt),
})
