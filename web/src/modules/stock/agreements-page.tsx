import { type AgreementView, agreementStates } from '@anlan/contract/stock-reserve.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { Permitted } from '../../app/session.tsx'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { agreementsQuery, itemsQuery, useEndAgreement, useSaveAgreement } from './requests.ts'
import { amount, StockFrame } from './stock-frame.tsx'

interface Values {
  firm: string
  creditCode: string
  contact: string
  phone: string
  responseHours: number
  priceRule: string
  from: string
  to: string
  items: { itemCode: string; quantity: number; capacityPerDay?: number }[]
}

/** 协议储备: what firms keep ready by contract; an expired one counts nowhere (S63). */
export function StockAgreementsPage() {
  const [adding, setAdding] = useState(false)
  const [ending, setEnding] = useState<AgreementView | null>(null)
  const end = useEndAgreement()
  return (
    <StockFrame
      acts={
        <Permitted to="stock.agree">
          <Button type="primary" onClick={() => setAdding(true)}>
            登记协议
          </Button>
        </Permitted>
      }
    >
      <Loaded of={useQuery(agreementsQuery)} rows={6}>
        {agreements =>
          agreements.length === 0 ? (
            <Nothing what="还没有协议储备。点“登记协议”，填写企业、物资和响应时间" />
          ) : (
            <Rows
              items={agreements}
              keyOf={one => one.id}
              columns={[
                { title: '企业', show: one => one.firm },
                { title: '状态', width: 80, show: one => agreementStates[one.state] },
                {
                  title: '物资',
                  show: one => one.items.map(item => `${item.itemName} ${amount(item.quantity, item.unit)}`).join('、'),
                },
                { title: '响应', width: 80, show: one => `${one.responseHours} 小时` },
                { title: '协议期', width: 190, minor: true, show: one => `${one.from} 至 ${one.to}` },
                { title: '联系人', width: 160, show: one => `${one.contact} ${one.phone}` },
                { title: '核实', width: 100, minor: true, show: one => one.verifiedOn ?? '未核实' },
                {
                  title: '',
                  width: 70,
                  show: one =>
                    one.mayEdit && (
                      <Button size="small" type="link" onClick={() => setEnding(one)}>
                        终止
                      </Button>
                    ),
                },
              ]}
            />
          )
        }
      </Loaded>
      {adding && <AddAgreement onClose={() => setAdding(false)} />}
      {ending && (
        <ActionDrawer<{ reason: string }>
          open
          title={`终止协议：${ending.firm}`}
          act="终止"
          danger
          consequence="终止后不再计入协议储备，也不能再调用。"
          onAct={({ reason }) => end.mutateAsync({ id: ending.id, reason })}
          onClose={() => setEnding(null)}
        >
          <Form.Item name="reason" label="终止原因" required>
            <Input.TextArea rows={3} autoFocus />
          </Form.Item>
        </ActionDrawer>
      )}
    </StockFrame>
  )
}

function AddAgreement({ onClose }: { onClose: () => void }) {
  const save = useSaveAgreement()
  const items = useQuery(itemsQuery)
  const plainFields = [
    ['firm', '企业名称'],
    ['creditCode', '统一社会信用代码'],
    ['contact', '联系人'],
    ['phone', '联系电话'],
    ['priceRule', '价格约定'],
  ] as const
  return (
    <ActionDrawer<Values>
      open
      title="登记协议储备"
      act="保存"
      width={560}
      initial={{ items: [{} as never] }}
      onAct={(values, id) =>
        save.mutateAsync({
          ...values,
          id,
          items: (values.items ?? []).map(item => ({ ...item, capacityPerDay: item.capacityPerDay ?? null })),
        })
      }
      onClose={onClose}
    >
      {plainFields.map(([name, label]) => (
        <Form.Item key={name} name={name} label={label} required>
          <Input />
        </Form.Item>
      ))}
      <Form.Item name="responseHours" label="响应时间（小时）" required>
        <InputNumber min={0} />
      </Form.Item>
      <Form.Item name="from" label="协议起始日" required>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="to" label="协议截止日" required>
        <Input type="date" />
      </Form.Item>
      <Form.List name="items">
        {(rows, { add, remove }) => (
          <>
            {rows.map(row => (
              <div key={row.key} className="filters" style={{ padding: 0, border: 0 }}>
                <Form.Item name={[row.name, 'itemCode']} style={{ flex: 1 }}>
                  <Select
                    aria-label="物资"
                    placeholder="物资"
                    showSearch={{ optionFilterProp: 'label' }}
                    options={(items.data ?? []).map(item => ({
                      value: item.code,
                      label: `${item.name}（${item.unit}）`,
                    }))}
                  />
                </Form.Item>
                <Form.Item name={[row.name, 'quantity']}>
                  <InputNumber aria-label="协议数量" placeholder="数量" min={0} />
                </Form.Item>
                <Form.Item name={[row.name, 'capacityPerDay']}>
                  <InputNumber aria-label="日产能" placeholder="日产能" min={0} />
                </Form.Item>
                {rows.length > 1 && (
                  <Button type="text" onClick={() => remove(row.name)}>
                    删除
                  </Button>
                )}
              </div>
            ))}
            <Button onClick={() => add()}>增加一种物资</Button>
          </>
        )}
      </Form.List>
    </ActionDrawer>
  )
}
