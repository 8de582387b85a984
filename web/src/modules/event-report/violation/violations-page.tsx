import { type ViolationKind, type ViolationView, violationKinds } from '@anlan/contract/event-report.ts'
import { Button, Form, Input, Radio, Segmented, Select } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { usePermits } from '../../../app/session.tsx'
import { UnitSelect } from '../../../fields/unit-select.tsx'
import { useMinute } from '../../../ui/clock/clock.ts'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { KeysetList } from '../../../ui/keyset.tsx'
import { Rows } from '../../../ui/rows.tsx'
import { Nothing } from '../../../ui/states.tsx'
import { showSpan, showTime } from '../../../ui/time.ts'
import { useReviewViolation, useViolations } from './requests.ts'

const states = { suspected: '疑似', confirmed: '已认定', waived: '已排除' } as const

/** 报送问题认定: what the system suspects, a named person confirms or waives. */
export function ViolationsPage() {
  const [asked, setAsked] = useSearchParams({ state: 'suspected' })
  const may = usePermits()
  const now = useMinute()
  const [reviewing, setReviewing] = useState<ViolationView | null>(null)
  const filter = {
    state: (asked.get('state') || undefined) as ViolationView['state'] | undefined,
    kind: (asked.get('kind') ?? undefined) as ViolationKind | undefined,
    unit: asked.get('unit') ?? undefined,
  }
  const violations = useViolations(filter)
  const set = (name: string, value: string | undefined) =>
    setAsked(before => {
      const next = new URLSearchParams(before)
      next.set(name, value ?? '')
      if (!value && name !== 'state') next.delete(name)
      return next
    })
  return (
    <>
      <header className="head">
        <h1>报送问题认定</h1>
        <span className="quiet">系统只提示疑似；认定或排除由有权人员作出并说明，认定的问题限期整改</span>
        <span className="spread" />
        <Link to="/corrections">报送问题整改</Link>
        <Link to="/fault-bulletin">报送质量通报</Link>
      </header>
      <section className="panel">
        <div className="filters">
          <Segmented
            value={filter.state ?? ''}
            onChange={value => set('state', value || undefined)}
            options={[
              ...Object.entries(states).map(([value, label]) => ({ value, label })),
              { value: '', label: '全部' },
            ]}
          />
          <Select
            value={filter.kind}
            onChange={value => set('kind', value)}
            allowClear
            placeholder="问题"
            style={{ width: 150 }}
            options={Object.entries(violationKinds).map(([value, label]) => ({ value: value as ViolationKind, label }))}
          />
          <div style={{ width: 200 }}>
            <UnitSelect value={filter.unit} onChange={value => set('unit', value)} allowClear />
          </div>
        </div>
        <KeysetList of={violations} empty={<Nothing what="没有这类报送问题。迟报、漏报等由系统对照时限自动提示" />}>
          {items => (
            <Rows
              items={items}
              keyOf={item => item.id}
              columns={[
                { title: '单位', width: 120, show: item => item.unitName },
                {
                  title: '问题',
                  width: 150,
                  show: item => (
                    <>
                      {item.state === 'suspected' ? '疑似' : ''}
                      {violationKinds[item.kind]}
                      {item.minutes ? ` ${showSpan(item.minutes * 60_000)}` : ''}
                    </>
                  ),
                },
                { title: '证据', show: item => item.evidence },
                {
                  title: '事件',
                  width: 200,
                  show: item => item.eventId && <Link to={`/events/${item.eventId}`}>{item.eventTitle}</Link>,
                },
                { title: '发现', width: 110, show: item => showTime(item.at, now) },
                {
                  title: '认定',
                  width: filter.state === 'suspected' ? 84 : 230,
                  show: item =>
                    item.state === 'suspected' ? (
                      may('event-report.violation.review') && (
                        <Button size="small" onClick={() => setReviewing(item)}>
                          认定
                        </Button>
                      )
                    ) : (
                      <>
                        {states[item.state]}，{item.reviewedByName} <span className="quiet">{item.reviewNote}</span>
                      </>
                    ),
                },
              ]}
            />
          )}
        </KeysetList>
      </section>
      {reviewing && <ReviewDrawer key={reviewing.id} violation={reviewing} onClose={() => setReviewing(null)} />}
    </>
  )
}

function ReviewDrawer({ violation, onClose }: { violation: ViolationView; onClose: () => void }) {
  const review = useReviewViolation(violation.id)
  return (
    <ActionDrawer<{ verdict: 'confirmed' | 'waived'; note: string }>
      open
      title={`${violation.unitName}：疑似${violationKinds[violation.kind]}`}
      act="作出认定"
      consequence="认定结论记入该单位的报送考核，不能再改；认定属实的，责任单位须限期报送整改报告。"
      onAct={values => review.mutateAsync(values)}
      onClose={onClose}
    >
      <p>{violation.evidence}</p>
      <Form.Item name="verdict" label="认定结论" rules={[{ required: true, message: '请选择认定结论' }]}>
        <Radio.Group
          options={[
            { value: 'confirmed', label: `认定为${violationKinds[violation.kind]}` },
            { value: 'waived', label: '排除' },
          ]}
        />
      </Form.Item>
      <Form.Item name="note" label="认定说明" rules={[{ required: true, message: '请填写认定说明' }]}>
        <Input.TextArea
          autoSize={{ minRows: 3 }}
          placeholder="例如：当时通信中断，已有基站退服记录为证"
          maxLength={500}
        />
      </Form.Item>
    </ActionDrawer>
  )
}
