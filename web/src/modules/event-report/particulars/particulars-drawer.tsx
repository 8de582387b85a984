import type { EventParticulars, ParticularValue } from '@anlan/contract/event-particulars.ts'
import { Checkbox, Form, type FormInstance, Input, InputNumber, Select } from 'antd'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { useParticularActs } from './requests.ts'

type Field = EventParticulars['fields'][number]
interface Values {
  values: Record<string, ParticularValue>
  source: string
}
/** From so many words on, ticks take more room than a list. */
const mostTicks = 8

/** Fills in what is known; words of the account are offered to take over with one tap. */
export function ParticularsDrawer(props: {
  eventId: string
  view: EventParticulars
  open: boolean
  onClose: () => void
}) {
  const { eventId, view, open, onClose } = props
  const { record } = useParticularActs(eventId)
  return (
    <ActionDrawer<Values>
      key={view.version}
      open={open}
      title="登记事件要素"
      act="保存"
      initial={{ values: Object.fromEntries(view.fields.map(field => [field.code, field.value])) }}
      consequence="处置清单、处置指南和适用预案随之调整；变更写入事件经过。不掌握的留空。"
      onAct={({ values, source }) =>
        record.mutateAsync({
          version: view.version,
          source,
          values: Object.fromEntries(view.fields.map(field => [field.code, values?.[field.code] ?? null])),
        })
      }
      onClose={onClose}
    >
      {form => (
        <>
          {view.fields.map(field => (
            <Form.Item
              key={field.code}
              name={['values', field.code]}
              label={field.unit ? `${field.label}（${field.unit}）` : field.label}
              {...((field.said.length > 0 || field.help) && { extra: <Extra field={field} form={form} /> })}
            >
              <FieldControl field={field} />
            </Form.Item>
          ))}
          <Form.Item name="source" label="信息来源" rules={[{ required: true, message: '请填写信息来源' }]}>
            <Input maxLength={100} placeholder="例如 押运员电话、现场工作组" />
          </Form.Item>
        </>
      )}
    </ActionDrawer>
  )
}

function FieldControl({ field, ...given }: { field: Field; id?: string; value?: unknown; onChange?: unknown }) {
  const control = given as { id?: string; value?: never; onChange?: never }
  const standing = (Array.isArray(field.value) ? field.value : [field.value]).filter(one => typeof one === 'string')
  const options = [...new Set([...field.words, ...standing])].map(word => ({ value: word, label: word }))
  switch (field.kind) {
    case 'number':
      return <InputNumber {...control} min={0} style={{ width: '100%' }} inputMode="decimal" />
    case 'choice':
      return <Select {...control} allowClear options={options} placeholder="选择" />
    case 'choices':
      return options.length <= mostTicks ? (
        <Checkbox.Group {...control} options={options} />
      ) : (
        <Select {...control} mode="multiple" allowClear options={options} placeholder="可多选" />
      )
    default:
      return <Input {...control} maxLength={100} />
  }
}

/** What the field is for, and what the account says. */
function Extra({ field, form }: { field: Field; form: FormInstance<Values> }) {
  if (field.said.length === 0) return field.help || null
  const take = (word: string) => {
    const now = form.getFieldValue(['values', field.code]) as ParticularValue
    const list = Array.isArray(now) ? now : []
    const next = field.kind === 'choices' ? (list.includes(word) ? list : [...list, word]) : word
    form.setFieldValue(['values', field.code], next)
  }
  return (
    <span>
      {field.help} 情况中提到：
      {field.said.map(word => (
        <button key={word} type="button" className="link said-word" onClick={() => take(word)}>
          填入“{word}”
        </button>
      ))}
    </span>
  )
}
