import type { UnitKind } from '@anlan/contract/directory.ts'
import { type DutyPost, dutyPosts } from '@anlan/contract/duty.ts'
import { dutyModes } from '@anlan/contract/duty-mode.ts'
import type { RawBuilder } from 'kysely'
import { settingOf } from '../../kernel/setting-rows.ts'
import type { Work } from '../../kernel/work/work.ts'
import { type AskedPosts, postsAskedBetween } from '../duty-mode/api.ts'
import { watchesDepartments, watchesVillages } from './settings.ts'

/** What has to be there at every minute: so many on this post in this room, or, where nothing is set up, anybody at all. */
export interface Need {
  /** Null: shifts of the unit whatever the room. */
  roomId: string | null
  /** Shifts written without a room count for the unit's first one. */
  isFirstRoom: boolean
  post: DutyPost | null
  wanted: number
  /** A seasonal room is watched between its days only (`YYYY-MM-DD`, both included). */
  fromDay: string | null
  toDay: string | null
  /** Asked for by a stronger mode of the unit, in words, and only between these instants (milliseconds since 1970). */
  mode: { words: string; from: number; to: number } | null
}

/** A unit that is watched round the clock. */
export interface Watched {
  id: string
  name: string
  kind: UnitKind
  parentId: string | null
  areaCode: string | null
  dutyPhone: string | null
  needs: Need[]
}

const anybody: Need = { roomId: null, isFirstRoom: true, post: null, wanted: 1, fromDay: null, toDay: null, mode: null }

/**
 * Units among `units` that must be watched all day, in the order of the directory: those with a duty room, every township, and departments and villages
 * as far as the settings say (县乡村三级值班). With a span, also what stronger modes of the units asked for within it, up to now.
 */
export async function watchedUnits(
  work: Work,
  units: RawBuilder<string>,
  span?: { from: Date; to: Date },
): Promise<Watched[]> {
  const kinds: UnitKind[] = ['town']
  if (await settingOf(work, watchesDepartments)) kinds.push('department')
  if (await settingOf(work, watchesVillages)) kinds.push('village', 'community')
  const rows = await work.tx
    .selectFrom('unit')
    .select(['id', 'name', 'kind', 'parent_id', 'area_code', 'duty_phone'])
    .where('enabled', '=', true)
    .where('id', 'in', units)
    .where(eb =>
      eb.or([
        eb('kind', 'in', kinds),
        eb('id', 'in', eb.selectFrom('duty_room').select('unit_id').where('duty_room.enabled', '=', true)),
      ]),
    )
    .orderBy('sort')
    .orderBy('id')
    .execute()
  const rooms = await work.tx
    .selectFrom('duty_room')
    .select(['id', 'unit_id', 'always', 'from_day', 'to_day'])
    .where('enabled', '=', true)
    .orderBy(eb => eb('from_day', 'is not', null))
    .orderBy('name')
    .execute()
  const ids = rows.map(row => row.id)
  const asked = span ? await postsAskedBetween(work, ids, span.from, span.to) : []
  return rows.map(row => {
    const ofMode = asked.filter(one => one.unitId === row.id).flatMap(one => needsOfMode(one, work.now))
    const own = rooms.filter(room => room.unit_id === row.id)
    return {
      id: row.id,
      name: row.name,
      kind: row.kind as UnitKind,
      parentId: row.parent_id,
      areaCode: row.area_code,
      dutyPhone: row.duty_phone,
      needs: [
        ...(own.length
          ? own.flatMap((room, index) =>
              (Object.entries(room.always) as [DutyPost, number][]).map(([post, wanted]) => ({
                roomId: room.id,
                isFirstRoom: index === 0,
                post,
                wanted,
                fromDay: room.from_day,
                toDay: room.to_day,
                mode: null,
              })),
            )
          : [anybody]),
        ...ofMode,
      ],
    }
  })
}

/** What is to come is planned by rosters, not by today's mode: a mode that lasts counts until now. */
function needsOfMode(asked: AskedPosts, now: Date): Need[] {
  const words = dutyModes[asked.mode]
  const to = asked.until?.getTime() ?? now.getTime() + 1
  return (Object.keys(dutyPosts) as DutyPost[])
    .map(post => ({ post, wanted: asked.posts[post] ?? 0 }))
    .filter(({ wanted }) => wanted > 0)
    .map(({ post, wanted }) => ({
      roomId: null,
      isFirstRoom: true,
      post,
      wanted,
      fromDay: null,
      toDay: null,
      mode: { words, from: asked.since.getTime(), to },
    }))
}

/** What a gap of this need is called: 主班缺 1 人. */
export const lackWords = (need: Need, missing: number): string =>
  need.post === null
    ? '无人值班'
    : `${dutyPosts[need.post]}缺 ${missing} 人${need.mode ? `（${need.mode.words}）` : ''}`
