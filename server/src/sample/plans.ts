import { PlanContent } from '@anlan/contract/plan.ts'
import { groupNames } from '@anlan/contract/response-template.ts'
import { samplePlans } from '@anlan/demo/county/plans/plans.ts'
import type { Content, SamplePlan, Step } from '@anlan/demo/county/plans/shape.ts'
import type { County } from '@anlan/demo/county/shape.ts'
import type { Selectable } from 'kysely'
import type { Tables } from '../kernel/database/database.ts'
import { isForRehearsals } from '../kernel/virtual-time.ts'
import type { Work } from '../kernel/work/work.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '../modules/calendar/api.ts'
import { contentFaults } from '../modules/plan/api.ts'
import { indexParagraphs, indexPlans } from '../modules/plan/paragraphs.ts'
import { insertAll, sampleId } from './rows.ts'

type Template = Selectable<Tables['response_template']>

/** Plans of the county as in force, with the days of their issue counted back from the day of loading; a store for rehearsals begins with the year. */
export async function loadPlans(work: Work, county: County): Promise<void> {
  const today = (await isForRehearsals(work)) ? '2026-01-01' : shanghaiDay(work.now)
  const templates = await work.tx.selectFrom('response_template').selectAll().execute()
  const areas = new Map(county.units.map(unit => [unit.key, unit.areaCode ?? '']))
  const loaded = samplePlans().map(sample => {
    const stored = JSON.stringify(sample.fromTable ? withTable(sample, templates) : sample.content)
    const content = PlanContent.parse(
      JSON.parse(
        stored.replace(/\{(unit|record|plan|area):([^}"]+)\}/g, (_, kind: string, key: string) =>
          kind === 'area' ? (areas.get(key) ?? '') : sampleId(kind, key),
        ),
      ),
    )
    const [fault] = contentFaults(content)
    if (fault) throw new Error(`sample plan ${sample.key}: ${fault.pointer} ${fault.message}`)
    const issuedOn = addDays(today, -sample.issuedDaysAgo)
    return { sample, content, issuedOn, at: shanghaiInstant(issuedOn, '10:00'), id: sampleId('plan', sample.key) }
  })
  await insertAll(
    work.tx,
    'plan',
    loaded.map(({ sample, id, at }) => ({
      id,
      kind: sample.kind,
      title: sample.title,
      topic: sample.topic ?? null,
      event_types: sample.eventTypes ?? [],
      keywords: sample.keywords ?? [],
      unit_id: sampleId('unit', sample.unitKey),
      parent_id: sample.parentKey ? sampleId('plan', sample.parentKey) : null,
      risk_id: sample.riskKey ? sampleId('record', sample.riskKey) : null,
      version: 1,
      created_at: at,
      created_by_name: null,
      changed_at: at,
    })),
  )
  await insertAll(
    work.tx,
    'plan_edition',
    loaded.flatMap(one => editionsOf(one, today)),
  )
  await insertAll(
    work.tx,
    'matter_party',
    loaded.map(({ sample, id, at }) => ({
      matter_id: id,
      unit_id: sampleId('unit', sample.unitKey),
      capacity: '编制单位',
      since: at,
    })),
  )
  const rows = loaded.map(({ sample, id, content }) => ({
    plan: {
      id,
      unit_id: sampleId('unit', sample.unitKey),
      title: sample.title,
      kind: sample.kind,
      topic: sample.topic ?? null,
      keywords: sample.keywords ?? [],
    },
    editionId: sampleId('plan-edition', sample.key),
    content,
    documentNumber: sample.number,
    issued: true,
  }))
  await indexPlans(work, rows)
  await indexParagraphs(work, rows)
}

interface Loaded {
  sample: SamplePlan
  content: PlanContent
  issuedOn: string
  at: Date
  id: string
}

/** The edition in force and, where there was one, the one before: its steps had half as much time again. */
function editionsOf({ sample, content, issuedOn, at, id }: Loaded, today: string) {
  const head = { plan_id: id, version: 1, opened_by_name: null, issuing_body: sample.issuingBody }
  const current = {
    ...head,
    id: sampleId('plan-edition', sample.key),
    edition: sample.earlier ? 2 : 1,
    state: 'inForce' as const,
    content: JSON.stringify(content),
    reason: sample.earlier?.reason ?? '',
    opened_at: at,
    changed_at: at,
    document_number: sample.number,
    issued_on: issuedOn,
    ended_at: null,
    end_reason: '',
  }
  if (!sample.earlier) return [current]
  const before = {
    ...content,
    steps: content.steps
      .slice(0, -2)
      .map(step => ({ ...step, doneMinutes: step.doneMinutes && step.doneMinutes * 1.5 })),
  }
  const then = addDays(today, -sample.earlier.issuedDaysAgo)
  const thenAt = shanghaiInstant(then, '10:00')
  return [
    {
      ...current,
      id: sampleId('plan-edition', `${sample.key}/1`),
      edition: 1,
      state: 'superseded' as const,
      content: JSON.stringify(before),
      reason: '',
      opened_at: thenAt,
      changed_at: at,
      document_number: sample.earlier.number,
      issued_on: then,
      ended_at: at,
      end_reason: '第 2 版印发',
    },
    current,
  ]
}

/** Levels, groups and steps of the response table for the plan's topic, with what the plan says of its steps laid over. */
function withTable(sample: SamplePlan, templates: Template[]): Content {
  const rows = templates.filter(row => row.topic === sample.topic).sort((a, b) => b.level - a.level)
  const fullest = rows.at(-1)
  if (!fullest) return sample.content
  const steps = fullest.tasks.map(
    (task): Step => ({
      key: task.code,
      title: task.title,
      group: task.group,
      bearer: task.bearer,
      // As at the level that brings the step: the higher ones have less time for all of theirs.
      acceptMinutes: rows.flatMap(row => row.tasks).find(one => one.code === task.code)?.acceptMinutes ?? null,
      doneMinutes: task.doneMinutes,
      priority: task.priority,
      levels: rows.filter(row => row.tasks.some(one => one.code === task.code)).map(row => row.level),
      chapter: 'c6',
      ...sample.stepWords?.[task.code],
    }),
  )
  return {
    ...sample.content,
    levels: rows.map(row => ({
      level: row.level,
      conditions: row.conditions,
      triggers: [
        ...row.rules.map(condition => ({ kind: 'condition' as const, condition })),
        ...(sample.topic === 'flood' && row.level > 1
          ? [
              {
                kind: 'warning' as const,
                warning: '暴雨',
                colour: ({ 4: 'yellow', 3: 'orange', 2: 'red' } as const)[row.level as 2],
              },
            ]
          : []),
        { kind: 'upper' as const, level: row.level },
      ],
      starters: row.starters,
      commander: row.commander,
      told: row.told,
      expectedHours: row.expected_hours,
      measures: row.measures,
    })),
    groups: fullest.groups.map(group => ({
      key: group.code,
      name: groupNames[group.code],
      lead: { bearer: group.lead },
      members: group.members.map(bearer => ({ bearer })),
      duties: group.duties,
    })),
    steps,
    closing: fullest.closing,
  }
}
