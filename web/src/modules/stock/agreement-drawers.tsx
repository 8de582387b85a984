import type { Position } from '@anlan/contract/codec.ts'
import type { AgreementView } from '@anlan/contract/stock-reserve.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, InputNumber, Select } from 'antd'
import { PlacePicker } from '../../fields/place-picker.tsx'
import { ChangeList } from '../../ui/change-list.tsx'
import { serverNow } from '../../ui/clock/clock.ts'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { DayField } from '../../ui/form/instant-field.tsx'
import { Loaded } from '../../ui/states.tsx'
import { dayOf } from '../../ui/time.ts'
import { historyQuery, itemsQuery, useChangeAgreement, useSaveAgreement } from './requests.ts'

interface Values {
  firm: string
  creditCode: string
  contact: string
  phone: string
  position?: Position | null
  responseHours: number
  priceRule: string
  from: string
  to: string
  verifiedOn?: string | null
  note?: string
  items: { itemCode: string; quantity: number; capacityPerDay?: number | null }[]
}

const bodyOf = (values: Values) => ({
  ...values,
  position: values.position ?? null,
  verifiedOn: values.verifiedOn || null,
  items: (values.items ?? []).map(item => ({ ...item, capacityPerDay: item.capacityPerDay ?? null })),
})

export function NewAgreement({ onClose }: { onClose: () => void }) {
  const save = useSaveAgreement()
  return (
    <ActionDrawer<Values>
      open
      title="登记协议储备"
      act="保存"
      width={560}
      initial={{ items: [{} as never], verifiedOn: dayOf(serverNow()) }}
      onAct={(values, id) => save.mutateAsync({ ...bodyOf(values), id })}
      onClose={onClose}
    >
      <AgreementFields />
    </ActionDrawer>
  )
}

/** Opens with 最近核实日 set to today: whoever telephoned the firm and found nothing else to change has only the reason to write. */
export function ChangeAgreement({ of, onClose }: { of: AgreementView; onClose: () => void }) {
  const save = useChangeAgreement()
  const history = useQuery(historyQuery('agreements', of.id))
  const { firm, creditCode, contact, phone, position, responseHours, priceRule, from, to, note } = of
  const items = of.items.map(({ itemCode, quantity, capacityPerDay }) => ({ itemCode, quantity, capacityPerDay }))
  const words = { firm, creditCode, contact, phone, position, responseHours, priceRule, from, to, note, items }
  return (
    <ActionDrawer<Values & { reason: string }>
      open
      title={`核实修改：${firm}`}
      act="保存"
      width={560}
      initial={{ ...words, verifiedOn: dayOf(serverNow()), reason: '电话核实' }}
      consequence="可供调用的数量、位置和联系人随即更新。"
      onAct={values => save.mutateAsync({ id: of.id, unitId: of.unitId, version: of.version, ...bodyOf(values) })}
      onClose={onClose}
    >
      <AgreementFields />
      <Form.Item name="reason" label="修改原因" required extra={`上次核实：${of.verifiedOn ?? '未核实'}`}>
        <Input />
      </Form.Item>
      <section aria-label="沿革">
        <b>沿革</b>
        <Loaded of={history} rows={2}>
          {({ items }) => <ChangeList items={items} origin={items.length === 0 ? '没有修改过' : undefined} />}
        </Loaded>
      </section>
    </ActionDrawer>
  )
}

const plainFields = [
  ['firm', '企业名称'],
  ['creditCode', '统一社会信用代码'],
  ['contact', '联系人'],
  ['phone', '联系电话'],
  ['priceRule', '价格约定'],
] as const
const days = [
  ['from', '协议起始日', true],
  ['to', '协议截止日', true],
  ['verifiedOn', '最近核实日', false],
] as const

function AgreementFields() {
  const items = useQuery(itemsQuery)
  return (
    <>
      {plainFields.map(([name, label]) => (
        <Form.Item key={name} name={name} label={label} required>
          <Input />
        </Form.Item>
      ))}
      <Form.Item name="responseHours" label="响应时间（小时）" required>
        <InputNumber min={0} />
      </Form.Item>
      {days.map(([name, label, required]) => (
        <Form.Item key={name} name={name} label={label} required={required}>
          <DayField />
        </Form.Item>
      ))}
      <Form.Item name="position" label="仓库位置" extra="有位置的协议物资才会出现在按距离查找的结果中">
        <PlaceField />
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
            <Button onClick={() => add()} style={{ marginBottom: 16 }}>
              增加一种物资
            </Button>
          </>
        )}
      </Form.List>
      <Form.Item name="note" label="备注">
        <Input />
      </Form.Item>
    </>
  )
}

function PlaceField({ value, onChange }: { value?: Position | null; onChange?: (position: Position) => void }) {
  return (
    <>
      <PlacePicker position={value} onPick={position => onChange?.(position)} />{' '}
      <span className="quiet">{value ? `${value.lng.toFixed(5)}，${value.lat.toFixed(5)}` : '未选点'}</span>
    </>
  )
}
