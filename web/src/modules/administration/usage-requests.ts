import type { AddMaintenance, MaintenanceView, UnitUsage, UsageView } from '@anlan/contract/usage.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../ui/form/act.ts'
import { http } from '../../ui/http.ts'
import { useKeyset } from '../../ui/keyset.tsx'
import type { Input } from '../../ui/shape.ts'

export type { MaintenanceView, UnitUsage }

export const usageQuery = queryOptions({
  queryKey: ['administration', 'usage'],
  queryFn: () => http.get<UsageView>('/usage'),
  staleTime: 60_000,
})

const maintenance = ['administration', 'maintenance']
export const useMaintenance = () => useKeyset<MaintenanceView>(maintenance, '/maintenance', { limit: 20 })
export const useAddMaintenance = () =>
  useAct((body: Input<typeof AddMaintenance>) => http.post<MaintenanceView>('/maintenance', body), [maintenance])
