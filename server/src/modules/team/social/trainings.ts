import { randomUUID } from 'node:crypto'
import type { RecordTraining, TrainingList } from '@anlan/contract/team-registration.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { fieldProblem } from '../../../kernel/problem.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import { volunteerTrainings } from '../settings.ts'
import { teamInReach } from '../teams/read.ts'
import { allMembers } from '../teams/rolls.ts'
import { attendance } from './attendance.ts'

/** 集体培训 held, with the names of who was there as the roll had them then. */
export async function recordTraining(
  work: Work,
  teamId: string,
  input: z.output<typeof RecordTraining>,
): Promise<void> {
  const team = await teamInReach(work, teamId)
  if (input.day > shanghaiDay(work.now)) throw fieldProblem('invalid-input', '/day', '培训日期', '培训日期不能晚于今天')
  const roll = (await allMembers(work)).filter(member => member.teamId === teamId)
  const present = roll.filter(member => input.present.includes(member.id))
  if (present.length !== new Set(input.present).size)
    throw fieldProblem('invalid-input', '/present', '到场队员', '所选人员不在该队名册中，请刷新后再选')
  const id = input.id ?? randomUUID()
  await work.tx
    .insertInto('team_training')
    .values({
      id,
      team_id: teamId,
      title: input.title,
      day: input.day,
      hours: input.hours,
      place: input.place,
      present: JSON.stringify(present.map(member => ({ id: member.id, name: member.name }))),
      recorded_by: work.actor.name,
    })
    .execute()
  recordFact(
    work,
    'team.training-recorded',
    id,
    { team: teamId, name: team.name, title: input.title, day: input.day, hours: input.hours, present: present.length },
    { chain: team.unit_id },
  )
}

/** Trainings of a team, newest first, and how many of its members have been to as many this year as the county asks for. */
export async function listTrainings(work: Work, teamId: string): Promise<TrainingList> {
  await teamInReach(work, teamId)
  const rows = await work.tx
    .selectFrom('team_training')
    .selectAll()
    .select(sql<string>`day::text`.as('day_text'))
    .where('team_id', '=', teamId)
    .orderBy('day', 'desc')
    .orderBy('id')
    .limit(100)
    .execute()
  const roll = (await allMembers(work)).filter(member => member.teamId === teamId)
  const attended = await attendance(work, teamId)
  const wanted = await settingOf(work, volunteerTrainings)
  const year = shanghaiDay(work.now).slice(0, 4)
  return {
    items: rows.map(row => ({
      id: row.id,
      title: row.title,
      day: row.day_text,
      hours: row.hours,
      place: row.place,
      present: row.present.length,
      names: row.present.map(one => one.name),
      recordedBy: row.recorded_by,
    })),
    thisYear: {
      held: rows.filter(row => row.day_text.startsWith(year)).length,
      wanted,
      members: roll.length,
      enough: roll.filter(member => (attended.get(member.id) ?? 0) >= wanted).length,
    },
  }
}
