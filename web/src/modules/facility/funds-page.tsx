import type { Money, MoneyOf } from '@anlan/contract/facility.ts'
import type { RecordFilter } from '@anlan/contract/register.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Select, Tabs } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { Permitted } from '../../app/session.tsx'
import { type Column, Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { Figure } from './figure.tsx'
import { fundsQuery } from './requests.ts'

const wan = (amount: number) => amount.toLocaleString('zh-CN', { minimumFractionDigits: 0, maximumFractionDigits: 4 })

/** 应急资金: what was budgeted, given, spent and is left, down to the single lines; and who has no budget. */
export function FundsPage() {
  const [params, setParams] = useSearchParams()
  const year = Number(params.get('year')) || undefined
  const funds = useQuery(fundsQuery(year))
  return (
    <Loaded of={funds} rows={12}>
      {totals => (
        <>
          <header className="head">
            <h1>应急资金</h1>
            <Select
              aria-label="年度"
              className="no-print"
              value={totals.year}
              style={{ width: 110 }}
              onChange={value => setParams({ year: String(value) }, { replace: true })}
              options={totals.years.map(value => ({ value, label: `${value} 年` }))}
            />
            <span className="spread" />
            <Button className="no-print" onClick={() => window.print()}>
              打印
            </Button>
            <Permitted to="register.edit">
              <Link className="no-print" to="/registers/fund-lines">
                登记和导入
              </Link>
            </Permitted>
          </header>
          <section className="panel facility-figures" aria-label="合计（万元）">
            <Figure label="预算（万元）" value={wan(totals.total.budget)} />
            <Figure label="已拨付" value={wan(totals.total.appropriated)} />
            <Figure label="预算未拨" value={wan(totals.total.outstanding)} warns={totals.total.outstanding > 0} />
            <Figure label="已支出" value={wan(totals.total.spent)} />
            <Figure label="结余（已拨未支）" value={wan(totals.total.remaining)} warns={totals.total.remaining < 0} />
            <Figure
              label="零预算的乡镇、村"
              value={`${totals.withoutBudget.length} 个`}
              warns={totals.withoutBudget.length > 0}
            />
          </section>
          <section className="panel">
            <Tabs
              tabBarStyle={{ margin: 0, padding: '0 12px' }}
              items={[
                { key: 'unit', label: '按单位', children: <ByUnit year={totals.year} rows={totals.byUnit} /> },
                {
                  key: 'purpose',
                  label: '按用途',
                  children: <Sums first="用途" rows={totals.byPurpose} year={totals.year} field="purpose" />,
                },
                {
                  key: 'source',
                  label: '按来源',
                  children: <Sums first="来源" rows={totals.bySource} year={totals.year} field="source" />,
                },
                {
                  key: 'zero',
                  label: `零预算（${totals.withoutBudget.length}）`,
                  children: <WithoutBudget units={totals.withoutBudget} year={totals.year} />,
                },
              ]}
            />
          </section>
        </>
      )}
    </Loaded>
  )
}

/** The single lines behind a sum. */
const linesOf = (year: number, more: { unitId?: string; filters?: RecordFilter[] }) => {
  const filters: RecordFilter[] = [{ field: 'year', op: 'is', value: year }, ...(more.filters ?? [])]
  const query = new URLSearchParams({ filters: JSON.stringify(filters), ...(more.unitId && { unitId: more.unitId }) })
  return `/registers/fund-lines?${query}`
}

const money: Column<Money & { lines: number }>[] = [
  { title: '预算', width: 100, numeric: true, show: one => wan(one.budget) },
  { title: '已拨付', width: 100, numeric: true, show: one => wan(one.appropriated) },
  {
    title: '预算未拨',
    width: 100,
    numeric: true,
    show: one => <span className={one.outstanding > 0 ? 'facility-warns' : undefined}>{wan(one.outstanding)}</span>,
  },
  { title: '已支出', width: 100, numeric: true, show: one => wan(one.spent) },
  {
    title: '结余',
    width: 100,
    numeric: true,
    show: one => <span className={one.remaining < 0 ? 'facility-warns' : undefined}>{wan(one.remaining)}</span>,
  },
]
const shown = (to: string, lines: number) => (lines ? <Link to={to}>{lines} 笔明细</Link> : '')

function ByUnit({ rows, year }: { rows: (MoneyOf & { villages: MoneyOf[] })[]; year: number }) {
  const [open, setOpen] = useState<string>()
  const flat = rows.flatMap(one => [
    { ...one, isVillage: false },
    ...(one.key === open ? one.villages.map(village => ({ ...village, villages: [], isVillage: true })) : []),
  ])
  if (rows.length === 0) return <Nothing what="该年度还没有登记应急资金。点右上角“登记和导入”开始" />
  return (
    <Rows
      items={flat}
      keyOf={one => `${one.isVillage ? 'village' : 'unit'} ${one.key}`}
      onOpen={one => {
        if (one.villages.length) setOpen(open === one.key ? undefined : one.key)
      }}
      columns={[
        {
          title: '单位',
          show: one => (
            <>
              {one.isVillage ? '　　' : one.villages.length ? (one.key === open ? '▾ ' : '▸ ') : ''}
              {one.label}
              {!one.isVillage && one.villages.length > 0 && <span className="quiet">（含所辖村、社区）</span>}
            </>
          ),
        },
        ...money,
        { title: '明细', width: 90, show: one => shown(linesOf(year, { unitId: one.key }), one.lines) },
      ]}
    />
  )
}

function Sums({ rows, first, year, field }: { rows: MoneyOf[]; first: string; year: number; field: string }) {
  if (rows.length === 0) return <Nothing what="该年度还没有登记应急资金" />
  return (
    <Rows
      items={rows}
      keyOf={one => one.key}
      columns={[
        { title: first, show: one => one.label },
        ...money,
        {
          title: '明细',
          width: 90,
          show: one => shown(linesOf(year, { filters: [{ field, op: 'in', value: [one.key] }] }), one.lines),
        },
      ]}
    />
  )
}

function WithoutBudget({
  units,
  year,
}: {
  units: { unitId: string; unitName: string; townName: string }[]
  year: number
}) {
  if (units.length === 0) return <Nothing what={`${year} 年各乡镇、村（社区）都已安排应急预算`} />
  const towns = [...new Set(units.map(one => one.townName))]
  return (
    <ul className="facility-zero">
      {towns.map(town => (
        <li key={town}>
          <b>{town}</b>：
          {units
            .filter(one => one.townName === town)
            .map(one => (
              <span key={one.unitId}>{one.unitName === town ? '本级' : one.unitName}</span>
            ))}
        </li>
      ))}
    </ul>
  )
}
