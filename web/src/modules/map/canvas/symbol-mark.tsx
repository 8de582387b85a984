import type { MapSymbol } from '@anlan/contract/map.ts'
import { symbolPath } from './symbols.ts'

/** A layer's symbol beside its name. */
export function SymbolMark({ symbol, size = 16 }: { symbol: MapSymbol; size?: number }) {
  return (
    <svg className="symbol-mark" width={size} height={size} viewBox="0 0 44 44" aria-hidden="true">
      <path d={symbolPath(symbol.shape)} fill={symbol.color} />
    </svg>
  )
}
