import type { FormDefinition, FormField, FormView } from '@anlan/contract/form.ts'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { useSession } from '../../app/session.tsx'
import { primary } from '../../ui/hotkeys.ts'
import { Loaded } from '../../ui/states.tsx'
import { formQuery } from './requests.ts'
import './form.css'

/** A blank form on A4, to be filled in by hand and typed in later. */
export function FormPrintPage() {
  const { id = '' } = useParams()
  const form = useQuery(formQuery(id))
  return <Loaded of={form}>{view => <Sheet form={view} />}</Loaded>
}

function Sheet({ form }: { form: FormView }) {
  const [asked] = useSearchParams()
  const go = useNavigate()
  const { unitName } = useSession()
  const wanted = Number(asked.get('version') ?? form.version)
  const version = form.versions.find(one => one.version === wanted) ?? form.versions[0]
  const definition = version?.definition ?? form.draft
  return (
    <>
      <style>{'@page { size: A4 portrait; margin: 18mm 15mm; }'}</style>
      <header className="head no-print">
        <h1>打印空表：{form.name}</h1>
        <span className="quiet">手填后请尽快补录，写明书写时间和书写人</span>
        <span className="spread" />
        <Button onClick={() => void go(-1)}>返回</Button>
        <Button {...primary} onClick={() => window.print()}>
          打印
        </Button>
      </header>
      <article className="form-paper">
        <h2>{form.name}</h2>
        <p className="form-paper-line">
          <span>填报单位：{unitName}</span>
          <span>报送期次：　　月　　日　　时</span>
          <span>{version ? `第 ${version.version} 版` : '草稿'}</span>
        </p>
        <Blanks definition={definition} />
        {definition.footnote && <p>注：{definition.footnote}</p>}
        <p className="form-paper-line">
          <span>填表人：　　　　　　</span>
          <span>负责人：　　　　　　</span>
          <span>书写时间：　　年　　月　　日　　时　　分</span>
        </p>
      </article>
    </>
  )
}

const rowsOnPaper = 4
/** Of a table that follows a ledger: as many units have. */
const rowsByLedger = 12

function Blanks({ definition }: { definition: FormDefinition }) {
  return (
    <>
      {definition.allowsNone && <p>□ {definition.noneWords}（勾选后以下免填）</p>}
      {definition.sections.map(section => (
        <section key={section.name || section.title}>
          <h3>{section.title}</h3>
          {section.kind === 'fields' ? (
            <table>
              <tbody>
                {pairs(section.fields).map(row => (
                  <tr key={row.map(field => field.label).join()}>
                    {row.flatMap(field => [
                      <th key={`${field.label} word`}>
                        {field.label}
                        {field.required && ' *'}
                      </th>,
                      <td
                        key={field.label}
                        colSpan={row.length === 1 ? 3 : 1}
                        className={field.kind === 'longText' ? 'is-tall' : undefined}
                      >
                        {hint(field)}
                      </td>,
                    ])}
                  </tr>
                ))}
              </tbody>
            </table>
          ) : (
            <table>
              <thead>
                <tr>
                  {section.fields.map(field => (
                    <th key={field.label} style={{ width: 'auto' }}>
                      {field.label}
                      {field.unit && `（${field.unit}）`}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {Array.from({ length: section.rowsOf ? rowsByLedger : rowsOnPaper }, (_, row) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: blank rows are all alike
                  <tr key={row}>
                    {section.fields.map(field => (
                      <td key={field.label} />
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </section>
      ))}
    </>
  )
}

/** Two short fields stand beside each other; a long one has the line for itself. */
function pairs(fields: FormField[]): FormField[][] {
  const rows: FormField[][] = []
  for (const field of fields) {
    const last = rows.at(-1)
    const isLong = field.kind === 'longText' || field.kind === 'choices' || field.options.length > 3
    const joins =
      last?.length === 1 &&
      !isLong &&
      last[0] &&
      last[0].kind !== 'longText' &&
      last[0].kind !== 'choices' &&
      last[0].options.length <= 3
    if (joins) last.push(field)
    else rows.push([field])
  }
  return rows
}

function hint(field: FormField): string {
  if (field.options.length > 0) return field.options.map(option => `□ ${option}`).join('　')
  if (field.kind === 'yesNo') return '□ 是　□ 否'
  return field.unit ? `　　　　　${field.unit}` : ''
}
