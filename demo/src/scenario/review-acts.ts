import { ObligationView } from '@anlan/contract/obligation.ts'
import { ReviewLine, ReviewView } from '@anlan/contract/review.ts'
import { items } from './acts.ts'
import { expectEqual, expectOne, expectThat, type Scenario } from './scenario.ts'

export interface Concluded {
  /** What went well and what did not, by section. */
  sections: [code: 'firsts' | 'clocks' | 'tasks' | 'orders' | 'plan', experience: string, problems: string][]
  rectifications: { problem: string; measure: string; unit: string; dueOn: string }[]
}

/** 复盘评估: what the records say, what people conclude, a leader's approval; what is to be put right is owed, the plan learns what was missing in it. */
export async function reviewed(s: Scenario, responseId: string, { sections, rectifications }: Concluded) {
  const duty = await s.as('duty1')
  const { items: all } = await duty.get('/api/reviews', items(ReviewLine))
  const line = expectOne(
    all.filter(one => one.responseId === responseId),
    '复盘评估',
  )
  expectEqual([line.state, line.overdue], ['draft', false], '评估状态和是否超期')
  const path = `/api/reviews/${line.id}`
  const draft = await duty.get(path, ReviewView)
  expectThat(
    draft.sections.every(one => one.numbers.every(each => each.to === null || each.to.startsWith('/'))),
    '评估报告中的数字没有出处',
  )
  for (const [section, experience, problems] of sections)
    await duty.put(`${path}/sections/${section}`, { experience, problems, version: 0 }, ReviewView)
  for (const { unit, ...one } of rectifications)
    await duty.post(
      `${path}/rectifications`,
      { ...one, id: crypto.randomUUID(), section: 'tasks', unitId: s.unit(unit) },
      ReviewView,
    )
  if (draft.proposals.length > 0)
    await duty.put(
      `${path}/proposals`,
      { decisions: draft.proposals.map(({ key }) => ({ key, adopted: true, reason: '' })) },
      ReviewView,
    )
  await duty.put(`${path}/submission`, {}, ReviewView)
  const issued = await (await s.as('leader1')).put(
    `${path}/judgement`,
    { verdict: 'approved', opinion: '同意，抓紧整改' },
    ReviewView,
  )
  expectEqual([issued.state, issued.overdue], ['issued', false], '评估状态和是否超期')
  const owed = await duty.get(`/api/obligations?matter=${responseId}&limit=200`, items(ObligationView))
  expectEqual(owed.items.filter(one => one.ruleCode === 'RV-03').length, rectifications.length, '整改事项')
  expectThat(
    owed.items.some(one => one.ruleCode === 'RV-01' && one.satisfiedAt !== null),
    '复盘评估时限未办结',
  )
  const { firsts } = issued
  return `首报 ${firsts.reportMinutes} 分、到场 ${firsts.arrivalMinutes} 分；整改 ${rectifications.length} 项，预案修订建议 ${draft.proposals.length} 条`
}
