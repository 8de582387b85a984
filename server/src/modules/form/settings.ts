import { type IntegerSetting, ours, type SettingGroup } from '../../kernel/setting-rows.ts'

const byBureau = { owner: 'bureau_officer', kind: 'integer', source: ours } as const

export const dailyLeadHours: IntegerSetting = {
  ...byBureau,
  unit: '小时',
  key: 'form.daily-lead-hours',
  label: '每日报表提前开放时间',
  meaning: '每日定时报送的表格在时点前这么久开放填报，但不早于上一时点',
  default: 12,
  min: 1,
  max: 24,
}
export const longLeadDays: IntegerSetting = {
  ...byBureau,
  unit: '日',
  key: 'form.long-lead-days',
  label: '周报、月报提前开放时间',
  meaning: '每周、每月报送的表格在截止前这么多日开放填报',
  default: 3,
  min: 1,
  max: 15,
}
export const completionMinutes: IntegerSetting = {
  ...byBureau,
  unit: '分钟',
  key: 'form.completion-minutes',
  label: '退回补正时限',
  meaning: '报表退回后，报送单位应在这么久之内补正重报',
  default: 120,
  min: 10,
  max: 2880,
}

export const formSettings: SettingGroup[] = [
  { title: '统一表格与报送', items: [dailyLeadHours, longLeadDays, completionMinutes] },
]
