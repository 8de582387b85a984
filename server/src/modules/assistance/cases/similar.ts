import type { Assistance, SimilarCase } from '@anlan/contract/assistance.ts'
import { eventLevelNames } from '@anlan/contract/emergency-event.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import { metresBetween } from '../../../kernel/spatial/sphere.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import { type EventFacts, eventTypeNames, factsOfEvents } from '../../event-report/api.ts'
import { type CurrentRecord, currentRecords } from '../../register/api.ts'
import { leastPoints, shownCases, weightSettings } from '../settings.ts'
import { likeness, type Reason, type Story, totalOf, type Weights } from './rules.ts'

/** More than a county has in ten years; beyond it the latest count. */
const mostEvents = 1_000
export const caseLedger = 'case-summaries'

const storyOf = (event: EventFacts): Story => ({
  typeCodes: event.typeCodes,
  level: event.level,
  particulars: event.particulars,
  areaCode: event.areaCode,
  at: event.at,
  month: Number(shanghaiDay(event.occurredAt ?? event.knownAt).slice(5, 7)),
  text: event.text,
})

const text = (values: CurrentRecord['values'], name: string) => String(values[name] ?? '')
/** Fields of the ledger beside those of events that mean the same. */
const fieldsOfCase = {
  cause: '事故成因',
  fireCause: '起火原因',
  disasterCause: '致灾原因',
  substance: '涉及物质',
  pollutant: '主要污染物',
  targets: '主要保护目标',
  site: '事发场所',
}

function storyOfCase({ values, lng, lat }: CurrentRecord): Story {
  const level = Object.entries(eventLevelNames).find(([, name]) => name === values['level'])?.[0]
  const particulars = Object.entries(fieldsOfCase).flatMap(([code, label]) => {
    // One column holds the cause, whatever the type calls it.
    const value = text(values, code.endsWith('Cause') ? 'cause' : code)
    return value ? [{ code, label, value }] : []
  })
  return {
    typeCodes: [text(values, 'eventType')],
    level: level ? Number(level) : null,
    particulars,
    areaCode: text(values, 'areaCode'),
    at: lng !== null && lat !== null ? { lng, lat } : null,
    month: values['occurredOn'] ? Number(text(values, 'occurredOn').slice(5, 7)) : null,
    text: ['name', 'summary', 'measures'].map(name => text(values, name)).join('\n'),
  }
}

/** What the county and others went through that is most alike, with every part of the score said. No model guesses here: the parts are rules. */
export async function similarCases(work: Work, event: EventFacts): Promise<Assistance['cases']> {
  const weights = {} as Weights
  for (const key of Object.keys(weightSettings) as (keyof Weights)[])
    weights[key] = await settingOf(work, weightSettings[key])
  const own = storyOf(event)
  const metres = (a: Story, b: Story) => (a.at && b.at ? metresBetween(a.at, b.at) : null)
  const names = await eventTypeNames(work)
  const score = (other: Story) => likeness(own, other, weights, metres, code => names.get(code) ?? code)
  const events = (await factsOfEvents(work, { over: true, limit: mostEvents })).filter(one => one.id !== event.id)
  const records = await currentRecords(work, caseLedger)
  const least = await settingOf(work, leastPoints)
  const scored = [
    ...events.map(one => ({ reasons: score(storyOf(one)), show: (r: Reason[]) => eventCase(one, r) })),
    ...records.map(one => ({ reasons: score(storyOfCase(one)), show: (r: Reason[]) => recordCase(one, r) })),
  ]
  // Without anything of the type in common nothing else makes a case worth reading.
  const alike = scored
    .filter(one => one.reasons[0]?.part === '事件类型' && totalOf(one.reasons) >= least)
    .sort((a, b) => totalOf(b.reasons) - totalOf(a.reasons))
  return {
    compared: scored.length,
    items: alike.slice(0, await settingOf(work, shownCases)).map(one => one.show(one.reasons)),
  }
}

const eventCase = (event: EventFacts, reasons: Reason[]): SimilarCase => ({
  id: event.id,
  kind: 'event',
  title: event.title,
  when: shanghaiDay(event.occurredAt ?? event.knownAt),
  place: '',
  summary: event.summary,
  measures: '',
  lessons: '',
  score: totalOf(reasons),
  reasons,
  source: `本县事件 ${event.number}`,
  link: `/events/${event.id}`,
})

const recordCase = ({ id, values }: CurrentRecord, reasons: Reason[]): SimilarCase => ({
  id,
  kind: 'case',
  title: text(values, 'name'),
  when: text(values, 'occurredOn') || null,
  place: text(values, 'place'),
  summary: text(values, 'summary'),
  measures: text(values, 'measures'),
  lessons: text(values, 'lessons'),
  score: totalOf(reasons),
  reasons,
  source: text(values, 'source'),
  link: `/registers/${caseLedger}?record=${id}`,
})
