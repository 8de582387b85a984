import { urgencies } from '@anlan/contract/allocation.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, InputNumber, Select } from 'antd'
import { UnitSelect } from '../../../fields/unit-select.tsx'
import { CapabilitySelect } from '../../resource/capability-select.tsx'
import { capabilitiesQuery } from '../../resource/requests.ts'
import { PlaceField } from './place-field.tsx'
import { type Wanted, wanted } from './wanted.ts'

export const urgencyOptions = Object.entries(urgencies).map(([value, label]) => ({
  value: Number(value) as Wanted['urgency'],
  label,
}))

interface AskedProps {
  lines: Wanted[]
  onChange: (lines: Wanted[]) => void
}

/** Goods and machines: one line for each place and thing. */
export function SuppliesAsked({ lines, onChange }: AskedProps) {
  const { data: catalogue } = useQuery(capabilitiesQuery)
  const change = (key: string, part: Partial<Wanted>) =>
    onChange(lines.map(line => (line.key === key ? { ...line, ...part } : line)))
  const last = lines.at(-1)
  return (
    <>
      {lines.map((line, i) => (
        <fieldset key={line.key} className="alloc-asked" aria-label={`第 ${i + 1} 处需求`}>
          <PlaceField of={line} onChange={part => change(line.key, part)} />
          <CapabilitySelect value={line.capability} onChange={capability => change(line.key, { capability })} />
          <InputNumber
            aria-label="数量"
            placeholder="数量"
            min={1}
            max={10_000_000}
            precision={0}
            value={line.quantity}
            suffix={catalogue?.items.find(one => one.code === line.capability)?.unit}
            onChange={quantity => change(line.key, { quantity })}
          />
          <Select
            aria-label="紧急程度"
            value={line.urgency}
            options={urgencyOptions}
            onChange={urgency => change(line.key, { urgency })}
          />
          <UnitSelect
            aria-label="接收单位"
            placeholder="接收单位（默认本单位）"
            allowClear
            value={line.unitId}
            onChange={unitId => change(line.key, { unitId: unitId ?? null })}
          />
          {lines.length > 1 && (
            <Button size="small" onClick={() => onChange(lines.filter(one => one.key !== line.key))}>
              移除
            </Button>
          )}
        </fieldset>
      ))}
      <Button
        onClick={() =>
          onChange([...lines, wanted({ capability: last?.capability ?? null, urgency: last?.urgency ?? 2 })])
        }
      >
        再加一处
      </Button>
    </>
  )
}
