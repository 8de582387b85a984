import { circumstances, type IntakeAdvice, sensitiveFlags } from '@anlan/contract/emergency-event.ts'
import { sourceKinds } from '@anlan/contract/switchboard.ts'
import { CheckOutlined } from '@ant-design/icons'
import { Checkbox, Form, type FormInstance, Input, InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import { AreaSelect } from '../../../fields/area-select.tsx'
import { EventTypeSelect } from '../../../fields/event-type-select.tsx'
import { UnitSelect } from '../../../fields/unit-select.tsx'
import { useMinute } from '../../../ui/clock/clock.ts'
import { InstantField } from '../../../ui/form/instant-field.tsx'
import { Labelled } from '../../../ui/form/labelled.tsx'
import { showTime } from '../../../ui/time.ts'
import { type IntakeValues, lossFields, notNegative } from './intake-values.ts'

const options = (names: Record<string, string>) => Object.entries(names).map(([value, label]) => ({ value, label }))

interface IntakeFieldsProps {
  form: FormInstance<IntakeValues>
  values: IntakeValues
  advice: IntakeAdvice | undefined
  composedTitle: string
  composedSource: string
  take: (part: IntakeValues) => void
}

/** The five fields, in the order a caller speaks: what, where, when, how bad, who says so. */
export function IntakeFields({ form, values, advice, composedTitle, composedSource, take }: IntakeFieldsProps) {
  const types = (values.eventTypeCode ? [] : advice?.suggestedTypes?.slice(0, 3)) ?? []
  const area = advice?.nearestArea?.areaCode === values.areaCode ? null : advice?.nearestArea
  const now = useMinute()
  const time = values.occurredAt ? null : advice?.suggestedTime
  const figures = (advice?.suggestedFigures ?? []).filter(figure => {
    const field = lossFields.find(loss => loss.key === figure.indicator)
    return field && values.losses?.[field.key] !== figure.value
  })

  return (
    <div className="intake-fields">
      <Field number={1} name="何事">
        <Form.Item name="eventTypeCode" noStyle>
          <EventTypeSelect aria-label="事件类型" />
        </Form.Item>
        <Errors form={form} name="eventTypeCode" />
        <Suggestions
          items={types.map(type => ({
            key: type.code,
            label: type.name,
            why: type.why,
            take: () => take({ eventTypeCode: type.code }),
          }))}
        />
        <Form.Item name="title" noStyle>
          <Input
            placeholder={composedTitle || '事件标题（由地点和类型自动拟定）'}
            aria-label="事件标题"
            maxLength={120}
          />
        </Form.Item>
        <Errors form={form} name="title" />
      </Field>

      <Field number={2} name="何地">
        <Form.Item name="areaCode" noStyle>
          <AreaSelect aria-label="事发地点" />
        </Form.Item>
        <Errors form={form} name="areaCode" />
        <Suggestions
          items={
            area
              ? [
                  {
                    key: area.areaCode,
                    label: area.areaName,
                    why: area.why,
                    take: () => take({ areaCode: area.areaCode }),
                  },
                ]
              : []
          }
        />
        {advice?.nearestArea?.conflict && <div className="field-error">{advice.nearestArea.conflict}</div>}
        <Form.Item name="address" noStyle>
          <Input placeholder="详细地址、参照物（可在右侧图上点位置）" aria-label="详细地址" maxLength={200} />
        </Form.Item>
      </Field>

      <Field number={3} name="何时">
        <div className="pair">
          <Labelled control="occurredAt" word="事发">
            <Form.Item name="occurredAt" noStyle>
              <InstantField placeholder="正在核实" plain />
            </Form.Item>
          </Labelled>
          <Labelled control="knownAt" word="接报">
            <Form.Item name="knownAt" noStyle>
              <InstantField plain />
            </Form.Item>
          </Labelled>
        </div>
        <Errors form={form} name="occurredAt" />
        <Errors form={form} name="knownAt" />
        <Suggestions
          items={
            time
              ? [
                  {
                    key: time.at,
                    label: `事发 ${showTime(time.at, now)}`,
                    why: time.why,
                    take: () => take({ occurredAt: time.at }),
                  },
                ]
              : []
          }
        />
      </Field>

      <Field number={4} name="伤亡损失" note="留空为正在核实，0 为确认没有">
        <div className="losses">
          {lossFields.map(loss => (
            <Labelled
              key={loss.key}
              control={`losses_${loss.key}`}
              word={loss.unit ? `${loss.name}（${loss.unit}）` : loss.name}
            >
              {/* No lower bound of the box: it would turn a slip of the finger into 0, which says 确认没有. */}
              <Form.Item name={['losses', loss.key]} noStyle rules={[notNegative(loss.name)]}>
                <InputNumber precision={loss.unit ? 2 : 0} placeholder="待核" controls={false} />
              </Form.Item>
            </Labelled>
          ))}
        </div>
        {lossFields.map(loss => (
          <Errors key={loss.key} form={form} name={['losses', loss.key]} />
        ))}
        <Suggestions
          items={figures.map(figure => ({
            key: figure.indicator,
            label: `${figure.name} ${figure.value}`,
            why: figure.why,
            take: () => take({ losses: { ...values.losses, [figure.indicator]: figure.value } }),
          }))}
        />
      </Field>

      <Field number={5} name="何人报告">
        <div className="pair">
          <Form.Item name="reporterPhone" noStyle>
            <Input placeholder="来电号码" aria-label="来电号码" inputMode="tel" maxLength={30} />
          </Form.Item>
          <Form.Item name="reporterName" noStyle>
            <Input placeholder="姓名、职务" aria-label="报告人" maxLength={30} />
          </Form.Item>
        </div>
        <Errors form={form} name="reporterPhone" />
        <div className="pair">
          <Form.Item name="sourceKind" noStyle>
            <Select options={options(sourceKinds)} aria-label="来源类别" placeholder="来源类别" />
          </Form.Item>
          <Form.Item name="reporterUnitId" noStyle>
            <UnitSelect placeholder="报告单位（如有）" aria-label="报告单位" allowClear />
          </Form.Item>
        </div>
        {values.reporterUnitId && (
          <Labelled control="reporterKnownAt" word="该单位获知时间（其报送时限由此起算）">
            <Form.Item name="reporterKnownAt" noStyle>
              <InstantField placeholder="问清后填写" plain />
            </Form.Item>
          </Labelled>
        )}
        <Form.Item name="source" noStyle>
          <Input placeholder={composedSource || '信息来源'} aria-label="信息来源" maxLength={200} />
        </Form.Item>
      </Field>

      <details className="intake-more">
        <summary>现场联系人、已采取措施、敏感和特殊情形</summary>
        <Form.Item name="siteContact" label="现场联系人及电话">
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="measuresTaken" label="已采取措施">
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} maxLength={2000} />
        </Form.Item>
        <Form.Item name="sensitiveFlags" label="敏感情形（按高一级时限报送）">
          <Checkbox.Group options={options(sensitiveFlags)} />
        </Form.Item>
        <Form.Item name="circumstances" label="特殊情形">
          <Checkbox.Group options={options(circumstances)} className="stacked-options" />
        </Form.Item>
      </details>
    </div>
  )
}

function Field({ number, name, note, children }: { number: number; name: string; note?: string; children: ReactNode }) {
  return (
    <section className="intake-field">
      <h3>
        <i>{number}</i> {name} {note && <small>{note}</small>}
      </h3>
      {children}
    </section>
  )
}

/** The message of a field whose item draws none itself. */
function Errors({
  form,
  name,
}: {
  form: FormInstance<IntakeValues>
  name: keyof IntakeValues | ['losses', (typeof lossFields)[number]['key']]
}) {
  const [first] = form.getFieldError(name)
  return first ? <div className="field-error">{first}</div> : null
}

interface Suggestion {
  key: string
  label: string
  why: string
  take: () => void
}

/** Read out of what was typed; nothing is filled in until a person takes it. */
function Suggestions({ items }: { items: Suggestion[] }) {
  if (items.length === 0) return null
  return (
    <div className="suggestions">
      {items.map(item => (
        <button key={item.key} type="button" className="suggestion" title={item.why} onClick={item.take}>
          <CheckOutlined /> {item.label}
          <small>{item.why}</small>
        </button>
      ))}
    </div>
  )
}
