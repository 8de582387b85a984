import type { FormDefinition, FormField } from '@anlan/contract/form.ts'
import type { Values } from './form-input.tsx'

/** What was handed in, read only; blanks are left out. */
export function FormShown({ definition, values }: { definition: FormDefinition; values: Values }) {
  return definition.sections.map(section => {
    if (section.kind === 'fields') {
      const filled = section.fields.filter(field => said(field, values[field.name]) !== '')
      return (
        filled.length > 0 && (
          <section key={section.name} className="form-section">
            <h3>{section.title}</h3>
            <table className="form-table">
              <tbody>
                {filled.map(field => (
                  <tr key={field.name}>
                    <th scope="row">{field.label}</th>
                    <td>{said(field, values[field.name])}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )
      )
    }
    const rows = (values[section.name] as Values[] | undefined) ?? []
    return (
      rows.length > 0 && (
        <section key={section.name} className="form-section form-wide">
          <h3>{section.title}</h3>
          <table className="form-table">
            <thead>
              <tr>
                {section.fields.map(field => (
                  <th key={field.name}>{field.label}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows that were handed in never move
                <tr key={at}>
                  {section.fields.map(field => (
                    <td key={field.name}>{said(field, row[field.name])}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )
    )
  })
}

export function said(field: FormField, value: unknown): string {
  if (value === null || value === undefined || value === '') return ''
  if (typeof value === 'boolean') return value ? '是' : '否'
  const text = Array.isArray(value) ? value.join('、') : String(value)
  return field.unit ? `${text} ${field.unit}` : text
}
