import type { ResponseOffer } from '@anlan/contract/response-template.ts'
import type { z } from 'zod'
import { isUnitInReach } from '../../../kernel/access/reach.ts'
import { reachOf } from '../../../kernel/http/app.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { bearerWords } from '../../directory/api.ts'
import { eventInReach } from '../../event-report/api.ts'
import { type EventState, readEventState, worst } from '../reading/event-so-far.ts'
import { matched } from '../rules.ts'
import type { Template } from '../schema.ts'
import type { Ground } from './fit.ts'
import { type PlanOffer, plansFor } from './plans.ts'
import { readSeen } from './seen.ts'

type Offer = z.output<typeof ResponseOffer>

/**
 * Which responses fit an event, each with the rule that holds and the record it was read from: plans in force first — the county's, the town's, the
 * village's — then rows of the response table for topics that no plan serves. Proposals: a person decides, and may choose any other.
 */
export async function offersFor(work: Work, eventId: string): Promise<{ items: Offer[] }> {
  if (!(await eventInReach(work, eventId))) throw new Problem('not-found')
  const event = await readEventState(work, eventId)
  const running = await work.tx
    .selectFrom('response')
    .select(['id', 'topic', 'level', 'plan_id', 'room_unit_id'])
    .where('event_id', '=', eventId)
    .where('mode', '=', 'real')
    .where('state', '=', 'active')
    .execute()
  const seen = await readSeen(work, eventId, event)
  const plans = await plansFor(work, event, seen)
  const served = new Set(plans.flatMap(one => (one.isCounty && one.plan.topic ? [one.plan.topic] : [])))
  const rows = await templatesFor(work, event)
  const items: Offer[] = []
  for (const one of plans)
    items.push({
      ...planOffer(one),
      ...runningAs(running.find(row => row.plan_id === one.plan.id)),
      mayStart: await mayStart(work, one.roomUnitId),
    })
  for (const { row, reasons } of rows.filter(one => !served.has(one.row.topic)))
    items.push({
      ...templateOffer(row, reasons, event),
      ...runningAs(running.find(other => other.plan_id === null && other.topic === row.topic)),
      mayStart: true,
    })
  return { items }
}

const runningAs = (now: { id: string; level: Offer['level'] } | undefined) => ({
  runningLevel: now?.level ?? null,
  responseId: now?.id ?? null,
})

const mayStart = (work: Work, unitId: string) =>
  isUnitInReach({ tx: work.tx, reach: reachOf(work.actor, 'response.start') }, unitId)

const presentGround = (one: Ground): Offer['grounds'][number] => ({
  rule: one.rule,
  words: one.words,
  record: { ...one.record, at: one.record.at?.toISOString() ?? null },
})

function planOffer({ plan, content, fit, ownerWords }: PlanOffer) {
  const level = content.levels.find(one => one.level === fit.level)
  return {
    templateId: null,
    planId: plan.id,
    plan: {
      kind: plan.kind,
      edition: plan.edition,
      documentNumber: plan.documentNumber,
      issuedOn: plan.issuedOn,
      unitName: plan.unitName,
    },
    name: plan.title,
    topic: plan.topic ?? ('general' as const),
    level: fit.level,
    levelReached: fit.isReached,
    levels: content.levels
      .map(one => ({
        level: one.level,
        conditions: one.conditions,
        starters: one.starters.map(bearerWords),
        steps: content.steps.filter(step => step.levels.includes(one.level)).length,
        groups: content.groups.length,
      }))
      .sort((a, b) => b.level - a.level),
    matched: fit.isReached
      ? fit.grounds.filter(one => !['eventType', 'keyword', 'area'].includes(one.rule)).map(one => one.words)
      : [],
    grounds: [...(ownerWords ? [ownerWords] : []), ...fit.grounds].map(presentGround),
    conditions: level?.conditions ?? '',
    starters: level?.starters.map(bearerWords) ?? [],
    source: {
      name: `《${plan.title}》`,
      article: [plan.documentNumber, `第 ${plan.edition} 版`].filter(Boolean).join('，'),
      confidence: '确' as const,
    },
  }
}

function templateOffer(row: Template, reasons: string[], event: EventState) {
  return {
    templateId: row.id,
    planId: null,
    plan: null,
    name: row.name,
    topic: row.topic,
    level: row.level,
    levelReached: true,
    levels: [
      {
        level: row.level,
        conditions: row.conditions,
        starters: row.starters.map(bearerWords),
        steps: row.tasks.length,
        groups: row.groups.length,
      },
    ],
    matched: reasons,
    grounds: reasons.map(words => ({
      rule: 'condition' as const,
      words,
      record: {
        kind: 'event' as const,
        id: event.id,
        title: event.title,
        at: event.knownAt.toISOString(),
        link: `/events/${event.id}`,
      },
    })),
    conditions: row.conditions,
    starters: row.starters.map(bearerWords),
    source: { name: row.source_name, article: row.source_article, confidence: row.confidence as '设计' },
  }
}

/** Per topic the most severe level of which a condition holds; the general one only where no other does. */
async function templatesFor(work: Work, event: EventState) {
  const rows = await work.tx.selectFrom('response_template').selectAll().where('enabled', '=', true).execute()
  const topics = [...new Set(rows.map(row => row.topic))]
  const fitting = topics.flatMap(topic =>
    bestOf(
      rows.filter(row => row.topic === topic),
      event,
    ),
  )
  const own = fitting.filter(one => one.row.topic !== 'general')
  return (own.length > 0 ? own : fitting).sort((a, b) => b.closeness - a.closeness || a.row.level - b.row.level)
}

/** The most severe level of one topic of which a condition holds. */
function bestOf(levels: Template[], event: EventState) {
  const prefixes = levels[0]?.type_prefixes ?? []
  const tracks = event.tracks.filter(one => prefixes.some(prefix => one.typeCode.startsWith(prefix)))
  if (tracks.length === 0) return []
  // A topic looks at the level of its own types: a spill rated 较大 as an environmental event may be 一般 as an accident.
  const seen = { ...event, level: worst(tracks.map(one => one.level)) }
  const closeness = Math.max(
    ...prefixes.filter(prefix => tracks.some(one => one.typeCode.startsWith(prefix))).map(one => one.length),
  )
  for (const row of [...levels].sort((a, b) => a.level - b.level)) {
    const reasons = matched(row.rules, seen)
    if (reasons.length > 0) return [{ row, reasons, closeness }]
  }
  return []
}
