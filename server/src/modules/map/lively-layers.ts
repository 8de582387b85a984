import { sql } from 'kysely'
import { matterInReach, unitsInReach } from '../../kernel/access/reach.ts'
import { reachOf } from '../../kernel/http/app.ts'
import type { PlacedFacts, PlacedLayer } from '../../kernel/spatial/placed-layers.ts'
import type { PlacedThing } from '../../kernel/spatial/places.ts'
import type { Work } from '../../kernel/work/work.ts'

/** A layer of few, quickly changing things, read from the database each time; `tags.state` colours them, `tags.note` says more. */
export interface LivelyLayer extends PlacedLayer {
  read(work: Work): Promise<PlacedThing[]>
}

interface Row {
  id: string
  title: string
  unit_id: string | null
  lng: number
  lat: number
  state: string | null
  note: string
}

const toThing =
  (layer: string) =>
  ({ id, title, unit_id, lng, lat, state, note }: Row): PlacedThing => ({
    layer,
    id,
    title,
    lng,
    lat,
    unitId: unit_id,
    open: false,
    tags: { state, note },
  })

const seenWith = (work: Work, permission: PlacedLayer['permission']): Work =>
  work.reach.everything ? work : { ...work, reach: reachOf(work.actor, permission) }

const noKinds = async () => []
const noteOf =
  (read: LivelyLayer['read'], label: string) =>
  async (work: Work, ids: string[]): Promise<ReadonlyMap<string, PlacedFacts>> =>
    new Map(
      (await read(work))
        .filter(thing => ids.includes(thing.id))
        .map(({ id, tags }) => [
          id,
          {
            facts: tags['note'] ? [{ label, value: String(tags['note']) }] : [],
            phone: null,
            verifiedAt: null,
            srcSystem: null,
            accuracyM: null,
          },
        ]),
    )

const mostEvents = 500

/** Events that are not settled, where they were reported, or in the middle of the place that was named; `state` is the level. */
const readEvents = async (given: Work): Promise<PlacedThing[]> => {
  const work = seenWith(given, 'event.read')
  const { rows } = await sql<Row>`
    select e.id, e.title, e.created_by_unit_id as unit_id, coalesce(e.lng, a.center_lng) as lng, coalesce(e.lat, a.center_lat) as lat,
      (select coalesce(c.confirmed_level, c.reporting_level)::text from event_classification c where c.event_id = e.id and c.is_primary) as state,
      t.name || '，' || a.name as note
    from emergency_event e join area a on a.code = e.area_code left join event_type t on t.code = e.event_type_code
    where e.state in ('open', 'ended') and coalesce(e.lng, a.center_lng) is not null
      and ${matterInReach(work, sql.ref('e.id'))} order by e.created_at desc limit ${mostEvents}`.execute(work.tx)
  return rows.map(toThing('events'))
}

/** Responses that run, at their event or in the middle of their place; `state` is the level. */
const readResponses = async (given: Work): Promise<PlacedThing[]> => {
  const work = seenWith(given, 'response.read')
  const { rows } = await sql<Row>`
    select r.id, r.subject as title, r.room_unit_id as unit_id, coalesce(e.lng, a.center_lng) as lng, coalesce(e.lat, a.center_lat) as lat,
      r.level::text as state,
      (select count(*) from response_task k where k.response_id = r.id and k.state in ('issued', 'inProgress', 'blocked')) || ' 项任务在办' as note
    from response r left join emergency_event e on e.id = r.event_id left join area a on a.code = coalesce(e.area_code, r.area_code)
    where r.state = 'active' and coalesce(e.lng, a.center_lng) is not null
      and ${matterInReach(work, sql.ref('r.id'))} order by r.started_at desc limit ${mostEvents}`.execute(work.tx)
  return rows.map(toThing('responses'))
}

/** Townships, villages and communities where they lie, with the telephone that is watched. */
const readDutyRooms = async (given: Work): Promise<PlacedThing[]> => {
  const work = seenWith(given, 'duty.read')
  const { rows } = await sql<Row>`
    select u.id, u.name as title, u.id as unit_id, a.center_lng as lng, a.center_lat as lat, null as state, coalesce(u.duty_phone, '') as note
    from unit u join area a on a.code = u.area_code
    where u.enabled and u.kind in ('town', 'village', 'community') and a.center_lng is not null and u.id in ${unitsInReach(work)}
    order by u.sort, u.name`.execute(work.tx)
  return rows.map(toThing('duty-rooms'))
}

const group = '值守与处置'
export const livelyLayers: LivelyLayer[] = [
  {
    name: 'events',
    label: '突发事件',
    group,
    symbol: { shape: 'star', color: '#d4380d' },
    permission: 'event.read',
    wholeCounty: false,
    expected: true,
    link: id => `/events/${id}`,
    kinds: noKinds,
    read: readEvents,
    describe: noteOf(readEvents, '类型与地点'),
  },
  {
    name: 'responses',
    label: '应急响应',
    group,
    symbol: { shape: 'diamond', color: '#c41d7f' },
    permission: 'response.read',
    wholeCounty: false,
    expected: true,
    link: id => `/responses/${id}`,
    kinds: noKinds,
    read: readResponses,
    describe: noteOf(readResponses, '进展'),
  },
  {
    name: 'duty-rooms',
    label: '值班室',
    group,
    symbol: { shape: 'square', color: '#1d6fb8' },
    permission: 'duty.read',
    wholeCounty: false,
    expected: true,
    link: () => '/coverage',
    kinds: noKinds,
    read: readDutyRooms,
    describe: async (work, ids) =>
      new Map(
        (await readDutyRooms(work))
          .filter(thing => ids.includes(thing.id))
          .map(({ id, tags }) => [
            id,
            {
              facts: [],
              phone: tags['note'] ? String(tags['note']) : null,
              verifiedAt: null,
              srcSystem: null,
              accuracyM: null,
            },
          ]),
      ),
  },
]
