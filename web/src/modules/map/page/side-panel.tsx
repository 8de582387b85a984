import type { MapAnswer, MapThing, QueryShape } from '@anlan/contract/map.ts'
import { CloseOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import type { ComponentProps, ReactNode } from 'react'
import { useHotkey } from '../../../ui/hotkeys.ts'
import { Boundary } from '../../../ui/states.tsx'
import { areasQuery } from '../../directory/requests.ts'
import type { Pointed } from '../canvas/pointing.tsx'
import { EventPanel } from '../event/event-panel.tsx'
import type { EventOnMap } from '../event/use-event-on-map.ts'
import { AnswerPanel, PlaceQuery } from '../query/answer-panel.tsx'
import { linesQuery } from '../requests.ts'
import type { Subject } from './map-state.ts'
import { SketchPanel } from './sketch-panel.tsx'
import { ThingCard } from './thing-card.tsx'
import { ViewsPanel } from './views-panel.tsx'

interface SidePanelProps {
  subject: Subject | null
  choices: Pointed[]
  event: EventOnMap
  answer: { data: MapAnswer | undefined; error: unknown; isPending: boolean; refetch: () => unknown }
  sketch: Omit<ComponentProps<typeof SketchPanel>, 'onSave'>
  onSubject: (subject: Subject | null) => void
  onThing: (thing: { layer: string; id: string }) => void
  onFly: (thing: MapThing) => void
  onSave: () => void
  onClose: () => void
}

/** At the right, on a phone from below: the thing, the answer, the event, whatever was asked for last. */
export function SidePanel(props: SidePanelProps) {
  const { subject, choices, event, onClose } = props
  const isOpen = subject !== null || choices.length > 0 || event.id !== null
  useHotkey('Escape', onClose, { off: !isOpen || props.sketch.tool !== null })
  if (!isOpen) return null
  return (
    <aside className="map-right" aria-label="详情">
      <Button className="map-close" type="text" aria-label="关闭" icon={<CloseOutlined />} onClick={onClose} />
      <Boundary key={subject?.kind ?? 'event'}>{contentOf(props)}</Boundary>
    </aside>
  )
}

function contentOf({ subject, choices, event, answer, sketch, ...on }: SidePanelProps): ReactNode {
  const ask = (shape: QueryShape) => on.onSubject({ kind: 'query', shape })
  if (choices.length > 0)
    return (
      <>
        <h2>此处有 {choices.length} 个对象</h2>
        <ul className="thing-list">
          {choices.map(thing => (
            <li key={`${thing.layer} ${thing.id}`}>
              <button type="button" onClick={() => on.onThing(thing)}>
                <b>{thing.title}</b>
              </button>
            </li>
          ))}
        </ul>
      </>
    )
  switch (subject?.kind) {
    case 'thing':
      return (
        <ThingCard
          key={subject.id}
          thing={subject}
          eventId={event.id}
          onAround={card => ask({ kind: 'circle', center: card.position, radiusM: 3000 })}
        />
      )
    case 'query':
      return (
        <>
          <PlaceChoices onShape={ask} />
          <AnswerPanel shape={subject.shape} answer={answer} onShape={ask} onThing={on.onFly} />
        </>
      )
    case 'views':
      return <ViewsPanel onSave={on.onSave} />
    case 'sketch':
      return <SketchPanel {...sketch} onSave={on.onSave} />
    default:
      return (
        <EventPanel
          surroundings={event.surroundings}
          radiusKm={event.radiusKm}
          onRadius={event.setRadiusKm}
          onThing={on.onThing}
          onReplay={() => event.setTime(event.surroundings.data?.event.occurredAt ?? null)}
        />
      )
  }
}

/** The townships and rivers that can be asked about by name. */
export function PlaceChoices({ onShape }: { onShape: (shape: QueryShape) => void }) {
  const areas = useQuery(areasQuery)
  const lines = useQuery(linesQuery)
  return (
    <PlaceQuery
      towns={(areas.data?.items ?? []).filter(area => area.kind === 'town')}
      rivers={(lines.data?.items ?? []).filter(line => line.kind === 'river').map(line => line.name)}
      onShape={onShape}
    />
  )
}
