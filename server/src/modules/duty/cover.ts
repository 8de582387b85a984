/** Somebody is there from one instant to another; milliseconds since 1970, the end not included. */
export interface Span {
  startsAt: number
  endsAt: number
}
/** A stretch in which `missing` people are wanting. */
export interface Gap {
  from: number
  to: number
  missing: number
}

/** Stretches between `from` and `to` in which fewer than `wanted` of the spans run, in order; neighbouring ones that lack the same number are one. */
export function gapsBetween(from: number, to: number, spans: Span[], wanted: number): Gap[] {
  const edges = [...new Set([from, to, ...spans.flatMap(span => [span.startsAt, span.endsAt])])]
    .filter(at => at >= from && at <= to)
    .sort((a, b) => a - b)
  const gaps: Gap[] = []
  for (const [i, start] of edges.slice(0, -1).entries()) {
    const missing = wanted - spans.filter(span => span.startsAt <= start && span.endsAt > start).length
    if (missing <= 0) continue
    const end = edges[i + 1] as number
    const before = gaps.at(-1)
    if (before?.to === start && before.missing === missing) before.to = end
    else gaps.push({ from: start, to: end, missing })
  }
  return gaps
}
