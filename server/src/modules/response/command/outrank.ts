import type { BreakOffExercise } from '@anlan/contract/response.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { sendNotices } from '../../notice/api.ts'
import { cancelObligations } from '../../obligation/api.ts'
import { assertActive, nameOf, noticeOf, responseToCommand } from '../reach.ts'
import { isOpenTask } from '../rules.ts'
import type { Response } from '../schema.ts'
import { cancelTasks } from '../tasks/judge.ts'
import { tellUnits } from './tell-leaders.ts'

/** A real response always outranks: whoever is in an exercise with one of its units hears at once that it gives way. */
export async function outrankExercises(work: Work, real: Response): Promise<void> {
  const exercises = await work.tx
    .selectFrom('response as r')
    .selectAll('r')
    .where('r.mode', '=', 'exercise')
    .where('r.state', '=', 'active')
    .where(
      sql<boolean>`exists (select 1 from response_task mine join response_task theirs on theirs.unit_id = mine.unit_id
        where mine.response_id = ${real.id} and theirs.response_id = r.id)`,
    )
    .execute()
  for (const exercise of exercises)
    recordFact(work, 'response.outranked', exercise.id, { real: real.id, name: nameOf(real) }, { matter: exercise.id })
  const units = await Promise.all(exercises.map(exercise => unitsIn(work, exercise.id)))
  await sendNotices(
    work,
    exercises.map((exercise, i) =>
      noticeOf(exercise, {
        kind: `response-outranked/${exercise.id}/${real.id}`,
        title: `真实响应已启动，演练让位：${exercise.subject}`,
        body: `${nameOf(real)}\n演练任务一律让位于真实处置；组织单位应立即中止演练。`,
        matterId: exercise.id,
        urgent: true,
        to: units[i] ?? [],
        channels: ['inApp'],
        stepUpMinutes: 0,
      }),
    ),
  )
}

const unitsIn = async (work: Work, responseId: string): Promise<string[]> =>
  (
    await work.tx
      .selectFrom('response_task')
      .select('unit_id')
      .distinct()
      .where('response_id', '=', responseId)
      .execute()
  ).map(row => row.unit_id)

/** 中止演练: an exercise ends in one act, whatever is open in it. */
export async function breakOffExercise(
  work: Work,
  id: string,
  input: z.output<typeof BreakOffExercise>,
): Promise<void> {
  const response = await responseToCommand(work, id)
  assertActive(response)
  if (response.mode !== 'exercise')
    throw new Problem('response/not-exercise', { detail: '真实响应应按终止条件和权限终止' })
  const tasks = await work.tx.selectFrom('response_task').selectAll().where('response_id', '=', id).execute()
  await cancelTasks(
    work,
    response,
    tasks.filter(task => isOpenTask(task.state)),
    `演练中止：${input.reason}`,
  )
  await cancelObligations(work, { matterId: id }, '演练中止')
  const ended = await work.tx
    .updateTable('response')
    .set({
      state: 'ended',
      ended_at: work.now,
      ended_by_name: work.actor.name,
      end_note: `中止演练：${input.reason}`,
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  recordFact(work, 'response.broken-off', id, { reason: input.reason }, { matter: id })
  await tellUnits(work, ended, '中止演练', input.reason)
}
