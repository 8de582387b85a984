import type { RuleSource } from '@anlan/contract/codec.ts'
import type { IntegerSetting, SettingGroup } from '../../kernel/setting-rows.ts'

const byBureau = { owner: 'bureau_officer', kind: 'integer', unit: '日' } as const
const law: RuleSource = {
  name: '《中华人民共和国突发事件应对法》',
  article: '第八十七条、第九十二条（评估和总结报告）；期限为产品默认',
  confidence: '设计',
}
const drills: RuleSource = {
  name: '《突发事件应急预案管理办法》',
  article: '演练评估；期限为产品默认',
  confidence: '设计',
}

export const reviewDays: IntegerSetting = {
  ...byBureau,
  source: law,
  key: 'review.days',
  label: '复盘评估期限',
  meaning: '响应终止后这么多日内，完成复盘评估报告并审定印发',
  default: 15,
  min: 1,
  max: 90,
}
export const exerciseReviewDays: IntegerSetting = {
  ...byBureau,
  source: drills,
  key: 'review.exercise-days',
  label: '演练评估期限',
  meaning: '演练结束后这么多日内，完成演练评估报告并审定印发',
  default: 5,
  min: 1,
  max: 60,
}

export const reviewSettings: SettingGroup[] = [{ title: '复盘评估', items: [reviewDays, exerciseReviewDays] }]
