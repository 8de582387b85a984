import type { CallUpPlanView } from '@anlan/contract/call-up-plan.ts'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { usePermits } from '../../app/session.tsx'
import { EventTypeSelect } from '../../fields/event-type-select.tsx'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { primary } from '../../ui/hotkeys.ts'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { dayOf, showOfficialDay } from '../../ui/time.ts'
import { openEventsQuery } from '../event-report/event/requests.ts'
import { FindOffers, type FoundOffer } from './find-offers.tsx'
import { plansQuery, useCallUpByPlan, useSavePlan } from './requests.ts'
import './call-up.css'

const isWhole = (kind: string) => !['stock', 'agreement', 'hospital'].includes(kind)

/** 调用方案: who would bring what to such an event in such a place; called up in one act. */
export function CallUpPlansPage() {
  const may = usePermits()
  const plans = useQuery(plansQuery)
  const { data: events } = useQuery(openEventsQuery)
  const [isNew, setNew] = useState(false)
  const [called, setCalled] = useState<CallUpPlanView | null>(null)
  const callUp = useCallUpByPlan()
  const { message } = App.useApp()
  const go = useNavigate()
  return (
    <>
      <header className="head">
        <h1>调用方案</h1>
        <span className="spread" />
        {may('call-up.plan') && (
          <Button {...primary} onClick={() => setNew(true)}>
            新建方案
          </Button>
        )}
      </header>
      <Loaded of={plans} rows={6}>
        {({ items }) => (
          <>
            {items.length === 0 && (
              <section className="panel">
                <Nothing what="还没有调用方案。按事件类型和地点预先列出谁带什么、从哪里来、多久到，用时一次生成全部调用单" />
              </section>
            )}
            {items.map(plan => (
              <section className="panel" key={plan.id}>
                <h2>
                  {plan.title}{' '}
                  <small>
                    {[plan.eventTypeName, plan.place, plan.unitName, showOfficialDay(dayOf(plan.savedAt))]
                      .filter(Boolean)
                      .join(' · ')}
                  </small>
                  <span className="spread" />
                  {may('call-up.request') && (
                    <Button size="small" onClick={() => setCalled(plan)}>
                      按方案调用
                    </Button>
                  )}
                </h2>
                <Rows
                  items={plan.items}
                  keyOf={item => item.id}
                  toneOf={item => (item.unavailable ? 'late' : undefined)}
                  columns={[
                    { title: '带什么', show: item => item.name },
                    {
                      title: '数量',
                      width: 110,
                      numeric: true,
                      show: item => (item.quantity === null ? '整体' : `${item.quantity} ${item.unit}`),
                    },
                    { title: '从哪里来', show: item => item.ownerUnitName },
                    { title: '联系人', show: item => item.contact },
                    {
                      title: '多久到',
                      width: 100,
                      numeric: true,
                      show: item => (item.etaMinutes === null ? '' : `${item.etaMinutes} 分钟`),
                    },
                    { title: '现状', width: 140, show: item => item.unavailable ?? '可调用' },
                  ]}
                />
              </section>
            ))}
          </>
        )}
      </Loaded>
      <NewPlan open={isNew} onClose={() => setNew(false)} />
      <ActionDrawer<{ eventId?: string; reason: string }>
        open={called !== null}
        title={`按方案调用：${called?.title ?? ''}`}
        act="生成调用单"
        consequence="每个调出单位生成一张特急调用单，送批准。"
        onAct={async (values, id) => {
          const made = await callUp.mutateAsync({ ...values, id, planId: called?.id ?? '' })
          void message.success(`已生成 ${made.items.length} 张调用单`)
          void go('/call-ups?box=open')
        }}
        onClose={() => setCalled(null)}
      >
        <Form.Item name="eventId" label="事件">
          <Select allowClear options={(events?.items ?? []).map(({ id, title }) => ({ value: id, label: title }))} />
        </Form.Item>
        <Form.Item name="reason" label="调用事由" rules={[{ required: true, message: '请填写调用事由' }]}>
          <Input maxLength={300} />
        </Form.Item>
      </ActionDrawer>
    </>
  )
}

function NewPlan({ open, onClose }: { open: boolean; onClose: () => void }) {
  const save = useSavePlan()
  const [items, setItems] = useState<FoundOffer[]>([])
  return (
    <ActionDrawer<{ title: string; place: string; eventTypeCode?: string; note?: string }>
      open={open}
      width={640}
      title="新建调用方案"
      act="保存"
      onAct={async ({ eventTypeCode, ...values }, id) => {
        await save.mutateAsync({
          ...values,
          id,
          eventTypeCode: eventTypeCode ?? null,
          items: items.map(({ hit, take }) => ({
            offerId: hit.id,
            capability: isWhole(hit.kind) ? null : hit.capability,
            quantity: isWhole(hit.kind) ? null : take,
            etaMinutes: hit.roadMinutes === null ? null : Math.round(hit.roadMinutes + (hit.readyMinutes ?? 0)),
          })),
        })
        setItems([])
      }}
      onClose={onClose}
    >
      <Form.Item name="title" label="方案名称" rules={[{ required: true, message: '请填写方案名称' }]}>
        <Input maxLength={80} placeholder="例如：茶坪镇山洪救援" />
      </Form.Item>
      <div className="two-fields">
        <Form.Item name="place" label="适用地点" rules={[{ required: true, message: '请填写适用地点' }]}>
          <Input maxLength={120} />
        </Form.Item>
        <Form.Item name="eventTypeCode" label="事件类型">
          <EventTypeSelect />
        </Form.Item>
      </div>
      <Form.Item label="调用内容" required>
        {items.map(({ hit, take }, i) => (
          <div key={`${hit.id}/${hit.capability}`} className="call-up-line">
            <div className="call-up-line-name">
              <b>{hit.name}</b> <span className="quiet">{hit.unitName}</span>
            </div>
            {isWhole(hit.kind) ? (
              <span className="quiet">整体</span>
            ) : (
              <InputNumber
                aria-label="数量"
                min={1}
                value={take}
                onChange={value =>
                  setItems(before => before.map((one, at) => (at === i ? { ...one, take: value ?? 1 } : one)))
                }
              />
            )}
            <Button size="small" onClick={() => setItems(before => before.filter((_, at) => at !== i))}>
              移除
            </Button>
          </div>
        ))}
        <FindOffers
          onTake={found => setItems(before => [...before.filter(one => one.hit.id !== found.hit.id), found])}
        />
      </Form.Item>
      <Form.Item name="note" label="说明">
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
      </Form.Item>
    </ActionDrawer>
  )
}
