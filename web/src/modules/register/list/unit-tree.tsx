import type { UnitView } from '@anlan/contract/directory.ts'
import { useQuery } from '@tanstack/react-query'
import { TreeSelect } from 'antd'
import { useMemo } from 'react'
import { unitsQuery } from '../../directory/requests.ts'

interface Node {
  value: string
  title: string
  children: Node[]
}

/** The units this person sees, as a tree; the top of what a township sees has a parent it does not see. */
const treeOf = (units: UnitView[]): Node[] => {
  const ids = new Set(units.map(unit => unit.id))
  const sorted = [...units].sort((a, b) => a.sort - b.sort)
  const under = (parentId: string): Node[] =>
    sorted.filter(unit => unit.parentId === parentId).map(unit => nodeOf(unit))
  const nodeOf = (unit: UnitView): Node => ({ value: unit.id, title: unit.name, children: under(unit.id) })
  return sorted.filter(unit => unit.parentId === null || !ids.has(unit.parentId)).map(nodeOf)
}

interface UnitTreeProps {
  value?: string
  onChange?: (value: string | undefined) => void
  placeholder?: string
  'aria-label'?: string
  id?: string
}

/** A unit together with all below it. */
export function UnitTree({ placeholder = '单位（含下级）', ...rest }: UnitTreeProps) {
  const { data, isPending } = useQuery(unitsQuery)
  const tree = useMemo(() => treeOf(data?.items ?? []), [data])
  return (
    <TreeSelect
      {...rest}
      treeData={tree}
      loading={isPending}
      placeholder={placeholder}
      allowClear
      showSearch={{ treeNodeFilterProp: 'title' }}
      treeDefaultExpandedKeys={tree.map(node => node.value)}
      popupMatchSelectWidth={320}
      style={{ width: '100%', minWidth: 140 }}
    />
  )
}
