import { type EventView, type FigureView, figureStatuses } from '@anlan/contract/emergency-event.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { Permitted } from '../../../app/session.tsx'
import { useMinute } from '../../../ui/clock/clock.ts'
import { Loaded, Nothing } from '../../../ui/states.tsx'
import { showTime } from '../../../ui/time.ts'
import { figuresQuery } from './requests.ts'

/** Always on the strip, said or not: what everybody asks first. */
const core = [
  { indicator: 'deaths', name: '死亡' },
  { indicator: 'missing', name: '失联' },
  { indicator: 'trapped', name: '被困' },
  { indicator: 'seriousInjuries', name: '重伤' },
  { indicator: 'minorInjuries', name: '轻伤' },
  { indicator: 'relocated', name: '转移' },
]
const shortNames = new Map(core.map(({ indicator, name }) => [indicator, name]))

interface FiguresStripProps {
  event: EventView
  onCorrect: () => void
}

/** 死亡 0 · 失联 2 待核 · 转移 596: each opens its history. */
export function FiguresStrip({ event, onCorrect }: FiguresStripProps) {
  const [opened, setOpened] = useState<string | null>(null)
  const current = event.figures.filter(figure => figure.supersededById === null)
  const byIndicator = new Map(current.map(figure => [figure.indicator, figure]))
  const others = current.filter(figure => !shortNames.has(figure.indicator))
  return (
    <div className="figures">
      {core.map(({ indicator, name }) => (
        <FigureCell
          key={indicator}
          name={name}
          figure={byIndicator.get(indicator)}
          onOpen={() => setOpened(indicator)}
        />
      ))}
      {others.map(figure => (
        <FigureCell
          key={figure.indicator}
          name={figure.indicatorName}
          figure={figure}
          onOpen={() => setOpened(figure.indicator)}
        />
      ))}
      <Permitted to="event.update">
        {event.state !== 'closed' && event.state !== 'withdrawn' && <Button onClick={onCorrect}>更正数据</Button>}
      </Permitted>
      <Drawer open={opened !== null} onClose={() => setOpened(null)} title="数据来历" size={480}>
        {opened && <FigureHistory eventId={event.id} indicator={opened} />}
      </Drawer>
    </div>
  )
}

function FigureCell({ name, figure, onOpen }: { name: string; figure?: FigureView; onOpen: () => void }) {
  const isUnknown = !figure || figure.value === null
  return (
    <button type="button" className="figure-cell" onClick={onOpen}>
      <span>{name}</span>
      {isUnknown ? (
        <b className="is-unknown">正在核实</b>
      ) : (
        <b>
          {figure.value}
          <small>{figure.unit}</small>
        </b>
      )}
      {figure && !isUnknown && figure.status === 'unverified' && <i>{figureStatuses.unverified}</i>}
    </button>
  )
}

function FigureHistory({ eventId, indicator }: { eventId: string; indicator: string }) {
  const figures = useQuery(figuresQuery(eventId))
  const now = useMinute()
  return (
    <Loaded of={figures}>
      {({ items }) => {
        const history = items
          .filter(figure => figure.indicator === indicator)
          .sort((a, b) => b.recordedAt.localeCompare(a.recordedAt))
        if (history.length === 0) return <Nothing what="这一项还没有报过数，报告中写为“正在核实”" />
        return (
          <ol className="figure-history">
            {history.map((figure, index) => (
              <li key={figure.id} className={index === 0 ? 'is-current' : undefined}>
                <b className="figure">
                  {figure.indicatorName} {figure.value === null ? '正在核实' : `${figure.value} ${figure.unit}`}
                </b>{' '}
                <span className="word-tag">{figureStatuses[figure.status]}</span>
                <div>来源：{figure.source}</div>
                {figure.reason && <div>更正理由：{figure.reason}</div>}
                <div className="quiet">
                  截至 {showTime(figure.asOf, now)} · 获知 {showTime(figure.knownAt, now)} · {figure.recordedByName}{' '}
                  {showTime(figure.recordedAt, now)} 记
                </div>
              </li>
            ))}
          </ol>
        )
      }}
    </Loaded>
  )
}
