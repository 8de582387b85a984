import type {
  AnswerOpinion,
  AskOpinion,
  CommandRoom,
  ConfirmSafe,
  Decide,
  DraftActionPlan,
  EnterZone,
  HandOverCommand,
  JudgeActionPlan,
  LeaveZone,
  LiftWithdrawal,
  OpenConsultation,
  OrderWithdrawal,
  RecordJudgement,
  RelieveForce,
  SignMinutes,
  VerifyFact,
  WriteFact,
} from '@anlan/contract/command.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../ui/form/act.ts'
import { http } from '../../ui/http.ts'
import type { Input } from '../../ui/shape.ts'

export const commandRoomQuery = (id: string) =>
  queryOptions({
    queryKey: ['response', id, 'command-room'],
    queryFn: () => http.get<CommandRoom>(`/responses/${id}/command-room`),
  })

export const minutesAddress = (id: string) => `/api/command-consultations/${id}/minutes.docx`
export const planAddress = (id: string) => `/api/command-plans/${id}/plan.docx`

const touched = [['response'], ['responses'], ['event'], ['obligations'], ['notices']]

function useRoomAct<T>(id: string, what: string) {
  return useAct((body: T) => http.post<CommandRoom>(`/responses/${id}/command-${what}`, body), touched)
}
/** An act on one thing in the room, named by `of`. */
function useThingAct<T>(things: string, step: string, method: 'post' | 'put' = 'post') {
  return useAct(
    ({ of, ...body }: T & { of: string }) => http[method]<CommandRoom>(`/command-${things}/${of}/${step}`, body),
    touched,
  )
}

/** Everything that can be done in the command room of a response. */
export function useRoomActs(id: string) {
  return {
    write: useRoomAct<Input<typeof WriteFact>>(id, 'facts'),
    verify: useThingAct<Input<typeof VerifyFact>>('facts', 'verification'),
    consult: useRoomAct<Input<typeof OpenConsultation>>(id, 'consultations'),
    judge: useThingAct<Input<typeof RecordJudgement>>('consultations', 'judgement', 'put'),
    decide: useThingAct<Input<typeof Decide>>('consultations', 'decisions'),
    sign: useThingAct<Input<typeof SignMinutes>>('consultations', 'signature'),
    draft: useRoomAct<Input<typeof DraftActionPlan>>(id, 'plans'),
    approve: useThingAct<Input<typeof JudgeActionPlan>>('plans', 'judgement'),
    ask: useRoomAct<Input<typeof AskOpinion>>(id, 'opinions'),
    answer: useThingAct<Input<typeof AnswerOpinion>>('opinions', 'answer'),
    enter: useRoomAct<Input<typeof EnterZone>>(id, 'entries'),
    confirm: useThingAct<Input<typeof ConfirmSafe>>('entries', 'confirmation'),
    leave: useThingAct<Input<typeof LeaveZone>>('entries', 'exit'),
    withdraw: useRoomAct<Input<typeof OrderWithdrawal>>(id, 'withdrawals'),
    lift: useThingAct<Input<typeof LiftWithdrawal>>('withdrawals', 'lifting'),
    handOver: useRoomAct<Input<typeof HandOverCommand>>(id, 'spells'),
    relieve: useRoomAct<Input<typeof RelieveForce>>(id, 'reliefs'),
  }
}
export type RoomActs = ReturnType<typeof useRoomActs>
