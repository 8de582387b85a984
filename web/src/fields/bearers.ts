import type { BearerChoice } from '@anlan/contract/bearer.ts'
import { queryOptions } from '@tanstack/react-query'
import { http } from '../ui/http.ts'
import type { Items } from '../ui/shape.ts'

/** Posts to choose from; with a unit, its own and those below it first. */
export const bearersQuery = (unit?: string) =>
  queryOptions({
    queryKey: ['bearers', unit ?? ''],
    queryFn: () => http.get<Items<BearerChoice>>('/bearers', { unit }),
  })

/** As a choice reads: the post, and who holds it now. */
export const bearerOptions = (items: BearerChoice[]) =>
  items.map(one => ({ value: one.code, label: one.holder ? `${one.name}（${one.holder}）` : one.name }))
