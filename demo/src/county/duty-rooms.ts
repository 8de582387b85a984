import type { County } from './shape.ts'
import { towns } from './town-table.ts'

/** A duty room of the sample county: its pool by posts, shifts and rules as the county keeps them. */
export interface SampleRoom {
  unitKey: string
  name: string
  /** First and last day of a seasonal room. */
  season: { from: string; to: string } | null
  patterns: {
    key: string
    name: string
    dayKinds: ('workday' | 'weekend' | 'holiday')[]
    starts: string
    ends: string
    night: boolean
    load: number
  }[]
  /** Posts of every shift, one person each, and who may hold them. */
  posts: { post: 'shiftLeader' | 'primary' | 'secondary'; pool: string[] }[]
  /** Posts that only a reinforced room has, held beside an ordinary one. */
  helpers: { post: 'info' | 'dispatch' | 'techSupport' | 'driver'; pool: string[] }[]
  nightsPerWeek: number
}

const off: SampleRoom['patterns'][number]['dayKinds'] = ['weekend', 'holiday']

/** 县总值班室 with day and night, later change on days off, and the twelve towns with 24 hours, as the shifts of the sample show them. */
export function sampleRooms(county: County): SampleRoom[] {
  const poolOf = (postKey: string) =>
    county.holders
      .filter(holder => holder.postKey === postKey)
      .sort((a, b) => a.order - b.order)
      .map(holder => holder.personKey)
  const nameOf = (key: string) => county.units.find(unit => unit.key === key)?.name ?? key
  const countyRoom: SampleRoom = {
    unitKey: 'duty-office',
    name: '县总值班室',
    season: null,
    patterns: [
      { key: 'day', name: '白班', dayKinds: ['workday'], starts: '08:30', ends: '17:30', night: false, load: 0.5 },
      { key: 'night', name: '夜班', dayKinds: ['workday'], starts: '17:30', ends: '08:30', night: true, load: 1 },
      { key: 'day-off', name: '白班', dayKinds: off, starts: '08:30', ends: '20:30', night: false, load: 0.5 },
      { key: 'night-off', name: '夜班', dayKinds: off, starts: '20:30', ends: '08:30', night: true, load: 1 },
    ],
    posts: [
      { post: 'shiftLeader', pool: poolOf('leadership/shift-leader') },
      { post: 'primary', pool: poolOf('duty-office/primary') },
      { post: 'secondary', pool: poolOf('duty-office/secondary') },
    ],
    helpers: [
      { post: 'driver', pool: poolOf('duty-office/secondary').slice(-4, -2) },
      { post: 'techSupport', pool: poolOf('duty-office/secondary').slice(-2) },
    ],
    nightsPerWeek: 2,
  }
  return [
    countyRoom,
    ...towns.map(({ key }): SampleRoom => {
      const leaders = poolOf(`${key}/shift-leader`)
      return {
        unitKey: key,
        name: `${nameOf(key)}值班室`,
        season: null,
        patterns: [
          {
            key: 'whole',
            name: '全天班',
            dayKinds: ['workday', ...off],
            starts: '08:30',
            ends: '08:30',
            night: true,
            load: 1,
          },
        ],
        posts: [
          { post: 'shiftLeader', pool: leaders },
          { post: 'primary', pool: poolOf(`${key}/duty-officer`).filter(person => !leaders.includes(person)) },
        ],
        helpers: [],
        nightsPerWeek: 2,
      }
    }),
  ]
}
