import { type DutyPost, dutyPosts } from '@anlan/contract/duty.ts'
import { compareModes, type DutyMode, type ModeScope, type PostCounts } from '@anlan/contract/duty-mode.ts'

/** The mode that what stands asks for: the strongest, 常态 where nothing does. */
export const wantedMode = (causes: { mode: DutyMode }[]): DutyMode =>
  causes.reduce<DutyMode>((most, one) => (compareModes(one.mode, most) > 0 ? one.mode : most), 'normal')

/** Which rows speak of a unit: the county's duty room has its own, townships theirs. */
export const scopeOf = (unit: { id: string; kind: string }, roomId: string | undefined): ModeScope =>
  unit.id === roomId ? 'county' : unit.kind === 'town' ? 'town' : 'unit'

/** Posts that those present do not fill; what is filled is left out. */
export function gapsOf(required: PostCounts, present: readonly string[]) {
  return (Object.keys(dutyPosts) as DutyPost[])
    .map(post => ({ post, required: required[post] ?? 0, present: present.filter(one => one === post).length }))
    .filter(one => one.present < one.required)
}

/**
 * Whether somebody of the pool may fill a post in a reinforced roster. Who may be 主班 may be 副班; who may be either may report and dispatch; leaders,
 * technicians and drivers are only whom the pool names as such. Ours (设计): no regulation grades the posts.
 */
export function mayFill(posts: readonly string[], post: DutyPost): boolean {
  if (posts.includes(post)) return true
  const isOfficer = posts.includes('primary') || posts.includes('secondary')
  if (post === 'secondary') return posts.includes('primary')
  return (post === 'info' || post === 'dispatch') && isOfficer
}
