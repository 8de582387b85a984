import type { Confidence } from '@anlan/contract/codec.ts'
import './source-mark.css'

const meaning: Record<Confidence, string> = {
  确: '已与原文核对',
  较确: '通行做法，未逐字核对',
  待核: '待县里核实后启用',
  设计: '本系统默认值，不是法规',
}

/** What the marks of a table mean, in one line beside its heading. */
export function SourceLegend() {
  return (
    <span className="quiet">
      {Object.entries(meaning)
        .map(([mark, words]) => `${mark}：${words}`)
        .join('；')}
    </span>
  )
}

/** How sure we are of a rule, as its source row says. */
export function SourceMark({ confidence }: { confidence: Confidence }) {
  return (
    <span className={`source-mark${confidence === '待核' ? ' source-mark-open' : ''}`} title={meaning[confidence]}>
      {confidence}
    </span>
  )
}
