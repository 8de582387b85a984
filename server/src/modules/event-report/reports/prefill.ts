import { type EventLevel, eventLevelNames, sensitiveFlags } from '@anlan/contract/emergency-event.ts'
import type { Elements, ReportElement, ReportKind } from '@anlan/contract/event-report.ts'
import type { EventFile } from '../events/read.ts'
import { withPendingMarks } from './elements.ts'

/** What a draft starts from. */
export interface DraftSource {
  file: EventFile
  /** Names of the event's types by code. */
  typeNames: Map<string, string>
  place: string
  /** What was noted on the timeline since the last report, oldest first. */
  progress: string[]
  lastElements: Elements | null
  /** What was damaged, each a sentence. */
  damage: string[]
}

/** Figures with words of their own in a report; everything else a county counts is listed under 初步损失. */
const toldElsewhere = new Set([
  'deaths',
  'missing',
  'seriousInjuries',
  'minorInjuries',
  'trapped',
  'affected',
  'relocated',
  'injured',
  'relocatedToShelters',
  'relocatedElsewhere',
  'emergencyEvacuated',
])

/** Fills the elements from figures and timeline. What is not known stays blank and is marked 正在核实; nothing is invented. */
export function prefill(kind: ReportKind, source: DraftSource): Elements {
  const { event } = source.file
  const elements: Elements = {}
  const put = (name: ReportElement, text: string | null) => {
    if (text) elements[name] = { text, pending: false }
  }
  put('eventTime', event.occurred_at ? localTime(event.occurred_at) : null)
  put(
    'place',
    [
      source.place,
      event.address,
      event.lng !== null && event.lat !== null ? `（东经${event.lng.toFixed(4)}°，北纬${event.lat.toFixed(4)}°）` : '',
    ]
      .filter(Boolean)
      .join(''),
  )
  put('sourceUnit', event.source)
  put('reporter', [event.reporter_name, event.reporter_phone].filter(Boolean).join(' '))
  put('eventType', typesText(source))
  put('level', levelText(source))
  put('process', event.summary)
  putCasualties(source.file, put)
  put('scope', scopeText(source.file))
  put('loss', lossText(source))
  put('sensitive', event.sensitive_flags.map(flag => sensitiveFlags[flag]).join('、'))
  put('measures', event.measures_taken)
  put('evacuated', evacuatedText(source.file))
  put('siteContact', event.site_contact)
  const progress = source.progress.length
    ? `${source.progress.map(one => one.replace(/[。；]$/, '')).join('；')}。`
    : ''
  put('progress', progress)
  if (kind !== 'first' && source.lastElements) carryOver(elements, source.lastElements)
  return withPendingMarks(kind, elements)
}

/** What an earlier report said and no figure replaces goes on being said; a 续报 tells its own progress and next step. */
function carryOver(elements: Elements, last: Elements) {
  for (const [name, value] of Object.entries(last) as [ReportElement, NonNullable<Elements[ReportElement]>][])
    if (!elements[name] && name !== 'progress' && name !== 'nextStep' && value.text) elements[name] = value
}

function putCasualties(file: EventFile, put: (name: ReportElement, text: string | null) => void) {
  put('deaths', people(file, 'deaths'))
  put('missing', people(file, 'missing'))
  put('trapped', people(file, 'trapped'))
  const serious = current(file, 'seriousInjuries')
  const minor = current(file, 'minorInjuries')
  if (serious?.value != null || minor?.value != null) {
    const total = (serious?.value ?? 0) + (minor?.value ?? 0)
    const parts = [serious?.value ? `重伤 ${serious.value} 人` : '', minor?.value ? `轻伤 ${minor.value} 人` : '']
      .filter(Boolean)
      .join('、')
    put('injured', `${total} 人${parts ? `（${parts}）` : ''}${mark(serious ?? minor)}`)
  }
}

const current = (file: EventFile, indicator: string) =>
  file.figures.find(figure => figure.is_current && figure.indicator === indicator)

/** An unverified figure says so (先报后核). */
const mark = (figure: { status: string } | undefined) => (figure?.status === 'unverified' ? '' : '（已核实）')

function people(file: EventFile, indicator: string): string | null {
  const figure = current(file, indicator)
  return figure?.value === null || figure === undefined ? null : `${figure.value} 人${mark(figure)}`
}

/** The event's own type first, then those added since. */
function typesText({ file, typeNames }: DraftSource): string {
  const codes = [file.event.event_type_code, ...file.classifications.map(one => one.event_type_code)]
  return [...new Set(codes)].flatMap(code => typeNames.get(code) ?? []).join('、')
}

/** The level, named by its type when several stand side by side. */
function levelText({ file, typeNames }: DraftSource): string {
  const several = file.classifications.length > 1
  return file.classifications
    .flatMap(one => {
      const level = (one.confirmed_level ?? one.proposed_level) as EventLevel | null
      const name = several ? (typeNames.get(one.event_type_code) ?? '') : ''
      return level ? [`${name}${eventLevelNames[level]}${one.confirmed_level ? '' : '（初判）'}`] : []
    })
    .join('、')
}

function scopeText(file: EventFile): string | null {
  const affected = current(file, 'affected')
  return affected?.value != null ? `受影响 ${affected.value} 人` : null
}

function evacuatedText(file: EventFile): string | null {
  const parts = [
    ['relocated', '紧急转移安置'],
    ['relocatedToShelters', '集中安置'],
    ['relocatedElsewhere', '分散安置'],
    ['emergencyEvacuated', '紧急疏散'],
  ].flatMap(([indicator, words]) => {
    const value = current(file, indicator ?? '')?.value
    return value == null ? [] : [`${words} ${value} 人`]
  })
  return parts.length ? parts.join('，') : null
}

function lossText({ file, damage }: DraftSource): string | null {
  const counted = file.indicators.flatMap(indicator => {
    const value =
      toldElsewhere.has(indicator.code) || indicator.kind === 'category' ? null : current(file, indicator.code)?.value
    return value == null ? [] : [`${indicator.name} ${value} ${indicator.unit}`]
  })
  const parts = [counted.join('，'), ...damage].filter(Boolean)
  return parts.length ? parts.join('；') : null
}

/** 2026年7月12日2时46分, Shanghai. */
export function localTime(at: Date): string {
  const local = new Date(at.getTime() + 8 * 3_600_000)
  return `${local.getUTCFullYear()}年${local.getUTCMonth() + 1}月${local.getUTCDate()}日${local.getUTCHours()}时${String(local.getUTCMinutes()).padStart(2, '0')}分`
}
