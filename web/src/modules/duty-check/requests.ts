import type { ChangeEntry } from '@anlan/contract/change.ts'
import type {
  AddSupervision,
  CallTheRoll,
  ChangeScoreRule,
  CheckedUnitView,
  DecideObjection,
  DecideSuspicion,
  DutyCallKind,
  DutyCallLine,
  DutyCallView,
  DutySuspicionView,
  NoteSpotCall,
  QuarterScores,
  ReachResult,
  RecordSpotCheck,
  ScoreCase,
  ScoreRuleView,
  SetCheckedUnits,
  SpotCheckView,
  SpotRoundView,
  StartReachTest,
  SupervisionView,
  TickVideo,
} from '@anlan/contract/duty-check.ts'
import type { AddDutyQuestion, ChangeDutyQuestion, DutyQuestionView } from '@anlan/contract/duty-question.ts'
import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { useAct } from '../../ui/form/act.ts'
import { http } from '../../ui/http.ts'
import { useKeyset } from '../../ui/keyset.tsx'
import type { Input, Items } from '../../ui/shape.ts'

const root = ['duty', 'check'] as const
const touched = [[...root]]

export const useCalls = (kind?: DutyCallKind) =>
  useKeyset<DutyCallLine>([...root, 'calls'], '/duty-calls', kind ? { kind } : {})
/** The newest of what was asked; what still runs is among them. */
export const runningCallsQuery = queryOptions({
  queryKey: [...root, 'running'],
  queryFn: () => http.get<Items<DutyCallLine>>('/duty-calls', { limit: 20 }),
  refetchInterval: 15_000,
})
export const callQuery = (id: string) =>
  queryOptions({
    queryKey: [...root, 'call', id],
    queryFn: () => http.get<DutyCallView>(`/duty-calls/${id}`),
    refetchInterval: 15_000,
  })
export const myCallsQuery = queryOptions({
  queryKey: [...root, 'mine'],
  queryFn: () => http.get<Items<DutyCallView>>('/duty-calls/mine'),
  refetchInterval: 30_000,
})
export const useCallTheRoll = () =>
  useAct((body: Input<typeof CallTheRoll>) => http.post<DutyCallView>('/duty-calls/rolls', body), touched)
export const useStartReachTest = () =>
  useAct((body: Input<typeof StartReachTest>) => http.post<DutyCallView>('/duty-calls/reach-tests', body), touched)
export const useAnswer = () =>
  useAct((target: string) => http.post<DutyCallView>(`/duty-call-targets/${target}/answer`), [[...root], ['notices']])
export const useAnswerByPhone = (target: string) =>
  useAct(
    (body: { version: number; spokeWith: string }) => http.post(`/duty-call-targets/${target}/phone-answer`, body),
    touched,
  )
export const useTickVideo = (target: string) =>
  useAct((body: Input<typeof TickVideo>) => http.put(`/duty-call-targets/${target}/video`, body), touched)
export const useRecordReach = () =>
  useAct(
    ({ target, ...body }: { target: string; version: number; result: ReachResult }) =>
      http.put(`/duty-call-targets/${target}/result`, body),
    touched,
  )
export const checkedUnitsQuery = queryOptions({
  queryKey: [...root, 'units'],
  queryFn: () => http.get<Items<CheckedUnitView>>('/duty-checked-units'),
})
export const useSetCheckedUnits = () =>
  useAct((body: Input<typeof SetCheckedUnits>) => http.put('/duty-checked-units', body), touched)

export const useSuspicions = (state?: DutySuspicionView['state']) =>
  useKeyset<DutySuspicionView>([...root, 'suspicions'], '/duty-suspicions', state ? { state } : {})
export const useDecideSuspicion = (id: string) =>
  useAct((body: Input<typeof DecideSuspicion>) => http.post(`/duty-suspicions/${id}/decision`, body), touched)

export const useSpotChecks = () => useKeyset<SpotCheckView>([...root, 'spot'], '/spot-checks')
export const spotQuery = (id: string) =>
  queryOptions({ queryKey: [...root, 'one', id], queryFn: () => http.get<SpotCheckView>(`/spot-checks/${id}`) })
export const roundQuery = (id: string) =>
  queryOptions({
    queryKey: [...root, 'round', id],
    queryFn: () => http.get<SpotRoundView>(`/spot-check-rounds/${id}`),
  })
export const useDraw = () =>
  useAct((body: { id: string; count: number }) => http.post<SpotRoundView>('/spot-check-rounds', body), touched)

/** An act on one check; its answer is what the screen shows from then on, so that the next tap carries the right version. */
function useSpotAct<In>(id: string, run: (input: In) => Promise<SpotCheckView>) {
  const queries = useQueryClient()
  return useAct(
    async (input: In) => {
      const after = await run(input)
      queries.setQueryData(spotQuery(id).queryKey, after)
      return after
    },
    [[...root, 'spot']],
  )
}
export const useNoteCall = (id: string) =>
  useSpotAct(id, (body: Input<typeof NoteSpotCall>) => http.put<SpotCheckView>(`/spot-checks/${id}/call`, body))
export const useRecordSpot = (id: string) =>
  useSpotAct(id, (body: Input<typeof RecordSpotCheck>) => http.put<SpotCheckView>(`/spot-checks/${id}`, body))
export const useSignSpot = (id: string) =>
  useSpotAct(id, (version: number) => http.post<SpotCheckView>(`/spot-checks/${id}/signature`, { version }))
export const useObject = (id: string) =>
  useSpotAct(id, (body: { text: string }) => http.post<SpotCheckView>(`/spot-checks/${id}/objection`, body))
export const useDecideObjection = (id: string) =>
  useSpotAct(id, (body: Input<typeof DecideObjection>) =>
    http.post<SpotCheckView>(`/spot-checks/${id}/objection-decision`, body),
  )

export const scoresQuery = (quarter: string) =>
  queryOptions({
    queryKey: [...root, 'scores', quarter],
    queryFn: () => http.get<QuarterScores>('/duty-scores', { quarter }),
  })
export const casesQuery = (quarter: string, unit: string) =>
  queryOptions({
    queryKey: [...root, 'cases', quarter, unit],
    queryFn: () => http.get<Items<ScoreCase>>('/duty-scores/cases', { quarter, unit }),
  })
/** The rules of now, or those by which a quarter is scored. */
export const scoreRulesQuery = (quarter?: string) =>
  queryOptions({
    queryKey: [...root, 'rules', quarter ?? ''],
    queryFn: () => http.get<Items<ScoreRuleView>>('/duty-score-rules', quarter ? { quarter } : {}),
  })
export const ruleHistoryQuery = (code: string) =>
  queryOptions({
    queryKey: [...root, 'rule', code],
    queryFn: () => http.get<Items<ChangeEntry>>(`/duty-score-rules/${code}/history`),
  })
export const useChangeRule = (code: string) =>
  useAct((body: Input<typeof ChangeScoreRule>) => http.put(`/duty-score-rules/${code}`, body), touched)
export const questionsQuery = queryOptions({
  queryKey: [...root, 'questions'],
  queryFn: () => http.get<Items<DutyQuestionView>>('/duty-questions'),
})
export const questionHistoryQuery = (code: string) =>
  queryOptions({
    queryKey: [...root, 'question', code],
    queryFn: () => http.get<Items<ChangeEntry>>(`/duty-questions/${code}/history`),
  })
export const useAddQuestion = () =>
  useAct((body: Input<typeof AddDutyQuestion>) => http.post<DutyQuestionView>('/duty-questions', body), touched)
export const useChangeQuestion = (code: string) =>
  useAct((body: Input<typeof ChangeDutyQuestion>) => http.put(`/duty-questions/${code}`, body), touched)
export const useDraftBulletin = () =>
  useAct((body: { id: string; quarter: string }) => http.post<{ paperId: string }>('/duty-bulletins', body), touched)
export const useSupervisions = () => useKeyset<SupervisionView>([...root, 'supervisions'], '/duty-supervisions')
export const useAddSupervision = () =>
  useAct((body: Input<typeof AddSupervision>) => http.post('/duty-supervisions', body), touched)
