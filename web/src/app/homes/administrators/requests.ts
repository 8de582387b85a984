import type { AuditSummary, SecuritySummary, SystemSummary } from '@anlan/contract/administration-summary.ts'
import { queryOptions } from '@tanstack/react-query'
import { http } from '../../../ui/http.ts'

const everyHalfMinute = { refetchInterval: 30_000 }
export const systemSummaryQuery = queryOptions({
  queryKey: ['administration', 'summary', 'system'],
  queryFn: () => http.get<SystemSummary>('/summaries/system'),
  ...everyHalfMinute,
})
export const securitySummaryQuery = queryOptions({
  queryKey: ['administration', 'summary', 'security'],
  queryFn: () => http.get<SecuritySummary>('/summaries/security'),
  ...everyHalfMinute,
})
export const auditSummaryQuery = queryOptions({
  queryKey: ['administration', 'summary', 'audit'],
  queryFn: () => http.get<AuditSummary>('/summaries/audit'),
  ...everyHalfMinute,
})
