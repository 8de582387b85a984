import { useEffect, useRef } from 'react'

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/** `always` fires while typing too; a plain character never should. `off` leaves the key to somebody else. */
export function useHotkey(key: string, act: () => void, { always = false, off = false } = {}) {
  const latest = useRef(act)
  latest.current = act
  useEffect(() => {
    if (off) return
    const onKey = (pressed: KeyboardEvent) => {
      if (pressed.isComposing || pressed.defaultPrevented || pressed.altKey || pressed.ctrlKey || pressed.metaKey)
        return
      if (pressed.key !== key || (!always && isTyping(pressed.target))) return
      pressed.preventDefault()
      latest.current()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [key, always, off])
}

/** Ctrl+Enter presses the primary button in front: that of the open drawer or window, else that of the page. */
export function usePrimaryHotkey() {
  useEffect(() => {
    const onKey = (pressed: KeyboardEvent) => {
      if (pressed.key !== 'Enter' || !(pressed.ctrlKey || pressed.metaKey) || pressed.isComposing) return
      const shown = [...document.querySelectorAll<HTMLButtonElement>('[data-primary]')].filter(
        button => !button.disabled && button.offsetParent !== null,
      )
      const inFront = shown.filter(button => button.closest('.ant-drawer, .ant-modal')).at(-1) ?? shown.at(-1)
      if (!inFront) return
      pressed.preventDefault()
      inFront.click()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

/** Spread on the one primary button of a screen. */
export const primary = { type: 'primary', 'data-primary': true } as const
