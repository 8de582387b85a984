import { type ReactNode, useRef, useState } from 'react'

/**
 * Nothing moves by itself under the hand: while the pointer or the focus is inside, the order stays and new lines
 * wait behind a strip; otherwise the list follows the data.
 */
export function Steady<T>(props: {
  items: T[]
  keyOf: (item: T) => string
  what: string
  children: (items: T[]) => ReactNode
}) {
  const { items, keyOf, what, children } = props
  const [held, setHeld] = useState(false)
  const order = useRef<string[]>([])
  const keys = items.map(keyOf)
  const isSame = keys.length === order.current.length && keys.every((key, index) => key === order.current[index])
  if (!held && !isSame) order.current = keys

  const byKey = new Map(items.map(item => [keyOf(item), item]))
  const shown = order.current.flatMap(key => byKey.get(key) ?? [])
  const waiting = items.length - shown.length

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only notices that a hand is there; nothing is operated by it
    <div
      className="steady"
      onPointerEnter={pointed => pointed.pointerType === 'mouse' && setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {held && !isSame && (
        <button type="button" className="strip" onClick={() => setHeld(false)}>
          {waiting > 0 ? `新增 ${waiting} ${what}，点此显示` : '次序有变化，点此更新'}
        </button>
      )}
      {children(held ? shown : items)}
    </div>
  )
}
