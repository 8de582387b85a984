import type { FieldView, LedgerView, RecordFilter } from '@anlan/contract/register.ts'
import { recordStates } from '@anlan/contract/register.ts'
import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import type { QueryValues } from '../../../ui/http.ts'

export type RecordState = keyof typeof recordStates

/** What the list shows; all of it stands in the address, so that a list can be passed on. */
export interface ListState {
  text: string
  unitId: string | undefined
  state: RecordState
  sort: string
  filters: RecordFilter[]
  columns: string[] | null
  viewId: string | null
}

export const usualSort = '-updatedAt'
/** The parts of the address that say what is listed; the rest says what is open beside it. */
const conditionNames = ['text', 'unitId', 'state', 'sort', 'filters'] as const

const filtersIn = (text: string | null): RecordFilter[] => {
  try {
    const read: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(read) ? (read as RecordFilter[]) : []
  } catch {
    return []
  }
}

export function readListState(asked: URLSearchParams): ListState {
  const state = asked.get('state')
  return {
    text: asked.get('text') ?? '',
    unitId: asked.get('unitId') ?? undefined,
    state: state && Object.hasOwn(recordStates, state) ? (state as RecordState) : 'current',
    sort: asked.get('sort') ?? usualSort,
    filters: filtersIn(asked.get('filters')),
    columns: asked.get('columns')?.split(',').filter(Boolean) ?? null,
    viewId: asked.get('view'),
  }
}

/** The same conditions as the server reads them; lists, prints and exports ask alike. */
export const queryOf = (state: ListState): QueryValues => ({
  text: state.text || undefined,
  unitId: state.unitId,
  state: state.state === 'current' ? undefined : state.state,
  sort: state.sort === usualSort ? undefined : state.sort,
  filters: state.filters.length > 0 ? JSON.stringify(state.filters) : undefined,
})

export const conditionsIn = (asked: URLSearchParams): Record<string, string> =>
  Object.fromEntries(conditionNames.flatMap(name => (asked.get(name) ? [[name, asked.get(name) as string]] : [])))

type Patch = Partial<Record<(typeof conditionNames)[number] | 'columns' | 'view', string | undefined>>

export function useListState() {
  const [asked, setAsked] = useSearchParams()
  const state = useMemo(() => readListState(asked), [asked])
  /** Changed conditions are no longer those of the view they came from. */
  const change = (patch: Patch, replace = false) =>
    setAsked(
      before => {
        const next = new URLSearchParams(before)
        if (!('view' in patch)) next.delete('view')
        for (const [name, value] of Object.entries(patch)) {
          if (value) next.set(name, value)
          else next.delete(name)
        }
        return next
      },
      { replace },
    )
  const setFilters = (filters: RecordFilter[]) =>
    change({ filters: filters.length > 0 ? JSON.stringify(filters) : undefined })
  return { state, asked, setAsked, change, setFilters }
}

export const isNarrowed = (state: ListState) =>
  Boolean(state.text || state.unitId || state.filters.length > 0 || state.state !== 'current')

/** The columns of the list: those chosen, else those the ledger itself puts there. The title always comes first. */
export function columnsOf(ledger: LedgerView, chosen: string[] | null): FieldView[] {
  const wanted = chosen
    ? chosen.flatMap(name => ledger.fields.find(field => field.name === name) ?? [])
    : ledger.fields.filter(field => field.inList)
  return wanted.filter(field => field.name !== ledger.titleField)
}
