import { costKinds } from '@anlan/contract/call-up-costs.ts'
import type { CostSheet, CostSheetLine } from '@anlan/contract/cost-sheet.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { UnitSelect } from '../../fields/unit-select.tsx'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { costSheetQuery, requestAddress, sheetAddress, useCostActs } from './requests.ts'
import './review.css'

const yuan = (amount: number) => amount.toFixed(2)
const required = (message: string) => [{ required: true, message }]

/** 费用清单 of an event (P7): slips, what stores issued, what was typed in; by unit and by kind. */
export function CostSheetPage() {
  const { id = '' } = useParams()
  const sheet = useQuery(costSheetQuery(id))
  const acts = useCostActs(id)
  const [isAdding, setAdding] = useState(false)
  const [withdrawn, setWithdrawn] = useState<CostSheetLine | null>(null)
  return (
    <Loaded of={sheet} rows={8}>
      {of => (
        <div className="review">
          <header className="head">
            <h1>处置费用清单</h1>
            <Link to={`/events/${id}`}>{of.eventTitle}</Link>
            <span className="spread" />
            {of.may.add && (
              <Button type="primary" onClick={() => setAdding(true)}>
                登记费用
              </Button>
            )}
            <Button className="no-print" href={sheetAddress(id, 'docx')}>
              Word
            </Button>
            <Button className="no-print" href={sheetAddress(id, 'xlsx')}>
              Excel
            </Button>
            <Button className="no-print" href={requestAddress(id)}>
              经费申请
            </Button>
          </header>
          <section className="panel review-section">
            <h2>合计 {yuan(of.total)} 元</h2>
            <div className="cost-sums">
              <Rows
                items={of.byUnit}
                keyOf={one => one.unitId}
                columns={[
                  { title: '单位', show: one => one.unitName },
                  { title: '金额（元）', width: 150, numeric: true, show: one => yuan(one.amount) },
                ]}
              />
              <Rows
                items={of.byKind.filter(one => one.amount > 0)}
                keyOf={one => one.kind}
                columns={[
                  { title: '类别', show: one => costKinds[one.kind] },
                  { title: '金额（元）', width: 150, numeric: true, show: one => yuan(one.amount) },
                ]}
              />
            </div>
          </section>
          <Slips of={of} />
          {of.issued.length > 0 && (
            <section className="panel review-section">
              <h2>未办调用单的物资出库</h2>
              <Rows
                items={of.issued}
                keyOf={one => `${one.storeName} ${one.itemCode}`}
                columns={[
                  { title: '物资', show: one => one.title },
                  { title: '仓库', show: one => one.storeName },
                  { title: '数量', width: 120, numeric: true, show: one => `${one.quantity} ${one.unit}` },
                  {
                    title: '单价（元）',
                    width: 110,
                    numeric: true,
                    show: one => (one.unitPrice === null ? '未定价' : yuan(one.unitPrice)),
                  },
                  { title: '金额（元）', width: 120, numeric: true, show: one => yuan(one.amount) },
                ]}
              />
            </section>
          )}
          <section className="panel review-section">
            <h2>登记的费用</h2>
            {of.lines.length === 0 ? (
              <Nothing what="没有登记的费用。外租装备、外购服务等调用单以外的支出，凭票据在这里登记" />
            ) : (
              <Rows
                items={of.lines}
                keyOf={one => one.id}
                toneOf={one => (one.withdrawn ? 'is-withdrawn' : undefined)}
                columns={[
                  { title: '项目', show: one => (one.withdrawn ? `${one.title}（${one.withdrawn}）` : one.title) },
                  { title: '单位', show: one => one.unitName },
                  { title: '票据或文件', named: true, show: one => one.documentNumber },
                  { title: '数量', width: 110, numeric: true, show: one => `${one.quantity} ${one.unit}` },
                  { title: '单价（元）', width: 110, numeric: true, show: one => yuan(one.unitPrice) },
                  { title: '金额（元）', width: 120, numeric: true, show: one => yuan(one.amount) },
                  {
                    title: '',
                    width: 70,
                    show: one =>
                      one.may.withdraw && (
                        <Button size="small" type="text" danger onClick={() => setWithdrawn(one)}>
                          撤销
                        </Button>
                      ),
                  },
                ]}
              />
            )}
          </section>
          {isAdding && <AddDrawer acts={acts} onClose={() => setAdding(false)} />}
          {withdrawn && (
            <ActionDrawer<{ reason: string }>
              open
              danger
              title="撤销费用"
              act="撤销"
              consequence={`${withdrawn.title} ${yuan(withdrawn.amount)} 元留在清单上并划去，不再计入合计。`}
              onAct={({ reason }) => acts.withdraw.mutateAsync({ of: withdrawn.id, reason })}
              onClose={() => setWithdrawn(null)}
            >
              <Form.Item name="reason" label="撤销理由" rules={required('请填写撤销理由')}>
                <Input.TextArea maxLength={300} />
              </Form.Item>
            </ActionDrawer>
          )}
        </div>
      )}
    </Loaded>
  )
}

function Slips({ of }: { of: CostSheet }) {
  return (
    <section className="panel review-section">
      <h2>调用单 {of.slips.length || ''}</h2>
      {of.slips.length === 0 ? (
        <Nothing what="没有批准的调用单。队伍、车辆和物资按调用单计费">
          <Link to={`/call-ups/new?event=${of.eventId}`}>申请调用</Link>
        </Nothing>
      ) : (
        <Rows
          items={of.slips}
          keyOf={one => one.id}
          columns={[
            {
              title: '调用单',
              width: 160,
              show: one => <Link to={`/call-ups/${one.id}`}>{one.number ?? '未编号'}</Link>,
            },
            { title: '内容', show: one => one.summary },
            { title: '提供单位', width: 180, show: one => one.unitName },
            { title: '结算', width: 110, show: one => (one.final ? '已结' : '截至目前') },
            { title: '金额（元）', width: 120, numeric: true, show: one => yuan(one.amount) },
          ]}
        />
      )}
    </section>
  )
}

interface New {
  kind: keyof typeof costKinds
  title: string
  unitId: string
  quantity: number
  unit: string
  unitPrice: number
  documentNumber: string
  note: string
}

const AddDrawer = ({ acts, onClose }: { acts: ReturnType<typeof useCostActs>; onClose: () => void }) => (
  <ActionDrawer<New>
    open
    title="登记费用"
    act="登记"
    consequence="调用单和出库的费用已自动列入，不要重复登记。登记后只能撤销，不能更改。"
    initial={{ kind: 'service', quantity: 1, note: '' }}
    onAct={(values, id) => acts.add.mutateAsync({ id, ...values })}
    onClose={onClose}
  >
    <Form.Item name="kind" label="费用类别">
      <Select options={Object.entries(costKinds).map(([value, label]) => ({ value, label }))} />
    </Form.Item>
    <Form.Item name="title" label="费用名称" rules={required('请填写费用名称')}>
      <Input maxLength={80} placeholder="如：租用挖掘机" />
    </Form.Item>
    <Form.Item name="unitId" label="支出单位" rules={required('请选择支出单位')}>
      <UnitSelect />
    </Form.Item>
    <div className="cost-fields">
      <Form.Item name="quantity" label="数量" rules={required('请填写数量')}>
        <InputNumber min={0} style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="unit" label="计量单位" rules={required('请填写计量单位')}>
        <Input maxLength={20} placeholder="台班、份" />
      </Form.Item>
      <Form.Item name="unitPrice" label="单价（元）" rules={required('请填写单价')}>
        <InputNumber min={0} precision={2} style={{ width: '100%' }} />
      </Form.Item>
    </div>
    <Form.Item name="documentNumber" label="票据或文件编号" rules={required('请填写票据或文件编号')}>
      <Input maxLength={80} />
    </Form.Item>
    <Form.Item name="note" label="说明">
      <Input.TextArea maxLength={200} />
    </Form.Item>
  </ActionDrawer>
)
