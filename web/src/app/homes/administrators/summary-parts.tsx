import type { ReactNode } from 'react'
import { Link } from 'react-router'

export interface Figure {
  name: string
  value: ReactNode
  /** What to do about it, or what it means. */
  note?: ReactNode
  to?: string
  /** Something has to be done. */
  bad?: boolean
}

/** A few figures side by side, each with what it means and the way to where it is dealt with. */
export function Figures({ of }: { of: Figure[] }) {
  return (
    <ul className="summary-figures">
      {of.map(({ name, value, note, to, bad }) => (
        <li key={name} className={bad ? 'is-bad' : undefined}>
          <span className="quiet">{name}</span>
          <b className="figure">{value}</b>
          {note && <small className="quiet">{note}</small>}
          {to && <Link to={to}>{bad ? '去办理' : '查看'}</Link>}
        </li>
      ))}
    </ul>
  )
}

/** 3.2 GB. */
export function showBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB']
  let [size, i] = [bytes, 0]
  while (size >= 1024 && i < units.length - 1) {
    size /= 1024
    i++
  }
  return `${size >= 100 || i === 0 ? Math.round(size) : size.toFixed(1)} ${units[i]}`
}
