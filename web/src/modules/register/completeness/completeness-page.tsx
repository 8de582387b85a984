import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { Link, useSearchParams } from 'react-router'
import { useMinute } from '../../../ui/clock/clock.ts'
import { type Column, Rows } from '../../../ui/rows.tsx'
import { Loaded, Nothing } from '../../../ui/states.tsx'
import { UnitTree } from '../list/unit-tree.tsx'
import { sayAge } from '../record/marks.tsx'
import { type Completeness, completenessQuery, ledgersQuery } from '../requests.ts'
import { CompletenessBar } from './completeness-bar.tsx'
import { Matrix } from './matrix.tsx'
import '../register.css'
import './completeness.css'

/** 基础数据完整率: per unit and ledger what is complete, what is missing and what nobody confirmed in time. */
export function CompletenessPage() {
  const [asked, setAsked] = useSearchParams()
  const query = { unitId: asked.get('unitId') ?? undefined, ledger: asked.get('ledger') ?? undefined }
  const ledgers = useQuery(ledgersQuery)
  const found = useQuery(completenessQuery(query))
  const set = (patch: { unitId?: string; ledger?: string }) => {
    const next = new URLSearchParams()
    for (const [name, value] of Object.entries({ ...query, ...patch })) if (value) next.set(name, value)
    setAsked(next)
  }
  return (
    <>
      <header className="head">
        <h1>基础数据完整率</h1>
        <span className="quiet">完整率 = 应填字段全部填写的记录 ÷ 在册记录；点击数字查看是哪些记录</span>
      </header>
      <section className="panel">
        <div className="filters">
          <div style={{ width: 240 }}>
            <UnitTree aria-label="单位" placeholder="单位" value={query.unitId} onChange={unitId => set({ unitId })} />
          </div>
          <Select
            aria-label="台账"
            allowClear
            placeholder="全部台账"
            showSearch={{ optionFilterProp: 'label' }}
            value={query.ledger}
            onChange={(ledger: string | undefined) => set({ ledger })}
            options={ledgers.data?.items.map(({ name, label }) => ({ value: name, label }))}
            style={{ width: 220 }}
          />
        </div>
        <Loaded of={found} rows={10}>
          {({ items }) =>
            items.length === 0 ? (
              <Nothing what="登记或导入台账后，各单位的完整率会列在这里" />
            ) : query.ledger ? (
              <ByUnit items={items} />
            ) : (
              <Matrix items={items} onUnit={unitId => set({ unitId })} onLedger={ledger => set({ ledger })} />
            )
          }
        </Loaded>
      </section>
    </>
  )
}

const listOf = (item: Completeness, more: Record<string, string>) =>
  `/registers/${item.ledger}?${new URLSearchParams({ unitId: item.unitId, ...more })}`

/** One ledger, all units: which fields are blank where. */
function ByUnit({ items }: { items: Completeness[] }) {
  const now = useMinute()
  const counted = (item: Completeness, count: number, more: Record<string, string>) =>
    count === 0 ? <span className="quiet">0</span> : <Link to={listOf(item, more)}>{count}</Link>
  const columns: Column<Completeness>[] = [
    { title: '单位', width: 180, show: item => item.unitName },
    { title: '在册', width: 70, numeric: true, show: item => counted(item, item.records, {}) },
    { title: '完整率', width: 160, show: item => <CompletenessBar of={item} /> },
    {
      title: '不完整',
      width: 76,
      numeric: true,
      show: item => counted(item, item.records - item.complete, { state: 'incomplete' }),
    },
    { title: '超期未核实', width: 100, numeric: true, show: item => counted(item, item.stale, { state: 'stale' }) },
    { title: '缺哪些内容', show: item => <Missing item={item} /> },
    {
      title: '最近更新',
      width: 100,
      minor: true,
      show: item => item.lastChangedAt && <span className="quiet">{sayAge(item.lastChangedAt, now)}</span>,
    },
  ]
  return (
    <Rows
      items={items}
      keyOf={item => `${item.unitId} ${item.ledger}`}
      toneOf={item => (item.records === 0 ? 'stale' : undefined)}
      columns={columns}
    />
  )
}

function Missing({ item }: { item: Completeness }) {
  if (item.records === 0) return <span className="quiet">尚未登记</span>
  return (
    <span className="missing-fields">
      {item.missing.map(field => (
        <Link key={field.field} to={listOf(item, { filters: JSON.stringify([{ field: field.field, op: 'blank' }]) })}>
          {field.label} {field.records}
        </Link>
      ))}
    </span>
  )
}
