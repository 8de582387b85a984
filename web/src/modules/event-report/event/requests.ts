import type {
  AddClassification,
  AddEventFact,
  AmendEvent,
  CloseEvent,
  ConfirmLevel,
  DismissEvent,
  EndEvent,
  EventLine,
  EventState,
  EventView,
  FigureView,
  NeighbourView,
  RecordFigure,
  RecordKnowledge,
  ReportEvent,
  ReporterView,
  ShareEvent,
  StabiliseEvent,
} from '@anlan/contract/emergency-event.ts'
import type { RecordTransmission, TransmissionView } from '@anlan/contract/event-report.ts'
import type { TimelineEntry, TimelineView } from '@anlan/contract/event-timeline.ts'
import type { ObligationView } from '@anlan/contract/obligation.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../../ui/form/act.ts'
import { http } from '../../../ui/http.ts'
import { useKeyset } from '../../../ui/keyset.tsx'
import type { Input, Items, Output, Page } from '../../../ui/shape.ts'

export type Transmission = Output<typeof TransmissionView>

const path = (id: string) => `/emergency-events/${id}`

export interface EventFilter {
  state?: EventState
  type?: string
  area?: string
  text?: string
}
export const useEvents = (filter: EventFilter) =>
  useKeyset<EventLine>(['events', 'list'], '/emergency-events', { ...filter })

const soonest = ({ atOnce, next }: EventLine) => atOnce?.dueAt ?? next?.dueAt ?? '9999'

/** Open events, the one whose clock ends next on top; those without a clock last. */
export const openEventsQuery = queryOptions({
  queryKey: ['events', 'open'],
  queryFn: () => http.get<Page<EventLine>>('/emergency-events', { state: 'open', limit: 100 }),
  select: page => ({
    ...page,
    items: [...page.items].sort(
      (left, right) => soonest(left).localeCompare(soonest(right)) || right.knownAt.localeCompare(left.knownAt),
    ),
  }),
  refetchInterval: 60_000,
})

export const neighboursQuery = (id: string) =>
  queryOptions({
    queryKey: ['event', id, 'neighbours'],
    queryFn: () => http.get<Items<NeighbourView>>(`/emergency-events/${id}/neighbours`),
    staleTime: 10 * 60_000,
  })
export const eventQuery = (id: string) =>
  queryOptions({ queryKey: ['event', id, 'view'], queryFn: () => http.get<EventView>(path(id)) })
export const eventObligationsQuery = (id: string) =>
  queryOptions({
    queryKey: ['event', id, 'obligations'],
    queryFn: () => http.get<Items<ObligationView>>(`${path(id)}/obligations`),
  })
export const figuresQuery = (id: string) =>
  queryOptions({
    queryKey: ['event', id, 'figures'],
    queryFn: () => http.get<Items<FigureView>>(`${path(id)}/figures`),
  })
export const transmissionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['event', id, 'transmissions'],
    queryFn: () => http.get<Items<Transmission>>(`${path(id)}/transmissions`),
  })
export type ReporterInFull = Output<typeof ReporterView>
/** Not a query: each asking is recorded, so it happens only when somebody asks. */
export const askReporter = (id: string) => http.get<ReporterInFull>(`${path(id)}/reporter`)
export const useTimeline = (id: string) =>
  useKeyset<TimelineEntry>(['event', id, 'timeline'], `${path(id)}/timeline`, { limit: 200 })

export const timelineDocument = (id: string, view: TimelineView) =>
  `/api${path(id)}/timeline/document.docx?view=${view}`

const lists = [['events'], ['obligations']]
export const useReportEvent = () =>
  useAct((body: Input<typeof ReportEvent>) => http.post<EventView>('/emergency-events', body), [...lists, ['calls']])

/** Everything that can be done to one event. */
export function useEventActs(id: string) {
  const touched = [['event', id], ...lists]
  return {
    amend: useAct((body: Input<typeof AmendEvent>) => http.patch<EventView>(path(id), body), touched),
    recordFigure: useAct(
      (body: Input<typeof RecordFigure>) => http.post<FigureView>(`${path(id)}/figures`, body),
      touched,
    ),
    addFact: useAct((body: Input<typeof AddEventFact>) => http.post(`${path(id)}/facts`, body), touched),
    classify: useAct(
      (body: Input<typeof AddClassification>) => http.post<EventView>(`${path(id)}/classifications`, body),
      touched,
    ),
    confirmLevel: useAct(
      ({ classificationId, ...body }: Input<typeof ConfirmLevel> & { classificationId: string }) =>
        http.post<EventView>(`${path(id)}/classifications/${classificationId}/level`, body),
      touched,
    ),
    recordKnowledge: useAct(
      (body: Input<typeof RecordKnowledge>) => http.post<EventView>(`${path(id)}/knowledge`, body),
      touched,
    ),
    share: useAct((body: Input<typeof ShareEvent>) => http.post<EventView>(`${path(id)}/shares`, body), touched),
    transmit: useAct((body: Input<typeof RecordTransmission>) => http.post(`${path(id)}/transmissions`, body), touched),
    end: useAct((body: Input<typeof EndEvent>) => http.post<EventView>(`${path(id)}/ending`, body), touched),
    stabilise: useAct(
      (body: Input<typeof StabiliseEvent>) => http.post<EventView>(`${path(id)}/stabilisation`, body),
      touched,
    ),
    close: useAct((body: Input<typeof CloseEvent>) => http.post<EventView>(`${path(id)}/closure`, body), touched),
    dismiss: useAct((body: Input<typeof DismissEvent>) => http.post<EventView>(`${path(id)}/dismissal`, body), touched),
  }
}
export type EventActs = ReturnType<typeof useEventActs>
