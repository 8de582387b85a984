import type { FieldView } from '@anlan/contract/register.ts'
import { Checkbox, Input, InputNumber, Radio, Select } from 'antd'
import { useState } from 'react'
import { AreaSelect } from '../../../fields/area-select.tsx'
import { PersonSelect } from '../../../fields/person-select.tsx'
import { UnitSelect } from '../../../fields/unit-select.tsx'
import { DayField } from '../../../ui/form/instant-field.tsx'
import { PlaceField } from './place-field.tsx'

interface FieldInputProps {
  field: FieldView
  /** What stands there now, as people read it. */
  standing?: string
  areaCode?: string
  // Given by the form item around it.
  id?: string
  value?: unknown
  onChange?: (value: unknown) => void
}

/** From so many options on, ticks take more room than a list. */
const mostTicks = 8
const longestLine = 200

/** The control for a field of any kind. */
export function FieldInput({ field, standing, areaCode, id, value, onChange }: FieldInputProps) {
  const [stood] = useState(typeof value === 'string' ? value : null)
  const given = { id, onChange: onChange as never, value: value as never }
  switch (field.kind) {
    case 'text':
      return <Input {...given} maxLength={field.max ?? longestLine} showCount={Boolean(field.max && field.max > 60)} />
    case 'longText':
      return (
        <Input.TextArea {...given} maxLength={field.max ?? 4000} autoSize={{ minRows: 2, maxRows: 10 }} showCount />
      )
    case 'phone':
      return <Input {...given} inputMode="tel" maxLength={30} placeholder="手机号或带区号的座机" />
    case 'idNumber':
      return <Input {...given} maxLength={18} placeholder="18 位身份证号" />
    case 'integer':
    case 'decimal':
      return (
        <InputNumber
          {...given}
          precision={field.kind === 'integer' ? 0 : undefined}
          suffix={field.unit}
          controls={false}
          inputMode={field.kind === 'integer' ? 'numeric' : 'decimal'}
          style={{ width: '100%' }}
        />
      )
    case 'day':
      return <DayField {...given} />
    case 'yesNo':
      return (
        <Radio.Group {...given}>
          <Radio value={true}>是</Radio>
          <Radio value={false}>否</Radio>
          {!field.required && <Radio value={null}>未填</Radio>}
        </Radio.Group>
      )
    case 'choice':
      return (
        <Select
          {...given}
          allowClear={!field.required}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={`选择${field.label}`}
          options={optionsOf(field, value)}
          style={{ width: '100%' }}
        />
      )
    case 'choices':
      return (field.options?.length ?? 0) <= mostTicks ? (
        <Checkbox.Group {...given} options={optionsOf(field, value)} />
      ) : (
        <Select
          {...given}
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="可多选"
          options={optionsOf(field, value)}
          style={{ width: '100%' }}
        />
      )
    case 'unit':
      return <UnitSelect {...given} allowClear={!field.required} />
    case 'person':
      return <PersonSelect {...given} {...(stood && standing && { known: { id: stood, name: standing } })} />
    case 'area':
      return <AreaSelect {...given} />
    case 'place':
      return <PlaceField {...given} label={field.label} areaCode={areaCode} />
  }
}

/** Options in force, and one out of force only where it already stands. */
const optionsOf = (field: FieldView, value: unknown) => {
  const standing = new Set(Array.isArray(value) ? value : [value])
  return (field.options ?? [])
    .filter(option => option.enabled || standing.has(option.code))
    .map(({ code, label, enabled }) => ({ value: code, label: enabled ? label : `${label}（已停用）` }))
}
