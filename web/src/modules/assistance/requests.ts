import type {
  AddChecklistItem,
  Assistance,
  ChecklistHistory,
  ChecklistItemView,
  EditChecklistItem,
  MakeTask,
  SubstancesFound,
  TickItem,
} from '@anlan/contract/assistance.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../ui/form/act.ts'
import { http } from '../../ui/http.ts'
import type { Input, Items, Output } from '../../ui/shape.ts'

const path = (event: string) => `/emergency-events/${event}/assistance`

export const assistanceQuery = (event: string) =>
  queryOptions({
    queryKey: ['assistance', event],
    queryFn: () => http.get<Assistance>(path(event)),
    refetchInterval: 60_000,
  })
export const substancesQuery = (text: string) =>
  queryOptions({
    queryKey: ['assistance', 'substances', text],
    queryFn: () => http.get<Output<typeof SubstancesFound>>('/assistance/substances', { text }),
    enabled: text !== '',
  })
export const checklistQuery = queryOptions({
  queryKey: ['assistance', 'checklist'],
  queryFn: () => http.get<Items<ChecklistItemView>>('/assistance/checklist'),
})
export const itemHistoryQuery = (id: string) =>
  queryOptions({
    queryKey: ['assistance', 'checklist', id, 'history'],
    queryFn: () => http.get<Output<typeof ChecklistHistory>>(`/assistance/checklist/${id}/history`),
  })

export function useAssistanceActs(event: string) {
  const touched = [['assistance', event], ['event', event, 'timeline'], ['response'], ['responses']]
  return {
    tick: useAct((body: Input<typeof TickItem>) => http.put<Assistance>(`${path(event)}/ticks`, body), touched),
    makeTask: useAct((body: Input<typeof MakeTask>) => http.post<Assistance>(`${path(event)}/tasks`, body), touched),
  }
}
export const useSaveItem = () =>
  useAct(
    (body: (Input<typeof AddChecklistItem> | Input<typeof EditChecklistItem>) & { id?: string | undefined }) =>
      'version' in body
        ? http.put<ChecklistItemView>(`/assistance/checklist/${body.id}`, body)
        : http.post<ChecklistItemView>('/assistance/checklist', body),
    [['assistance']],
  )
