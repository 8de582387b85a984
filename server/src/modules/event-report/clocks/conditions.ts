import type { Circumstance, EventLevel } from '@anlan/contract/emergency-event.ts'

/**
 * When a reporting rule applies to an event. All named parts must hold; 0 among `levels` stands for an unrated event. Kept as data with the rule, so that
 * a county edits a row and not code.
 */
export interface Condition {
  /** Event type codes by their beginning; any classification of the event may match. */
  types?: string[]
  notTypes?: string[]
  /** Levels of the matching classification, as reporting counts them. */
  levels?: (EventLevel | 0)[]
  /** Deaths or missing. */
  casualties?: true
  /** Deaths, missing or serious injuries. */
  harmed?: true
  trapped?: true
  /** Any figure of loss above zero. */
  losses?: true
  sensitive?: true
  circumstances?: Circumstance[]
  anyOf?: Condition[]
}

/** One type under which the event is judged, with the level that reporting counts (null: unrated) and when each came to be known. */
export interface Track {
  eventTypeCode: string
  knownAt: Date
  level: EventLevel | null
  levelKnownAt: Date
}

/** What the conditions look at. Figures are those known now; `null` is 正在核实. */
export interface EventSnapshot {
  knownAt: Date
  tracks: Track[]
  figures: Map<string, { value: number | null; knownAt: Date }>
  sensitive: boolean
  circumstances: Partial<Record<Circumstance, Date>>
}

const lossIndicators = [
  'deaths',
  'missing',
  'injured',
  'seriousInjuries',
  'minorInjuries',
  'affected',
  'relocated',
  'directLossWanYuan',
  'housesCollapsedRooms',
  'housesSeverelyDamagedRooms',
  'housesSlightlyDamagedRooms',
  'cropAffectedHectares',
]

/** Since when `condition` holds for the event: the moment its last necessary part came to be known. Null while it does not hold. */
export function holdsSince(condition: Condition, event: EventSnapshot): Date | null {
  const parts: (Date | null)[] = []
  if (condition.types || condition.notTypes || condition.levels) parts.push(trackSince(condition, event))
  if (condition.casualties) parts.push(positiveSince(event, ['deaths', 'missing']))
  if (condition.harmed) parts.push(positiveSince(event, ['deaths', 'missing', 'seriousInjuries']))
  if (condition.trapped) parts.push(positiveSince(event, ['trapped']))
  if (condition.losses) parts.push(positiveSince(event, lossIndicators))
  if (condition.sensitive) parts.push(event.sensitive ? event.knownAt : null)
  if (condition.circumstances)
    parts.push(earliest(condition.circumstances.map(one => event.circumstances[one] ?? null)))
  if (condition.anyOf) parts.push(earliest(condition.anyOf.map(one => holdsSince(one, event))))
  if (parts.some(part => part === null)) return null
  return latest([event.knownAt, ...(parts as Date[])])
}

function trackSince(condition: Condition, event: EventSnapshot): Date | null {
  const starts = (code: string, prefixes: string[]) => prefixes.some(prefix => code.startsWith(prefix))
  if (condition.notTypes && event.tracks.some(track => starts(track.eventTypeCode, condition.notTypes ?? [])))
    return null
  const matching = event.tracks.filter(
    track =>
      (!condition.types || starts(track.eventTypeCode, condition.types)) &&
      (!condition.levels || condition.levels.includes(track.level ?? 0)),
  )
  return earliest(
    matching.map(track => (condition.levels ? latest([track.knownAt, track.levelKnownAt]) : track.knownAt)),
  )
}

function positiveSince(event: EventSnapshot, indicators: string[]): Date | null {
  return earliest(
    indicators.map(indicator => event.figures.get(indicator)).map(figure => (figure?.value ? figure.knownAt : null)),
  )
}

const earliest = (dates: (Date | null)[]): Date | null =>
  dates.reduce<Date | null>((min, date) => (date && (!min || date < min) ? date : min), null)
const latest = (dates: Date[]): Date => new Date(Math.max(...dates.map(date => date.getTime())))

/** The condition in words, for the administration page. `typeName` gives the name of a type code. */
export function conditionInWords(
  condition: Condition,
  typeName: (prefix: string) => string,
  circumstanceName: (one: Circumstance) => string,
): string {
  const levels = { 0: '未定级', 1: '特别重大', 2: '重大', 3: '较大', 4: '一般' } as const
  const parts = [
    condition.types && `类型：${condition.types.map(typeName).join('、')}`,
    condition.notTypes && `不含：${condition.notTypes.map(typeName).join('、')}`,
    condition.levels && `级别：${condition.levels.map(level => levels[level]).join('、')}`,
    condition.casualties && '有死亡或失联',
    condition.harmed && '有死亡、失联或重伤',
    condition.trapped && '有人被困',
    condition.losses && '有灾情损失',
    condition.sensitive && '敏感事件',
    condition.circumstances?.map(circumstanceName).join('或'),
    condition.anyOf?.map(one => `（${conditionInWords(one, typeName, circumstanceName)}）`).join('或'),
  ].filter(Boolean)
  return parts.length ? parts.join('；') : '全部突发事件'
}
