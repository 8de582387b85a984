import type { County, Shift } from './shape.ts'

const dayMs = 86_400_000
const dayAfter = (day: string, days: number) => new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10)
const instant = (day: string) => `${day}T08:30:00+08:00`

/** Villages are given their duty around the scenarios and around the day on which the county is made; a year of all of them would only be bulk. */
export const scenarioSpans: [from: string, to: string][] = [
  ['2026-04-01', '2026-04-12'],
  ['2026-07-07', '2026-07-19'],
  ['2026-09-13', '2026-09-26'],
]

/**
 * One person a day, from half past eight, in each department or each village, everybody of the pool in turn. Some villages have handed in nothing from `silentFrom` on:
 * what a county sees on most mornings.
 */
export function generateShiftsBelow(
  county: County,
  level: 'department' | 'village',
  from: string,
  to: string,
  silentFrom: string | null,
): Shift[] {
  const kinds = level === 'department' ? ['department'] : ['village', 'community']
  const poolSlug = level === 'department' ? 'duty-officer' : 'info-a'
  const pools = new Map<string, string[]>()
  for (const holder of [...county.holders].sort((a, b) => a.order - b.order)) {
    const [unitKey = '', slug] = holder.postKey.split('/')
    if (slug === poolSlug) pools.set(unitKey, [...(pools.get(unitKey) ?? []), holder.personKey])
  }
  const days = Math.round((Date.parse(to) - Date.parse(from)) / dayMs) + 1
  const units = county.units.filter(unit => kinds.includes(unit.kind) && pools.has(unit.key))
  return units.flatMap((unit, index) => {
    const pool = pools.get(unit.key) ?? []
    const isSilent = index % 29 === 7
    return Array.from({ length: days }, (_, i) => dayAfter(from, i))
      .filter(day => !(isSilent && silentFrom && day >= silentFrom))
      .map(day => ({
        unitKey: unit.key,
        postName: '主班' as const,
        personKey: pool[(Date.parse(day) / dayMs + index) % pool.length] ?? '',
        startsAt: instant(day),
        endsAt: instant(dayAfter(day, 1)),
      }))
  })
}
