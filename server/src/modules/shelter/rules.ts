import type { Confidence } from '@anlan/contract/codec.ts'
import type { ShelterDuration } from '@anlan/contract/shelter.ts'

/** Places of a shelter: its effective area by what a person needs, whole persons only (GB 51143-2015, 3.1). */
export const capacityOf = (effectiveArea: number, squareMetresPerPerson: number): number =>
  // 14 400 / 4.5 must be 3200 also where the quotient is held as 3199.9999….
  Math.floor(effectiveArea / squareMetresPerPerson + 1e-9)

/** Figures of the standard; a county may set others with their source. */
export const areaStandards: {
  duration: ShelterDuration
  squareMetres: number
  source: string
  confidence: Confidence
}[] = [
  {
    duration: 'emergency',
    squareMetres: 0.5,
    source: 'GB 51143-2015 防灾避难场所设计规范（紧急）',
    confidence: '较确',
  },
  {
    duration: 'short',
    squareMetres: 2,
    source: 'GB 51143-2015 防灾避难场所设计规范（短期固定）',
    confidence: '较确',
  },
  {
    duration: 'long',
    squareMetres: 4.5,
    source: 'GB 51143-2015 防灾避难场所设计规范（长期固定）',
    confidence: '较确',
  },
]

/** A change of the number of people inside. */
export interface Movement {
  at: Date
  persons: number
}

/** How many were inside after each moment of change, oldest first; what happened in the same moment counts together. */
export function courseOf(movements: Movement[]): { at: Date; occupants: number }[] {
  const moments = new Map<number, number>()
  for (const { at, persons } of movements) moments.set(at.getTime(), (moments.get(at.getTime()) ?? 0) + persons)
  let occupants = 0
  return [...moments]
    .sort(([a], [b]) => a - b)
    .map(([at, persons]) => {
      occupants += persons
      return { at: new Date(at), occupants }
    })
}

/** How many of `persons` each shelter takes, nearest first; what is left over has no place. */
export function fillNearest<T extends { free: number }>(
  nearest: T[],
  persons: number,
): { placed: (T & { takes: number })[]; unplaced: number } {
  let left = persons
  const placed = nearest.map(one => {
    const takes = Math.min(one.free, left)
    left -= takes
    return { ...one, takes }
  })
  return { placed, unplaced: left }
}
