import type { ChangeResponseLevel } from '@anlan/contract/response.ts'
import { type ResponseLevel, responseLevelNames, responseTopics } from '@anlan/contract/response-template.ts'
import type { LevelChangePreview } from '@anlan/contract/response-view.ts'
import type { z } from 'zod'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { shanghaiMinute } from '../../calendar/api.ts'
import { bearerWords } from '../../directory/api.ts'
import { assertActive, matterOf, minutesAfter, responseToCommand, visibleResponse } from '../reach.ts'
import { satisfiesUpper } from '../rules.ts'
import type { Response, Task } from '../schema.ts'
import { levelFor, scriptOf } from '../script/load.ts'
import { type Reconciled, reconcile } from '../script/reconcile.ts'
import { bearerOf, groupsAt, levelOf, type ScriptStep, startersOf, stepsAt, waitsFor } from '../script/script.ts'
import { cancelTasks } from '../tasks/judge.ts'
import { giveSteps, resolveSteps, startFollowing } from '../tasks/steps.ts'
import { authorityFor, orderedFields } from './authority.ts'
import { groundOf } from './ground.ts'
import { idleGroups, setUpHeadquarters, standDown } from './headquarters.ts'
import { outrankExercises } from './outrank.ts'
import { noteLevel } from './start.ts'
import { tellLeaders, tellUnits } from './tell-leaders.ts'

/**
 * Raises or lowers the level, by the authority of the higher of the two. What both levels have goes on with its clocks; what is new is added; on the way
 * down open steps that the lower level has not are withdrawn with the reason. Never below what a running response of the level above asks.
 */
export async function changeLevel(work: Work, id: string, input: z.output<typeof ChangeResponseLevel>): Promise<void> {
  const response = await responseToCommand(work, id)
  assertActive(response)
  const from = response.level
  const to = input.responseLevel
  assertMayChange(response, to)
  const script = await scriptOf(work, id)
  const level = levelFor(script, to)
  const ground = await groundOf(work, response)
  const authority = await authorityFor(work, script, Math.min(from, to) as ResponseLevel, ground, input.ordered)
  const changed = await work.tx
    .updateTable('response')
    .set({
      level: to,
      closing: JSON.stringify(level.closing),
      // What somebody wrote himself stays; the words of the level before make room for those of this one.
      ...(response.measures === levelOf(script, from)?.measures && { measures: level.measures }),
      ...((input.expectedHours || to < from) && {
        expected_until: minutesAfter(work.now, (input.expectedHours ?? level.expectedHours) * 60),
      }),
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  await noteLevel(work, changed, from, input.reason)
  const outcome = reconcile(await tasksWithParts(work, id), stepsAt(script, to), { from, to })
  const words = `${responseTopics[response.topic]}响应由${responseLevelNames[from]}调整为${responseLevelNames[to]}`
  recordFact(
    work,
    'response.level-changed',
    id,
    {
      from,
      to,
      reason: input.reason,
      kept: outcome.keep.length,
      added: outcome.add.length,
      cancelled: outcome.cancel.length,
      by: authority.post,
      right: authority.right,
      ...orderedFields(authority),
    },
    { matter: matterOf(changed) },
  )
  // Everybody who was in it hears how it goes on, also who is not needed any more.
  await tellUnits(
    work,
    changed,
    words,
    [input.reason, `预计期限：至 ${shanghaiMinute(changed.expected_until)}`, ...outcomeWords(outcome)].join('\n'),
  )
  await cancelTasks(work, changed, outcome.cancel, `${words}：${input.reason}`, { byLevel: true })
  await setUpHeadquarters(work, changed, script, ground)
  await giveSteps(work, changed, script, outcome.add, ground)
  await startFollowing(
    work,
    changed,
    outcome.cancel.map(task => task.code),
  )
  if (to > from) {
    const idle = await idleGroups(work, changed, script)
    if (idle.length > 0) await standDown(work, changed, idle, work.now)
  }
  await tellLeaders(work, changed, level, ground, words)
  if (changed.mode === 'real' && to < from) await outrankExercises(work, changed)
}

function assertMayChange(response: Response, to: ResponseLevel): void {
  if (response.level === to)
    throw fieldProblem('invalid-input', '/responseLevel', '响应级别', `已是${responseLevelNames[to]}响应`)
  if (to > response.level && !satisfiesUpper(to, response.upper_county_at_least))
    throw new Problem('response/below-upper', {
      detail: `${response.upper_unit_name}启动了${responseLevelNames[response.upper_level ?? to]}响应，本县响应不低于${responseLevelNames[response.upper_county_at_least ?? to]}`,
    })
}

/** Tasks of a script's steps; parts go with their whole. */
const tasksWithParts = (work: Work, responseId: string): Promise<Task[]> =>
  work.tx
    .selectFrom('response_task')
    .selectAll()
    .where('response_id', '=', responseId)
    .where('code', 'is not', null)
    .orderBy('number')
    .execute()

const outcomeWords = ({ keep, add, cancel }: Reconciled<Task, ScriptStep>): string[] => [
  `任务保留 ${keep.length} 项、新增 ${add.length} 项、撤销 ${cancel.length} 项`,
  ...(cancel.length > 0 ? [`撤销：${cancel.map(task => `${task.number} ${task.title}`).join('；')}`] : []),
]

/** What another level would make of what there is, before anybody decides it. */
export async function previewLevelChange(
  work: Work,
  id: string,
  to: ResponseLevel,
): Promise<z.output<typeof LevelChangePreview>> {
  const response = await visibleResponse(work, id)
  assertActive(response)
  const script = await scriptOf(work, id)
  levelFor(script, to)
  const from = response.level
  const steps = stepsAt(script, to)
  const outcome = reconcile(await tasksWithParts(work, id), steps, { from, to })
  const held = await resolveSteps(work, script, outcome.add, to, await groundOf(work, response))
  const task = (one: Task) => ({ number: one.number, title: one.title, state: one.state })
  const groups = await work.tx
    .selectFrom('response_group')
    .select(['code', 'name'])
    .where('response_id', '=', id)
    .where('stood_down_at', 'is', null)
    .execute()
  const wanted = groupsAt(script, to)
  const busy = new Set(outcome.keep.filter(one => one.state !== 'verified').map(one => one.group_code))
  return {
    from,
    to,
    starters: startersOf(script, Math.min(from, to) as ResponseLevel).own.map(bearerWords),
    keep: outcome.keep.map(task),
    add: outcome.add.map(step => {
      const { bearer, said } = bearerOf(script, step, to)
      const who = bearer === null ? undefined : held.get(bearer)
      return {
        title: step.title,
        unitName: who?.unitName || said || '未明确',
        defect: who ? who.defect : '没有对应到岗位',
        offsetMinutes: step.offsetMinutes,
        waits: waitsFor(steps, step) !== null,
      }
    }),
    cancel: outcome.cancel.map(task),
    left: outcome.left.map(task),
    groupsAdded: wanted.filter(one => !groups.some(group => group.code === one.code)).map(one => one.name),
    groupsDropped:
      to > from
        ? groups
            .filter(one => !wanted.some(group => group.code === one.code) && !busy.has(one.code))
            .map(one => one.name)
        : [],
  }
}
