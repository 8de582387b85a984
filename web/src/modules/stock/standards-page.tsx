import { type StoreLevel, storeLevels } from '@anlan/contract/stock.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Select } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { assessmentQuery } from './requests.ts'
import { StandardTable } from './standard-table.tsx'
import { amount, options, StockFrame } from './stock-frame.tsx'
import { UnitRisks } from './unit-risks.tsx'

/** 储备评估: every place against its standard (W223, W226); below it the standards themselves. */
export function StockStandardsPage() {
  const [params] = useSearchParams()
  const [level, setLevel] = useState<StoreLevel>()
  const [all, setAll] = useState(false)
  const unit = params.get('unit') ?? undefined
  const assessment = useQuery(assessmentQuery({ level, unit, only: all ? 'all' : 'short' }))
  return (
    <StockFrame
      paper="应急物资储备评估表"
      acts={
        <Button className="no-print" onClick={() => print()}>
          打印评估表
        </Button>
      }
    >
      <div className="filters no-print">
        <Select
          aria-label="级别"
          allowClear
          placeholder="全部级别"
          style={{ width: 140 }}
          value={level}
          onChange={setLevel}
          options={options(storeLevels)}
        />
        <Checkbox checked={all} onChange={event => setAll(event.target.checked)}>
          同时显示达标项
        </Checkbox>
      </div>
      <Loaded of={assessment} rows={6}>
        {({ items, places, complete, withoutStore }) => (
          <>
            <p className="padded">
              共评估 {places} 处，{complete} 处达标
              {withoutStore.length > 0 &&
                `；没有启用储备室：${withoutStore.map(one => `${one.townName ?? ''}${one.unitName}`).join('、')}`}
            </p>
            {items.length === 0 ? (
              <Nothing what="没有缺口" />
            ) : (
              <Rows
                items={items}
                keyOf={line => `${line.unitId} ${line.itemCode}`}
                columns={[
                  { title: '单位', show: line => `${line.townName ?? ''}${line.unitName}` },
                  { title: '物资', width: 150, show: line => line.itemName },
                  { title: '标准', width: 110, numeric: true, show: line => amount(line.need, line.unit) },
                  { title: '现有可用', width: 110, numeric: true, show: line => amount(line.have) },
                  {
                    title: '缺口',
                    width: 100,
                    numeric: true,
                    show: line => line.shortage > 0 && <b className="stock-bad">{amount(line.shortage)}</b>,
                  },
                  {
                    title: '富余',
                    width: 100,
                    numeric: true,
                    minor: true,
                    show: line => (line.surplus ? amount(line.surplus) : ''),
                  },
                  { title: '下限', width: 100, minor: true, show: line => (line.isBelow ? '低于下限' : '') },
                ]}
              />
            )}
          </>
        )}
      </Loaded>
      <StandardTable />
      <UnitRisks />
    </StockFrame>
  )
}
