import type { ObligationView } from '@anlan/contract/obligation.ts'

/**
 * What met a duty, as its line says it. Where a call was owed and a paper came instead, it says so: a written report serves for the call, but nobody
 * should read that somebody rang (docs/decisions/0005).
 */
export function servedBy({ medium, satisfiedBy }: Pick<ObligationView, 'medium' | 'satisfiedBy'>): string {
  if (!satisfiedBy) return ''
  const isReport = /报告|首报|续报|终报|核报|补报|上报/.test(satisfiedBy)
  return medium === 'phone' && isReport && !satisfiedBy.includes('电话')
    ? `以书面报告代（${satisfiedBy}）`
    : satisfiedBy
}
