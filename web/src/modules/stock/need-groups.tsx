import type { NeedGroup, NeedLine, NeedView } from '@anlan/contract/stock-reserve.ts'
import { useState } from 'react'
import { Link } from 'react-router'
import { type Column, Rows } from '../../ui/rows.tsx'
import { amount } from './stock-frame.tsx'

/** Each unit one line with its sum; opened, its categories with theirs, and each of them opened, its lines. */
export function NeedGroups({ need, allOpen }: { need: NeedView; allOpen: boolean }) {
  return need.groups.map(group => <Group key={group.unitId} group={group} items={need.items} allOpen={allOpen} />)
}

const sumOf = ({ lines, yuan, unpriced }: Pick<NeedGroup, 'lines' | 'yuan' | 'unpriced'>) => (
  <span className="need-sum">
    <span className="quiet">
      {lines} 项{unpriced > 0 && `，${unpriced} 项待询价`}
    </span>
    <b>{amount(yuan)} 元</b>
  </span>
)

function Group({ group, items, allOpen }: { group: NeedGroup; items: NeedLine[]; allOpen: boolean }) {
  // What nobody opened is not drawn: a county has hundreds of lines.
  const [isOpen, setOpen] = useState(false)
  const shown = isOpen || allOpen
  return (
    <details className="need-group" open={shown} onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>
        <b>{group.unitName}</b>
        {sumOf(group)}
      </summary>
      {shown &&
        group.categories.map(category => (
          <section key={category.source}>
            <h3>
              {category.source}
              {sumOf(category)}
            </h3>
            <Rows
              items={items
                .filter(line => line.groupId === group.unitId && line.source === category.source)
                .map((line, i) => ({ ...line, key: `${i}` }))}
              keyOf={line => line.key}
              columns={columns}
            />
          </section>
        ))}
    </details>
  )
}

const columns: Column<NeedLine & { key: string }>[] = [
  { title: '单位', width: 170, show: line => line.unitName },
  { title: '名称', width: 220, show: line => line.what },
  { title: '数量', width: 100, numeric: true, show: line => amount(line.quantity, line.unit) },
  {
    title: '单价（元）',
    width: 100,
    numeric: true,
    show: line => (line.priceYuan === null ? '待询价' : amount(line.priceYuan)),
  },
  {
    title: '金额（元）',
    width: 110,
    numeric: true,
    show: line => (line.yuan === null ? '' : amount(line.yuan)),
  },
  { title: '依据', show: line => <Link to={line.link}>{line.basis}</Link> },
]
