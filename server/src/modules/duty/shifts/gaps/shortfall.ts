import { type DutyPost, dutyPosts } from '@anlan/contract/duty.ts'
import { addDays, shanghaiDay } from '../../../calendar/api.ts'
import { gapsBetween } from '../../cover.ts'
import { hourMinute, monthDay } from '../../roster/rules/words.ts'

/** Milliseconds since 1970, the end not included. */
export interface Span {
  from: number
  to: number
}

/** What a room needs: `always` at any moment of its season, or one shift's people while it lasts (shifts that overlap add up). */
export interface Need extends Span {
  post: DutyPost
  people: number
  always: boolean
}

/** Somebody on a shift. Whoever is on leave, or has left the post, stands on the roster only. */
export interface Standing extends Span {
  post: DutyPost
  isAway: boolean
}

/** A post lacks so many people. `isAway`: somebody is rostered, but away. */
export interface Shortfall extends Span {
  post: DutyPost
  missing: number
  isAway: boolean
}

/** Where posts lack people within a span, cut wherever needs change or somebody rostered is away, and at `moreEdges`. */
export function shortfalls(within: Span, needs: Need[], standing: Standing[], moreEdges: number[] = []): Shortfall[] {
  const posts = [...new Set(needs.map(one => one.post))]
  return posts.flatMap(post => {
    const [wanted, rostered] = [needs.filter(one => one.post === post), standing.filter(one => one.post === post)]
    const there = rostered.filter(one => !one.isAway).map(one => ({ startsAt: one.from, endsAt: one.to }))
    const away = rostered.filter(one => one.isAway)
    const edges = [...moreEdges, ...[...wanted, ...away].flatMap(one => [one.from, one.to])]
    return stretches(within, edges).flatMap(stretch => {
      const during = (one: Span) => one.from <= stretch.from && one.to >= stretch.to
      const people = peopleWanted(wanted.filter(during))
      const isAway = away.some(during)
      return gapsBetween(stretch.from, stretch.to, there, people).map(gap => ({ post, ...gap, isAway }))
    })
  })
}

const peopleWanted = (needs: Need[]) =>
  Math.max(
    0,
    ...needs.filter(one => one.always).map(one => one.people),
    needs.filter(one => !one.always).reduce((sum, one) => sum + one.people, 0),
  )

function stretches(within: Span, edges: number[]): Span[] {
  const inside = edges.filter(at => at > within.from && at < within.to)
  const cuts = [...new Set([within.from, ...inside, within.to])].sort((a, b) => a - b)
  return cuts.slice(0, -1).map((from, i) => ({ from, to: cuts[i + 1] as number }))
}

/**
 * One gap for what hangs together: the same post, as many people, without a break. Where one of `ends` (a shift of the post, a gap known before) begins or
 * ends the gap ends too, so that each shift that somebody is away from is a gap of its own.
 */
export function joined(pieces: Shortfall[], ends: (Span & { post: DutyPost })[]): Shortfall[] {
  const joints = new Set(ends.flatMap(one => [`${one.post} ${one.from}`, `${one.post} ${one.to}`]))
  const gaps: Shortfall[] = []
  for (const piece of pieces) {
    const last = gaps.at(-1)
    const follows = last?.post === piece.post && last.to === piece.from && last.missing === piece.missing
    if (last && follows && !joints.has(`${piece.post} ${piece.from}`))
      Object.assign(last, { to: piece.to, isAway: last.isAway || piece.isAway })
    else gaps.push({ ...piece })
  }
  return gaps
}

/**
 * Which shortfalls are gaps that somebody must answer for: within a published roster all of them; elsewhere those where a rostered person is away,
 * that were already known, or that a change has just made. Days for which nothing was ever rostered are not yet anybody's gap.
 */
export const gapsAmong = (
  pieces: Shortfall[],
  known: { published: Span[]; open: (Span & { post: DutyPost })[]; before: Shortfall[] | null },
): Shortfall[] =>
  pieces.filter(piece => {
    const within = (span: Span) => span.from <= piece.from && span.to >= piece.to
    if (piece.isAway || known.published.some(within)) return true
    if (known.open.some(one => one.post === piece.post && within(one))) return true
    if (!known.before) return false
    const before = known.before.find(one => one.post === piece.post && within(one))
    return (before?.missing ?? 0) < piece.missing
  })

/** `7月12日 08:30 至 17:30 主班缺 1 人`. */
export function gapInWords(gap: Span & { post: DutyPost; missing: number }): string {
  return `${spanInWords(gap)} ${dutyPosts[gap.post]}缺 ${gap.missing} 人`
}

/** `7月12日 08:30 至 17:30`, `7月12日 17:30 至次日 08:30`. */
export function spanInWords({ from, to }: Span): string {
  const [first, last] = [shanghaiDay(new Date(from)), shanghaiDay(new Date(to))]
  const end = first === last ? ' ' : last === addDays(first, 1) ? '次日 ' : ` ${monthDay(last)} `
  return `${monthDay(first)} ${hourMinute(from)} 至${end}${hourMinute(to)}`
}
