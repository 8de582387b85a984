import type { ReactNode } from 'react'
import './rows.css'

export interface Column<T> {
  title: string
  show: (item: T) => ReactNode
  width?: number | string
  /** Numbers stand to the right, in figures of one width. */
  numeric?: boolean
  /** Left out on a phone. */
  minor?: boolean
  /** On a phone the title stands before the value, which says too little alone; with numbers it always does. */
  named?: boolean
}

interface RowsProps<T> {
  items: T[]
  columns: Column<T>[]
  keyOf: (item: T) => string
  onOpen?: (item: T) => void
  isOpen?: (item: T) => boolean
  toneOf?: (item: T) => string | undefined
}

/** A dense list: 34 px rows, hairlines; on a phone each row becomes a small card. */
export function Rows<T>({ items, columns, keyOf, onOpen, isOpen, toneOf }: RowsProps<T>) {
  return (
    <table className="rows">
      <thead>
        <tr>
          {columns.map(column => (
            <th
              key={column.title}
              style={column.width === undefined ? undefined : { width: column.width }}
              className={column.numeric ? 'numeric' : undefined}
            >
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map(item => (
          <tr
            key={keyOf(item)}
            className={[onOpen && 'openable', isOpen?.(item) && 'is-open', toneOf?.(item)].filter(Boolean).join(' ')}
            tabIndex={onOpen ? 0 : undefined}
            onClick={onOpen && (() => onOpen(item))}
            onKeyDown={
              onOpen &&
              (pressed => {
                if (pressed.key === 'Enter' && pressed.target === pressed.currentTarget) onOpen(item)
              })
            }
          >
            {columns.map(column => (
              <td
                key={column.title}
                data-title={column.title}
                className={[
                  column.numeric && 'numeric',
                  column.minor && 'minor',
                  (column.numeric || column.named) && 'named',
                ]
                  .filter(Boolean)
                  .join(' ')}
              >
                {column.show(item)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
