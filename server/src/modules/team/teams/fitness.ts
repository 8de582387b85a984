import type { TeamStatus } from '@anlan/contract/team.ts'
import type { TeamValues } from '../team-values.ts'

/**
 * Why a team may not be sent as it stands; empty when nothing speaks against it. A social force needs a registration in force and insurance
 * in force (S58; insurance: 《突发事件应对法》第四十条); of any other team only what its record says has run out counts. Days are `YYYY-MM-DD`.
 */
export function reasonsAgainst(
  values: Pick<TeamValues, 'kind' | 'certificateNo' | 'certifiedUntil' | 'insuredUntil'>,
  status: TeamStatus,
  today: string,
): string[] {
  const isSocial = values.kind === 'social'
  const reasons: string[] = []
  if (isSocial && !values.certificateNo) reasons.push('社会应急力量尚未登记')
  if (isSocial && values.certificateNo && !values.certifiedUntil) reasons.push('登记证书没有有效期')
  if (values.certifiedUntil && values.certifiedUntil < today) reasons.push(`登记证书已于 ${values.certifiedUntil} 到期`)
  if (isSocial && !values.insuredUntil) reasons.push('没有人身意外保险')
  if (values.insuredUntil && values.insuredUntil < today) reasons.push(`人身意外保险已于 ${values.insuredUntil} 到期`)
  if (status === 'unavailable') reasons.push('队伍报告不可用')
  return reasons
}

/** Statuses that send a team out. */
export const sendsOut = (status: TeamStatus) => status === 'gathering' || status === 'dispatched'
