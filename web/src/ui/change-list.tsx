import type { ChangeEntry } from '@anlan/contract/change.ts'
import type { ReactNode } from 'react'
import { showInstant } from './time.ts'
import './change-list.css'

/** Changes of a rule or a row, newest first: who, when, why, and each field's old and new value. */
export function ChangeList({ items, origin }: { items: ChangeEntry[]; origin?: ReactNode }) {
  return (
    <ol className="record-history">
      {items.map(change => (
        <li key={change.id}>
          <p>
            <span>{change.byName ?? '系统'}</span>
            <time className="quiet figure">{showInstant(change.at)}</time>
          </p>
          {change.changes.length === 0 ? <p className="quiet">内容没有变化</p> : <Differences of={change.changes} />}
          <p className="quiet">
            理由：{change.reason}
            {change.source && `（${change.source}）`}
          </p>
        </li>
      ))}
      {origin && <li className="quiet">{origin}</li>}
    </ol>
  )
}

interface Difference {
  label: string
  before: string | null
  after: string | null
}

/** Field by field, what was and what is. */
export function Differences({ of }: { of: Difference[] }) {
  return (
    <ul className="differences">
      {of.map(one => (
        <li key={one.label}>
          <span>{one.label}</span>
          <Before text={one.before} />
          <span aria-hidden="true">→</span>
          <After text={one.after} />
        </li>
      ))}
    </ul>
  )
}

/** The old value, struck through; 改前 is said to those who do not see it. */
export function Before({ text }: { text: string | null }) {
  return (
    <del>
      <span className="visually-hidden">由</span>
      {text || '（空）'}
    </del>
  )
}

export function After({ text }: { text: string | null }) {
  return (
    <ins>
      <span className="visually-hidden">改为</span>
      {text || '（空）'}
    </ins>
  )
}
