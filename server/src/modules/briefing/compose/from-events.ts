import type { ComposeBriefing, PaperSection } from '@anlan/contract/paper.ts'
import type { z } from 'zod'
import { fieldProblem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { chineseDateTime, draftPaper } from '../../document/api.ts'
import { eventInReach } from '../../event-report/api.ts'
import { keepFigures } from '../daily/daily.ts'
import { type BriefedEvent, briefedEvents, eventInWords } from '../daily/events.ts'
import { labelOf, part, sentence } from '../daily/part.ts'

type Composed = { title: string; sections: PaperSection[] }
type Input = z.output<typeof ComposeBriefing>

/**
 * 值班信息 about one event, 值班快报 about several, 信息专报 that puts several into one judgement (信息综合研判): prefilled from what is known of the events, their
 * last reports and their timeline. What nobody has said is left for the drafter; nothing is invented. Returns the paper's id.
 */
export async function composeFromEvents(work: Work, input: Input): Promise<string> {
  const ids = [...new Set(input.eventIds)]
  if (input.kind === 'dutyInfo' && ids.length > 1)
    throw fieldProblem('invalid-input', '/eventIds', '突发事件', '值班信息一次说明一起事件，多起请用值班快报或信息专报')
  for (const [i, id] of ids.entries())
    if (!(await eventInReach(work, id)))
      throw fieldProblem('invalid-input', `/eventIds/${i}`, '突发事件', '没有这个突发事件')
  // What was recorded at this very moment counts.
  const asOf = new Date(work.now.getTime() + 1)
  const events = await briefedEvents(work, ids, asOf)
  const told = await toldOf(work, ids)
  const { title, sections } = composers[input.kind](events, told, { asOf, analysis: input.analysis })
  const id = await draftPaper(work, {
    id: input.id,
    kind: input.kind,
    title: input.title || title,
    sections,
    events: events.map(event => ({ id: event.id, title: event.title })),
  })
  await keepFigures(work, id, [
    {
      name: 'events',
      label: '所据突发事件',
      unit: '起',
      items: events.map(event => ({ label: labelOf(event.title), to: `/events/${event.id}` })),
    },
  ])
  return id
}

/** What reports and timeline say beyond the figures. */
interface Told {
  measures: string
  progress: string[]
  trend: string
  nextStep: string
  report: { id: string; label: string } | null
}
const nothingTold: Told = { measures: '', progress: [], trend: '', nextStep: '', report: null }

type Composer = (events: BriefedEvent[], told: Map<string, Told>, more: { asOf: Date; analysis: string }) => Composed

const composers: Record<Input['kind'], Composer> = {
  dutyInfo: (events, told, { asOf, analysis }) => {
    const [event] = events
    const known = told.get(event?.id ?? '') ?? nothingTold
    return {
      title: `关于${event?.title.replace(/^关于/, '') ?? ''}的情况`,
      sections: [
        section(
          '基本情况',
          events.map(one => eventInWords(one, asOf)),
          references(events, told),
        ),
        section('处置情况', [known.measures, ...known.progress].map(sentence)),
        ...(known.nextStep || analysis ? [section('下一步工作', [known.nextStep, analysis].map(sentence))] : []),
      ],
    }
  },
  dutyFlash: (events, told, { asOf, analysis }) => ({
    title: events.length === 1 ? `关于${events[0]?.title ?? ''}的快报` : `关于${events.length}起突发事件情况的快报`,
    sections: [
      section(
        '情况',
        events.map((one, i) => numberedLine(i, events, eventInWords(one, asOf))),
        references(events, told),
      ),
      section(
        '处置情况',
        events.flatMap((one, i) => handling(one, i, events, told)),
      ),
      section('趋势和建议', [...trends(events, told), analysis].map(sentence)),
    ],
  }),
  specialReport: (events, told, { asOf, analysis }) => ({
    title: `关于${events.length === 1 ? (events[0]?.title ?? '') : `近期${events.length}起突发事件`}的综合分析`,
    sections: [
      section(
        '总体情况',
        [
          `截至${chineseDateTime(asOf)}，本专报综合突发事件${events.length}起：${events.map(one => one.title).join('；')}。`,
        ],
        references(events, told),
      ),
      section(
        '具体情况',
        events.map((one, i) => numberedLine(i, events, eventInWords(one, asOf))),
      ),
      section(
        '处置情况',
        events.flatMap((one, i) => handling(one, i, events, told)),
      ),
      section('分析研判', [...trends(events, told), analysis].map(sentence)),
      section('意见建议', []),
    ],
  }),
}

const section = (heading: string, lines: string[], references: PaperSection['references'] = []): PaperSection => ({
  ...part(heading, lines).section,
  references,
})
const numberedLine = (i: number, all: unknown[], text: string) => (all.length > 1 ? `${i + 1}.${text}` : text)

const handling = (event: BriefedEvent, i: number, all: BriefedEvent[], told: Map<string, Told>): string[] => {
  const known = told.get(event.id) ?? nothingTold
  const text = [known.measures, ...known.progress].map(sentence).join('')
  if (!text) return []
  return [numberedLine(i, all, all.length > 1 ? `${event.title}：${text}` : text)]
}

const trends = (events: BriefedEvent[], told: Map<string, Told>): string[] =>
  [...new Set(events.map(event => told.get(event.id)?.trend ?? ''))].filter(Boolean)

const references = (events: BriefedEvent[], told: Map<string, Told>) =>
  events.flatMap(event => {
    const report = told.get(event.id)?.report
    return [
      { label: labelOf(event.title), to: `/events/${event.id}` },
      ...(report ? [{ label: labelOf(report.label), to: `/reports/${report.id}` }] : []),
    ]
  })

/** The last sent report of the county's side about each event, else the event's own words, and what was noted since. */
async function toldOf(work: Work, eventIds: string[]): Promise<Map<string, Told>> {
  const events = await work.tx
    .selectFrom('emergency_event')
    .select(['id', 'measures_taken'])
    .where('id', 'in', eventIds)
    .execute()
  const reports = await work.tx
    .selectFrom('event_report')
    .select(['id', 'event_id', 'number', 'title', 'elements', 'submitted_at'])
    .where('event_id', 'in', eventIds)
    .where('state', '=', 'sent')
    .where('kind', 'in', ['first', 'followUp', 'final'])
    .orderBy('submitted_at', 'desc')
    .execute()
  const notes = await work.tx
    .selectFrom('fact')
    .select(['matter_id', 'data', 'recorded_at'])
    .where('matter_id', 'in', eventIds)
    .where('type', '=', 'emergency-event.noted')
    .orderBy('position')
    .limit(500)
    .execute()
  return new Map(
    events.map(event => {
      const last = reports.find(report => report.event_id === event.id)
      const said = (name: 'measures' | 'trend' | 'nextStep') => last?.elements[name]?.text ?? ''
      const since = last?.submitted_at
      return [
        event.id,
        {
          measures: said('measures') || event.measures_taken || '',
          trend: said('trend'),
          nextStep: said('nextStep'),
          progress: notes
            .filter(note => note.matter_id === event.id && (!since || note.recorded_at > since))
            .slice(-20)
            .map(note => String(note.data['text'] ?? '')),
          report: last ? { id: last.id, label: last.number ?? last.title } : null,
        },
      ]
    }),
  )
}
