import type { UnitKind, UnitView } from '@anlan/contract/directory.ts'
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { unitsQuery } from '../modules/directory/requests.ts'

interface Common {
  id?: string
  placeholder?: string
  kinds?: UnitKind[]
  /** Leave these out, e.g. one's own unit. */
  without?: string[]
  /** Only this unit and those under it. */
  within?: string
  allowClear?: boolean
  autoFocus?: boolean
  /** Of many units only the first few are shown while the field is at rest. */
  maxTagCount?: number
  'aria-label'?: string
}
type UnitSelectProps = Common & { value?: string | null; onChange?: (value: string | undefined) => void }
type UnitsSelectProps = Common & { value?: string[]; onChange?: (value: string[]) => void }

/** Names of these repeat from township to township. */
const nestedKinds = new Set<UnitKind>(['village', 'community', 'zone', 'office', 'enterprise'])

/** A unit and all under it; without one, everything. */
const isWithin = (units: UnitView[], top: string | undefined) => {
  if (!top) return () => true
  const parents = new Map(units.map(unit => [unit.id, unit.parentId]))
  return (unit: UnitView) => {
    for (let id: string | null | undefined = unit.id; id; id = parents.get(id)) if (id === top) return true
    return false
  }
}

const optionsOf = (
  units: UnitView[],
  { kinds, without = [], within }: Pick<Common, 'kinds' | 'without' | 'within'>,
) => {
  const names = new Map(units.map(unit => [unit.id, unit.shortName]))
  const belongs = isWithin(units, within)
  return units
    .filter(
      unit => unit.enabled && (!kinds || kinds.includes(unit.kind)) && !without.includes(unit.id) && belongs(unit),
    )
    .map(unit => {
      const above = unit.parentId && nestedKinds.has(unit.kind) ? names.get(unit.parentId) : undefined
      return {
        value: unit.id,
        label: above ? `${unit.name}（${above}）` : unit.name,
        search: `${unit.name} ${unit.shortName}`,
      }
    })
}

const searching = {
  filterOption: (text: string, option?: { search: string }) => Boolean(option?.search.includes(text.trim())),
}

export function UnitSelect({
  value,
  onChange,
  kinds,
  without,
  within,
  placeholder = '选择单位',
  ...rest
}: UnitSelectProps) {
  const { data, isPending } = useQuery(unitsQuery)
  return (
    <Select
      {...rest}
      showSearch={searching}
      loading={isPending}
      value={value ?? undefined}
      onChange={onChange}
      placeholder={placeholder}
      options={optionsOf(data?.items ?? [], { kinds, without, within })}
      style={{ width: '100%', minWidth: 160 }}
    />
  )
}

export function UnitsSelect({
  value,
  onChange,
  kinds,
  without,
  within,
  placeholder = '选择单位，可多选',
  ...rest
}: UnitsSelectProps) {
  const { data, isPending } = useQuery(unitsQuery)
  return (
    <Select
      {...rest}
      mode="multiple"
      showSearch={searching}
      loading={isPending}
      value={value}
      onChange={onChange}
      placeholder={placeholder}
      options={optionsOf(data?.items ?? [], { kinds, without, within })}
      style={{ width: '100%' }}
    />
  )
}
