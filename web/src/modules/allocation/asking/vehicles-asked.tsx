import type { Position } from '@anlan/contract/codec.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { CapabilitySelect } from '../../resource/capability-select.tsx'
import { capabilitiesQuery, nearestQuery } from '../../resource/requests.ts'
import type { Wanted } from './wanted.ts'

export interface Hauling {
  vehicles: { offerId: string; name: string; capacityKg: number | null }[]
  /** Weight of one piece in kilograms, by capability. */
  pieceKg: Record<string, number | null>
}
export const noHauling: Hauling = { vehicles: [], pieceKg: {} }

interface VehiclesProps {
  hauling: Hauling
  lines: Wanted[]
  onChange: (hauling: Hauling) => void
}

/** Vehicles that are to carry, what they hold, and how heavy a piece is. */
export function VehiclesAsked({ hauling, lines, onChange }: VehiclesProps) {
  const { data: catalogue } = useQuery(capabilitiesQuery)
  const [kind, setKind] = useState<string | null>(null)
  const near = lines.find(line => line.position)?.position ?? null
  const codes = [...new Set(lines.flatMap(line => line.capability ?? []))]
  const nameOf = (code: string) => catalogue?.items.find(one => one.code === code)
  return (
    <div className="alloc-vehicles">
      <p className="quiet">
        不选车辆的，由各调出单位自行运送。选了车辆的，按载重和每件重量安排谁的车装什么、送到哪里。
      </p>
      <div className="alloc-add">
        <CapabilitySelect value={kind} onChange={setKind} placeholder="用什么车：运输车、客车……" />
        {kind && near && (
          <Found
            kind={kind}
            near={near}
            without={hauling.vehicles.map(one => one.offerId)}
            onTake={vehicle =>
              onChange({ ...hauling, vehicles: [...hauling.vehicles, { ...vehicle, capacityKg: null }] })
            }
          />
        )}
        {kind && !near && <span className="quiet">请先选择需求地点</span>}
      </div>
      {hauling.vehicles.map(vehicle => (
        <div key={vehicle.offerId} className="alloc-vehicle">
          <span>{vehicle.name}</span>
          <InputNumber
            aria-label={`${vehicle.name}载重`}
            prefix="载重"
            suffix="公斤"
            min={1}
            max={1_000_000}
            precision={0}
            value={vehicle.capacityKg}
            onChange={capacityKg =>
              onChange({
                ...hauling,
                vehicles: hauling.vehicles.map(one => (one.offerId === vehicle.offerId ? { ...one, capacityKg } : one)),
              })
            }
          />
          <Button
            size="small"
            onClick={() =>
              onChange({ ...hauling, vehicles: hauling.vehicles.filter(one => one.offerId !== vehicle.offerId) })
            }
          >
            移除
          </Button>
        </div>
      ))}
      {hauling.vehicles.length > 0 &&
        codes.map(code => (
          <div key={code} className="alloc-vehicle">
            <span>{nameOf(code)?.name ?? code}</span>
            <InputNumber
              aria-label={`${nameOf(code)?.name ?? code}单件重量`}
              prefix={`每${nameOf(code)?.unit ?? '件'}`}
              suffix="公斤"
              min={0.01}
              max={50_000}
              value={hauling.pieceKg[code] ?? null}
              onChange={kg => onChange({ ...hauling, pieceKg: { ...hauling.pieceKg, [code]: kg } })}
            />
          </div>
        ))}
    </div>
  )
}

interface FoundProps {
  kind: string
  near: Position
  without: string[]
  onTake: (vehicle: { offerId: string; name: string }) => void
}

function Found({ kind, near, without, onTake }: FoundProps) {
  const found = useQuery(
    nearestQuery({
      capability: kind,
      quantity: 1,
      ...near,
      withinKm: null,
      minRating: null,
      withOperator: false,
      includeUnavailable: false,
    }),
  )
  const items = (found.data?.items ?? []).filter(hit => !without.includes(hit.id))
  return (
    <Select
      aria-label="运输车辆"
      placeholder={found.isPending ? '正在查找……' : items.length > 0 ? '选择车辆' : '附近没有可调用的'}
      style={{ minWidth: 240 }}
      value={null}
      options={items.map(hit => ({ value: hit.id, label: `${hit.name}（${hit.unitName}）` }))}
      onChange={(id: string | null) => {
        const hit = items.find(one => one.id === id)
        if (hit) onTake({ offerId: hit.id, name: hit.name })
      }}
    />
  )
}
