import type {
  AnswerCall,
  CallKind,
  CallState,
  CallView,
  CloseCall,
  DismissCall,
  HandCallOn,
  LogCall,
} from '@anlan/contract/switchboard.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../ui/form/act.ts'
import { http } from '../../ui/http.ts'
import { useKeyset } from '../../ui/keyset.tsx'
import type { Input, Page } from '../../ui/shape.ts'

export const useCalls = (filter: { state?: CallState; kind?: CallKind }) =>
  useKeyset<CallView>(['calls', 'list'], '/calls', filter)

export const callQuery = (id: string) =>
  queryOptions({ queryKey: ['calls', 'one', id], queryFn: () => http.get<CallView>(`/calls/${id}`) })

export const waitingCallsQuery = queryOptions({
  queryKey: ['calls', 'waiting'],
  queryFn: () => http.get<Page<CallView>>('/calls', { state: 'open', limit: 50 }),
  select: page => ({
    ...page,
    items: [...page.items].sort((left, right) => left.receivedAt.localeCompare(right.receivedAt)),
  }),
  refetchInterval: 60_000,
})

const calls = [['calls'], ['duty', 'now']]
export const useLogCall = () => useAct((body: Input<typeof LogCall>) => http.post<CallView>('/calls', body), calls)

/** What can be done with a logged call. */
export const useCallActs = (id: string) => ({
  handOn: useAct((body: Input<typeof HandCallOn>) => http.post<CallView>(`/calls/${id}/transfer`, body), calls),
  close: useAct((body: Input<typeof CloseCall>) => http.post<CallView>(`/calls/${id}/closure`, body), calls),
  dismiss: useAct((body: Input<typeof DismissCall>) => http.post<CallView>(`/calls/${id}/dismissal`, body), calls),
  answer: useAct((body: Input<typeof AnswerCall>) => http.post<CallView>(`/calls/${id}/answer`, body), calls),
})
