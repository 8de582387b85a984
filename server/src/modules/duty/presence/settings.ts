import { type IntegerSetting, ours, type SettingGroup } from '../../../kernel/setting-rows.ts'

export const earlyCheckInMinutes: IntegerSetting = {
  key: 'duty.early-check-in-minutes',
  label: '到岗签到最早提前时间',
  meaning: '值班人员最早可在班次开始前这么久签到',
  owner: 'bureau_officer',
  source: ours,
  kind: 'integer',
  unit: '分钟',
  default: 30,
  min: 5,
  max: 120,
}

export const presenceSettings: SettingGroup[] = [{ title: '到岗签到', items: [earlyCheckInMinutes] }]
