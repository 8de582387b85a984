import { type PieceStatus, pieceStatuses } from '@anlan/contract/form.ts'

const marks: Record<PieceStatus, string> = {
  waiting: '○',
  reported: '●',
  none: '✓',
  missing: '✕',
  partial: '◐',
  returned: '↩',
  cancelled: '–',
}

/** Where a piece stands, by shape and colour, in words for who hears the page. A late one carries 迟 beside its shape. */
export function PieceMark({ status, late, words = false }: { status: PieceStatus; late: boolean; words?: boolean }) {
  const said = late ? `${pieceStatuses[status]}（迟报）` : pieceStatuses[status]
  return (
    <span className={`piece-mark is-${status}${late ? ' is-late' : ''}`} title={said}>
      <span aria-hidden="true">{marks[status]}</span>
      {late && <small aria-hidden="true">迟</small>}
      {words ? <b>{said}</b> : <span className="sr">{said}</span>}
    </span>
  )
}

export const legend: { status: PieceStatus; late: boolean }[] = [
  { status: 'reported', late: false },
  { status: 'none', late: false },
  { status: 'reported', late: true },
  { status: 'missing', late: false },
  { status: 'partial', late: false },
  { status: 'waiting', late: false },
  { status: 'returned', late: false },
]
