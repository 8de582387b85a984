import {
  mayBePending,
  type ReportElement,
  type ReportView,
  reportElements,
  requiredElements,
} from '@anlan/contract/event-report.ts'
import { Checkbox } from 'antd'
import { paperSections } from './paper-sections.ts'
import type { ReportEditing } from './use-report-editing.ts'

/** The required elements with ticks; what nobody knows yet is marked 正在核实, never left blank. */
export function ReportCheck({ report, editing }: { report: ReportView; editing: ReportEditing }) {
  const required = new Set(requiredElements(report.kind))
  const elements = paperSections.flatMap(section => section.elements).filter(element => required.has(element))
  const stateOf = (element: ReportElement) => editing.draft.elements[element] ?? { text: '', pending: false }
  const missing = elements.filter(element => !stateOf(element).text.trim() && !stateOf(element).pending)
  const canPend = missing.filter(element => mayBePending(report.kind, element))

  const markAll = () =>
    editing.change({
      elements: {
        ...editing.draft.elements,
        ...Object.fromEntries(canPend.map(element => [element, { text: '', pending: true }])),
      },
    })

  return (
    <section className="panel">
      <h2>
        必填要素
        <small className="figure">
          {elements.length - missing.length}/{elements.length}
        </small>
        <span className="spread" />
        {canPend.length > 0 && (
          <button type="button" className="link" onClick={markAll}>
            其余均写“正在核实”
          </button>
        )}
      </h2>
      {elements.length === 0 && <div className="nothing">该类报告没有必填要素，写明变化和进展即可</div>}
      <ul className="check-list">
        {elements.map(element => {
          const value = stateOf(element)
          const isFilled = Boolean(value.text.trim())
          return (
            <li key={element} className={isFilled ? 'is-filled' : value.pending ? 'is-pending' : 'is-missing'}>
              <button type="button" onClick={() => document.getElementById(`element-${element}`)?.focus()}>
                {reportElements[element].name}
              </button>
              {!isFilled && mayBePending(report.kind, element) && (
                <Checkbox
                  checked={value.pending}
                  onChange={({ target }) => editing.changeElement(element, { pending: target.checked })}
                >
                  正在核实
                </Checkbox>
              )}
              {!isFilled && !mayBePending(report.kind, element) && <span className="quiet">报出前须写明</span>}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** What this paper says that the last one did not. */
export function Differences({ report }: { report: ReportView }) {
  if (report.differences.length === 0) return null
  return (
    <section className="panel">
      <h2>与上一份报告相比</h2>
      <ul className="differences">
        {report.differences.map(difference => (
          <li key={difference.element}>
            <b>{difference.name}</b> <del>{difference.before || '未报'}</del> →{' '}
            <ins>{difference.after || '（本次未写）'}</ins>
          </li>
        ))}
      </ul>
    </section>
  )
}
