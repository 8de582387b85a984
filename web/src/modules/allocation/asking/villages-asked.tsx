import { useQuery } from '@tanstack/react-query'
import { Button, Input, InputNumber, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { AreaSelect } from '../../../fields/area-select.tsx'
import { Nothing } from '../../../ui/states.tsx'
import { type Area, areasQuery, unitsQuery } from '../../directory/requests.ts'
import { urgencyOptions } from './supplies-asked.tsx'
import { sizesPasted, type Wanted, wanted } from './wanted.ts'

interface AskedProps {
  lines: Wanted[]
  onChange: (lines: Wanted[]) => void
}

/** Villages whose people must go: all of a township at once, with head counts and households as the county knows them. */
export function VillagesAsked({ lines, onChange }: AskedProps) {
  const { data: areas } = useQuery(areasQuery)
  const { data: units } = useQuery(unitsQuery)
  const list = areas?.items ?? []
  const change = (key: string, part: Partial<Wanted>) =>
    onChange(lines.map(line => (line.key === key ? { ...line, ...part } : line)))
  const lineOf = (area: Area): Wanted =>
    wanted({
      from: `area:${area.code}`,
      name: area.name,
      position: area.center && { lng: area.center[0], lat: area.center[1] },
      unitId: units?.items.find(unit => unit.areaCode === area.code && unit.enabled)?.id ?? null,
      quantity: area.population,
      households: area.households,
    })
  const add = (code: string | undefined) => {
    const chosen = list.find(area => area.code === code)
    if (!chosen) return
    const villages = chosen.kind === 'village' ? [chosen] : list.filter(area => area.parentCode === code)
    const had = new Set(lines.map(line => line.from))
    onChange([
      ...lines.filter(line => line.position),
      ...villages.filter(area => area.kind === 'village' && !had.has(`area:${area.code}`)).map(lineOf),
    ])
  }
  const shown = lines.filter(line => line.position)
  const heads = shown.reduce((sum, line) => sum + (line.quantity ?? 0), 0)
  return (
    <>
      <div className="alloc-add">
        <AreaSelect
          key={lines.length}
          aria-label="添加村或乡镇"
          placeholder="添加村（社区）；选乡镇的，全部村一次列入"
          value={undefined}
          onChange={add}
        />
        {shown.length > 0 && (
          <span className="quiet">
            {shown.length} 个村（社区），需安置 {heads.toLocaleString('zh-CN')} 人
          </span>
        )}
      </div>
      {shown.length === 0 && (
        <Nothing what="先选择要转移的村（社区），人数和户数按区划人口带出，改成实际需要转移的数" />
      )}
      {shown.map(line => (
        <Village key={line.key} of={line} onChange={part => change(line.key, part)}>
          <Button size="small" onClick={() => onChange(lines.filter(one => one.key !== line.key))}>
            移除
          </Button>
        </Village>
      ))}
    </>
  )
}

interface VillageProps {
  of: Wanted
  onChange: (part: Partial<Wanted>) => void
  children: ReactNode
}

function Village({ of: line, onChange, children }: VillageProps) {
  const [isPasting, setPasting] = useState(line.sizes !== '')
  const paste = (sizes: string) => {
    const found = sizesPasted(sizes)
    onChange({
      sizes,
      ...(found.length > 0 && { quantity: found.reduce((sum, one) => sum + one, 0), households: found.length }),
    })
  }
  return (
    <fieldset className="alloc-asked alloc-village" aria-label={line.name}>
      <b>{line.name}</b>
      <InputNumber
        aria-label={`${line.name}人数`}
        prefix="需安置"
        suffix="人"
        min={1}
        max={1_000_000}
        precision={0}
        value={line.quantity}
        onChange={quantity => onChange({ quantity, sizes: '' })}
      />
      <InputNumber
        aria-label={`${line.name}户数`}
        prefix="共"
        suffix="户"
        min={1}
        max={3000}
        precision={0}
        value={line.households}
        onChange={households => onChange({ households, sizes: '' })}
      />
      <Select
        aria-label={`${line.name}紧急程度`}
        value={line.urgency}
        options={urgencyOptions}
        onChange={urgency => onChange({ urgency })}
      />
      <Button size="small" type="link" onClick={() => setPasting(!isPasting)}>
        粘贴各户人数
      </Button>
      {children}
      {isPasting && (
        <Input.TextArea
          className="alloc-sizes"
          aria-label={`${line.name}各户人数`}
          autoSize={{ minRows: 2, maxRows: 6 }}
          placeholder="从花名册粘贴各户人数，例如：4 3 5 2"
          value={line.sizes}
          onChange={({ target }) => paste(target.value)}
        />
      )}
    </fieldset>
  )
}
