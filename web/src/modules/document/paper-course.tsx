import { type PaperView, paperSteps } from '@anlan/contract/paper.ts'
import { Link } from 'react-router'
import { useMinute } from '../../ui/clock/clock.ts'
import { showTime } from '../../ui/time.ts'

/** 办理过程: who did what to the paper, and the events it speaks of. */
export function PaperCourse({ paper }: { paper: PaperView }) {
  const now = useMinute()
  if (paper.steps.length === 0 && paper.events.length === 0) return null
  return (
    <section className="panel">
      <h2>办理过程</h2>
      <ul className="paper-course">
        {paper.steps.map((one, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the course only grows at its end
          <li key={i}>
            <span className="quiet">{showTime(one.at, now)}</span> <b>{paperSteps[one.step]}</b> {one.byName}
            {one.opinion && <blockquote>{one.opinion}</blockquote>}
          </li>
        ))}
        {paper.events.map(event => (
          <li key={event.id}>
            关联事件 <Link to={`/events/${event.id}`}>{event.title}</Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
