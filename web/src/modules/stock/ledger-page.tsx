import { movementKinds } from '@anlan/contract/stock.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Segmented, Select } from 'antd'
import { useState } from 'react'
import { DayField } from '../../ui/form/instant-field.tsx'
import { LedgerList } from './ledger-list.tsx'
import { itemsQuery, storesQuery } from './requests.ts'
import { StockFrame } from './stock-frame.tsx'

interface Filter {
  ledger: 'reserve' | 'use'
  store?: string
  item?: string
  kind?: string
  from?: string | undefined
  to?: string | undefined
}

/** 储备台账 and 使用台账 (S48). */
export function StockLedgerPage() {
  const [filter, setFilter] = useState<Filter>({ ledger: 'reserve' })
  const set = (change: Partial<Filter>) => setFilter(before => ({ ...before, ...change }))
  const items = useQuery(itemsQuery)
  const stores = useQuery(storesQuery())
  const query = Object.fromEntries(Object.entries(filter).filter(([, value]) => value)) as Record<string, string>
  return (
    <StockFrame>
      <div className="filters">
        <Segmented<Filter['ledger']>
          value={filter.ledger}
          onChange={(ledger: Filter['ledger']) => set({ ledger })}
          options={[
            { value: 'reserve', label: '储备台账' },
            { value: 'use', label: '使用台账' },
          ]}
        />
        <Select
          aria-label="仓库"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="全部仓库"
          style={{ width: 180 }}
          onChange={store => set({ store })}
          options={(stores.data ?? []).map(one => ({ value: one.id, label: one.name }))}
        />
        <Select
          aria-label="物资"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="全部物资"
          style={{ width: 150 }}
          onChange={item => set({ item })}
          options={(items.data ?? []).map(one => ({ value: one.code, label: one.name }))}
        />
        <Select
          aria-label="类型"
          allowClear
          placeholder="全部类型"
          style={{ width: 120 }}
          onChange={kind => set({ kind })}
          options={Object.entries(movementKinds).map(([value, label]) => ({ value, label }))}
        />
        <div className="stock-day">
          <DayField label="起始日期" placeholder="起始日期" value={filter.from} onChange={from => set({ from })} />
        </div>
        <div className="stock-day">
          <DayField label="截止日期" placeholder="截止日期" value={filter.to} onChange={to => set({ to })} />
        </div>
        <span className="spread" />
        <Button href={`/api/stock/ledger.xlsx?${new URLSearchParams(query)}`}>导出表格</Button>
      </div>
      <LedgerList query={query} />
    </StockFrame>
  )
}
