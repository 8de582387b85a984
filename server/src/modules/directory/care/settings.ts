import { type IntegerSetting, ours, type SettingGroup } from '../../../kernel/setting-rows.ts'

export const deadNumberHours: IntegerSetting = {
  key: 'directory.dead-number-hours',
  label: '失效号码更正时限',
  meaning: '号码被报失效后，所属单位应在这么久内更正或核实',
  owner: 'bureau_officer',
  source: ours,
  kind: 'integer',
  unit: '小时',
  default: 24,
  min: 1,
  max: 720,
}

export const neighbourNoticeDays: IntegerSetting = {
  key: 'directory.neighbour-notice-days',
  label: '邻近协作协议到期提醒',
  meaning: '与毗邻县区、驻地单位的协议到期前这么多日，产生续签事项；到期的不再作为可请求的支援列出',
  owner: 'bureau_officer',
  source: ours,
  kind: 'integer',
  unit: '日',
  default: 60,
  min: 1,
  max: 365,
}

export const directorySettings: SettingGroup[] = [{ title: '通讯录', items: [deadNumberHours, neighbourNoticeDays] }]
