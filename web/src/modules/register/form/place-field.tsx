import type { Position } from '@anlan/contract/codec.ts'
import { Button, InputNumber } from 'antd'
import { useState } from 'react'
import { PlaceMap } from '../../../fields/place-map.tsx'
import { PlacePicker } from '../../../fields/place-picker.tsx'

interface PlaceFieldProps {
  id?: string
  label: string
  value?: Position | null
  onChange?: (value: Position | null) => void
  areaCode?: string
}

/** A position: picked on the map, or typed as longitude and latitude. */
export function PlaceField({ id, label, value, onChange, areaCode }: PlaceFieldProps) {
  const [half, setHalf] = useState<Partial<Position>>({})
  const shown = { ...half, ...(value ?? {}) }
  const set = (part: Partial<Position>) => {
    const next = { ...shown, ...part }
    setHalf(next)
    if (typeof next.lng === 'number' && typeof next.lat === 'number') onChange?.({ lng: next.lng, lat: next.lat })
    else if (value) onChange?.(null)
  }
  const degree = (axis: 'lng' | 'lat', name: string, most: number, controlId?: string) => (
    <InputNumber
      id={controlId}
      aria-label={`${label}${name}`}
      prefix={name}
      value={shown[axis] ?? null}
      min={-most}
      max={most}
      step={0.001}
      controls={false}
      onChange={degrees => set({ [axis]: degrees ?? undefined })}
      style={{ width: '100%' }}
    />
  )
  const pick = (position: Position) => {
    setHalf(position)
    onChange?.(position)
  }
  return (
    <div className="place-field">
      <PlaceMap position={value} areaCode={areaCode} onPick={pick} />
      <PlacePicker position={value} areaCode={areaCode} onPick={pick} />
      <div className="range">
        {degree('lng', '经度', 180, id)}
        {degree('lat', '纬度', 90)}
        <Button
          disabled={shown.lng === undefined && shown.lat === undefined}
          onClick={() => {
            setHalf({})
            onChange?.(null)
          }}
        >
          清除
        </Button>
      </div>
    </div>
  )
}
