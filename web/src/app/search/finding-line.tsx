import type { Finding } from '@anlan/contract/search.ts'

/** One thing found: what it is, its title with the words marked, and where the words stand. */
export function FindingLine({ finding, text }: { finding: Finding; text: string }) {
  return (
    <>
      <span className="finding-kind">{finding.kindLabel}</span>
      <span className="finding-words">
        <b>
          <Marked text={finding.title} word={text.split(/\s+/)[0] ?? ''} />
        </b>
        {finding.unitName && finding.unitName !== finding.title && (
          <span className="finding-unit">{finding.unitName}</span>
        )}
        <span className="finding-excerpt">
          <Marked text={finding.excerpt} word={text.split(/\s+/)[0] ?? ''} />
        </span>
      </span>
    </>
  )
}

function Marked({ text, word }: { text: string; word: string }) {
  const at = word ? text.toLowerCase().indexOf(word.toLowerCase()) : -1
  if (at < 0) return text
  return (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, at + word.length)}</mark>
      {text.slice(at + word.length)}
    </>
  )
}
