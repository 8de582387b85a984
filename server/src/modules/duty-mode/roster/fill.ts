import type { DutyPost } from '@anlan/contract/duty.ts'
import type { PostCounts } from '@anlan/contract/duty-mode.ts'
import { mayFill } from '../modes/rules.ts'

/** Instants are milliseconds since 1970. */
export interface Stretch {
  startsAt: number
  endsAt: number
}
export interface ShiftInForce extends Stretch {
  post: string
}
export interface Reserve {
  personId: string
  posts: string[]
  nightExempt: boolean
  /** On duty anywhere, or away: not free then, and duty needs rest on both sides. */
  duties: Stretch[]
  absences: Stretch[]
  /** Called in already: taken before others. */
  called: boolean
}
export interface Placed extends Stretch {
  post: DutyPost
  personId: string
}
export interface Unfilled extends Stretch {
  post: DutyPost
  count: number
}

const hour = 3_600_000
const longestMs = 12 * hour

/** The time from `from` to `to`, cut wherever somebody's shift begins or ends, and so that no part is longer than twelve hours. */
export function stretches(from: number, to: number, shifts: Stretch[]): Stretch[] {
  const edges = [...new Set([from, to, ...shifts.flatMap(one => [one.startsAt, one.endsAt])])]
    .filter(at => at >= from && at <= to)
    .sort((a, b) => a - b)
  return edges.slice(0, -1).flatMap((startsAt, i) => {
    const endsAt = edges[i + 1] as number
    const parts = Math.ceil((endsAt - startsAt) / longestMs)
    return Array.from({ length: parts }, (_, part) => ({
      startsAt: startsAt + (part * (endsAt - startsAt)) / parts,
      endsAt: startsAt + ((part + 1) * (endsAt - startsAt)) / parts,
    }))
  })
}

/**
 * Fills the places of `required` that the shifts do not, stretch by stretch: first with whoever is called in already, then with whoever the pool names for that very
 * post, then with whoever has been on duty least. Nobody is taken who is away, on duty, or would not have had `restHours` on either side.
 */
export function fill(
  required: PostCounts,
  parts: Stretch[],
  shifts: ShiftInForce[],
  pool: Reserve[],
  restHours: number,
): { placed: Placed[]; unfilled: Unfilled[] } {
  const placed: Placed[] = []
  const unfilled: Unfilled[] = []
  const hours = new Map(
    pool.map(one => [one.personId, one.duties.reduce((sum, at) => sum + at.endsAt - at.startsAt, 0)]),
  )
  const posts = Object.entries(required) as [DutyPost, number][]
  for (const part of parts)
    for (const [post, count] of posts) {
      const present = shifts.filter(
        one => one.post === post && one.startsAt <= part.startsAt && one.endsAt >= part.endsAt,
      )
      let missing = count - present.length
      while (missing > 0) {
        const [best] = pool
          .filter(one => mayFill(one.posts, post) && isFree(one, part, placed, restHours))
          .sort(
            (a, b) =>
              Number(b.called) - Number(a.called) ||
              Number(b.posts.includes(post)) - Number(a.posts.includes(post)) ||
              (hours.get(a.personId) ?? 0) - (hours.get(b.personId) ?? 0),
          )
        if (!best) break
        placed.push({ post, personId: best.personId, ...part })
        hours.set(best.personId, (hours.get(best.personId) ?? 0) + part.endsAt - part.startsAt)
        missing--
      }
      if (missing > 0) unfilled.push({ post, count: missing, ...part })
    }
  return { placed, unfilled }
}

function isFree(one: Reserve, part: Stretch, placed: Placed[], restHours: number): boolean {
  if (one.nightExempt && touchesNight(part)) return false
  const rest = restHours * hour
  const duties = [...one.duties, ...placed.filter(other => other.personId === one.personId)]
  return (
    !one.absences.some(at => at.startsAt < part.endsAt && at.endsAt > part.startsAt) &&
    !duties.some(at => at.startsAt < part.endsAt + rest && at.endsAt > part.startsAt - rest)
  )
}

/** Whether any of it lies between 22:00 and 06:00 in Shanghai. */
function touchesNight({ startsAt, endsAt }: Stretch): boolean {
  for (let at = startsAt; at < endsAt; at += hour / 2) {
    const local = new Date(at + 8 * hour).getUTCHours()
    if (local >= 22 || local < 6) return true
  }
  return false
}
