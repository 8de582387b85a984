import type { EventLevel, MatchedThreshold, SensitiveFlag } from '@anlan/contract/emergency-event.ts'
import type { FigureIndicator, LevelThreshold } from '../clocks/schema.ts'

/** Figures by indicator; an indicator that is absent or null is not known yet and decides nothing. */
export type FigureValues = ReadonlyMap<string, number | null>

/** Adds the figures that follow from others (死亡失踪 = 死亡 + 失踪). Missing parts make a sum of the parts that are known. */
export function withDerived(
  figures: FigureValues,
  indicators: Pick<FigureIndicator, 'code' | 'derived'>[],
): Map<string, number | null> {
  const all = new Map(figures)
  for (const { code, derived } of indicators) {
    if (!derived) continue
    if ('sumOf' in derived) {
      const parts = derived.sumOf.map(part => figures.get(part)).filter(part => part !== null && part !== undefined)
      if (parts.length)
        all.set(
          code,
          parts.reduce((sum, part) => sum + part, 0),
        )
    } else {
      const value = figures.get(derived.takes)
      if (value !== null && value !== undefined && (figures.get(derived.whileFigure) ?? 0) >= derived.isAtLeast)
        all.set(code, value)
    }
  }
  return all
}

/** Whether a value lies in a row's band: [lo, hi) (“以上”含本数，“以下”不含), with the lower bound itself left out where the law says so. */
export function isInBand(value: number, row: Pick<LevelThreshold, 'lo' | 'lo_exclusive' | 'hi'>): boolean {
  if (row.lo !== null && (row.lo_exclusive ? value <= row.lo : value < row.lo)) return false
  return row.hi === null || value < row.hi
}

/** The band in words: 3–10（不含 10）人. */
export function bandInWords(row: Pick<LevelThreshold, 'lo' | 'lo_exclusive' | 'hi' | 'unit'>): string {
  const from = row.lo === null ? '' : `${row.lo_exclusive ? '大于 ' : ''}${row.lo}`
  if (row.hi === null) return row.lo_exclusive ? `${from} ${row.unit}` : `${from} ${row.unit}以上`
  return row.lo === null ? `${row.hi} ${row.unit}以下` : `${from} ${row.unit}以上、${row.hi} ${row.unit}以下`
}

/**
 * The rows of the threshold tables that an event of this type reaches, most severe first. The level of an event is that of its worst indicator;
 * no row means that it cannot be rated yet.
 */
export function matchedThresholds(
  eventTypeCode: string,
  figures: FigureValues,
  thresholds: LevelThreshold[],
  indicators: Pick<FigureIndicator, 'code' | 'name' | 'derived'>[],
): MatchedThreshold[] {
  const values = withDerived(figures, indicators)
  const names = new Map(indicators.map(one => [one.code, one.name]))
  return thresholds
    .filter(row => row.enabled && row.type_prefixes.some(prefix => eventTypeCode.startsWith(prefix)))
    .flatMap(row => {
      const value = values.get(row.indicator)
      if (value === null || value === undefined || !isInBand(value, row)) return []
      return [
        {
          scheme: row.scheme_name,
          indicatorName: names.get(row.indicator) ?? row.indicator,
          value,
          band: bandInWords(row),
          level: row.level,
          sourceName: row.source_name,
          sourceArticle: row.source_article,
          confidence: row.confidence,
        },
      ]
    })
    .sort((a, b) => a.level - b.level)
}

/** The level that follows from the matched rows; null while nothing matched. */
export const levelOf = (matched: MatchedThreshold[]): EventLevel | null => matched[0]?.level ?? null

/** Figures as reporting counts them: the missing are potential deaths (国务院令第493号第十二条). Each person counts once. */
export function reportingFigures(figures: FigureValues): FigureValues {
  const missing = figures.get('missing')
  if (!missing) return figures
  return new Map([...figures, ['deaths', (figures.get('deaths') ?? 0) + missing], ['missing', 0]])
}

/**
 * The level reporting clocks go by: the confirmed one, or the more severe that the figures point to once the missing count as dead; one up for a sensitive
 * event. Never the event's own level. Null while unrated. Source: 国务院令第493号第十二条; the shift is ours (设计).
 */
export function reportingLevelOf(
  confirmed: EventLevel | null,
  proposedForReporting: EventLevel | null,
  sensitiveFlags: SensitiveFlag[],
): EventLevel | null {
  const levels = [confirmed, proposedForReporting].filter(level => level !== null)
  if (levels.length === 0) return null
  const worst = Math.min(...levels)
  return (sensitiveFlags.length ? Math.max(1, worst - 1) : worst) as EventLevel
}
