import { type IntegerSetting, ours, type SettingGroup } from '../../../kernel/setting-rows.ts'

export const idleDays: IntegerSetting = {
  key: 'administration.idle-days',
  label: '长期未使用的天数',
  meaning: '单位的账号这么多天没有登录、也没有任何操作的，在使用情况中列为长期未使用',
  owner: 'system_admin',
  source: ours,
  kind: 'integer',
  unit: '日',
  default: 30,
  min: 1,
  max: 365,
}

export const usageSettings: SettingGroup[] = [{ title: '使用情况', items: [idleDays] }]
