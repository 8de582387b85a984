import type { LogEntryView, ShiftView, UnitOnDuty, WriteLog } from '@anlan/contract/duty.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../ui/form/act.ts'
import { http } from '../../ui/http.ts'
import { useKeyset } from '../../ui/keyset.tsx'
import type { Input, Items, Page } from '../../ui/shape.ts'

export const onDutyQuery = queryOptions({
  queryKey: ['duty', 'now'],
  queryFn: () => http.get<Items<UnitOnDuty>>('/duty/now'),
  refetchInterval: 60_000,
})

/** All shifts of a span, of one unit or of all in reach: to the last page, so that nobody looks unstaffed at the end of a long list. */
export const shiftsQuery = (query: { unit?: string; from: string; to: string }) =>
  queryOptions({
    queryKey: ['duty', 'shifts', query],
    queryFn: async () => {
      const items: ShiftView[] = []
      let after: string | undefined
      do {
        const page = await http.get<Page<ShiftView>>('/duty/shifts', { ...query, after })
        items.push(...page.items)
        after = page.next ?? undefined
      } while (after)
      return { items }
    },
  })

export const useDutyLog = (query: { on?: string; unit?: string; matter?: string }) =>
  useKeyset<LogEntryView>(['duty', 'log'], '/duty/log', query)

export const useWriteLog = () =>
  useAct(
    (body: Input<typeof WriteLog>) => http.post<LogEntryView>('/duty/log', body),
    [
      ['duty', 'log'],
      ['duty', 'now'],
    ],
  )
