import type { FieldView, LedgerView, RecordView } from '@anlan/contract/register.ts'
import { EyeOutlined } from '@ant-design/icons'
import { Button, Form } from 'antd'
import { UnitSelect } from '../../../fields/unit-select.tsx'
import { groupsOf } from '../record/field-groups.ts'
import { FieldInput } from './field-input.tsx'

interface RecordFieldsProps {
  ledger: LedgerView
  before: RecordView | null
  /** Sensitive values are in the form. */
  isOpen: boolean
  onDisclose?: () => void
}

/** All fields under the same headings as the record itself; the owner unit comes first. */
export function RecordFields({ ledger, before, isOpen, onDisclose }: RecordFieldsProps) {
  const areaField = ledger.fields.find(field => field.kind === 'area')
  const areaCode = Form.useWatch(['values', areaField?.name ?? '-']) as string | undefined
  return (
    <>
      {groupsOf(ledger.fields).map((group, index) => {
        const isMasked = group.name === '敏感信息' && !isOpen
        return (
          <section key={group.name} className="field-group">
            <h3>
              {group.name}
              {isMasked && onDisclose && (
                <Button size="small" icon={<EyeOutlined />} onClick={onDisclose}>
                  修改敏感信息
                </Button>
              )}
              {isMasked && !onDisclose && <small className="quiet">没有查看权限，这里不能修改</small>}
            </h3>
            <div className="form-grid">
              {index === 0 && (
                <Form.Item
                  name="unitId"
                  label={ledger.ownerLabel}
                  rules={[{ required: true, message: `请选择${ledger.ownerLabel}` }]}
                >
                  <UnitSelect />
                </Form.Item>
              )}
              {group.fields.map(field =>
                isMasked || field.readOnly ? (
                  <Form.Item key={field.name} label={field.label}>
                    <span className="quiet">
                      {before?.shown[field.name] || (field.readOnly ? '由系统填写' : '未填')}
                    </span>
                  </Form.Item>
                ) : (
                  <RecordField key={field.name} field={field} before={before} areaCode={areaCode} />
                ),
              )}
            </div>
          </section>
        )
      })}
    </>
  )
}

const wideKinds = new Set<FieldView['kind']>(['longText', 'place', 'choices'])

function RecordField({
  field,
  before,
  areaCode,
}: {
  field: FieldView
  before: RecordView | null
  areaCode: string | undefined
}) {
  return (
    <Form.Item
      name={['values', field.name]}
      label={
        <>
          {field.label}
          {!field.required && !field.expected && <em className="optional">选填</em>}
        </>
      }
      extra={field.help ?? rangeOf(field)}
      className={wideKinds.has(field.kind) ? 'is-wide' : undefined}
      rules={field.required ? [wanted(field)] : undefined}
    >
      <FieldInput field={field} standing={before?.shown[field.name]} areaCode={areaCode} />
    </Form.Item>
  )
}

/** `whitespace` makes a rule one of words: a number would then count as blank. */
const wanted = (field: FieldView) => ({
  required: true,
  message: `请填写${field.label}`,
  ...((field.kind === 'text' || field.kind === 'longText') && { whitespace: true }),
})

const rangeOf = (field: FieldView): string | undefined => {
  if (field.kind !== 'integer' && field.kind !== 'decimal') return undefined
  if (field.min !== null && field.max !== null) return `${field.min} 至 ${field.max}`
  return field.max === null ? undefined : `不大于 ${field.max}`
}
