import type { Finding } from '@anlan/contract/search.ts'
import { queryOptions } from '@tanstack/react-query'
import { http } from '../../ui/http.ts'

export interface Found {
  items: Finding[]
  next: string | null
  kinds: { kind: string; label: string }[]
}

/** The best findings with these words, so many, and which kinds have any. */
export const searchQuery = (text: string, limit: number) =>
  queryOptions({
    queryKey: ['search', text, limit],
    queryFn: () => http.get<Found>('/search', { text, limit }),
    enabled: text.length > 0,
    staleTime: 10_000,
  })
