import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { Link, Navigate, useParams } from 'react-router'
import { usePermits } from '../../../app/session.tsx'
import { PlaceMap } from '../../../fields/place-map.tsx'
import { useHotkey } from '../../../ui/hotkeys.ts'
import { Refusal } from '../../../ui/http.ts'
import { Boundary, Loaded } from '../../../ui/states.tsx'
import { EventAllocations } from '../../allocation/event-allocations.tsx'
import { EventAssistance } from '../../assistance/event-assistance.tsx'
import { EventCallUps } from '../../call-up/event-call-ups.tsx'
import { EventSteps } from '../../desk/event-steps.tsx'
import { EventInstructions } from '../../instruction/event-instructions.tsx'
import { instructionQuery } from '../../instruction/requests.ts'
import { EventResponse } from '../../response/event/event-response.tsx'
import { responseQuery } from '../../response/requests.ts'
import { EventFirstTimes } from '../../review/event-first-times.tsx'
import { callQuery } from '../../switchboard/requests.ts'
import { EventParticularsPanel } from '../particulars/event-particulars.tsx'
import { EventActBar } from './acts/event-act-bar.tsx'
import { type ActName, EventActDrawers } from './acts/event-act-drawers.tsx'
import { EventClocks, EventObligations } from './event-clocks.tsx'
import { EventHeader } from './event-header.tsx'
import { EventParties } from './event-parties.tsx'
import { EventReports } from './event-reports.tsx'
import { FiguresStrip } from './figures-strip.tsx'
import { eventQuery } from './requests.ts'
import { EventTimeline } from './timeline/event-timeline.tsx'
import './event.css'

const EventMiniMap = lazy(async () => ({ default: (await import('../../map/event-mini-map.tsx')).EventMiniMap }))

/** One event: how bad, which clocks run, what happened, what went up, who is in it. */
export function EventPage() {
  const { id = '' } = useParams()
  const event = useQuery(eventQuery(id))
  const [act, setAct] = useState<ActName | null>(null)
  const [showsMap, setShowsMap] = useState(false)
  const may = usePermits()
  const isNoEvent = event.error instanceof Refusal && event.error.body.status === 404
  const call = useQuery({ ...callQuery(id), enabled: isNoEvent, retry: false })
  const instruction = useQuery({ ...instructionQuery(id), enabled: isNoEvent, retry: false })
  const response = useQuery({ ...responseQuery(id), enabled: isNoEvent, retry: false })
  useHotkey('m', () => setShowsMap(before => !before))

  // A notice, a clock or a log line may lead to a matter that is still a call, or to an instruction.
  if (isNoEvent && call.data) return <Navigate to={`/calls?call=${id}`} replace />
  if (isNoEvent && instruction.data) return <Navigate to={`/instructions/${id}`} replace />
  if (isNoEvent && response.data) return <Navigate to={`/responses/${id}`} replace />
  return (
    <Loaded of={event} rows={10}>
      {view => (
        <div className="event">
          <EventHeader event={view} onLevel={() => setAct('level')} />
          <FiguresStrip event={view} onCorrect={() => setAct('figure')} />
          <EventClocks eventId={view.id} />
          <EventActBar event={view} onAct={setAct} />
          <p className="event-map-key no-print" style={{ display: 'flex', gap: 16 }}>
            <button type="button" className="link" aria-expanded={showsMap} onClick={() => setShowsMap(!showsMap)}>
              {showsMap ? '收起地图' : '地图'} <kbd>M</kbd>
            </button>
            <Link to={`/map?event=${view.id}`}>在一张图上看周边力量</Link>
            {may('assistance.read') && <Link to={`/events/${view.id}/assistance`}>辅助决策</Link>}
            {may('team.consult') && <Link to={`/experts?event=${view.id}`}>咨询专家</Link>}
          </p>
          <div className="event-body">
            <div className="event-left">
              <Boundary>
                <EventReports event={view} />
              </Boundary>
              <Boundary>
                <EventParticularsPanel eventId={view.id} />
              </Boundary>
              <Boundary>
                <EventInstructions eventId={view.id} title={view.title} />
              </Boundary>
            </div>
            <div className="event-middle">
              {showsMap && (
                <section className="panel" style={{ padding: 8 }}>
                  {may('map.read') ? (
                    <Suspense fallback={null}>
                      <EventMiniMap eventId={view.id} />
                    </Suspense>
                  ) : (
                    <PlaceMap areaCode={view.areaCode} position={view.location} />
                  )}
                </section>
              )}
              <Boundary>
                <EventTimeline event={view} />
              </Boundary>
            </div>
            <div className="event-right">
              {may('assistance.read') && (
                <Boundary>
                  <EventAssistance eventId={view.id} />
                </Boundary>
              )}
              <Boundary>
                <EventSteps eventId={view.id} />
              </Boundary>
              <Boundary>
                <EventResponse eventId={view.id} title={view.title} />
              </Boundary>
              <Boundary>
                <EventFirstTimes eventId={view.id} />
              </Boundary>
              <Boundary>
                <EventCallUps eventId={view.id} />
              </Boundary>
              {may('allocation.plan') && (
                <Boundary>
                  <EventAllocations eventId={view.id} />
                </Boundary>
              )}
              <Boundary>
                <EventObligations eventId={view.id} />
              </Boundary>
              <EventParties event={view} onKnowledge={() => setAct('knowledge')} onShare={() => setAct('share')} />
            </div>
          </div>
          <EventActDrawers event={view} act={act} onClose={() => setAct(null)} />
        </div>
      )}
    </Loaded>
  )
}
