import type { PlanContent } from '@anlan/contract/plan.ts'
import type {
  CreatePlan,
  EditPlanAbout,
  EditPlanKind,
  OpenEdition,
  ParagraphFound,
  PlanComparison,
  PlanCounts,
  PlanKindView,
  PlanLine,
  PlanView,
} from '@anlan/contract/plan-view.ts'
import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useAct } from '../../ui/form/act.ts'
import { http, type QueryValues, Refusal } from '../../ui/http.ts'
import { useKeyset } from '../../ui/keyset.tsx'
import type { Input, Items, Output } from '../../ui/shape.ts'

export type Line = Output<typeof PlanLine>

export const usePlans = (filter: QueryValues) => useKeyset<Line>(['plans', 'list'], '/plans', filter)
export const planCountsQuery = queryOptions({
  queryKey: ['plans', 'counts'],
  queryFn: () => http.get<Output<typeof PlanCounts>>('/plan-counts'),
})
export const planKindsQuery = queryOptions({
  queryKey: ['plan-kinds'],
  queryFn: () => http.get<Items<PlanKindView>>('/plan-kinds'),
})
export const planQuery = (id: string, edition?: string) =>
  queryOptions({
    queryKey: ['plan', id, edition ?? ''],
    queryFn: () => http.get<PlanView>(`/plans/${id}`, { edition }),
  })
export const comparisonQuery = (id: string, before: string, after: string) =>
  queryOptions({
    queryKey: ['plan', id, 'compare', before, after],
    queryFn: () => http.get<Output<typeof PlanComparison>>(`/plans/${id}/editions/${before}/compare/${after}`),
  })
export const paragraphsQuery = (q: string) =>
  queryOptions({
    queryKey: ['plan-paragraphs', q],
    queryFn: () => http.get<Items<ParagraphFound>>('/plan-paragraphs', { q }),
    enabled: q !== '',
  })

const touched = [['plans'], ['plan'], ['plan-checkups']]

export const useCreatePlan = () =>
  useAct((body: Input<typeof CreatePlan>) => http.post<{ id: string }>('/plans', body), touched)
export const useOpenEdition = (id: string) =>
  useAct((body: Input<typeof OpenEdition>) => http.post<{ editionId: string }>(`/plans/${id}/editions`, body), touched)
export const useEditAbout = (id: string) =>
  useAct((body: Input<typeof EditPlanAbout>) => http.put(`/plans/${id}/about`, body), touched)
export const useEditKind = (kind: string) =>
  useAct((body: Input<typeof EditPlanKind>) => http.put<PlanKindView>(`/plan-kinds/${kind}`, body), [['plan-kinds']])

/** One change of what a plan says: made by `change`, about that part of it that `part` picks out. */
export interface ContentChange {
  part: (content: PlanContent) => unknown
  change: (content: PlanContent) => PlanContent
}
export type SaveChange = (change: ContentChange) => Promise<void>

/**
 * Saves changes one by one. What somebody else saved meanwhile stays: the change is made anew on top of it. Only where both changed the same part
 * is it refused once, with what was typed still in the form; a second press keeps it.
 */
export function useContentChanges(view: PlanView): SaveChange {
  const queries = useQueryClient()
  const { id, editionId } = view.plan
  const seen = useRef(view)
  seen.current =
    seen.current.plan.version > view.plan.version && seen.current.plan.editionId === editionId ? seen.current : view
  const put = (onto: PlanView, { change }: ContentChange) =>
    http.put<{ version: number }>(`/plans/${id}/content`, { version: onto.plan.version, content: change(onto.content) })
  return async change => {
    const before = seen.current
    try {
      await put(before, change)
    } catch (error) {
      if (!(error instanceof Refusal && error.body.status === 409)) throw error
      const fresh = await http.get<PlanView>(`/plans/${id}`, { edition: editionId })
      seen.current = fresh
      if (JSON.stringify(change.part(fresh.content)) !== JSON.stringify(change.part(before.content)))
        throw new Refusal({
          ...error.body,
          title: '这一处刚被他人改过',
          detail: '您填写的内容还在本页。再保存一次以您填的为准；关闭后看到的是对方改的。',
        })
      await put(fresh, change)
    }
    await Promise.all(touched.map(queryKey => queries.invalidateQueries({ queryKey })))
  }
}
