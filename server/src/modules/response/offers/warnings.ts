import type { Work } from '../../../kernel/work/work.ts'

/** A warning in force, as whoever keeps warnings tells of it. */
export interface WarningInForce {
  id: string
  title: string
  /** Its words, in which the kind (暴雨) and the colour stand. */
  text: string
  issuedAt: Date
  link: string | null
}
type WarningSource = (work: Work, areaCode: string | null) => Promise<WarningInForce[]>

const sources = new Map<string, WarningSource>()

/** Whoever keeps warnings says which are in force for a place; it stands above responses, so responses cannot ask by name. */
export const declareWarningSource = (name: string, source: WarningSource): void => void sources.set(name, source)

export async function warningsInForce(work: Work, areaCode: string | null): Promise<WarningInForce[]> {
  const found: WarningInForce[] = []
  for (const source of sources.values()) found.push(...(await source(work, areaCode)))
  return found
}
