import type { DrawnShape, MapLayer, QueryShape } from '@anlan/contract/map.ts'
import { useState } from 'react'
import type { View } from '../canvas/map-canvas.tsx'

/** What somebody chose on his own map stays on his own machine. */
const remembered = <T>(key: string): T | null => {
  try {
    return JSON.parse(localStorage.getItem(`anlan.map.${key}`) ?? 'null') as T | null
  } catch {
    return null
  }
}
const remember = (key: string, value: unknown) => localStorage.setItem(`anlan.map.${key}`, JSON.stringify(value))

export const rememberedView = () => remembered<View>('view')
export const rememberView = (view: View) => remember('view', view)

/** Layers switched on or off by hand; the others are shown as they declare. */
export function useShownLayers() {
  const [chosen, setChosen] = useState(() => remembered<Record<string, boolean>>('layers') ?? {})
  const [hiddenKinds, setHiddenKinds] = useState<Record<string, string[]>>({})
  const set = (next: Record<string, boolean>) => {
    setChosen(next)
    remember('layers', next)
  }
  return {
    isShown: (layer: MapLayer) => chosen[layer.name] ?? layer.shownAtFirst,
    show: (names: string[], isOn: boolean) =>
      set({ ...chosen, ...Object.fromEntries(names.map(name => [name, isOn])) }),
    /** Exactly these, for this visit only: a shared view does not change what one is used to. */
    showOnly: (all: MapLayer[], names: string[]) =>
      setChosen(Object.fromEntries(all.map(layer => [layer.name, names.includes(layer.name)]))),
    hiddenKinds,
    hideKinds: (layer: string, kinds: string[]) => setHiddenKinds({ ...hiddenKinds, [layer]: kinds }),
  }
}

export function useBaseChoice() {
  const [baseId, setBaseId] = useState(() => remembered<string>('base'))
  return [
    baseId,
    (id: string) => {
      setBaseId(id)
      remember('base', id)
    },
  ] as const
}

/** What the side panel is about. */
export type Subject =
  | { kind: 'thing'; layer: string; id: string }
  | { kind: 'query'; shape: QueryShape }
  | { kind: 'views' }
  | { kind: 'sketch' }

export type Sketch = DrawnShape[]
