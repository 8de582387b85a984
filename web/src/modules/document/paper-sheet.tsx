import type { PaperSection, PaperUrgency, PaperView } from '@anlan/contract/paper.ts'
import { dayOf, showOfficialDay } from '../../ui/time.ts'
import './paper-sheet.css'

/** What of a paper stands on its sheet. */
export interface Sheet {
  title: string
  urgency: PaperUrgency
  sections: PaperSection[]
  main: string[]
  copies: string[]
  note: string
  contact: string
  attachments: string[]
}

const ordinals = '一二三四五六七八九十'
const ordinal = (n: number) => (n < 10 ? ordinals[n] : `十${ordinals[n - 10] ?? ''}`)

/** The paper as it will leave, as large as the page it is printed on. */
export function PaperSheet({ paper, sheet }: { paper: PaperView; sheet: Sheet }) {
  const shown = sheet.sections.filter(section => section.text.trim() || section.table?.rows.length)
  const headed = shown.filter(section => section.heading)
  const day = showOfficialDay(dayOf(paper.signedAt ?? paper.createdAt))
  const notes = [sheet.note, sheet.contact].filter(Boolean)
  return (
    <article className="sheet">
      {paper.state === 'withdrawn' && <div className="sheet-status">【已撤回】{paper.withdrawnReason}</div>}
      {sheet.urgency && <div className="sheet-urgency">{sheet.urgency}</div>}
      <div className="sheet-mark">{paper.unitName}</div>
      <div className="sheet-number">
        {paper.number ?? (paper.isNumbered && <span className="no-print quiet">文号于签发时编定</span>)}
      </div>
      <div className="sheet-rule" />
      <h1>{sheet.title}</h1>
      {sheet.main.length > 0 && <div>{sheet.main.join('、')}：</div>}
      {shown.map((section, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: sections have no other identity than their place
        <section key={i}>
          {section.heading && (
            <h2>
              {/^[一二三四五六七八九十]+、/.test(section.heading) ? '' : `${ordinal(headed.indexOf(section))}、`}
              {section.heading}
            </h2>
          )}
          {section.text
            .split('\n')
            .filter(line => line.trim())
            .map((line, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs have no other identity than their place
              <p key={at}>{line}</p>
            ))}
          {section.table && <SheetTable table={section.table} />}
        </section>
      ))}
      {sheet.attachments.length > 0 && (
        <p>
          附件：
          {sheet.attachments.map((name, i) => (sheet.attachments.length > 1 ? `${i + 1}.${name} ` : name)).join('')}
        </p>
      )}
      <div className="sheet-sign">
        <div>{paper.unitName}</div>
        <div>{day}</div>
      </div>
      {notes.map(note => (
        <p key={note}>（{note.replace(/^（|）$/g, '')}）</p>
      ))}
      <div className="sheet-foot">
        {sheet.copies.length > 0 && <div>抄送：{sheet.copies.join('，')}。</div>}
        <div>
          <span>{paper.unitName}</span>
          <span>{day}印发</span>
        </div>
      </div>
    </article>
  )
}

function SheetTable({ table }: { table: NonNullable<PaperSection['table']> }) {
  return (
    <table>
      <thead>
        <tr>
          {table.headers.map(header => (
            <th key={header}>{header}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity than their place
          <tr key={at}>
            {table.headers.map((header, i) => (
              <td key={header}>{row[i] ?? ''}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
