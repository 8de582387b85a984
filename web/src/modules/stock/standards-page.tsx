import { type StoreLevel, storeLevels } from '@anlan/contract/stock.ts'
import { stockRisks } from '@anlan/contract/stock-reserve.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { Permitted } from '../../app/session.tsx'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { assessmentQuery, itemsQuery, standardsQuery, useSaveStandard } from './requests.ts'
import { amount, StockFrame } from './stock-frame.tsx'

const options = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }))

/** 储备评估: every place against its standard (W223, W226); below it the standards themselves. */
export function StockStandardsPage() {
  const [params] = useSearchParams()
  const [level, setLevel] = useState<StoreLevel>()
  const [all, setAll] = useState(false)
  const unit = params.get('unit') ?? undefined
  const assessment = useQuery(assessmentQuery({ level, unit, only: all ? 'all' : 'short' }))
  return (
    <StockFrame
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
            <p style={{ padding: '12px 12px 0' }}>
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
      <Standards />
    </StockFrame>
  )
}

interface Values {
  level: string
  risk: string
  itemCode: string
  quantity: number
  least: number
  source: string
}

function Standards() {
  const [adding, setAdding] = useState(false)
  const items = useQuery(itemsQuery)
  const save = useSaveStandard()
  return (
    <div className="no-print">
      <div className="filters">
        <b>储备标准</b>
        <span className="spread" />
        <Permitted to="stock.define">
          <Button onClick={() => setAdding(true)}>增加标准</Button>
        </Permitted>
      </div>
      <Loaded of={useQuery(standardsQuery)}>
        {standards => (
          <Rows
            items={standards}
            keyOf={one => one.id}
            columns={[
              { title: '级别', width: 110, show: one => storeLevels[one.level] },
              { title: '风险', width: 120, show: one => stockRisks[one.risk] },
              { title: '物资', show: one => one.itemName },
              { title: '标准', width: 110, numeric: true, show: one => amount(one.quantity, one.unit) },
              { title: '下限', width: 90, numeric: true, show: one => amount(one.least) },
              { title: '依据', minor: true, show: one => `${one.source}（${one.confidence}）` },
            ]}
          />
        )}
      </Loaded>
      {adding && (
        <ActionDrawer<Values>
          open
          title="增加储备标准"
          act="保存"
          initial={{ risk: 'any' }}
          onAct={(values, id) => save.mutateAsync({ id, isNew: true, ...values })}
          onClose={() => setAdding(false)}
        >
          <Form.Item name="level" label="级别" required>
            <Select options={options(storeLevels)} />
          </Form.Item>
          <Form.Item name="risk" label="风险类型" required>
            <Select options={options(stockRisks)} />
          </Form.Item>
          <Form.Item name="itemCode" label="物资" required>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              options={(items.data ?? []).map(item => ({ value: item.code, label: `${item.name}（${item.unit}）` }))}
            />
          </Form.Item>
          <Form.Item name="quantity" label="标准数量" required>
            <InputNumber min={0} />
          </Form.Item>
          <Form.Item name="least" label="库存下限" required>
            <InputNumber min={0} />
          </Form.Item>
          <Form.Item name="source" label="依据" required>
            <Input />
          </Form.Item>
        </ActionDrawer>
      )}
    </div>
  )
}
