import type { ResponseMode } from '@anlan/contract/response.ts'
import type { ResponseLevel, ResponseTopic } from '@anlan/contract/response-template.ts'
import { responseLevelNames, responseTopics } from '@anlan/contract/response-template.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { planEdition } from '../../plan/api.ts'
import { scriptOfPlan } from './from-plan.ts'
import { scriptOfTemplates } from './from-template.ts'
import { levelOf, type Script, type ScriptLevel } from './script.ts'

/** What a plan brings, and whose it is. For real only an edition in force serves; in an exercise one that is being prepared does, too. */
export async function scriptFromPlan(
  work: Work,
  planId: string,
  mode: ResponseMode,
): Promise<{ script: Script; unitId: string }> {
  const found = await planEdition(work, planId).catch((error: unknown) => {
    if (error instanceof Problem && error.code === 'not-found')
      throw fieldProblem('not-found', '/planId', '预案', '没有这个预案；不指定预案的，按响应分级表启动')
    throw error
  })
  const { plan, content } = found
  const serves = plan.state === 'inForce' || (mode === 'exercise' && plan.state !== 'abolished')
  if (!serves)
    throw fieldProblem('invalid-input', '/planId', '预案', `《${plan.title}》没有已印发的版本，不能据以启动响应`)
  return { script: scriptOfPlan(plan, content), unitId: plan.unitId }
}

export async function scriptFromTemplates(work: Work, topic: ResponseTopic): Promise<Script> {
  const rows = await work.tx.selectFrom('response_template').selectAll().where('topic', '=', topic).execute()
  return scriptOfTemplates(topic, rows)
}

/** One level of a script. A plan may not have it, and a row of the table may be switched off. */
export function levelFor(script: Script, level: ResponseLevel): ScriptLevel {
  const found = levelOf(script, level)
  if (found) return found
  if (script.source.planId)
    throw fieldProblem(
      'invalid-input',
      '/responseLevel',
      '响应级别',
      `《${script.source.title}》没有规定${responseLevelNames[level]}响应，可选${script.levels.map(one => responseLevelNames[one.level]).join('、')}`,
    )
  throw new Problem('response/no-template', {
    detail: `${responseTopics[script.topic]}${responseLevelNames[level]}响应未启用`,
  })
}

/** The frozen script of a response. */
export async function scriptOf(work: Work, responseId: string): Promise<Script> {
  const row = await work.tx
    .selectFrom('response_script')
    .select('script')
    .where('response_id', '=', responseId)
    .executeTakeFirstOrThrow()
  return row.script
}
