import { responseModes } from '@anlan/contract/response.ts'
import {
  type ResponseLevel,
  type ResponseTopic,
  responseLevelNames,
  responseTopics,
} from '@anlan/contract/response-template.ts'
import { useQuery } from '@tanstack/react-query'
import { Alert, Form, Input, InputNumber, Radio, Select } from 'antd'
import { useNavigate } from 'react-router'
import { AreaSelect } from '../../../fields/area-select.tsx'
import { PersonSelect } from '../../../fields/person-select.tsx'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { InstantField } from '../../../ui/form/instant-field.tsx'
import { type Offer, templatesQuery, useStartResponse } from '../requests.ts'
import { OfferGrounds } from './offer-grounds.tsx'

interface OrderValues {
  self: boolean
  orderedBy?: string
  orderedAt?: string
  orderedHow?: string
}
interface Values extends OrderValues {
  topic: ResponseTopic
  responseLevel: ResponseLevel
  mode: 'real' | 'exercise'
  subject: string
  areaCode?: string
  expectedHours?: number
  measures?: string
}
export interface StartFrom {
  eventId: string | null
  subject: string
  topic?: ResponseTopic
  level?: ResponseLevel
  /** The plan, or the row of the table, that was chosen. */
  offer?: Offer
}

const needed = (message: string) => [{ required: true, message }]
const levels = ([4, 3, 2, 1] as const).map(level => ({ value: level, label: responseLevelNames[level] }))

export const orderOf = ({ self, orderedBy, orderedAt, orderedHow }: OrderValues) =>
  self || !orderedBy ? null : { personId: orderedBy, at: orderedAt ?? '', how: orderedHow ?? '' }

/** By whose authority: one's own, or an order that is taken down with who, when and how. */
export function OrderFields({ starters }: { starters?: string }) {
  return (
    <>
      <Form.Item name="self" label="由谁决定" extra={starters && `应由${starters}决定`}>
        <Radio.Group
          options={[
            { value: true, label: '本人决定' },
            { value: false, label: '代为登记领导命令' },
          ]}
        />
      </Form.Item>
      <Form.Item noStyle shouldUpdate={(before, after) => before.self !== after.self}>
        {form =>
          form.getFieldValue('self') === false && (
            <>
              <Form.Item name="orderedBy" label="下令人" rules={needed('请选择下令人')}>
                <PersonSelect />
              </Form.Item>
              <Form.Item name="orderedAt" label="下令时间" rules={needed('请填写下令时间')}>
                <InstantField />
              </Form.Item>
              <Form.Item name="orderedHow" label="下令方式" rules={needed('请填写下令方式')}>
                <Input maxLength={60} placeholder="电话、当面、批示" />
              </Form.Item>
            </>
          )
        }
      </Form.Item>
    </>
  )
}

/** 启动响应: what, level, until when, by which measures; what will happen stands before the button. */
export function StartDrawer({ open, onClose, from }: { open: boolean; onClose: () => void; from: StartFrom }) {
  const go = useNavigate()
  const start = useStartResponse()
  const plan = from.offer?.planId ? from.offer : null
  const { data: templates } = useQuery({ ...templatesQuery, enabled: open && !plan })
  return (
    <ActionDrawer<Values>
      key={`${from.offer?.planId ?? from.topic}-${from.level}`}
      open={open}
      width={520}
      title={plan ? `按《${plan.name}》启动响应` : '启动响应'}
      act="启动响应"
      initial={{
        self: true,
        mode: 'real',
        subject: from.subject,
        ...(from.topic && { topic: from.topic }),
        ...(from.level && { responseLevel: from.level }),
      }}
      onAct={async ({ self, orderedBy, orderedAt, orderedHow, ...values }, id) => {
        const ordered = orderOf({
          self,
          ...(orderedBy && { orderedBy }),
          ...(orderedAt && { orderedAt }),
          ...(orderedHow && { orderedHow }),
        })
        const response = await start.mutateAsync({
          ...values,
          id,
          eventId: from.eventId,
          planId: plan?.planId ?? null,
          ordered,
        })
        void go(`/responses/${response.id}`)
      }}
      onClose={onClose}
    >
      {form => (
        <>
          <Form.Item name="mode" label="实战或演练">
            <Radio.Group options={Object.entries(responseModes).map(([value, label]) => ({ value, label }))} />
          </Form.Item>
          {plan && <OfferGrounds offer={plan} />}
          <Form.Item name="topic" label="响应专项" hidden={plan !== null} rules={needed('请选择响应专项')}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              options={Object.entries(responseTopics).map(([value, label]) => ({ value, label }))}
            />
          </Form.Item>
          <Form.Item name="responseLevel" label="响应级别" rules={needed('请选择响应级别')}>
            <Radio.Group
              optionType="button"
              options={plan ? levels.filter(one => plan.levels.some(own => own.level === one.value)) : levels}
            />
          </Form.Item>
          <Form.Item name="subject" label="响应事项" rules={needed('请填写响应事项')}>
            <Input maxLength={120} />
          </Form.Item>
          {from.eventId === null && (
            <Form.Item name="areaCode" label="地点">
              <AreaSelect />
            </Form.Item>
          )}
          <Form.Item noStyle shouldUpdate>
            {() => {
              const own = plan?.levels.find(one => one.level === form.getFieldValue('responseLevel'))
              const row = templates?.items.find(
                one => one.topic === form.getFieldValue('topic') && one.level === form.getFieldValue('responseLevel'),
              )
              return (
                <>
                  <Form.Item name="expectedHours" label="预计期限（小时）">
                    <InputNumber min={1} max={720} placeholder={row ? String(row.expectedHours) : undefined} />
                  </Form.Item>
                  <Form.Item
                    name="measures"
                    label="应急处置措施"
                    extra={plan ? '不填采用预案规定的措施' : '不填采用响应分级表的措施'}
                  >
                    <Input.TextArea autoSize={{ minRows: 3 }} maxLength={2000} placeholder={row?.measures} />
                  </Form.Item>
                  {own?.conditions && <p className="quiet">启动条件：{own.conditions}</p>}
                  <OrderFields
                    {...(own && own.starters.length > 0 && { starters: own.starters.join('或') })}
                    {...(row && { starters: row.starters.map(one => row.words[one] ?? one).join('或') })}
                  />
                  {own && (
                    <Alert
                      type="info"
                      title={`将组成 ${own.groups} 个工作组，下达或排定 ${own.steps} 项任务，通知责任单位和领导`}
                    />
                  )}
                  {row && (
                    <Alert
                      type="info"
                      title={`将组成 ${row.groups.length} 个工作组，下达 ${row.tasks.length} 项任务，告知 ${row.told.map(one => row.words[one] ?? one).join('、')}`}
                      description={row.defects.length > 0 ? `现有缺岗：${row.defects.join('；')}` : undefined}
                    />
                  )}
                </>
              )
            }}
          </Form.Item>
        </>
      )}
    </ActionDrawer>
  )
}
