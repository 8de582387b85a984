import { compareModes, type UnitModeView } from '@anlan/contract/duty-mode.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { usePermits } from '../../app/session.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { showTime } from '../../ui/time.ts'
import { gapWords, ModeWord } from './mode-word.tsx'
import { modesQuery } from './requests.ts'

/** Stands on the desk while anything is not 常态, or a proposal waits. */
export function ModeBanner() {
  const may = usePermits()
  const now = useMinute()
  const { data } = useQuery({ ...modesQuery, enabled: may('duty-mode.read') })
  if (!data) return null
  const raised = data.units.filter(one => one.mode !== 'normal').sort((a, b) => compareModes(b.mode, a.mode))
  const [strongest] = raised
  if (!strongest && data.proposals.length === 0) return null
  return (
    <section className={`mode-banner ${strongest?.mode ?? ''}`} aria-label="值班状态">
      {strongest && <Raised units={raised} strongest={strongest} now={now} />}
      {data.countyCallIn.lists > 0 && (
        <span>
          召回 {data.countyCallIn.total}：已确认 {data.countyCallIn.acknowledged}，到岗 {data.countyCallIn.arrived}
        </span>
      )}
      {data.proposals.length > 0 && <b>{data.proposals.length} 项切换待决定</b>}
      <span className="spread" />
      <Link to="/duty/modes">值班状态</Link>
    </section>
  )
}

function Raised({ units, strongest, now }: { units: UnitModeView[]; strongest: UnitModeView; now: Date }) {
  return (
    <>
      <ModeWord mode={strongest.mode} />
      <b>
        {units[0]?.unitName}
        {units.length > 1 && ` 等 ${units.length} 个单位`}
      </b>
      {strongest.since && <span className="quiet">自 {showTime(strongest.since, now)}</span>}
      {strongest.gaps.length > 0 && <span className="late-word">{gapWords(strongest.gaps)}</span>}
    </>
  )
}
