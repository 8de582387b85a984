import type { CoverageState } from '@anlan/contract/coverage.ts'
import type { UnitKind } from '@anlan/contract/directory.ts'

/** The matrix of the county goes down in these steps. */
export const levels = [
  { key: 'county', name: '县级值班室和部门' },
  { key: 'town', name: '乡镇（街道）' },
  { key: 'village', name: '村（社区）' },
] as const
export type Level = (typeof levels)[number]['key']

export const levelOf = (kind: UnitKind): Level =>
  kind === 'town' ? 'town' : kind === 'village' || kind === 'community' ? 'village' : 'county'

/** Worst first, as a list that has to be worked off is read. */
export const worstFirst: CoverageState[] = ['unpublished', 'uncovered', 'notCheckedIn', 'covered']

/** A state is told by its shape before its colour. */
export const marks: Record<CoverageState, string> = {
  covered: '●',
  notCheckedIn: '◐',
  uncovered: '▲',
  unpublished: '✕',
}

/** Part of what had to be covered, in percent with one decimal, cut off: 99.97 % is not 100 %. */
export const percent = (covered: number, wanted: number) =>
  wanted === 0 ? '—' : `${(Math.floor((covered / wanted) * 1000) / 10).toFixed(1)}%`
