import type { Position } from '@anlan/contract/codec.ts'
import { EnvironmentOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { usePermits } from '../app/session.tsx'
import { areasQuery } from '../modules/directory/requests.ts'

const MapPicker = lazy(async () => ({ default: (await import('../modules/map/map-picker.tsx')).MapPicker }))

interface PlacePickerProps {
  position: Position | null | undefined
  areaCode?: string
  onPick: (position: Position) => void
}

/** Opens the large map to choose a place; its code is fetched when it is pressed. */
export function PlacePicker({ position, areaCode, onPick }: PlacePickerProps) {
  const [isOpen, setOpen] = useState(false)
  const areas = useQuery(areasQuery)
  if (!usePermits()('map.read')) return null
  return (
    <>
      <Button size="small" icon={<EnvironmentOutlined />} onClick={() => setOpen(true)}>
        在地图上选点
      </Button>
      {isOpen && (
        <Suspense fallback={null}>
          <MapPicker
            position={position ?? null}
            near={areas.data?.items.find(area => area.code === areaCode)?.center ?? null}
            onPick={onPick}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  )
}
