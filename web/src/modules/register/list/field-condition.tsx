import type { FieldView, RecordFilter } from '@anlan/contract/register.ts'
import { Input, InputNumber, Segmented, Select } from 'antd'
import { useId } from 'react'
import { AreaSelect } from '../../../fields/area-select.tsx'
import { PersonSelect } from '../../../fields/person-select.tsx'
import { DayField } from '../../../ui/form/instant-field.tsx'
import { narrowingOf, valuesOf, withField } from './filter-words.ts'
import { UnitTree } from './unit-tree.tsx'

interface FieldConditionProps {
  field: FieldView
  filters: RecordFilter[]
  onChange: (filters: RecordFilter[]) => void
}

/** Narrows a list by one field: 不限, 已填, 未填, or what its kind allows. */
export function FieldCondition({ field, filters, onChange }: FieldConditionProps) {
  const id = useId()
  const filled = filters.find(one => one.field === field.name && (one.op === 'blank' || one.op === 'present'))?.op
  return (
    <fieldset className="field-condition">
      <div className="field-condition-head">
        <label htmlFor={id}>{field.unit ? `${field.label}（${field.unit}）` : field.label}</label>
        <Segmented
          size="small"
          aria-label={`${field.label}：是否填写`}
          value={filled ?? 'any'}
          options={[
            { value: 'any', label: '不限' },
            { value: 'present', label: '已填' },
            { value: 'blank', label: '未填' },
          ]}
          onChange={chosen =>
            onChange(
              withField(
                filters,
                field.name,
                chosen === 'any' ? [] : [{ field: field.name, op: chosen as 'blank' | 'present' }],
              ),
            )
          }
        />
      </div>
      {filled !== 'blank' && <Narrow id={id} field={field} filters={filters} onChange={onChange} />}
    </fieldset>
  )
}

export function Narrow({ id, field, filters, onChange }: FieldConditionProps & { id?: string }) {
  const set = (next: RecordFilter[]) => onChange(withField(filters, field.name, next))
  const is = (value: string | undefined) => set(value ? [{ field: field.name, op: 'is', value }] : [])
  const one = valuesOf(filters, field.name, 'is')[0]
  switch (narrowingOf(field)) {
    case 'options':
      return (
        <Select
          id={id}
          aria-label={field.label}
          mode="multiple"
          allowClear
          maxTagCount="responsive"
          placeholder={`${field.label}，可多选`}
          showSearch={{ optionFilterProp: 'label' }}
          value={valuesOf(filters, field.name, 'in')}
          onChange={(value: string[]) => set(value.length > 0 ? [{ field: field.name, op: 'in', value }] : [])}
          options={field.options?.map(({ code, label, enabled }) => ({
            value: code,
            label: enabled ? label : `${label}（已停用）`,
          }))}
          style={{ width: '100%' }}
        />
      )
    case 'yesNo':
      return (
        <Select
          id={id}
          allowClear
          placeholder="是或否"
          value={one}
          onChange={is}
          options={[
            { value: 'true', label: '是' },
            { value: 'false', label: '否' },
          ]}
          style={{ width: '100%' }}
        />
      )
    case 'area':
      return <AreaSelect id={id} value={one} onChange={is} />
    case 'unit':
      return <UnitTree id={id} value={one} onChange={is} />
    case 'person':
      return <PersonSelect id={id} value={one} onChange={is} />
    case 'numbers':
    case 'days':
      return <Range id={id} field={field} filters={filters} onChange={onChange} />
    case 'words':
      return (
        <Input
          id={id}
          allowClear
          maxLength={100}
          placeholder={`${field.label}中含有的文字`}
          value={valuesOf(filters, field.name, 'contains')[0] ?? ''}
          onChange={({ target }) =>
            set(target.value ? [{ field: field.name, op: 'contains', value: target.value }] : [])
          }
        />
      )
  }
}

function Range({ id, field, filters, onChange }: FieldConditionProps & { id?: string }) {
  const bound = (op: 'from' | 'to') => filters.find(one => one.field === field.name && one.op === op)?.value
  const set = (op: 'from' | 'to', value: string | number | null | undefined) => {
    const other = filters.filter(
      one => one.field === field.name && (one.op === 'from' || one.op === 'to') && one.op !== op,
    )
    const mine = value === null || value === undefined ? [] : [{ field: field.name, op, value } as RecordFilter]
    onChange(withField(filters, field.name, [...other, ...mine]))
  }
  const control = (op: 'from' | 'to', controlId?: string) =>
    field.kind === 'day' ? (
      <DayField id={controlId} value={bound(op) as string | undefined} onChange={value => set(op, value)} />
    ) : (
      <InputNumber
        id={controlId}
        aria-label={`${field.label}${op === 'from' ? '不少于' : '不多于'}`}
        placeholder={op === 'from' ? '不少于' : '不多于'}
        value={bound(op) as number | undefined}
        onChange={value => set(op, value)}
        style={{ width: '100%' }}
      />
    )
  return (
    <div className="range">
      {control('from', id)}
      <span>至</span>
      {control('to')}
    </div>
  )
}
