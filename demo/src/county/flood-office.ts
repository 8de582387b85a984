import { anyone, type Directory } from './directory.ts'
import type { SampleRoom } from './duty-rooms.ts'
import type { County, Shift } from './shape.ts'

const unitKey = 'water-bureau'
const poolSize = 5

/** Officers of the flood office (县防办) who stand in its duty room from May to September. */
export function fillFloodOffice(directory: Directory): void {
  const unit = directory.units.find(one => one.key === unitKey)
  if (!unit) throw new Error(`${unitKey} is not a unit`)
  const superior = `${unitKey}/flood-office`
  const officers = directory.hire(unit, anyone(2 * poolSize))
  const [primary, secondary] = [officers.slice(0, poolSize), officers.slice(poolSize)]
  directory.post(unit, { slug: 'flood-primary', name: '防汛值班主班', kind: 'primary', held: primary, superior })
  directory.post(unit, { slug: 'flood-secondary', name: '防汛值班副班', kind: 'secondary', held: secondary, superior })
}

const poolOf = (county: County, slug: string) =>
  county.holders
    .filter(holder => holder.postKey === `${unitKey}/${slug}`)
    .sort((a, b) => a.order - b.order)
    .map(holder => holder.personKey)

const slugs = { shiftLeader: 'shift-leader', primary: 'flood-primary', secondary: 'flood-secondary' } as const

/** 县防汛值班室, open in the flood season (汛期, 1 May to 30 September) of a year: 24 hours, a leader of the bureau with two officers. */
export const floodRoom = (county: County, year: number): SampleRoom => ({
  unitKey,
  name: '县防汛值班室',
  season: { from: `${year}-05-01`, to: `${year}-09-30` },
  patterns: [
    {
      key: 'flood',
      name: '全天班',
      dayKinds: ['workday', 'weekend', 'holiday'],
      starts: '08:30',
      ends: '08:30',
      night: true,
      load: 1,
    },
  ],
  posts: [
    { post: 'shiftLeader', pool: poolOf(county, slugs.shiftLeader) },
    { post: 'primary', pool: poolOf(county, slugs.primary) },
    { post: 'secondary', pool: poolOf(county, slugs.secondary) },
  ],
  helpers: [],
  nightsPerWeek: 3,
})

const dayMs = 86_400_000
const dayAfter = (day: string, days: number) => new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10)

/** Everybody in turn, through the season. */
export function generateFloodShifts(county: County, year: number): Shift[] {
  const [first, last] = [`${year}-05-01`, `${year}-09-30`]
  const days = Array.from({ length: (Date.parse(last) - Date.parse(first)) / dayMs + 1 }, (_, i) => dayAfter(first, i))
  const posts = [
    ['带班领导', poolOf(county, slugs.shiftLeader)],
    ['主班', poolOf(county, slugs.primary)],
    ['副班', poolOf(county, slugs.secondary)],
  ] as const
  return days.flatMap((day, i) =>
    posts.map(([postName, pool]) => ({
      unitKey,
      postName,
      personKey: pool[i % pool.length] ?? '',
      startsAt: `${day}T08:30:00+08:00`,
      endsAt: `${dayAfter(day, 1)}T08:30:00+08:00`,
    })),
  )
}
