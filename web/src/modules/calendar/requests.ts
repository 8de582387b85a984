import type {
  CalendarDayView,
  EditCalendarDay,
  EditSpecialPeriod,
  ImportCalendar,
  SpecialPeriodView,
} from '@anlan/contract/calendar.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../ui/form/act.ts'
import { http } from '../../ui/http.ts'
import type { Input, Items, Output } from '../../ui/shape.ts'

export type SpecialPeriod = Output<typeof SpecialPeriodView>

export const daysQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: ['calendar', 'days', from, to],
    queryFn: () => http.get<Items<CalendarDayView>>('/calendar', { from, to }),
    staleTime: 5 * 60_000,
  })

export const specialPeriodsQuery = queryOptions({
  queryKey: ['calendar', 'special-periods'],
  queryFn: () => http.get<Items<SpecialPeriod>>('/calendar/special-periods'),
  staleTime: 5 * 60_000,
})

const calendar = [['calendar']]
export const useEditDay = () =>
  useAct((body: Input<typeof EditCalendarDay>) => http.put(`/calendar/${body.date}`, body), calendar)
export const useImportCalendar = () =>
  useAct((body: Input<typeof ImportCalendar>) => http.post<{ imported: number }>('/calendar/imports', body), calendar)
export const useSavePeriod = (id: string | undefined) =>
  useAct(
    (body: Input<typeof EditSpecialPeriod>) =>
      id ? http.put(`/calendar/special-periods/${id}`, body) : http.post('/calendar/special-periods', body),
    calendar,
  )
export const useRemovePeriod = () => useAct((id: string) => http.delete(`/calendar/special-periods/${id}`), calendar)
