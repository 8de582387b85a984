import type { Position } from '@anlan/contract/codec.ts'
import type { FieldView, LedgerView, RecordView } from '@anlan/contract/register.ts'
import { EyeOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { PlaceMap } from '../../../fields/place-map.tsx'
import { groupsOf } from './field-groups.ts'

interface RecordValuesProps {
  ledger: LedgerView
  record: RecordView
  /** Sensitive values in full, once a reason was given. */
  disclosed: Record<string, unknown> | null
  onDisclose?: () => void
}

/** All fields under their headings; what is wanted and blank says so. */
export function RecordValues({ ledger, record, disclosed, onDisclose }: RecordValuesProps) {
  const placeField = ledger.fields.find(field => field.kind === 'place')
  const areaField = ledger.fields.find(field => field.kind === 'area')
  const position = placeField ? (record.values[placeField.name] as Position | null) : null
  const areaCode = areaField ? (record.values[areaField.name] as string | null) : null
  return (
    <>
      {groupsOf(ledger.fields).map(group => (
        <section key={group.name} className="field-group">
          <h3>
            {group.name}
            {group.name === '敏感信息' && onDisclose && (
              <Button size="small" icon={<EyeOutlined />} onClick={onDisclose}>
                查看敏感信息
              </Button>
            )}
            {group.name === '敏感信息' && disclosed && (
              <small className="quiet">已显示全文，本次查看已记入变更记录</small>
            )}
          </h3>
          <dl className="values">
            {group.fields.map(field => (
              <div key={field.name} className={field.kind === 'longText' ? 'is-wide' : undefined}>
                <dt>{field.label}</dt>
                <dd>
                  <Value
                    field={field}
                    text={textOf(field, record, disclosed)}
                    isMasked={field.sensitive && !disclosed}
                  />
                </dd>
              </div>
            ))}
          </dl>
          {group.name === '所在位置' && (position || areaCode) && (
            <>
              <PlaceMap position={position} areaCode={areaCode ?? undefined} />
              {!position && <p className="quiet">尚未标注准确位置，图上为所在区划的大致位置</p>}
            </>
          )}
        </section>
      ))}
    </>
  )
}

const textOf = (field: FieldView, record: RecordView, disclosed: Record<string, unknown> | null): string => {
  if (!field.sensitive || !disclosed) return record.shown[field.name] ?? ''
  const value = disclosed[field.name]
  if (value === null || value === undefined) return ''
  const wordOf = (code: unknown) => field.options?.find(option => option.code === code)?.label ?? String(code)
  if (Array.isArray(value)) return value.map(wordOf).join('、')
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (field.kind === 'unit' || field.kind === 'person' || field.kind === 'area') return record.shown[field.name] ?? ''
  return field.options ? wordOf(value) : String(value)
}

function Value({ field, text, isMasked }: { field: FieldView; text: string; isMasked: boolean }) {
  if (!text) return field.expected ? <span className="blank-wanted">未填</span> : <span className="quiet">—</span>
  if (field.kind === 'phone' && !isMasked)
    return (
      <a className="figure" href={`tel:${text}`}>
        {text}
      </a>
    )
  return (
    <>
      {text}
      {field.unit && ` ${field.unit}`}
    </>
  )
}
