import type {
  AcceptTask,
  AnswerClue,
  BreakOffExercise,
  CallOutTeam,
  ChangeResponseLevel,
  CheckIn,
  DecideRefusal,
  DoSceneStep,
  DraftBulletin,
  EndResponse,
  EventHandling,
  ExpectArrival,
  FinishTask,
  HandOverResponsibility,
  IssueTask,
  JudgeBulletin,
  LinkEvent,
  NoteClue,
  NoteUpperResponse,
  PlaceHeadquarters,
  PublishBulletin,
  RecordParticipation,
  ReportAssembly,
  SplitTask,
  StartResponse,
  TaskProgress,
  VerifyTask,
} from '@anlan/contract/response.ts'
import type {
  EditResponseTemplate,
  ResponseOffer,
  ResponseTemplateView,
  TemplateHistoryEntry,
} from '@anlan/contract/response-template.ts'
import type {
  LevelChangePreview,
  MyResponseTask,
  ResourceProposals,
  ResponseLine,
  ResponseStatistics,
  ResponseView,
} from '@anlan/contract/response-view.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../ui/form/act.ts'
import { http } from '../../ui/http.ts'
import { useKeyset } from '../../ui/keyset.tsx'
import type { Input, Items, Output, Page } from '../../ui/shape.ts'

export type Offer = ResponseOffer
type WithId<T> = T & { id: string }

export const useResponses = (filter: { mode: 'real' | 'exercise'; state?: 'active' | 'ended' | undefined }) =>
  useKeyset<ResponseLine>(['responses', 'list'], '/responses', { ...filter })
export const eventResponsesQuery = (event: string) =>
  queryOptions({
    queryKey: ['responses', 'event', event],
    queryFn: () => http.get<Page<ResponseLine>>('/responses', { event, limit: 50 }),
  })
export const activeResponsesQuery = (mode: 'real' | 'exercise') =>
  queryOptions({
    queryKey: ['responses', 'active', mode],
    queryFn: () => http.get<Page<ResponseLine>>('/responses', { mode, state: 'active', limit: 20 }),
  })
export const responseQuery = (id: string) =>
  queryOptions({ queryKey: ['response', id], queryFn: () => http.get<ResponseView>(`/responses/${id}`) })
export const levelPreviewQuery = (id: string, level: number | undefined) =>
  queryOptions({
    queryKey: ['response', id, 'level-preview', level],
    queryFn: () => http.get<LevelChangePreview>(`/responses/${id}/level-preview`, { level }),
    enabled: level !== undefined,
  })
export const resourceProposalsQuery = (id: string) =>
  queryOptions({
    queryKey: ['response', id, 'resource-proposals'],
    queryFn: () => http.get<ResourceProposals>(`/responses/${id}/resource-proposals`),
  })
export const offersQuery = (event: string) =>
  queryOptions({
    queryKey: ['responses', 'offers', event],
    queryFn: () => http.get<Items<Offer>>(`/emergency-events/${event}/response-offers`),
  })
export const handlingQuery = (event: string) =>
  queryOptions({
    queryKey: ['responses', 'handling', event],
    queryFn: () => http.get<EventHandling>(`/emergency-events/${event}/handling`),
  })
export const myTasksQuery = (box: 'mine' | 'unassigned' | 'waiting', mode: 'real' | 'exercise' = 'real') =>
  queryOptions({
    queryKey: ['responses', 'tasks', box, mode],
    queryFn: () => http.get<Items<MyResponseTask>>('/response-tasks', { box, mode }),
    refetchInterval: 30_000,
  })
export const templatesQuery = queryOptions({
  queryKey: ['response-templates'],
  queryFn: () => http.get<Items<ResponseTemplateView>>('/response-templates'),
})
export const templateHistoryQuery = (id: string) =>
  queryOptions({
    queryKey: ['response-templates', id],
    queryFn: () => http.get<Items<Output<typeof TemplateHistoryEntry>>>(`/response-templates/${id}/history`),
  })
export const responseStatisticsQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: ['responses', 'statistics', from, to],
    queryFn: () => http.get<Output<typeof ResponseStatistics>>('/response-statistics', { from, to }),
  })

const touched = [['responses'], ['response'], ['event'], ['obligations'], ['notices']]

export const useStartResponse = () =>
  useAct((body: Input<typeof StartResponse>) => http.post<ResponseView>('/responses', body), touched)
export const useEditTemplate = (id: string) =>
  useAct(
    (body: Input<typeof EditResponseTemplate>) => http.put<ResponseTemplateView>(`/response-templates/${id}`, body),
    [['response-templates']],
  )

function useHandlingAct<T>(path: string) {
  return useAct((body: T) => http.post<EventHandling>(path, body), touched)
}
function useResponseAct<T>(id: string, step: string) {
  return useAct((body: T) => http.post<ResponseView>(`/responses/${id}/${step}`, body), touched)
}
function useTaskAct<T>(step: string, method: 'post' | 'put' = 'post') {
  return useAct(
    ({ taskId, ...body }: T & { taskId: string }) =>
      http[method]<ResponseView>(`/response-tasks/${taskId}/${step}`, body),
    touched,
  )
}

/** What is done about one event beside its responses. */
export function useHandlingActs() {
  return {
    callOut: useHandlingAct<Input<typeof CallOutTeam>>('/response-call-outs'),
    participate: useHandlingAct<Input<typeof RecordParticipation>>('/response-participations'),
    handOver: useHandlingAct<Input<typeof HandOverResponsibility>>('/response-responsibilities'),
    assemble: useAct(
      ({ id, ...body }: WithId<Input<typeof ReportAssembly>>) =>
        http.post<EventHandling>(`/response-call-outs/${id}/assembly`, body),
      touched,
    ),
  }
}

/** Everything that can be done to one response. */
export function useResponseActs(id: string) {
  return {
    changeLevel: useResponseAct<Input<typeof ChangeResponseLevel>>(id, 'level-changes'),
    upper: useResponseAct<Input<typeof NoteUpperResponse>>(id, 'upper'),
    link: useAct((body: Input<typeof LinkEvent>) => http.put<ResponseView>(`/responses/${id}/event`, body), touched),
    place: useAct(
      (body: Input<typeof PlaceHeadquarters>) => http.put<ResponseView>(`/responses/${id}/headquarters`, body),
      touched,
    ),
    issue: useResponseAct<Input<typeof IssueTask>>(id, 'tasks'),
    expect: useResponseAct<Input<typeof ExpectArrival>>(id, 'arrivals'),
    checkIn: useResponseAct<Input<typeof CheckIn>>(id, 'check-in'),
    arrived: useAct((arrival: string) => http.post<ResponseView>(`/response-arrivals/${arrival}/check-in`), touched),
    step: useResponseAct<Input<typeof DoSceneStep>>(id, 'scene-steps'),
    bulletin: useResponseAct<Input<typeof DraftBulletin>>(id, 'bulletins'),
    judge: useAct(
      ({ id: bulletin, ...body }: WithId<Input<typeof JudgeBulletin>>) =>
        http.post<ResponseView>(`/response-bulletins/${bulletin}/judgement`, body),
      touched,
    ),
    publish: useAct(
      ({ id: bulletin, ...body }: WithId<Input<typeof PublishBulletin>>) =>
        http.post<ResponseView>(`/response-bulletins/${bulletin}/publication`, body),
      touched,
    ),
    clue: useResponseAct<Input<typeof NoteClue>>(id, 'clues'),
    answer: useAct(
      ({ id: clue, ...body }: WithId<Input<typeof AnswerClue>>) =>
        http.post<ResponseView>(`/response-clues/${clue}/answer`, body),
      touched,
    ),
    tick: useAct(
      ({ code, note }: { code: string; note: string }) =>
        http.post<ResponseView>(`/responses/${id}/closing-conditions/${code}`, { note }),
      touched,
    ),
    end: useResponseAct<Input<typeof EndResponse>>(id, 'ending'),
    breakOff: useResponseAct<Input<typeof BreakOffExercise>>(id, 'breaking-off'),
    followUp: useAct(
      ({ kind, ...body }: { kind: string; note: string; id: string }) =>
        http.post<ResponseView>(`/responses/${id}/follow-ups/${kind}`, body),
      touched,
    ),
  }
}
export type ResponseActs = ReturnType<typeof useResponseActs>

/** Everything that can be done to a task. */
export function useTaskActs() {
  return {
    start: useTaskAct<object>('start'),
    accept: useTaskAct<Input<typeof AcceptTask>>('acceptance'),
    refuse: useTaskAct<{ reason: string }>('refusal'),
    progress: useTaskAct<Input<typeof TaskProgress>>('progress'),
    finish: useTaskAct<Input<typeof FinishTask>>('completion'),
    split: useTaskAct<Input<typeof SplitTask>>('parts'),
    name: useTaskAct<{ personId: string }>('holder', 'put'),
    decide: useTaskAct<Input<typeof DecideRefusal>>('decision'),
    verify: useTaskAct<Input<typeof VerifyTask>>('verification'),
    withdraw: useTaskAct<{ reason: string }>('withdrawal'),
  }
}
export type TaskActs = ReturnType<typeof useTaskActs>

/** Reads one's own call for the confirmation of a notice by telephone. */
export const useCallResult = () =>
  useAct(
    ({ deliveryId, result }: { deliveryId: string; result: 'acknowledged' | 'unreachable' }) =>
      http.post(`/notice-deliveries/${deliveryId}/call-result`, { result }),
    touched,
  )
