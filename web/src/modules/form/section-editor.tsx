import { type FormField, type FormSection, formSectionKinds } from '@anlan/contract/form.ts'
import { fieldKinds } from '@anlan/contract/register.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Input, InputNumber, Select } from 'antd'
import { ledgersQuery } from '../register/requests.ts'

const kinds = (['text', 'longText', 'integer', 'decimal', 'choice', 'choices', 'yesNo', 'day', 'phone'] as const).map(
  value => ({ value, label: fieldKinds[value] }),
)
const freshField = (): FormField => ({
  name: '',
  label: '',
  kind: 'text',
  required: false,
  unit: '',
  options: [],
  help: '',
  min: null,
  max: null,
})
export const freshSection = (): FormSection => ({
  name: '',
  title: '',
  kind: 'fields',
  help: '',
  fields: [freshField()],
})

interface SectionEditorProps {
  section: FormSection
  ordinal: number
  onChange: (next: Partial<FormSection>) => void
  onRemove: (() => void) | undefined
}

/** A part of a form being designed: its heading and its fields, each with kind, unit, bounds or options. */
export function SectionEditor({ section, ordinal, onChange, onRemove }: SectionEditorProps) {
  const ledgers = useQuery(ledgersQuery)
  const field = (at: number, next: Partial<FormField>) =>
    onChange({ fields: section.fields.map((one, i) => (i === at ? { ...one, ...next } : one)) })
  const move = (at: number) => {
    const fields = [...section.fields]
    const [one] = fields.splice(at, 1)
    if (one) fields.splice(at - 1, 0, one)
    onChange({ fields })
  }
  return (
    <section className="form-row">
      <div className="form-fields">
        <Input
          aria-label={`第 ${ordinal} 个栏目名称`}
          placeholder="栏目名称"
          value={section.title}
          maxLength={40}
          onChange={({ target }) => onChange({ title: target.value })}
        />
        <Select
          aria-label="栏目形式"
          value={section.kind}
          options={Object.entries(formSectionKinds).map(([value, label]) => ({
            value: value as FormSection['kind'],
            label,
          }))}
          onChange={kind => onChange({ kind })}
        />
        {section.kind === 'table' && (
          <Select
            aria-label="逐条对应的台账"
            placeholder="逐条对应台账（可不选）"
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            style={{ minWidth: 200 }}
            value={section.rowsOf ?? null}
            options={(ledgers.data?.items ?? []).map(one => ({ value: one.name, label: one.label }))}
            onChange={(rowsOf: string | null) => onChange({ rowsOf: rowsOf ?? undefined })}
          />
        )}
        {onRemove && (
          <Button type="text" danger onClick={onRemove}>
            删去栏目
          </Button>
        )}
      </div>
      {section.fields.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a new field has no name before it is saved
        <div key={at} className="define-field">
          <Input
            aria-label="字段名称"
            placeholder="字段名称"
            value={one.label}
            maxLength={30}
            onChange={({ target }) => field(at, { label: target.value })}
          />
          <Select
            aria-label="字段类型"
            value={one.kind}
            options={kinds}
            // Bounds of a number are no bounds of a text.
            onChange={kind => field(at, { kind, min: null, max: null })}
          />
          <Input
            aria-label="计量单位"
            placeholder="计量单位"
            value={one.unit}
            maxLength={10}
            onChange={({ target }) => field(at, { unit: target.value })}
          />
          {one.kind === 'choice' || one.kind === 'choices' ? (
            <Select
              aria-label="选项"
              mode="tags"
              placeholder="选项，回车增加"
              value={one.options}
              onChange={options => field(at, { options })}
            />
          ) : (
            <span className="define-more">
              <Input
                aria-label="填写说明"
                placeholder="填写说明"
                value={one.help}
                maxLength={100}
                onChange={({ target }) => field(at, { help: target.value })}
              />
              {(one.kind === 'integer' || one.kind === 'decimal') && (
                <>
                  <Bound label={`${one.label}最小值`} empty="0" value={one.min} onChange={min => field(at, { min })} />
                  至
                  <Bound
                    label={`${one.label}最大值`}
                    empty="不限"
                    value={one.max}
                    onChange={max => field(at, { max })}
                  />
                </>
              )}
            </span>
          )}
          <Checkbox checked={one.required} onChange={({ target }) => field(at, { required: target.checked })}>
            必填
          </Checkbox>
          <span>
            <Button
              size="small"
              type="text"
              disabled={at === 0}
              aria-label={`上移${one.label}`}
              onClick={() => move(at)}
            >
              上移
            </Button>
            <Button
              size="small"
              type="text"
              danger
              disabled={section.fields.length === 1}
              aria-label={`删去${one.label}`}
              onClick={() => onChange({ fields: section.fields.filter((_, i) => i !== at) })}
            >
              删去
            </Button>
          </span>
        </div>
      ))}
      <Button
        size="small"
        style={{ marginTop: 8 }}
        onClick={() => onChange({ fields: [...section.fields, freshField()] })}
      >
        增加字段
      </Button>
    </section>
  )
}

interface BoundProps {
  label: string
  /** What holds where nothing is said. */
  empty: string
  value: number | null
  onChange: (value: number | null) => void
}

function Bound({ label, empty, value, onChange }: BoundProps) {
  return (
    <InputNumber
      aria-label={label}
      placeholder={empty}
      controls={false}
      value={value}
      onChange={onChange}
      style={{ width: 76, flex: 'none' }}
    />
  )
}
