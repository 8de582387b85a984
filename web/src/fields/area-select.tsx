import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { type Area, areasQuery } from '../modules/directory/requests.ts'

interface AreaSelectProps {
  value?: string
  onChange?: (value: string | undefined) => void
  id?: string
  placeholder?: string
  'aria-label'?: string
  /** Towns only, for filters. */
  townsOnly?: boolean
}

const shownKinds = new Set<Area['kind']>(['county', 'town', 'village'])

/** Names from the county down: 茶坪镇 · 河坝村. */
export const areaPath = (areas: Area[], code: string): string[] => {
  const byCode = new Map(areas.map(area => [area.code, area]))
  const names: string[] = []
  for (let area = byCode.get(code); area; area = area.parentCode ? byCode.get(area.parentCode) : undefined) {
    if (shownKinds.has(area.kind)) names.unshift(area.name)
  }
  return names
}

export function AreaSelect({
  value,
  onChange,
  id,
  placeholder = '乡镇或村，可直接输入名称',
  townsOnly = false,
  'aria-label': label,
}: AreaSelectProps) {
  const { data, isPending } = useQuery(areasQuery)
  const areas = data?.items ?? []
  const options = areas
    .filter(area => (townsOnly ? area.kind === 'town' : shownKinds.has(area.kind)))
    .map(area => {
      const name = area.kind === 'village' ? areaPath(areas, area.code).slice(-2).join(' · ') : area.name
      return { value: area.code, label: name }
    })
  return (
    <Select
      id={id}
      aria-label={label}
      showSearch={{ optionFilterProp: 'label' }}
      allowClear
      loading={isPending}
      value={value || undefined}
      onChange={onChange}
      placeholder={placeholder}
      options={options}
      style={{ width: '100%', minWidth: 140 }}
    />
  )
}
