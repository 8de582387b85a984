import { type AgreementView, agreementStates } from '@anlan/contract/stock-reserve.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { Permitted } from '../../app/session.tsx'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { ChangeAgreement, NewAgreement } from './agreement-drawers.tsx'
import { agreementsQuery, useEndAgreement } from './requests.ts'
import { amount, StockFrame } from './stock-frame.tsx'

/** 协议储备: what firms keep ready by contract; an expired one counts nowhere (S63). */
export function StockAgreementsPage() {
  const [editing, setEditing] = useState<AgreementView | 'new' | null>(null)
  const [ending, setEnding] = useState<AgreementView | null>(null)
  const end = useEndAgreement()
  return (
    <StockFrame
      acts={
        <Permitted to="stock.agree">
          <Button type="primary" onClick={() => setEditing('new')}>
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
              toneOf={one => (one.state === 'expired' ? 'late' : undefined)}
              columns={[
                { title: '企业', show: one => one.firm },
                {
                  title: '状态',
                  width: 80,
                  show: one =>
                    one.state === 'expired' ? (
                      <b className="stock-bad">{agreementStates.expired}</b>
                    ) : (
                      agreementStates[one.state]
                    ),
                },
                {
                  title: '物资',
                  show: one => one.items.map(item => `${item.itemName} ${amount(item.quantity, item.unit)}`).join('、'),
                },
                { title: '响应', width: 80, named: true, show: one => `${one.responseHours} 小时` },
                { title: '协议期', width: 190, minor: true, show: one => `${one.from} 至 ${one.to}` },
                {
                  title: '联系人',
                  width: 160,
                  show: one => (
                    <>
                      {one.contact} <a href={`tel:${one.phone}`}>{one.phone}</a>
                    </>
                  ),
                },
                { title: '核实', width: 100, minor: true, show: one => one.verifiedOn ?? '未核实' },
                {
                  title: '',
                  width: 150,
                  show: one =>
                    one.mayEdit && (
                      <>
                        <Button size="small" type="link" onClick={() => setEditing(one)}>
                          核实修改
                        </Button>
                        <Button size="small" type="link" danger onClick={() => setEnding(one)}>
                          终止
                        </Button>
                      </>
                    ),
                },
              ]}
            />
          )
        }
      </Loaded>
      {editing === 'new' && <NewAgreement onClose={() => setEditing(null)} />}
      {editing && editing !== 'new' && (
        <ChangeAgreement key={`${editing.id} ${editing.version}`} of={editing} onClose={() => setEditing(null)} />
      )}
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
