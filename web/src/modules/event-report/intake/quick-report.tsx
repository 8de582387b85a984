import type { SourceKind } from '@anlan/contract/switchboard.ts'
import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input, InputNumber } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useSession } from '../../../app/session.tsx'
import { AreaSelect, areaPath } from '../../../fields/area-select.tsx'
import { EventTypeSelect } from '../../../fields/event-type-select.tsx'
import { presentMoment } from '../../../ui/clock/clock.ts'
import { placeFieldErrors } from '../../../ui/form/field-errors.ts'
import { InstantField } from '../../../ui/form/instant-field.tsx'
import { Labelled } from '../../../ui/form/labelled.tsx'
import { newId } from '../../../ui/form/new-id.ts'
import { primary } from '../../../ui/hotkeys.ts'
import { saidOf } from '../../../ui/http.ts'
import { areasQuery } from '../../directory/requests.ts'
import { useReportEvent } from '../event/requests.ts'
import { eventTypesQuery } from '../rules/requests.ts'
import { kindInTitle, notNegative } from './intake-values.ts'
import './intake.css'

interface QuickValues {
  summary: string
  eventTypeCode: string
  areaCode: string
  occurredAt?: string
  deaths?: number | null
  missing?: number | null
  trapped?: number | null
  minorInjuries?: number | null
}

const sourceKindOf: Record<string, SourceKind> = { village: 'village', community: 'village', enterprise: 'enterprise' }
const people = [
  ['deaths', '死亡'],
  ['missing', '失联'],
  ['trapped', '被困'],
  ['minorInjuries', '受伤'],
] as const

/** Four fields on a phone: what is happening, what kind, where, who is hurt. The rest is asked by those who call back. */
export function QuickReport() {
  const session = useSession()
  const [form] = Form.useForm<QuickValues>()
  const [id, setId] = useState(newId)
  const [said, setSaid] = useState<string[]>([])
  const { data: areas } = useQuery(areasQuery)
  const { data: types } = useQuery(eventTypesQuery)
  const report = useReportEvent()
  const go = useNavigate()
  const { message } = App.useApp()
  const place = `anlan.quick-report.${session.accountId}`
  const [kept] = useState(() => JSON.parse(localStorage.getItem(place) ?? '{}') as Partial<QuickValues>)

  const finish = (values: QuickValues) => {
    setSaid([])
    const { summary, eventTypeCode, areaCode, occurredAt, ...losses } = values
    const type = kindInTitle(types?.items.find(({ code }) => code === eventTypeCode)?.name)
    report.mutate(
      {
        id,
        title: `${areaPath(areas?.items ?? [], areaCode)
          .slice(1)
          .join('')}${type}`.slice(0, 120),
        eventTypeCode,
        areaCode,
        occurredAt,
        knownAt: presentMoment(),
        source: `${session.unitName} ${session.displayName}`,
        sourceKind: sourceKindOf[session.unitKind] ?? 'other',
        reporterName: session.displayName,
        summary,
        losses: Object.fromEntries(Object.entries(losses).filter(([, value]) => typeof value === 'number')),
      },
      {
        onSuccess: event => {
          localStorage.removeItem(place)
          setId(newId())
          void message.success(`已报告，事件编号 ${event.number}`)
          void go(`/events/${event.id}`)
        },
        onError: error => setSaid([saidOf(error), ...placeFieldErrors(form, error)]),
      },
    )
  }

  return (
    <section className="panel">
      <h2>报告突发事件</h2>
      <Form<QuickValues>
        form={form}
        className="quick-report"
        layout="vertical"
        size="large"
        requiredMark={false}
        initialValues={{ areaCode: session.areaCode ?? undefined, ...kept }}
        onValuesChange={(_, all) => localStorage.setItem(place, JSON.stringify(all))}
        onFinish={finish}
      >
        {said.length > 0 && (
          <Alert
            type="error"
            title={said[0]}
            description={said.slice(1).join('；') || undefined}
            style={{ marginBottom: 12 }}
          />
        )}
        <Form.Item name="summary" label="发生了什么" rules={[{ required: true, message: '请说明发生了什么' }]}>
          <Input.TextArea
            autoSize={{ minRows: 3, maxRows: 8 }}
            placeholder="例如：河水上涨，三组两户进水，人已转到村委会"
            maxLength={4000}
          />
        </Form.Item>
        <Form.Item name="eventTypeCode" label="类型" rules={[{ required: true, message: '请选择类型' }]}>
          <EventTypeSelect />
        </Form.Item>
        <Form.Item name="areaCode" label="地点" rules={[{ required: true, message: '请选择地点' }]}>
          <AreaSelect />
        </Form.Item>
        <Form.Item name="occurredAt" label="发生时间" extra="不清楚可不填">
          <InstantField />
        </Form.Item>
        <Form.Item label="人员情况" extra="留空为正在核实，0 为确认没有">
          <div className="quick-people">
            {people.map(([key, name]) => (
              <Labelled key={key} control={key} word={name}>
                <Form.Item name={key} noStyle rules={[notNegative(name)]}>
                  <InputNumber precision={0} placeholder="待核" inputMode="numeric" />
                </Form.Item>
              </Labelled>
            ))}
          </div>
        </Form.Item>
        <Button {...primary} htmlType="submit" block loading={report.isPending} style={{ height: 52 }}>
          立即报告
        </Button>
      </Form>
    </section>
  )
}
