import { type QueryKey, useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { http, type QueryValues } from './http.ts'
import type { Page } from './shape.ts'
import { Loaded } from './states.tsx'

/** A list that is read page by page; totals are never counted. */
export function useKeyset<T>(queryKey: QueryKey, path: string, query: QueryValues = {}, enabled = true) {
  const read = useInfiniteQuery({
    queryKey: [...queryKey, query],
    queryFn: ({ pageParam }) => http.get<Page<T>>(path, { ...query, after: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: last => last.next ?? undefined,
    enabled,
  })
  return { ...read, items: read.data?.pages.flatMap(page => page.items) }
}

export type Keyset<T> = ReturnType<typeof useKeyset<T>>

interface KeysetListProps<T> {
  of: Keyset<T>
  /** Shown when there is nothing at all. */
  empty: ReactNode
  children: (items: T[]) => ReactNode
}

export function KeysetList<T>({ of, empty, children }: KeysetListProps<T>) {
  return (
    <Loaded of={{ data: of.items, error: of.error, isPending: of.isPending, refetch: of.refetch }} rows={6}>
      {items => (
        <>
          {items.length === 0 ? empty : children(items)}
          {of.hasNextPage && (
            <div className="more">
              <Button type="link" loading={of.isFetchingNextPage} onClick={() => void of.fetchNextPage()}>
                继续加载（已显示 {items.length} 条）
              </Button>
            </div>
          )}
        </>
      )}
    </Loaded>
  )
}
