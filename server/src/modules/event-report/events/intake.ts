import { randomUUID } from 'node:crypto'
import type { IntakeAdvice, IntakeSoFar, SaveIntakeDraft } from '@anlan/contract/emergency-event.ts'
import type { z } from 'zod'
import { settingOf } from '../../../kernel/setting-rows.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { areaFullName, areaNamedIn, callerOf, findArea, nearestArea, unitOfFunction } from '../../directory/api.ts'
import { foreseenClocks, rulesInForce } from '../clocks/assess.ts'
import { duplicateHours, duplicateKm } from '../settings.ts'
import { distanceKm, figuresIn, typesIn } from './intake-rules.ts'
import { momentIn } from './intake-time.ts'
import { levelOf, matchedThresholds, reportingFigures, reportingLevelOf } from './level-rules.ts'
import { eventsInReach } from './read.ts'

type SoFar = z.output<typeof IntakeSoFar>
type Advice = z.output<typeof IntakeAdvice>

/** What the page shows while the officer listens; nothing here is written down. */
export async function adviseIntake(work: Work, soFar: SoFar): Promise<Advice> {
  const indicators = await work.tx.selectFrom('figure_indicator').selectAll().execute()
  const names = new Map(indicators.map(one => [one.code, one.name]))
  const types = new Map(
    (await work.tx.selectFrom('event_type').select(['code', 'name']).execute()).map(row => [row.code, row.name]),
  )
  const suggestedTypes = typesIn(soFar.text).filter(one => types.has(one.code))
  const suggestedFigures = figuresIn(soFar.text)
  const typeCode = soFar.eventTypeCode ?? suggestedTypes[0]?.code
  const rating = await rate(work, soFar, typeCode, indicators)
  return {
    questions: await questionsFor(work, typeCode ?? '1'),
    nearestArea: await placeOf(work, soFar),
    suggestedTime: timeOf(soFar, work.now),
    suggestedTypes: suggestedTypes.map(one => ({ ...one, name: types.get(one.code) ?? '' })),
    suggestedFigures: suggestedFigures.map(one => ({ ...one, name: names.get(one.indicator) ?? '' })),
    duplicates: await probableDuplicates(work, soFar, typeCode),
    caller: soFar.phone && soFar.phone.replaceAll(/\D/g, '').length >= 7 ? await callerOf(work.tx, soFar.phone) : null,
    ...rating,
  }
}

async function questionsFor(work: Work, typeCode: string): Promise<Advice['questions']> {
  const rows = await work.tx.selectFrom('intake_question').selectAll().orderBy('sort').execute()
  return rows
    .filter(row => typeCode.startsWith(row.type_prefix))
    .sort((a, b) => b.type_prefix.length - a.type_prefix.length || a.sort - b.sort)
    .map(row => ({ text: row.text, element: row.element }))
}

async function placeOf(work: Work, soFar: SoFar): Promise<Advice['nearestArea']> {
  const named = soFar.text ? await areaNamedIn(work.tx, soFar.text) : null
  if (named)
    return {
      areaCode: named.code,
      areaName: named.fullName,
      why: `文中提到“${named.name}”`,
      conflict: named.otherTown
        ? `“${named.name}”属于${named.town}，文中说的是“${named.otherTown}”，请问清是哪个村`
        : null,
    }
  const near = soFar.location ? await nearestArea(work.tx, soFar.location.lng, soFar.location.lat) : null
  if (near) return { areaCode: near.code, areaName: near.fullName, why: '距标定位置最近', conflict: null }
  const caller = soFar.phone ? await callerOf(work.tx, soFar.phone) : null
  if (caller?.areaCode)
    return {
      areaCode: caller.areaCode,
      areaName: await areaFullName(work.tx, caller.areaCode),
      why: '来电单位所在地',
      conflict: null,
    }
  return null
}

function timeOf(soFar: SoFar, now: Date): Advice['suggestedTime'] {
  const found = momentIn(soFar.text, soFar.knownAt ?? now)
  return found && { at: found.at.toISOString(), why: found.why }
}

/** Likely the same thing: near in time and in place, or in the same village. */
async function probableDuplicates(
  work: Work,
  soFar: SoFar,
  typeCode: string | undefined,
): Promise<Advice['duplicates']> {
  const at = soFar.knownAt ?? work.now
  const withinMs = (await settingOf(work, duplicateHours)) * 3_600_000
  const withinKm = await settingOf(work, duplicateKm)
  const recent = await eventsInReach(work)
    .where('state', 'in', ['open', 'ended'])
    .where('known_at', '>', new Date(at.getTime() - withinMs))
    .where('known_at', '<', new Date(at.getTime() + withinMs))
    .orderBy('known_at', 'desc')
    .limit(50)
    .execute()
  const here = soFar.location ?? (await centerOf(work, soFar.areaCode))
  const found: Advice['duplicates'] = []
  for (const event of recent) {
    const there =
      event.lng !== null && event.lat !== null
        ? { lng: event.lng, lat: event.lat }
        : await centerOf(work, event.area_code)
    const km = here && there ? distanceKm(here, there) : null
    const samePlace = soFar.areaCode !== undefined && soFar.areaCode === event.area_code
    const sameKind = typeCode !== undefined && typeCode.slice(0, 3) === event.event_type_code.slice(0, 3)
    const near = km !== null && km <= withinKm
    if (!(samePlace || near) || !(sameKind || samePlace)) continue
    const why = [samePlace ? '同一地点' : '相距不远', sameKind ? '同类事件' : ''].filter(Boolean).join('、')
    found.push({
      eventId: event.id,
      number: event.number,
      title: event.title,
      distanceKm: km === null ? null : Math.round(km * 10) / 10,
      minutesApart: Math.round(Math.abs(at.getTime() - event.known_at.getTime()) / 60_000),
      why,
    })
  }
  return found.slice(0, 5)
}

async function centerOf(work: Work, areaCode: string | undefined) {
  const area = areaCode ? await findArea(work.tx, areaCode) : undefined
  if (!area || area.center_lng === null || area.center_lat === null) return undefined
  return { lng: area.center_lng, lat: area.center_lat }
}

async function rate(
  work: Work,
  soFar: SoFar,
  typeCode: string | undefined,
  indicators: Parameters<typeof matchedThresholds>[3],
): Promise<Pick<Advice, 'proposedLevel' | 'proposedBecause' | 'clocks'>> {
  if (!typeCode) return { proposedLevel: null, proposedBecause: [], clocks: [] }
  const thresholds = await work.tx.selectFrom('level_threshold').selectAll().where('enabled', '=', true).execute()
  const figures = new Map(
    Object.entries(soFar.losses ?? {}).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value as number | null]],
    ) as [string, number | null][],
  )
  const matched = matchedThresholds(typeCode, figures, thresholds, indicators)
  const forReporting = levelOf(matchedThresholds(typeCode, reportingFigures(figures), thresholds, indicators))
  const knownAt = soFar.knownAt ?? work.now
  const county = await unitOfFunction(work.tx, 'generalDutyOffice')
  const snapshot = {
    knownAt,
    tracks: [
      {
        eventTypeCode: typeCode,
        knownAt,
        level: reportingLevelOf(null, forReporting, soFar.sensitiveFlags),
        levelKnownAt: knownAt,
      },
    ],
    figures: new Map([...figures].map(([name, value]) => [name, { value, knownAt }])),
    sensitive: soFar.sensitiveFlags.length > 0,
    circumstances: Object.fromEntries(soFar.circumstances.map(one => [one, knownAt])),
  }
  const clocks = county
    ? foreseenClocks(
        await rulesInForce(work),
        snapshot,
        county,
        await unitOfFunction(work.tx, 'emergencyBureau'),
        soFar.occurredAt ?? null,
      )
    : []
  return {
    proposedLevel: levelOf(matched),
    proposedBecause: matched,
    clocks: clocks.map(({ rule, medium, owner, dueAt, limitMinutes }) => ({
      ruleCode: rule.code,
      title: rule.title,
      owedByUnitName: owner.name,
      medium,
      dueAt: dueAt.toISOString(),
      limitDisplay: rule.soft ? '立即' : `${limitMinutes} 分钟内`,
      soft: rule.soft,
    })),
  }
}

/** The intake form as typed so far, one per account: a reload or a crash loses nothing. */
export async function readDraft(work: Work) {
  const row = await work.tx
    .selectFrom('intake_draft')
    .selectAll()
    .where('account_id', '=', work.actor.accountId ?? '')
    .executeTakeFirst()
  return row ? { id: row.id, content: row.content, savedAt: row.saved_at.toISOString() } : null
}

export async function saveDraft(work: Work, input: z.output<typeof SaveIntakeDraft>) {
  const row = {
    account_id: work.actor.accountId ?? '',
    id: randomUUID(),
    content: JSON.stringify(input.content),
    saved_at: work.now,
  }
  const saved = await work.tx
    .insertInto('intake_draft')
    .values(row)
    .onConflict(conflict => conflict.column('account_id').doUpdateSet({ content: row.content, saved_at: row.saved_at }))
    .returningAll()
    .executeTakeFirstOrThrow()
  return { id: saved.id, content: saved.content, savedAt: saved.saved_at.toISOString() }
}

export const dropDraft = (work: Work) =>
  work.tx
    .deleteFrom('intake_draft')
    .where('account_id', '=', work.actor.accountId ?? '')
    .execute()
