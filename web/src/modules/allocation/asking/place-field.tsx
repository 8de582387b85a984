import { useQueryClient } from '@tanstack/react-query'
import { Input } from 'antd'
import { PlacePicker } from '../../../fields/place-picker.tsx'
import { unitsQuery } from '../../directory/requests.ts'
import { OriginSelect, useFindOrigin } from '../../resource/origin.tsx'
import type { Wanted } from './wanted.ts'

interface PlaceFieldProps {
  of: Wanted
  onChange: (part: Partial<Wanted>) => void
}

/** Where something is needed: found by name, or set on the map and named. */
export function PlaceField({ of: { from, name, position }, onChange }: PlaceFieldProps) {
  const findOrigin = useFindOrigin()
  const findReceiver = useReceiver()
  const choose = async (key: string) => {
    const found = await findOrigin(key)
    if (found?.at)
      onChange({
        from: found.key,
        name: key.startsWith('at:') ? '' : found.name.replaceAll(' · ', ''),
        position: found.at,
        ...(await findReceiver(key)),
      })
  }
  return (
    <div className="alloc-place">
      <OriginSelect
        label="需求地点"
        origin={from ? { key: from, name: name || '地图上的点', at: position } : null}
        onChange={key => void choose(key)}
      />
      <PlacePicker
        position={position}
        onPick={at => onChange({ from: `at:${at.lng},${at.lat}`, position: at, name: '' })}
      />
      {from?.startsWith('at:') && (
        <Input
          aria-label="地点名称"
          maxLength={80}
          placeholder="地点名称，例如：河坝渡口"
          value={name}
          onChange={({ target }) => onChange({ name: target.value })}
        />
      )}
    </div>
  )
}

/** Who receives at a place: the unit itself, or the township or village it lies in. */
function useReceiver() {
  const queries = useQueryClient()
  return async (key: string): Promise<Partial<Wanted>> => {
    const [kind, id] = key.split(/:(.*)/s)
    if (kind === 'unit' && id) return { unitId: id }
    if (kind !== 'area') return {}
    const { items } = await queries.ensureQueryData(unitsQuery)
    const here = items.filter(unit => unit.areaCode === id && unit.enabled)
    const unit = here.find(one => ['town', 'village', 'community'].includes(one.kind)) ?? here[0]
    return unit ? { unitId: unit.id } : {}
  }
}
