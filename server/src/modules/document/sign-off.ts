/** Who did what on the way of a paper to its signature (拟稿、审核、签发). */
export interface SignOff {
  state: string
  /** Accounts that wrote it: whoever drafted, changed or handed it in. */
  writers: (string | null)[]
  /** Accounts that passed it on in review; none where the same person may review and sign. */
  reviewers?: (string | null)[]
}

export type SignOffRefusal = 'own-draft' | 'own-review' | 'wrong-state'

/**
 * What stands against `account` reviewing or signing a paper; null when nothing does. Nobody judges what he wrote, and nobody signs what he
 * reviewed: a paper that leaves has been in two people's hands, one that was reviewed in three. Source: 党政机关公文处理工作条例 第二十二条 (较确).
 */
export function refusalOfDecision(
  paper: SignOff,
  step: 'reviewed' | 'signed',
  account: string | null,
): SignOffRefusal | null {
  const waiting = step === 'reviewed' ? ['review'] : ['draft', 'review', 'signing']
  if (!waiting.includes(paper.state)) return 'wrong-state'
  if (paper.writers.includes(account)) return 'own-draft'
  if (step === 'signed' && paper.reviewers?.includes(account)) return 'own-review'
  return null
}
