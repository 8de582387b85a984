import { type BooleanSetting, type IntegerSetting, ours, type SettingGroup } from '../../kernel/setting-rows.ts'

const byBureau = { owner: 'bureau_officer', source: ours } as const

export const draftsDaily: BooleanSetting = {
  ...byBureau,
  kind: 'boolean',
  key: 'briefing.drafts-daily',
  label: '自动拟制值班日报',
  meaning: '每日到时由系统汇总过去24小时的情况，拟出值班日报供值班员审改',
  default: true,
}
export const dailyHour: IntegerSetting = {
  ...byBureau,
  kind: 'integer',
  unit: '小时',
  key: 'briefing.daily-hour',
  label: '值班日报拟制时刻（零时起）',
  meaning: '每日零时起满这么久拟制值班日报，日报汇总此前24小时的情况',
  default: 8,
  min: 0,
  max: 23,
}

export const briefingSettings: SettingGroup[] = [{ title: '值班日报', items: [draftsDaily, dailyHour] }]
