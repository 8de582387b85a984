import type { RuleSource } from '@anlan/contract/codec.ts'
import { type IntegerSetting, ours, type SettingGroup } from '../../kernel/setting-rows.ts'

const byBureau = { owner: 'bureau_officer', kind: 'integer', source: ours } as const
/** Where the limits of a call-in come from. */
export const callInSource: RuleSource = { name: '值班状态要求（县级核定）', article: '', confidence: '设计' }
export const preparationSource: RuleSource = { name: '重点时段值班准备要求', article: '', confidence: '设计' }

export const acknowledgeMinutes: IntegerSetting = {
  ...byBureau,
  key: 'duty-mode.acknowledge-minutes',
  label: '召回确认时限',
  meaning: '召回通知发出后，被召回人员应在这么久之内确认；超过的提醒该单位和县总值班室逐个电话催告',
  unit: '分钟',
  default: 10,
  min: 2,
  max: 120,
}
export const rollAnswerMinutes: IntegerSetting = {
  ...byBureau,
  key: 'duty-mode.roll-answer-minutes',
  label: '状态点名应答时限',
  meaning: '应急、战时值班状态下定时点名发出后，在岗单位应在这么久内应答；超过的计为迟到',
  unit: '分钟',
  default: 10,
  min: 1,
  max: 120,
}
export const supplementHours: IntegerSetting = {
  ...byBureau,
  key: 'duty-mode.supplement-hours',
  label: '增援排班时长',
  meaning: '提高值班状态后，增援值班方案编排到这么久以后',
  unit: '小时',
  default: 24,
  min: 6,
  max: 72,
}
export const leadDays: IntegerSetting = {
  ...byBureau,
  key: 'duty-mode.preparation-lead-days',
  label: '重点时段提前布置天数',
  meaning: '重点时段开始前这么多天，要求各单位报送值班安排、核查通讯录',
  unit: '日',
  default: 7,
  min: 1,
  max: 60,
}
export const deadlineDays: IntegerSetting = {
  ...byBureau,
  key: 'duty-mode.preparation-deadline-days',
  label: '重点时段报送截止提前天数',
  meaning: '值班安排和通讯录核查应在重点时段开始前这么多天的 18:00 前完成',
  unit: '日',
  default: 2,
  min: 0,
  max: 30,
}

export const dutyModeSettings: SettingGroup[] = [
  { title: '值班状态与召回', items: [acknowledgeMinutes, supplementHours, rollAnswerMinutes] },
  { title: '重点时段准备', items: [leadDays, deadlineDays] },
]
