import type { Finding } from '@anlan/contract/search.ts'
import { queryOptions } from '@tanstack/react-query'
import { http } from '../../ui/http.ts'

export interface Found {
  items: Finding[]
  next: string | null
  kinds: { kind: string; label: string }[]
}

/** Everything with these words that one may see; the best first. */
export const searchQuery = (text: string, kind?: string, after?: string, limit = 20) =>
  queryOptions({
    queryKey: ['search', text, kind ?? '', after ?? '', limit],
    queryFn: () => http.get<Found>('/search', { text, kind, after, limit }),
    enabled: text.length > 0,
    staleTime: 10_000,
  })
