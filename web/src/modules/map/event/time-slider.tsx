import type { EventMoment } from '@anlan/contract/map.ts'
import { CaretRightOutlined, PauseOutlined } from '@ant-design/icons'
import { Button, Slider } from 'antd'
import { useEffect, useState } from 'react'
import { showInstant } from '../../../ui/time.ts'
import './time-slider.css'

interface TimeSliderProps {
  moment: EventMoment
  time: string
  onTime: (time: string) => void
  onClose: () => void
}

const stepMs = 1_200

/** 时间回放: from when the event became known until now; playing goes from one change to the next. */
export function TimeSlider({ moment, time, onTime, onClose }: TimeSliderProps) {
  const [isPlaying, setPlaying] = useState(false)
  const at = Date.parse(time)
  const [from, until] = [Date.parse(moment.from), Date.parse(moment.until)]
  const marks = moment.marks.map(mark => ({ at: Date.parse(mark.at), label: mark.label }))
  const next = marks.find(mark => mark.at > at)
  const nextAt = next?.at ?? (at < until ? until : null)
  const said = marks.filter(mark => mark.at <= at).at(-1)

  useEffect(() => {
    if (!isPlaying) return
    if (nextAt === null) {
      setPlaying(false)
      return
    }
    const timer = setTimeout(() => onTime(new Date(nextAt).toISOString()), stepMs)
    return () => clearTimeout(timer)
  }, [isPlaying, nextAt, onTime])

  const play = () => {
    if (!isPlaying && nextAt === null) onTime(moment.from)
    setPlaying(!isPlaying)
  }
  const losses = Object.entries(moment.event.losses).filter(([, count]) => count > 0)
  return (
    <section className="replay" aria-label="时间回放">
      <Button
        shape="circle"
        aria-label={isPlaying ? '暂停' : '播放'}
        icon={isPlaying ? <PauseOutlined /> : <CaretRightOutlined />}
        onClick={play}
      />
      <div className="replay-line">
        <div>
          <b className="figure">{showInstant(time)}</b> <span>{said?.label ?? ''}</span>
          <span className="quiet">{losses.map(([name, count]) => `${name} ${count}`).join(' · ')}</span>
        </div>
        <Slider
          aria-label="时间"
          min={from}
          max={Math.max(until, from + 1)}
          value={Math.min(Math.max(at, from), until)}
          step={60_000}
          marks={Object.fromEntries(marks.map(mark => [mark.at, ' ']))}
          tooltip={{ formatter: value => (value === undefined ? '' : showInstant(new Date(value))) }}
          onChange={value => {
            setPlaying(false)
            onTime(new Date(value).toISOString())
          }}
        />
      </div>
      <Button type="text" onClick={onClose}>
        回到现在
      </Button>
    </section>
  )
}
