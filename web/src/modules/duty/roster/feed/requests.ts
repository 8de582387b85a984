import type { CalendarLink, PublicDutyPhones } from '@anlan/contract/duty-feed.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../../../ui/form/act.ts'
import { http } from '../../../../ui/http.ts'

export const calendarLinkQuery = queryOptions({
  queryKey: ['duty', 'calendar-link'],
  queryFn: () => http.get<CalendarLink>('/duty/calendar-link'),
})
const link = [calendarLinkQuery.queryKey]
export const useMakeLink = () => useAct(() => http.put<CalendarLink>('/duty/calendar-link', {}), link)
export const useRevokeLink = () => useAct(() => http.delete('/duty/calendar-link'), link)

export const publicPhonesQuery = queryOptions({
  queryKey: ['public', 'duty-phones'],
  queryFn: () => http.get<PublicDutyPhones>('/public/duty-phones'),
})
