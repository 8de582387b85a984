import { isUpperRank } from '@anlan/contract/instruction.ts'
import { Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { sendNotice } from '../../notice/api.ts'
import { cancelObligations } from '../../obligation/api.ts'
import { instructionToHandle, matterOf, nameOf, refreshState } from '../reach.ts'
import { isOwedAnswer, needsNobody, needsWritten } from '../rules.ts'
import type { Instruction } from '../schema.ts'

/** 办结, by the leader or by the duty room in his name: every unit has answered, the level above and the main leaders have heard. */
export async function closeInstruction(work: Work, id: string, answer: string): Promise<void> {
  const instruction = await instructionToHandle(work, id)
  if (instruction.closed_at) throw new Problem('instruction/wrong-state', { detail: '批示已办结' })
  if (instruction.clean_text === null)
    throw new Problem('instruction/wrong-state', { detail: '批示尚未抄清，不能办结' })
  const units = await assertAnswered(work, instruction)
  if (isUpperRank(instruction.rank) && !instruction.told_at) throw new Problem('instruction/leaders-not-told')
  if (isOwedAnswer(instruction.rank, instruction.verb) && !(await isAnsweredUp(work, id)))
    throw new Problem('instruction/not-answered-up')
  const closed = await work.tx
    .updateTable('instruction')
    .set({ state: 'closed', closed_at: work.now, closed_by_name: work.actor.name, closing_answer: answer })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  await cancelObligations(work, { matterId: id }, '批示已办结')
  recordFact(
    work,
    'instruction.closed',
    id,
    { number: closed.number, subject: closed.subject, answer },
    { matter: matterOf(closed) },
  )
  if (units.length)
    await sendNotice(work, {
      kind: `instruction-closed/${id}`,
      title: `批示办结：${closed.subject}`,
      body: `${nameOf(closed)}\n${answer}`,
      matterId: id,
      urgent: false,
      to: units,
      channels: ['inApp'],
      stepUpMinutes: 0,
    })
}

/** The units it was handed to, all of which have answered. What asks for something was handed to somebody. */
async function assertAnswered(work: Work, instruction: Instruction): Promise<string[]> {
  const tasks = await work.tx
    .selectFrom('instruction_assignment as a')
    .innerJoin('unit as u', 'u.id', 'a.unit_id')
    .select(['a.unit_id', 'a.state', 'u.name'])
    .where('a.instruction_id', '=', instruction.id)
    .where('a.parent_id', 'is', null)
    .orderBy('a.sort')
    .execute()
  if (tasks.length === 0 && !needsNobody(instruction.verb))
    throw new Problem('instruction/wrong-state', { detail: '批示尚未转办，不能办结' })
  const open = tasks.filter(one => one.state !== 'answered')
  if (open.length)
    throw new Problem('instruction/answers-missing', {
      detail: `尚未反馈的单位：${open.map(one => `“${one.name}”`).join('、')}`,
    })
  return tasks.map(one => one.unit_id)
}

async function isAnsweredUp(work: Work, id: string): Promise<boolean> {
  const last = await work.tx
    .selectFrom('instruction_upward_answer')
    .select('returned_at')
    .where('instruction_id', '=', id)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return last !== undefined && last.returned_at === null
}

export async function archiveInstruction(work: Work, id: string): Promise<void> {
  const instruction = await instructionToHandle(work, id)
  if (!instruction.closed_at || instruction.archived_at)
    throw new Problem('instruction/wrong-state', { detail: instruction.archived_at ? '批示已归档' : '办结后才能归档' })
  if (needsWritten(instruction.channel) && !instruction.written_at)
    throw new Problem('instruction/wrong-state', { detail: '微信转述的批示，补书面件后才能归档' })
  const archived = await work.tx
    .updateTable('instruction')
    .set({ state: 'archived', archived_at: work.now })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  recordFact(
    work,
    'instruction.archived',
    id,
    { number: archived.number, subject: archived.subject },
    { matter: matterOf(archived) },
  )
  await refreshState(work, archived)
}
