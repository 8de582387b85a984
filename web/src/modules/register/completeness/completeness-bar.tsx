import type { Completeness } from '../requests.ts'

/** A percentage as figure and bar; nothing to count is said, not drawn as zero. */
export function CompletenessBar({ of }: { of: Completeness | undefined }) {
  if (!of || of.percent === null) return <span className="quiet">无记录</span>
  return (
    <span className="completeness" title={`${of.records} 条中 ${of.complete} 条完整`}>
      <i aria-hidden="true">
        <b style={{ width: `${of.percent}%` }} />
      </i>
      <span className="figure">{of.percent}%</span>
    </span>
  )
}
