import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { boundsOf, circleAround } from '../canvas/measures.ts'
import { levelColour, replayOf, surroundingsOf } from '../page/shown-shapes.ts'
import { momentQuery, surroundingsQuery } from '../requests.ts'

/** The event the map was opened for: its circle, what lies in it, and how it stood at another time. */
export function useEventOnMap(id: string | null, fly: (to: { bounds: [number, number, number, number] }) => void) {
  const [radiusKm, setRadiusKm] = useState(5)
  const [time, setTime] = useState<string | null>(null)
  const surroundings = useQuery({ ...surroundingsQuery(id ?? '', radiusKm), enabled: id !== null })
  const moment = useQuery({ ...momentQuery(id ?? '', time ?? ''), enabled: id !== null && time !== null })
  const around = id ? surroundings.data : undefined

  const flownTo = useRef<string | null>(null)
  useEffect(() => {
    if (!around || flownTo.current === `${around.event.id} ${around.radiusKm}`) return
    flownTo.current = `${around.event.id} ${around.radiusKm}`
    const { lng, lat } = around.event.position
    const bounds = boundsOf(circleAround([lng, lat], around.radiusKm * 1000))
    if (bounds) fly({ bounds })
  }, [around, fly])

  return {
    id,
    surroundings,
    radiusKm,
    setRadiusKm,
    time,
    setTime,
    moment: time ? moment.data : undefined,
    color: levelColour(around?.event.level),
    circle: useMemo(() => surroundingsOf(around), [around]),
    replay: useMemo(() => replayOf(time ? moment.data : undefined), [time, moment.data]),
  }
}
export type EventOnMap = ReturnType<typeof useEventOnMap>
