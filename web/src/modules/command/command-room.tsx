import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { Boundary, Loaded } from '../../ui/states.tsx'
import { Accountability } from './accountability.tsx'
import { Commanders } from './commanders.tsx'
import { Consultations } from './consultations.tsx'
import { FactsBoard } from './facts-board.tsx'
import { ActionPlans, Opinions } from './plans-and-opinions.tsx'
import { commandRoomQuery, useRoomActs } from './requests.ts'
import './command.css'

const parts = {
  safety: Accountability,
  facts: FactsBoard,
  consultations: Consultations,
  plans: ActionPlans,
  opinions: Opinions,
  commanders: Commanders,
}

/** 指挥室 of a response: safety of people first, then what is known, concluded and planned, and who commands. */
export function CommandRoom({ responseId }: { responseId: string }) {
  const acts = useRoomActs(responseId)
  const room = useQuery({ ...commandRoomQuery(responseId), refetchInterval: 30_000 })
  return (
    <section className="command-room no-print" id="command-room">
      <h2 className="command-room-head">
        指挥室 <Link to={`/walls/command/${responseId}`}>指挥大屏</Link>
      </h2>
      <Loaded of={room} rows={8}>
        {of => (
          <div className="command-room-body">
            {Object.entries(parts).map(([name, Part]) => (
              <Boundary key={name}>
                <Part of={of} acts={acts} />
              </Boundary>
            ))}
          </div>
        )}
      </Loaded>
    </section>
  )
}
