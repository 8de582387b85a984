import type { ParagraphFound } from '@anlan/contract/plan-view.ts'
import { useQuery } from '@tanstack/react-query'
import { Navigate, useParams } from 'react-router'
import { http } from '../../../ui/http.ts'
import { Loaded } from '../../../ui/states.tsx'

/** A paragraph that a search found: opens the plan where it stands. */
export function ParagraphPage() {
  const { id = '' } = useParams()
  const found = useQuery({
    queryKey: ['plan-paragraphs', 'one', id],
    queryFn: () => http.get<ParagraphFound>(`/plan-paragraphs/${id}`),
  })
  return (
    <Loaded of={found}>
      {one => <Navigate replace to={`/plans/${one.planId}?edition=${one.editionId}#${one.chapterKey}`} />}
    </Loaded>
  )
}
