import type { IssueTask } from '@anlan/contract/response.ts'
import type { z } from 'zod'
import { isUnitInReach } from '../../../kernel/access/reach.ts'
import { fieldProblem } from '../../../kernel/problem.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { defectWords, findUnit, resolveBearer } from '../../directory/api.ts'
import { assertActive, matterOf, minutesAfter, responseToCommand } from '../reach.ts'
import { acceptMinutes } from '../settings.ts'
import { giveTasks } from './give.ts'
import { assertOfUnit } from './holder.ts'

/** A task that no template foresaw. */
export async function issueTask(work: Work, responseId: string, input: z.output<typeof IssueTask>): Promise<void> {
  const response = await responseToCommand(work, responseId)
  assertActive(response)
  const unit = await findUnit(work.tx, input.unitId)
  if (!unit?.enabled) throw fieldProblem('directory/unknown-unit', '/unitId', '承担单位', '单位不在机构名录中')
  if (
    !(unit.kind === 'external' || (await isUnitInReach(work, unit.id)) || (await isMember(work, response.id, unit.id)))
  )
    throw fieldProblem('event/outside-reach', '/unitId', '承担单位', '该单位不在本次响应中，也不在您的管辖范围')
  if (input.personId) await assertOfUnit(work, input.personId, unit.id, '/personId')
  const held = input.personId
    ? null
    : await resolveBearer(work.tx, `unit:${unit.id}`, { lead: undefined, areaCode: null })
  const group = input.group === null ? null : await groupMeant(work, response.id, input.group)
  const [task] = await giveTasks(work, response, [
    {
      ...(input.id && { id: input.id }),
      code: null,
      parentId: null,
      number: null,
      group,
      title: input.title,
      detail: input.detail,
      place: input.place,
      forces: input.forces,
      priority: input.priority,
      bearer: null,
      postName: held?.postName ?? null,
      unitId: unit.id,
      personId: input.personId ?? held?.personId ?? null,
      phone: held?.phone ?? unit.duty_phone,
      defect: held?.defect ? defectWords(held) : null,
      acceptMinutes: input.acceptMinutes ?? (await settingOf(work, acceptMinutes)),
      doneMinutes: input.doneMinutes,
    },
  ])
  if (!task) return
  recordFact(
    work,
    'response.task-issued',
    response.id,
    {
      task: task.id,
      number: task.number,
      title: task.title,
      unit: task.unit_id,
      dueAt: minutesAfter(work.now, input.doneMinutes),
    },
    { matter: matterOf(response) },
  )
}

const isMember = async (work: Work, responseId: string, unitId: string) =>
  (await work.tx
    .selectFrom('matter_party')
    .select('unit_id')
    .where('matter_id', '=', responseId)
    .where('unit_id', '=', unitId)
    .executeTakeFirst()) !== undefined

/** A group of this response; another one would stand on no board. */
async function groupMeant(work: Work, responseId: string, code: string): Promise<string> {
  const there = await work.tx
    .selectFrom('response_group')
    .select('code')
    .where('response_id', '=', responseId)
    .where('code', '=', code)
    .where('stood_down_at', 'is', null)
    .executeTakeFirst()
  if (!there) throw fieldProblem('invalid-input', '/group', '工作组', '本次响应没有这个工作组')
  return code
}
