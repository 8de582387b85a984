import type {
  ReportStandby,
  SetTeamStatus,
  StandbyDay,
  StandbyHistory,
  TeamEquipment,
  TeamGap,
  TeamList,
  TeamMemberView,
  TeamMove,
  TeamOverlaps,
  TeamView,
} from '@anlan/contract/team.ts'
import type { CallOutAnswer, CallOutLine, CallOutView, StartCallOut } from '@anlan/contract/team-call-out.ts'
import type { AskExpert, ConsultationView, ExpertLine, RecordOpinion } from '@anlan/contract/team-expert.ts'
import type {
  ApplicationView,
  ApplyForTeam,
  RecordTraining,
  ReviewApplication,
  TrainingList,
} from '@anlan/contract/team-registration.ts'
import type { DoneSupply, SupplyKind, TeamPlans, TeamSupportSums, VisitingTeams } from '@anlan/contract/team-support.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../ui/form/act.ts'
import { http } from '../../ui/http.ts'
import { useKeyset } from '../../ui/keyset.tsx'
import type { Input, Items } from '../../ui/shape.ts'

const root = ['team'] as const
const touched = [[...root], ['obligations'], ['notices']]

export const teamsQuery = queryOptions({
  queryKey: [...root, 'list'],
  queryFn: () => http.get<TeamList>('/teams'),
  refetchInterval: 60_000,
})
export const overlapsQuery = queryOptions({
  queryKey: [...root, 'overlaps'],
  queryFn: () => http.get<TeamOverlaps>('/teams/overlaps'),
})
export const gapsQuery = queryOptions({
  queryKey: [...root, 'gaps'],
  queryFn: () => http.get<Items<TeamGap>>('/teams/gaps'),
})
const ofTeam = <T>(id: string, part: string) =>
  queryOptions({ queryKey: [...root, id, part], queryFn: () => http.get<T>(`/teams/${id}${part}`) })
export const teamQuery = (id: string) => ofTeam<TeamView>(id, '')
export const membersQuery = (id: string) => ofTeam<Items<TeamMemberView>>(id, '/members')
export const equipmentQuery = (id: string) => ofTeam<TeamEquipment>(id, '/equipment')
export const standbyOfQuery = (id: string) => ofTeam<StandbyHistory>(id, '/standby')
export const movesQuery = (id: string) => ofTeam<Items<TeamMove>>(id, '/moves')
export const trainingsQuery = (id: string) => ofTeam<TrainingList>(id, '/trainings')
export const useSetStatus = (id: string) =>
  useAct((body: Input<typeof SetTeamStatus>) => http.put<TeamView>(`/teams/${id}/status`, body), touched)
export const useRecordTraining = (id: string) =>
  useAct((body: Input<typeof RecordTraining>) => http.post(`/teams/${id}/trainings`, body), touched)

export const standbyQuery = (mine: boolean) =>
  queryOptions({
    queryKey: [...root, 'standby', mine],
    queryFn: () => http.get<StandbyDay>('/team-standby', mine ? { mine: 'true' } : {}),
    refetchInterval: 60_000,
  })
export const useReportStandby = () =>
  useAct(
    ({ teamId, ...body }: Input<typeof ReportStandby> & { teamId: string }) =>
      http.put(`/teams/${teamId}/standby`, body),
    touched,
  )

export const useCallOuts = (teamId?: string) =>
  useKeyset<CallOutLine>([...root, 'call-outs'], '/team-call-outs', teamId ? { teamId } : {})
export const callOutQuery = (id: string) =>
  queryOptions({
    queryKey: [...root, 'call-out', id],
    queryFn: () => http.get<CallOutView>(`/team-call-outs/${id}`),
    refetchInterval: 10_000,
  })
export const myCallOutsQuery = queryOptions({
  queryKey: [...root, 'my-call-outs'],
  queryFn: () => http.get<Items<CallOutView>>('/team-call-outs/mine'),
  refetchInterval: 30_000,
})
export const useStartCallOut = () =>
  useAct((body: Input<typeof StartCallOut>) => http.post<CallOutView>('/team-call-outs', body), touched)
export const useAnswerCallOut = () =>
  useAct(
    ({ seat, answer }: { seat: string; answer: 'coming' | 'cannot' }) =>
      http.post(`/team-call-out-seats/${seat}/answer`, { answer }),
    touched,
  )
export const useTickCallOut = () =>
  useAct(
    ({ seat, ...body }: { seat: string; version: number; answer: CallOutAnswer }) =>
      http.put(`/team-call-out-seats/${seat}/answer`, body),
    touched,
  )
export const useReportAssembly = (callOut: string, team: string) =>
  useAct((people: number) => http.put(`/team-call-outs/${callOut}/teams/${team}/assembly`, { people }), touched)

export const useApplications = () => useKeyset<ApplicationView>([...root, 'applications'], '/team-applications', {})
export const useApply = () =>
  useAct((body: Input<typeof ApplyForTeam>) => http.post('/team-applications', body), touched)
export const useReview = (id: string) =>
  useAct((body: Input<typeof ReviewApplication>) => http.post(`/team-applications/${id}/review`, body), touched)

export const expertsQuery = queryOptions({
  queryKey: [...root, 'experts'],
  queryFn: () => http.get<Items<ExpertLine>>('/experts'),
})
export const consultationsQuery = (about: { expertId?: string; eventId?: string }) =>
  queryOptions({
    queryKey: [...root, 'consultations', about],
    queryFn: () => http.get<Items<ConsultationView>>('/expert-consultations', about),
  })
export const useAskExpert = () =>
  useAct(
    ({ expertId, ...body }: Input<typeof AskExpert> & { expertId: string }) =>
      http.post<ConsultationView>(`/experts/${expertId}/consultations`, body),
    touched,
  )
export const useRecordOpinion = (id: string) =>
  useAct(
    (body: Input<typeof RecordOpinion>) => http.post<ConsultationView>(`/expert-consultations/${id}/opinion`, body),
    touched,
  )

export const plansOfTeamsQuery = queryOptions({
  queryKey: [...root, 'plans'],
  queryFn: () => http.get<TeamPlans>('/team-plans'),
})
export const supportQuery = (year?: number) =>
  queryOptions({
    queryKey: [...root, 'support', year],
    queryFn: () => http.get<TeamSupportSums>('/team-support', { year }),
  })
export const visitingQuery = queryOptions({
  queryKey: [...root, 'visiting'],
  queryFn: () => http.get<VisitingTeams>('/visiting-teams'),
})
export const useDoneSupply = () =>
  useAct(
    ({ id, kind, ...body }: Input<typeof DoneSupply> & { id: string; kind: SupplyKind }) =>
      http.put<VisitingTeams>(`/visiting-teams/${id}/supplies/${kind}`, body),
    touched,
  )
