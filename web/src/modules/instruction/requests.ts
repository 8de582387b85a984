import type {
  AnswerUp,
  AssignInstruction,
  Feedback,
  InstructionLine,
  InstructionQuery,
  InstructionStatistics,
  InstructionTimelineEntry,
  InstructionView,
  RecordInstruction,
  ReturnForMore,
  SendInstructionDown,
  SplitAssignment,
  TellLeaders,
  UnassignedTask,
  WrittenOriginal,
} from '@anlan/contract/instruction.ts'
import type { PaperView } from '@anlan/contract/paper.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../ui/form/act.ts'
import { http } from '../../ui/http.ts'
import { useKeyset } from '../../ui/keyset.tsx'
import type { Input, Items, Output, Page } from '../../ui/shape.ts'

export type InstructionFilter = Omit<Input<typeof InstructionQuery>, 'after' | 'limit'>
export type TimelineLine = Output<typeof InstructionTimelineEntry>
export type Statistics = Output<typeof InstructionStatistics>
type NewInstruction = Input<typeof RecordInstruction>
type SentDown = Input<typeof SendInstructionDown>

const path = (id: string) => `/instructions/${id}`
const task = (id: string) => `/instruction-assignments/${id}`
export const cleanCopyAddress = (id: string) => `/api${path(id)}/clean-copy.docx`

export const useInstructions = (filter: InstructionFilter) =>
  useKeyset<InstructionLine>(['instructions', 'list'], '/instructions', { ...filter })

export const myInstructionsQuery = queryOptions({
  queryKey: ['instructions', 'mine'],
  queryFn: () => http.get<Page<InstructionLine>>('/instructions', { box: 'mine', limit: 20 }),
  refetchInterval: 60_000,
})
export const eventInstructionsQuery = (eventId: string) =>
  queryOptions({
    queryKey: ['instructions', 'event', eventId],
    queryFn: () => http.get<Page<InstructionLine>>('/instructions', { event: eventId, limit: 50 }),
  })
export const instructionQuery = (id: string) =>
  queryOptions({ queryKey: ['instruction', id, 'view'], queryFn: () => http.get<InstructionView>(path(id)) })
export const instructionTimelineQuery = (id: string) =>
  queryOptions({
    queryKey: ['instruction', id, 'timeline'],
    queryFn: () => http.get<Items<TimelineLine>>(`${path(id)}/timeline`),
  })
export const unassignedQuery = queryOptions({
  queryKey: ['instructions', 'unassigned'],
  queryFn: () => http.get<Items<UnassignedTask>>('/instruction-assignments/unassigned'),
})
export const statisticsQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: ['instructions', 'statistics', from, to],
    queryFn: () => http.get<Statistics>('/instruction-statistics', { from, to }),
  })

const lists = [['instructions'], ['obligations']]
export const useRecordInstruction = () =>
  useAct(
    (body: NewInstruction) => http.post<InstructionView>('/instructions', body),
    [...lists, ['instruction'], ['event']],
  )
export const useSendDown = () =>
  useAct((body: SentDown) => http.post<InstructionView>('/upper-instructions', body), lists)

/** Everything that can be done to one instruction and its tasks. */
export function useInstructionActs(id: string) {
  const touched = [['instruction', id], ['event'], ...lists]
  return {
    receive: useAct(() => http.post<InstructionView>(`${path(id)}/receipt`), touched),
    transcribe: useAct((body: { text: string }) => http.put<InstructionView>(`${path(id)}/clean-copy`, body), touched),
    assign: useAct(
      (body: Input<typeof AssignInstruction>) => http.post<InstructionView>(`${path(id)}/assignments`, body),
      touched,
    ),
    tellLeaders: useAct(
      (body: Input<typeof TellLeaders>) => http.post<InstructionView>(`${path(id)}/leaders-told`, body),
      touched,
    ),
    addWritten: useAct(
      (body: Input<typeof WrittenOriginal>) => http.post<InstructionView>(`${path(id)}/written-original`, body),
      touched,
    ),
    answerUp: useAct(
      (body: Input<typeof AnswerUp>) => http.post<InstructionView>(`${path(id)}/upward-answers`, body),
      touched,
    ),
    acceptAnswer: useAct(() => http.post<InstructionView>(`${path(id)}/answer-acceptance`), touched),
    returnAnswer: useAct(
      (body: Input<typeof ReturnForMore>) => http.post<InstructionView>(`${path(id)}/answer-return`, body),
      touched,
    ),
    close: useAct((body: { answer: string }) => http.post<InstructionView>(`${path(id)}/closure`, body), touched),
    archive: useAct(() => http.post<InstructionView>(`${path(id)}/archive`), touched),
    signFor: useAct((taskId: string) => http.post<InstructionView>(`${task(taskId)}/receipt`), touched),
    feedBack: useAct(
      ({ taskId, ...body }: Input<typeof Feedback> & { taskId: string }) =>
        http.post<InstructionView>(`${task(taskId)}/feedbacks`, body),
      touched,
    ),
    split: useAct(
      ({ taskId, ...body }: Input<typeof SplitAssignment> & { taskId: string }) =>
        http.post<InstructionView>(`${task(taskId)}/parts`, body),
      touched,
    ),
    nameHolder: useAct(
      ({ taskId, ...body }: { taskId: string; personId: string }) =>
        http.put<InstructionView>(`${task(taskId)}/holder`, body),
      touched,
    ),
    returnTask: useAct(
      ({ taskId, ...body }: Input<typeof ReturnForMore> & { taskId: string }) =>
        http.post<InstructionView>(`${task(taskId)}/return`, body),
      touched,
    ),
    urge: useAct(
      ({ taskId, ...body }: { taskId: string; note?: string }) =>
        http.post<InstructionView>(`${task(taskId)}/urges`, body),
      touched,
    ),
  }
}
export type InstructionActs = ReturnType<typeof useInstructionActs>

/** 抄清件 as a paper; one that was drafted before is found again. */
export const useTranscript = () =>
  useAct(
    (body: { id: string; instructionId: string }) => http.post<PaperView>('/briefings/transcripts', body),
    [['papers']],
  )
