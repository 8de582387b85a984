import type { PlanContent } from '@anlan/contract/plan.ts'
import type { PlanInBrief } from '@anlan/contract/plan-view.ts'
import { groupNames, type ResponseLevel, responseLevelNames } from '@anlan/contract/response-template.ts'
import type { Said, Script } from './script.ts'

/** Told where a plan names no conditions for ending: the usual ones (domain: 终止). */
const usualClosing = [
  { code: 'dangerRemoved', name: '险情、灾情得到控制，危险因素消除' },
  { code: 'peopleAccounted', name: '失联、被困人员全部查清' },
  { code: 'secondaryRisk', name: '次生、衍生风险受控' },
]

/** One edition of a plan as a script. */
export function scriptOfPlan(plan: PlanInBrief, content: PlanContent): Script {
  const levels = content.levels.map(one => one.level)
  const said = (member: { bearer: string | null; said: string } | null): Said | null =>
    member && (member.bearer !== null || member.said) ? { bearer: member.bearer, said: member.said } : null
  return {
    source: {
      planId: plan.id,
      editionId: plan.editionId,
      edition: plan.edition,
      title: plan.title,
      documentNumber: plan.documentNumber,
    },
    topic: plan.topic ?? 'general',
    lead: leadOf(plan, content),
    command: {
      name: content.command.name,
      chief: said(content.command.commander),
      deputies: content.command.deputies.flatMap(one => said(one) ?? []),
      office: said(content.command.office),
      members: content.command.members.flatMap(one => said(one) ?? []),
    },
    levels: content.levels.map(one => ({
      level: one.level,
      name: `${plan.title}${responseLevelNames[one.level]}响应`,
      conditions: one.conditions,
      starters: one.starters,
      startersSaid: one.startersSaid,
      commander: one.commander ?? content.command.commander?.bearer ?? null,
      told: one.told,
      expectedHours: one.expectedHours,
      measures: one.measures || `按《${plan.title}》${responseLevelNames[one.level]}响应措施执行`,
      closing: content.closing.length > 0 ? content.closing : usualClosing,
    })),
    groups: content.groups.map(group => ({
      code: group.key,
      name: group.name || groupNames[group.key as keyof typeof groupNames] || group.key,
      duties: group.duties,
      lead: { bearer: group.lead.bearer, said: group.lead.said },
      members: group.members.map(one => ({ bearer: one.bearer, said: one.said })),
      levels: groupLevels(content, group.key, levels),
    })),
    steps: content.steps.map(step => ({
      key: step.key,
      title: step.title,
      detail: step.detail,
      group: step.group,
      bearer: step.bearer,
      said: step.said,
      levels: step.levels,
      offsetMinutes: step.offsetMinutes,
      after: step.after,
      acceptMinutes: step.acceptMinutes,
      doneMinutes: step.doneMinutes,
      continuous: step.continuous,
      priority: step.priority,
      needs: step.needs,
      deliverable: step.deliverable,
      clause: clauseOf(content, step),
    })),
  }
}

/** A group stands at the levels at which it has something to do; one without any step stands at all. */
function groupLevels(content: PlanContent, code: string, all: ResponseLevel[]): ResponseLevel[] {
  const own = content.steps.filter(step => step.group === code)
  return own.length === 0 ? all : all.filter(level => own.some(step => step.levels.includes(level)))
}

/** 指挥部办公室 leads; where the plan names none, the unit whose plan it is. */
function leadOf(plan: PlanInBrief, content: PlanContent): string {
  const office = content.command.office?.bearer?.split('/')[0]
  return office && /^(lead$|office:|unit:)/.test(office) ? office : `unit:${plan.unitId}`
}

function clauseOf(content: PlanContent, step: PlanContent['steps'][number]): string {
  const chapter = content.chapters.find(one => one.key === step.chapter)
  const where = chapter ? [chapter.number, chapter.title].filter(Boolean).join(' ') : ''
  return [where, step.clause].filter(Boolean).join('：')
}
