import type { AssignmentView } from '@anlan/contract/instruction.ts'
import type { z } from 'zod'
import type { Work } from '../../../kernel/work/work.ts'
import type { Obligation } from '../../obligation/api.ts'
import { clockKinds } from '../clocks.ts'
import type { Instruction } from '../schema.ts'
import { type Abilities, type FilesByOwner, presentClock } from './shown.ts'

/** The tasks of one instruction with unit and person, in the order they were given. */
export const readTasks = (work: Work, instructionId: string) =>
  work.tx
    .selectFrom('instruction_assignment as a')
    .innerJoin('unit as u', 'u.id', 'a.unit_id')
    .leftJoin('person as p', 'p.id', 'a.person_id')
    .selectAll('a')
    .select(['u.name as unit_name', 'p.name as person_name'])
    .where('a.instruction_id', '=', instructionId)
    .orderBy('a.sort')
    .execute()
type TaskRow = Awaited<ReturnType<typeof readTasks>>[number]

interface Around {
  instruction: Pick<Instruction, 'id' | 'handling_unit_id' | 'closed_at'>
  tasks: TaskRow[]
  clocks: Obligation[]
  files: FilesByOwner
  able: Abilities
}

/** Tasks as the page shows them: clocks, answers, urgings, and what the reader may do with each. */
export async function presentTasks(work: Work, around: Around): Promise<z.output<typeof AssignmentView>[]> {
  const { instruction, tasks, clocks, files, able } = around
  const feedbacks = await work.tx
    .selectFrom('instruction_feedback')
    .selectAll()
    .where('instruction_id', '=', instruction.id)
    .orderBy('at')
    .orderBy('final')
    .execute()
  const urges = await work.tx
    .selectFrom('instruction_urge')
    .selectAll()
    .where('instruction_id', '=', instruction.id)
    .orderBy('at')
    .execute()
  const shown: z.output<typeof AssignmentView>[] = []
  for (const task of tasks) {
    const sign = clocks.find(one => one.kind === clockKinds.sign && one.basis === task.id)
    const answerClocks = clocks
      .filter(one => one.kind === clockKinds.feedback && one.basis.startsWith(`${task.id}/`))
      .sort((a, b) => Number(a.basis.split('/')[1]) - Number(b.basis.split('/')[1]))
    shown.push({
      id: task.id,
      parentId: task.parent_id,
      unitId: task.unit_id,
      unitName: task.unit_name,
      personId: task.person_id,
      personName: task.person_name,
      role: task.role,
      task: task.task,
      state: task.state,
      assignedAt: task.assigned_at.toISOString(),
      assignedByName: task.assigned_by_name,
      signedForAt: task.signed_for_at?.toISOString() ?? null,
      signedForByName: task.signed_for_by_name,
      signClock: sign ? presentClock(work, sign) : null,
      feedbackClocks: answerClocks.map(one => presentClock(work, one)),
      feedbacks: feedbacks
        .filter(one => one.assignment_id === task.id)
        .map(one => ({
          id: one.id,
          text: one.text,
          final: one.final,
          at: one.at.toISOString(),
          byName: one.by_name,
          nextBy: one.next_by?.toISOString() ?? null,
          returnedAt: one.returned_at?.toISOString() ?? null,
          returnReason: one.return_reason,
          files: files.get(one.id) ?? [],
        })),
      urges: urges
        .filter(one => one.assignment_id === task.id)
        .map(one => ({ at: one.at.toISOString(), byName: one.by_name, automatic: one.automatic, note: one.note })),
      may: await whatReaderMay(able, task, around, answerClocks),
    })
  }
  return shown
}

async function whatReaderMay(able: Abilities, task: TaskRow, { instruction, tasks }: Around, clocks: Obligation[]) {
  const open = instruction.closed_at === null
  const acts = open && (await able('instruction.handle', task.unit_id))
  const giver = tasks.find(one => one.id === task.parent_id)?.unit_id ?? instruction.handling_unit_id
  const judges = open && (await able('instruction.handle', giver))
  const running = clocks.some(one => !one.satisfied_at && !one.cancelled_at)
  return {
    signFor: acts && task.signed_for_at === null,
    answer: acts && task.state !== 'answered',
    split: acts && task.state !== 'answered',
    name: acts && task.state !== 'answered',
    urge: judges && running,
    return: judges && task.state === 'answered',
  }
}
