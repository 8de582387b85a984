import type { UnitView } from '@anlan/contract/directory.ts'
import type { EventView } from '@anlan/contract/emergency-event.ts'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { useSession } from '../../app/session.tsx'
import { areaPath } from '../../fields/area-select.tsx'
import { type Area, areasQuery, unitsQuery } from '../directory/requests.ts'
import { eventQuery, openEventsQuery } from '../event-report/event/requests.ts'

/** From where to look: `event:id`, `area:code`, `unit:id` or `at:lng,lat`. */
export interface Origin {
  key: string
  name: string
  at: { lng: number; lat: number } | null
}

const coordinates = /^\s*(\d{2,3}(?:\.\d+)?)[\s,，]+(\d{1,2}(?:\.\d+)?)\s*$/

interface Known {
  areas: Area[] | undefined
  units: UnitView[] | undefined
  event: Pick<EventView, 'location' | 'areaCode' | 'title'> | undefined
}

const partsOf = (key: string) => key.split(/:(.*)/s)

/** Where a key lies by what is known so far; null while that has not been read. */
export function originOf(key: string, { areas, units, event }: Known): Origin | null {
  const [kind = '', id = ''] = partsOf(key)
  const list = areas ?? []
  const isVillage = (code: string) => list.find(area => area.code === code)?.kind === 'village'
  const centre = (code: string | null | undefined) => {
    const found = list.find(area => area.code === code)?.center ?? list.find(area => area.kind === 'county')?.center
    return found ? { lng: found[0], lat: found[1] } : null
  }
  if (kind === 'at') {
    const [lng = 0, lat = 0] = id.split(',').map(Number)
    return { key: `at:${id}`, name: id.replace(',', '，'), at: { lng, lat } }
  }
  if (kind === 'event') {
    if (!event) return null
    const { location, areaCode, title } = event
    return { key: `event:${id}`, name: title, at: location ?? centre(areaCode) }
  }
  if (kind === 'area')
    return areas
      ? {
          key: `area:${id}`,
          name: areaPath(list, id)
            .slice(isVillage(id) ? -2 : -1)
            .join(' · '),
          at: centre(id),
        }
      : null
  const unit = units?.find(one => one.id === id)
  return areas && units ? { key: `unit:${id}`, name: unit?.name ?? '', at: centre(unit?.areaCode) } : null
}

/** Where the key in the address lies; without one, the asker's own unit. */
export function useOrigin(key: string | null): Origin | null {
  const session = useSession()
  const { data: areas } = useQuery(areasQuery)
  const { data: units } = useQuery(unitsQuery)
  const asked = key ?? `unit:${session.unitId}`
  const [kind, id = ''] = partsOf(asked)
  const event = useQuery({ ...eventQuery(id), enabled: kind === 'event' })
  return originOf(asked, { areas: areas?.items, units: units?.items, event: event.data })
}

/** Looks a key up when it is chosen. */
export function useFindOrigin(): (key: string) => Promise<Origin | null> {
  const queries = useQueryClient()
  return async key => {
    const [kind, id = ''] = partsOf(key)
    const [areas, units, event] = await Promise.all([
      queries.ensureQueryData(areasQuery),
      queries.ensureQueryData(unitsQuery),
      kind === 'event' ? queries.ensureQueryData(eventQuery(id)) : undefined,
    ])
    return originOf(key, { areas: areas.items, units: units.items, event })
  }
}

/** One box for all places: open events, townships and villages, units, or coordinates typed in. */
export function OriginSelect({
  origin,
  label = '从哪里找',
  onChange,
}: {
  origin: Origin | null
  label?: string
  onChange: (key: string) => void
}) {
  const [typed, setTyped] = useState('')
  const { data: areas } = useQuery(areasQuery)
  const { data: units } = useQuery(unitsQuery)
  const { data: events } = useQuery(openEventsQuery)
  const list = areas?.items ?? []
  const point = coordinates.exec(typed)
  const groups = [
    {
      label: '坐标',
      options: point ? [{ value: `at:${point[1]},${point[2]}`, label: `${point[1]}，${point[2]}`, words: typed }] : [],
    },
    {
      label: '未结束的事件',
      options: (events?.items ?? []).map(one => ({ value: `event:${one.id}`, label: one.title, words: one.title })),
    },
    {
      label: '乡镇和村',
      options: list
        .filter(area => area.kind === 'town' || area.kind === 'village')
        .map(area => {
          const name = areaPath(list, area.code)
            .slice(area.kind === 'village' ? -2 : -1)
            .join(' · ')
          return { value: `area:${area.code}`, label: name, words: name }
        }),
    },
    {
      label: '单位',
      options: (units?.items ?? [])
        .filter(unit => unit.areaCode && !['village', 'community'].includes(unit.kind))
        .map(unit => ({ value: `unit:${unit.id}`, label: unit.name, words: unit.name })),
    },
  ].filter(group => group.options.length > 0)
  const known = groups.some(group => group.options.some(option => option.value === origin?.key))
  return (
    <Select
      aria-label={label}
      showSearch={{
        searchValue: typed,
        onSearch: setTyped,
        filterOption: (text, option) => String((option as { words?: string })?.words ?? '').includes(text.trim()),
      }}
      value={origin?.key}
      placeholder="事件、乡镇、村、单位，或输入经度,纬度"
      options={
        origin && !known
          ? [{ label: '当前', options: [{ value: origin.key, label: origin.name, words: origin.name }] }, ...groups]
          : groups
      }
      onChange={(value: string) => {
        setTyped('')
        onChange(value)
      }}
      style={{ width: '100%' }}
    />
  )
}
