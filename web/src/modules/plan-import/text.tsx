import type { PlanImportView, PlanProposal } from '@anlan/contract/plan-import.ts'
import { memo, useEffect, useMemo, useRef } from 'react'

interface Mark {
  key: string
  from: number
  to: number
}

/** The document as it was brought, with the sentences that proposals came from marked; a mark leads to its proposal. */
export function DocumentText(props: {
  view: PlanImportView
  chosen: PlanProposal | undefined
  onChoose: (key: string) => void
}) {
  const marks = useMemo(() => marksOf(props.view), [props.view])
  const place = useRef<HTMLElement>(null)
  const paragraph = props.chosen?.source.paragraph
  useEffect(() => {
    if (paragraph) place.current?.querySelector(`[data-paragraph="${paragraph}"]`)?.scrollIntoView({ block: 'center' })
  }, [paragraph])
  return (
    <section className="panel plan-import-text" ref={place}>
      <h2>原文</h2>
      <div className="plan-import-scroll">
        {props.view.paragraphs.map((one, i) => (
          <Paragraph
            // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs are numbered and never move
            key={i}
            number={i + 1}
            text={one.text}
            label={one.label}
            inTable={one.inTable}
            marks={marks.get(i + 1) ?? none}
            chosen={paragraph === i + 1 ? (props.chosen?.key ?? null) : null}
            onChoose={props.onChoose}
          />
        ))}
      </div>
    </section>
  )
}
const none: Mark[] = []

/** Where sentences stand in their paragraphs; chapters mark only their title, and of overlapping ones the first counts. */
function marksOf(view: PlanImportView): Map<number, Mark[]> {
  const found = new Map<number, Mark[]>()
  for (const one of view.proposals) {
    const { paragraph, sentence } = one.source
    const from = sentence ? (view.paragraphs[paragraph - 1]?.text.indexOf(sentence) ?? -1) : -1
    if (from < 0) continue
    const here = found.get(paragraph) ?? []
    const mark = { key: one.key, from, to: from + sentence.length }
    if (!here.some(other => mark.from < other.to && other.from < mark.to)) here.push(mark)
    found.set(paragraph, here)
  }
  for (const here of found.values()) here.sort((a, b) => a.from - b.from)
  return found
}

const Paragraph = memo(function Paragraph(props: {
  number: number
  text: string
  label: string
  inTable: boolean
  marks: Mark[]
  chosen: string | null
  onChoose: (key: string) => void
}) {
  const parts = props.marks.map((mark, i) => ({
    ...mark,
    before: props.text.slice(props.marks[i - 1]?.to ?? 0, mark.from),
  }))
  return (
    <p data-paragraph={props.number} data-in-table={props.inTable} data-chosen={props.chosen !== null}>
      {props.label && <span className="quiet">{props.label}</span>}
      {parts.map(mark => (
        <span key={mark.key}>
          {mark.before}
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: the list beside it is for the keyboard */}
          <mark data-chosen={mark.key === props.chosen} onClick={() => props.onChoose(mark.key)}>
            {props.text.slice(mark.from, mark.to)}
          </mark>
        </span>
      ))}
      {props.text.slice(props.marks.at(-1)?.to ?? 0)}
    </p>
  )
})
