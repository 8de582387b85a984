import {
  mayBePending,
  type ReportElement,
  type ReportView,
  reportElements,
  reportKinds,
  requiredElements,
  signerOf,
} from '@anlan/contract/event-report.ts'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { UnitsSelect } from '../../../../fields/unit-select.tsx'
import { dayOf, showOfficial, showOfficialDay } from '../../../../ui/time.ts'
import { paperMark, paperSections } from './paper-sections.ts'
import { SignOff } from './sign-off.tsx'
import type { ReportEditing } from './use-report-editing.ts'

/** The paper as it will leave: read, or written on in place while it is ours to change. */
export function Paper({ report, editing }: { report: ReportView; editing: ReportEditing | null }) {
  const recipients = report.recipients.filter(recipient => !recipient.copy)
  const copies = report.recipients.filter(recipient => recipient.copy)
  const signer = signerOf(report.signatures)
  return (
    <article className="paper">
      <div className="paper-mark">{paperMark[report.kind]}</div>
      <div className="paper-number">
        <span>{report.number ?? <em className="no-print">期号于报出时编定</em>}</span>
        <span>签发人：{signer?.byName ?? ''}</span>
      </div>
      <div className="paper-rule" />
      {editing ? (
        <Input.TextArea
          className="paper-title"
          variant="borderless"
          autoSize
          value={editing.draft.title}
          onChange={({ target }) => editing.change({ title: target.value.replaceAll('\n', '') })}
          maxLength={120}
          aria-label="标题"
        />
      ) : (
        <h1 className="paper-title">{report.title}</h1>
      )}
      <div className="paper-to">
        {editing ? (
          <UnitsSelect
            value={editing.draft.recipientUnitIds}
            onChange={recipientUnitIds => editing.change({ recipientUnitIds })}
            placeholder="主送单位"
          />
        ) : (
          recipients.map(recipient => recipient.unitName).join('、')
        )}
        ：
      </div>
      {editing ? <PaperElements report={report} editing={editing} /> : <PaperText report={report} />}
      {report.nextReportBy && (
        <p className="paper-body">后续情况将及时续报，下次报告不迟于{showOfficial(report.nextReportBy)}。</p>
      )}
      <div className="paper-sign">
        <div>{report.unitName}</div>
        <div>{showOfficialDay(dayOf(report.submittedAt ?? report.createdAt))}</div>
      </div>
      <div className="paper-foot">
        <span>
          抄送：
          {editing ? (
            <UnitsSelect
              value={editing.draft.copyUnitIds}
              onChange={copyUnitIds => editing.change({ copyUnitIds })}
              placeholder="抄送单位（可不填）"
            />
          ) : (
            copies.map(copy => copy.unitName).join('，') || '无'
          )}
        </span>
      </div>
      <SignOff report={report} />
    </article>
  )
}

function PaperText({ report }: { report: ReportView }) {
  return (
    <>
      {report.paragraphs.map(paragraph => (
        <section key={`${paragraph.heading}${paragraph.text.slice(0, 24)}`}>
          {paragraph.heading && <h2 className="paper-heading">{paragraph.heading}</h2>}
          {paragraph.text.split('\n').map(line => (
            <p key={line} className="paper-body">
              {line}
            </p>
          ))}
        </section>
      ))}
    </>
  )
}

function PaperElements({ report, editing }: { report: ReportView; editing: ReportEditing }) {
  const required = new Set(requiredElements(report.kind))
  const [opened, setOpened] = useState<ReportElement[]>([])
  const changed = new Set(report.differences.map(difference => difference.element))
  const isShown = (element: ReportElement) => {
    const value = editing.draft.elements[element]
    return required.has(element) || opened.includes(element) || Boolean(value?.text || value?.pending)
  }
  return (
    <>
      {(report.kind === 'supplement' || report.kind === 'withdraw') && (
        <section>
          <h2 className="paper-heading">{report.kind === 'withdraw' ? '撤销理由' : '补报说明'}</h2>
          <Input.TextArea
            className="paper-text"
            variant="borderless"
            autoSize
            value={editing.draft.reason}
            onChange={({ target }) => editing.change({ reason: target.value })}
            placeholder={`说明${reportKinds[report.kind]}的原因`}
            maxLength={1000}
          />
        </section>
      )}
      {paperSections.map(section => {
        const shown = section.elements.filter(isShown)
        const others = section.elements.filter(element => !isShown(element))
        return (
          <section key={section.heading}>
            <h2 className="paper-heading">{section.heading}</h2>
            {shown.map(element => (
              <ElementLine
                key={element}
                element={element}
                editing={editing}
                isRequired={required.has(element)}
                isChanged={changed.has(element)}
                mayPend={mayBePending(report.kind, element)}
              />
            ))}
            {others.length > 0 && (
              <div className="paper-more no-print">
                {others.map(element => (
                  <Button
                    key={element}
                    type="dashed"
                    size="small"
                    onClick={() => setOpened(before => [...before, element])}
                  >
                    ＋{reportElements[element].name}
                  </Button>
                ))}
              </div>
            )}
          </section>
        )
      })}
    </>
  )
}

interface ElementLineProps {
  element: ReportElement
  editing: ReportEditing
  isRequired: boolean
  isChanged: boolean
  mayPend: boolean
}

function ElementLine({ element, editing, isRequired, isChanged, mayPend }: ElementLineProps) {
  const value = editing.draft.elements[element] ?? { text: '', pending: false }
  const { name } = reportElements[element]
  const isMissing = isRequired && !value.text.trim() && !value.pending
  return (
    <div className={['element', isMissing && 'is-missing', isChanged && 'is-changed'].filter(Boolean).join(' ')}>
      <label htmlFor={`element-${element}`}>{name}：</label>
      <Input.TextArea
        id={`element-${element}`}
        className="paper-text"
        variant="borderless"
        autoSize
        value={value.text}
        placeholder={
          value.pending ? '正在核实' : isRequired ? (mayPend ? '必填，不掌握的写“正在核实”' : '必填，报出前须写明') : ''
        }
        onChange={({ target }) =>
          editing.changeElement(element, { text: target.value, pending: target.value.trim() ? false : value.pending })
        }
        onBlur={() => {
          if (mayPend && value.text.trim() === '正在核实') editing.changeElement(element, { text: '', pending: true })
        }}
        maxLength={4000}
      />
    </div>
  )
}
