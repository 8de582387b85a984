import {
  type FormDefinition,
  type FormField,
  type FormSection,
  fieldViewOf,
  type PieceView,
} from '@anlan/contract/form.ts'
import type { FieldError } from '@anlan/contract/problems.ts'
import { Button } from 'antd'
import { FieldInput } from '../register/form/field-input.tsx'

export type Values = Record<string, unknown>

interface FormInputProps {
  definition: FormDefinition
  values: Values
  errors: FieldError[]
  /** Tables with a row for each record of a ledger: these rows are given, only their figures are filled in. */
  rowsWanted?: PieceView['rowsWanted']
  onChange: (values: Values) => void
}

/** A form to be filled in, with the controls of ledgers; what is wrong stands under its field. */
export function FormInput({ definition, values, errors, rowsWanted = [], onChange }: FormInputProps) {
  const wrongAt = (pointer: string) => errors.find(error => error.pointer === `/values/${pointer}`)?.message
  return definition.sections.map(section => (
    <section key={section.name} className="form-section">
      <h2>{section.title}</h2>
      {section.help && <p className="quiet">{section.help}</p>}
      {section.kind === 'fields' ? (
        <Fields
          section={section}
          prefix=""
          values={values}
          wrongAt={wrongAt}
          onChange={(name, value) => onChange({ ...values, [name]: value })}
        />
      ) : (
        <Rows
          section={section}
          given={rowsWanted.find(one => one.section === section.name)?.names ?? []}
          values={values}
          wrongAt={wrongAt}
          onChange={onChange}
        />
      )}
    </section>
  ))
}

interface PartProps {
  section: FormSection
  values: Values
  wrongAt: (pointer: string) => string | undefined
}

function Rows({
  section,
  given,
  values,
  wrongAt,
  onChange,
}: PartProps & { given: string[]; onChange: (values: Values) => void }) {
  const rows = (values[section.name] as Values[] | undefined) ?? []
  const put = (next: Values[]) => onChange({ ...values, [section.name]: next })
  const [first, ...others] = section.fields
  return (
    <>
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has no other name than its place
        <div key={at} className="form-row">
          {at < given.length && (
            <h3>
              {at + 1}. {String(row[first?.name ?? ''] ?? '')}
            </h3>
          )}
          <Fields
            section={at < given.length ? { ...section, fields: others } : section}
            prefix={`${section.name}/${at}/`}
            values={row}
            wrongAt={wrongAt}
            onChange={(name, value) => put(rows.map((one, i) => (i === at ? { ...one, [name]: value } : one)))}
          />
          {at >= given.length && (
            <Button size="small" type="text" danger onClick={() => put(rows.filter((_, i) => i !== at))}>
              删去第 {at + 1} 行
            </Button>
          )}
        </div>
      ))}
      <Button onClick={() => put([...rows, {}])}>增加一行</Button>
    </>
  )
}

function Fields({
  section,
  prefix,
  values,
  wrongAt,
  onChange,
}: PartProps & { prefix: string; onChange: (name: string, value: unknown) => void }) {
  return (
    <div className="form-fields">
      {section.fields.map(field => (
        <OneField
          key={field.name}
          field={field}
          id={`${prefix}${field.name}`}
          value={values[field.name]}
          wrong={wrongAt(`${prefix}${field.name}`)}
          onChange={value => onChange(field.name, value)}
        />
      ))}
    </div>
  )
}

interface OneFieldProps {
  field: FormField
  id: string
  value: unknown
  wrong: string | undefined
  onChange: (value: unknown) => void
}

function OneField({ field, id, value, wrong, onChange }: OneFieldProps) {
  const isWide = field.kind === 'longText' || field.kind === 'choices'
  // Controls of antd hand over an event or a value.
  const take = (given: unknown) => {
    const target = (given as { target?: { value: unknown } } | null)?.target
    onChange(target ? target.value : given)
  }
  return (
    <div className={isWide ? 'form-field is-wide' : 'form-field'}>
      <label htmlFor={id}>
        {field.label}
        {field.required && <em className="wanted">（必填）</em>}
      </label>
      <FieldInput field={fieldViewOf(field)} id={id} value={value ?? null} onChange={take} />
      {field.help && <small className="quiet">{field.help}</small>}
      {wrong && (
        <div className="wrong" role="alert">
          {wrong}
        </div>
      )}
    </div>
  )
}
