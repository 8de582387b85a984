import type { BriefingFigure, ComposeBriefing, DailyBriefingView, PaperView } from '@anlan/contract/paper.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../ui/form/act.ts'
import { http } from '../../ui/http.ts'
import type { Input, Items, Page } from '../../ui/shape.ts'

export const dailyQuery = queryOptions({
  queryKey: ['papers', 'daily'],
  queryFn: () => http.get<DailyBriefingView>('/briefings/daily'),
  refetchInterval: 300_000,
})
export const figuresQuery = (paperId: string) =>
  queryOptions({
    queryKey: ['paper', paperId, 'figures'],
    queryFn: () => http.get<Items<BriefingFigure>>(`/briefings/${paperId}/figures`),
    retry: false,
  })
interface EventChoice {
  id: string
  title: string
}
export const recentEventsQuery = queryOptions({
  queryKey: ['events', 'to-brief'],
  queryFn: () => http.get<Page<EventChoice>>('/emergency-events', { limit: 100 }),
})
export const useDraftDaily = () => useAct(() => http.post<PaperView>('/briefings/daily'), [['papers']])
export const useCompose = () =>
  useAct((input: Input<typeof ComposeBriefing>) => http.post<PaperView>('/briefings', input), [['papers']])
