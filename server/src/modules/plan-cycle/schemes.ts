import { PlanContent, type PlanState } from '@anlan/contract/plan.ts'
import { sql } from 'kysely'
import type { Work } from '../../kernel/work/work.ts'
import { addDays } from '../calendar/api.ts'
import { findUnit, resolveBearer } from '../directory/api.ts'
import { createPlan, planEdition, plansInForce } from '../plan/api.ts'
import { limitOf, today } from './limits.ts'
import { openPlanTask } from './tasks.ts'

/** Kinds whose editions in force must be carried out by schemes of the units they name (W139). */
export const schemedKinds = ['special', 'department'] as const

/** The unit that each post of a plan belongs to; posts of the place where something happens, and of county leaders, belong to nobody beforehand. */
async function unitsOfBearers(work: Work, content: PlanContent, leadUnitId: string): Promise<Map<string, string>> {
  const bearers = new Set(
    [
      ...content.command.members.map(one => one.bearer),
      ...content.groups.flatMap(group => [group.lead.bearer, ...group.members.map(one => one.bearer)]),
      ...content.steps.map(step => step.bearer),
    ].flatMap(bearer => (bearer && !bearer.startsWith('place:') ? [bearer] : [])),
  )
  const lead = await findUnit(work.tx, leadUnitId)
  const found = new Map<string, string>()
  for (const bearer of bearers) {
    const { unitId } = await resolveBearer(work.tx, bearer, { lead, areaCode: null })
    const unit = unitId ? await findUnit(work.tx, unitId) : undefined
    if (unit && unit.kind !== 'leadership') found.set(bearer, unit.id)
  }
  return found
}

/** What of a plan falls to each unit it names as lead or support, its author left out. */
export async function sharesOf(
  work: Work,
  content: PlanContent,
  authorUnitId: string,
): Promise<Map<string, { steps: PlanContent['steps']; groups: PlanContent['groups']; duties: string[] }>> {
  const units = await unitsOfBearers(work, content, authorUnitId)
  const unitOf = (bearer: string | null) => (bearer ? units.get(bearer) : undefined)
  const leadOf = new Map(content.groups.map(group => [group.key, unitOf(group.lead.bearer)]))
  const named = new Set([...units.values()].filter(id => id !== authorUnitId))
  return new Map(
    [...named].map(id => [
      id,
      {
        // A step without a post of its own falls to whoever leads its group.
        steps: content.steps.filter(
          step =>
            (unitOf(step.bearer) ?? (step.bearer === null && step.group ? leadOf.get(step.group) : undefined)) === id,
        ),
        groups: content.groups.filter(group => [group.lead, ...group.members].some(one => unitOf(one.bearer) === id)),
        duties: content.command.members.filter(one => unitOf(one.bearer) === id && one.duties).map(one => one.duties),
      },
    ]),
  )
}

/** The draft of a scheme: only the unit's own steps, each with the clause it follows; what waits for somebody else's step says so. */
export function schemeContent(
  title: string,
  content: PlanContent,
  share: { steps: PlanContent['steps']; groups: PlanContent['groups']; duties: string[] },
): PlanContent {
  const mine = new Set(share.steps.map(step => step.key))
  const titles = new Map(content.steps.map(step => [step.key, step.title]))
  const groups = share.groups.filter(group => share.steps.some(step => step.group === group.key))
  const levels = new Set(share.steps.flatMap(step => step.levels))
  const steps = share.steps.map(step => {
    const waits = step.after !== null && !mine.has(step.after)
    const said = waits ? `在“${titles.get(step.after ?? '') ?? ''}”完成后进行。` : ''
    return {
      ...step,
      after: waits ? null : step.after,
      group: groups.some(group => group.key === step.group) ? step.group : null,
      detail: `${said}${step.detail}`.slice(0, 1000),
      chapter: 'c2',
    }
  })
  return PlanContent.parse({
    chapters: [
      {
        key: 'c1',
        number: '一、',
        title: '组织分工',
        part: 'organisation',
        text: [
          `为落实《${title}》，明确本单位职责如下：`,
          ...share.duties,
          ...groups.map(group => `参加${group.name}：${group.duties}`),
        ].join('\n'),
      },
      {
        key: 'c2',
        number: '二、',
        title: '行动步骤',
        part: 'response',
        text: steps
          .map((step, at) => `${at + 1}. ${step.title}${step.doneMinutes ? `（${step.doneMinutes} 分钟内）` : ''}`)
          .join('\n'),
      },
    ],
    groups,
    levels: content.levels.filter(level => levels.has(level.level)),
    steps,
  })
}

/** Opens for every unit that a special or department plan in force names a draft of its scheme and the task to finish it (P3). */
export async function openSchemes(work: Work, planId: string): Promise<void> {
  const [inForce] = await plansInForce(work, { ids: [planId] })
  if (!inForce || !schemedKinds.some(kind => kind === inForce.kind)) return
  const { content } = await planEdition(work, planId)
  const limit = await limitOf(work, 'SCHEME')
  const present = await schemesOf(work, planId)
  for (const [unitId, share] of await sharesOf(work, content, inForce.unitId)) {
    if (present.some(one => one.unit_id === unitId)) continue
    const unit = await findUnit(work.tx, unitId)
    if (!unit?.enabled || unit.kind === 'external') continue
    const title = `${unit.name}落实《${inForce.title}》实施方案`.slice(0, 100)
    const id = await createPlan(work, {
      about: {
        kind: 'scheme',
        title,
        topic: inForce.topic,
        eventTypes: [],
        keywords: [],
        unitId,
        parentId: planId,
        riskId: null,
      },
      content: schemeContent(inForce.title, content, share),
      reason: `《${inForce.title}》印发`,
    })
    await openPlanTask(work, {
      reason: 'scheme',
      title: `制定实施方案：${title}`.slice(0, 200),
      unitId,
      planId: id,
      dueOn: addDays(today(work), limit.days),
      source: limit.source,
    })
  }
}

const schemesOf = async (work: Work, planId: string) =>
  (
    await sql<{ id: string; unit_id: string; state: PlanState }>`
      select distinct on (p.unit_id) p.id, p.unit_id, e.state from plan p join plan_edition e on e.plan_id = p.id
      where p.parent_id = ${planId} and p.kind = 'scheme' and e.state not in ('superseded', 'abolished')
      order by p.unit_id, e.state = 'inForce' desc`.execute(work.tx)
  ).rows

/** Units that plans in force name and that have no scheme in force (W139). */
export async function missingSchemes(work: Work) {
  const items = []
  for (const plan of await plansInForce(work, { kinds: [...schemedKinds] })) {
    const { content } = await planEdition(work, plan.id)
    const present = await schemesOf(work, plan.id)
    for (const unitId of (await sharesOf(work, content, plan.unitId)).keys()) {
      const scheme = present.find(one => one.unit_id === unitId)
      const unit = await findUnit(work.tx, unitId)
      if (scheme?.state === 'inForce' || !unit || unit.kind === 'external') continue
      items.push({
        planId: plan.id,
        planTitle: plan.title,
        unitId,
        unitName: unit.name,
        draftId: scheme?.id ?? null,
        draftState: scheme?.state ?? null,
      })
    }
  }
  return { items }
}
