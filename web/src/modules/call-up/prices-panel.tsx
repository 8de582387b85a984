import type { CallUpPriceView } from '@anlan/contract/call-up-costs.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, InputNumber } from 'antd'
import { useState } from 'react'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Loaded } from '../../ui/states.tsx'
import { yuan } from './call-up-words.tsx'
import { pricesQuery, useChangePrice } from './requests.ts'

/** What a day of a person, an expert or a vehicle costs, and by what it is said. */
export function PricesPanel({ canChange }: { canChange: boolean }) {
  const prices = useQuery(pricesQuery)
  const change = useChangePrice()
  const [open, setOpen] = useState<CallUpPriceView | null>(null)
  return (
    <section className="panel call-up-prices">
      <h2>计价标准</h2>
      <Loaded of={prices} rows={3}>
        {({ items }) => (
          <Rows
            items={items}
            keyOf={price => price.code}
            columns={[
              { title: '项目', show: price => price.title },
              { title: '单价（元）', width: 120, numeric: true, show: price => `${yuan(price.price)}/${price.unit}` },
              { title: '依据', show: price => price.source.name },
              {
                title: '',
                width: 80,
                show: price =>
                  canChange && (
                    <Button size="small" onClick={() => setOpen(price)}>
                      修改
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Loaded>
      <ActionDrawer<{ price: number; basis: string }>
        key={open?.code}
        open={open !== null}
        title={`修改${open?.title ?? ''}`}
        act="保存"
        initial={{ price: open?.price }}
        consequence="已办结的调用单不重新计价。"
        onAct={values => change.mutateAsync({ ...values, code: open?.code ?? '', version: open?.version ?? 0 })}
        onClose={() => setOpen(null)}
      >
        <Form.Item
          name="price"
          label={`单价（元/${open?.unit ?? ''}）`}
          rules={[{ required: true, message: '请填写单价' }]}
        >
          <InputNumber min={0} precision={2} />
        </Form.Item>
        <Form.Item name="basis" label="定价依据" rules={[{ required: true, message: '请填写定价依据' }]}>
          <Input maxLength={200} placeholder="例如：县财政局核定标准" />
        </Form.Item>
      </ActionDrawer>
    </section>
  )
}
