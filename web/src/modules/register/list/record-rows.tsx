import type { FieldView, LedgerView, RecordView } from '@anlan/contract/register.ts'
import { Checkbox } from 'antd'
import '../../../ui/rows.css'
import { useMinute } from '../../../ui/clock/clock.ts'
import { showTime } from '../../../ui/time.ts'
import { FreshnessMark, MissingMark } from '../record/marks.tsx'
import { usualSort } from './list-state.ts'

interface RecordRowsProps {
  ledger: LedgerView
  columns: FieldView[]
  items: RecordView[]
  sort: string
  onSort: (sort: string | undefined) => void
  openId: string | null
  onOpen: (id: string) => void
  chosen: ReadonlyMap<string, RecordView>
  onChoose: (records: RecordView[], chosen: boolean) => void
}

const isNumber = (field: FieldView) => field.kind === 'integer' || field.kind === 'decimal'

/** The records as rows; on a phone each becomes a card with its labels. */
export function RecordRows(props: RecordRowsProps) {
  const { ledger, columns, items, sort, onSort, openId, onOpen, chosen, onChoose } = props
  const now = useMinute()
  const title = ledger.fields.find(field => field.name === ledger.titleField)
  const allChosen = items.length > 0 && items.every(item => chosen.has(item.id))
  const heading = (field: FieldView) => <Heading field={field} sort={sort} onSort={onSort} />
  const open = (item: RecordView) => onOpen(item.id)
  return (
    <div className="ledger-scroll">
      <table className="rows ledger-rows">
        <thead>
          <tr>
            <th className="choose">
              <Checkbox
                aria-label="选择已显示的全部记录"
                checked={allChosen}
                indeterminate={!allChosen && items.some(item => chosen.has(item.id))}
                onChange={({ target }) => onChoose(items, target.checked)}
              />
              {title && heading(title)}
            </th>
            {columns.map(field => (
              <th
                key={field.name}
                className={isNumber(field) ? 'numeric' : undefined}
                aria-sort={sort === field.name ? 'ascending' : sort === `-${field.name}` ? 'descending' : undefined}
              >
                {heading(field)}
              </th>
            ))}
            <th>{ledger.ownerLabel}</th>
            <th>完整情况</th>
            {ledger.verifyEveryDays && <th>核实情况</th>}
            <th>
              <SortButton name="updatedAt" label="更新" sort={sort} onSort={onSort} />
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map(item => (
            <tr
              key={item.id}
              className={[
                'openable',
                item.id === openId && 'is-open',
                (item.freshness === 'stale' || item.removedAt) && 'stale',
              ]
                .filter(Boolean)
                .join(' ')}
              tabIndex={0}
              data-record={item.id}
              onClick={() => open(item)}
              onKeyDown={pressed => {
                if (pressed.target !== pressed.currentTarget) return
                if (pressed.key === 'Enter') open(item)
                if (pressed.key === ' ') {
                  pressed.preventDefault()
                  onChoose([item], !chosen.has(item.id))
                }
              }}
            >
              <td className="choose">
                {/* biome-ignore lint/a11y/noStaticElementInteractions: only keeps a tick from opening the record */}
                {/* biome-ignore lint/a11y/useKeyWithClickEvents: the box inside answers the keyboard */}
                <span onClick={clicked => clicked.stopPropagation()}>
                  <Checkbox
                    aria-label={`选择 ${item.title}`}
                    checked={chosen.has(item.id)}
                    onChange={({ target }) => onChoose([item], target.checked)}
                  />
                </span>
                <b>{item.title}</b>
                {item.removedAt && <span className="word-tag">已注销</span>}
              </td>
              {columns.map(field => (
                <td key={field.name} data-title={field.label} className={isNumber(field) ? 'numeric' : undefined}>
                  <Shown field={field} item={item} />
                </td>
              ))}
              <td data-title={ledger.ownerLabel}>{item.unitName}</td>
              <td>
                <MissingMark missing={item.missing} />
              </td>
              {ledger.verifyEveryDays && <td>{!item.removedAt && <FreshnessMark record={item} />}</td>}
              <td className="minor quiet">{showTime(item.updatedAt, now)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const longestInCell = 40

function Shown({ field, item }: { field: FieldView; item: RecordView }) {
  const text = item.shown[field.name] ?? ''
  if (field.kind === 'phone' && text && !field.sensitive)
    return (
      <a className="figure" href={`tel:${text}`} onClick={clicked => clicked.stopPropagation()}>
        {text}
      </a>
    )
  if (isNumber(field) && text) return `${text}${field.unit ? ` ${field.unit}` : ''}`
  return text.length > longestInCell ? <span title={text}>{text.slice(0, longestInCell)}…</span> : text
}

function Heading({ field, sort, onSort }: { field: FieldView; sort: string; onSort: RecordRowsProps['onSort'] }) {
  return field.sortable && field.inList ? (
    <SortButton name={field.name} label={field.label} sort={sort} onSort={onSort} />
  ) : (
    field.label
  )
}

interface SortButtonProps {
  name: string
  label: string
  sort: string
  onSort: RecordRowsProps['onSort']
}

/** Up, down, and back to the latest changes on top. */
function SortButton({ name, label, sort, onSort }: SortButtonProps) {
  const isUp = sort === name
  const isDown = sort === `-${name}`
  const next = isUp ? `-${name}` : isDown ? undefined : name
  return (
    <button
      type="button"
      className={isUp || isDown ? 'sorter is-sorting' : 'sorter'}
      title={isUp ? '现为升序，点此改为降序' : isDown ? '现为降序，点此恢复默认次序' : `按${label}排序`}
      onClick={() => onSort(next === usualSort ? undefined : next)}
    >
      {label}
      <span aria-hidden="true">{isUp ? ' ↑' : isDown ? ' ↓' : ' ↕'}</span>
    </button>
  )
}
