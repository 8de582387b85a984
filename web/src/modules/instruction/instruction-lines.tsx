import { type InstructionLine, instructionStates, instructionVerbs, urgencies } from '@anlan/contract/instruction.ts'
import { Link } from 'react-router'
import { useMinute } from '../../ui/clock/clock.ts'
import { Countdown } from '../../ui/clock/countdown.tsx'
import { showTime } from '../../ui/time.ts'

/** 特急 and the like, as a word; nothing where the urgency is not stated. */
export function UrgencyWord({ urgency }: { urgency: InstructionLine['urgency'] }) {
  return urgency === 'none' ? null : <b className="urgency-word">{urgencies[urgency]}</b>
}

/** Instructions one below another: who said what, where it stands, until when. */
export function InstructionLines({ items }: { items: InstructionLine[] }) {
  const now = useMinute()
  return (
    <ul className="checklist">
      {items.map(line => (
        <li key={line.id}>
          <b>
            <Link to={`/instructions/${line.id}`}>{line.subject}</Link>
          </b>
          <UrgencyWord urgency={line.urgency} />
          <span className="quiet">
            {line.leaderName} {showTime(line.givenAt, now)} · {instructionVerbs[line.verb]}
            {line.leadUnitName && ` · ${line.leadUnitName}`}
          </span>
          <span className="spread" />
          <span>{instructionStates[line.state]}</span>
          {line.nextDueAt && <Countdown dueAt={line.nextDueAt} />}
        </li>
      ))}
    </ul>
  )
}
