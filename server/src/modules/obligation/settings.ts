import { type IntegerSetting, ours, type SettingGroup } from '../../kernel/setting-rows.ts'

export const softMarkMinutes: IntegerSetting = {
  key: 'obligation.soft-mark-minutes',
  label: '“立即”事项提醒时间',
  meaning: '要求“立即”办理的事项，起算后满这么久仍未办理的，提醒责任单位；“立即”不计迟报',
  owner: 'bureau_officer',
  source: ours,
  kind: 'integer',
  unit: '分钟',
  default: 15,
  min: 1,
  max: 240,
}
export const warnSharePercent: IntegerSetting = {
  key: 'obligation.warn-share-percent',
  label: '到期提醒提前量（占时限）',
  meaning: '剩余时间为时限的这一比例时提醒责任单位，只对修改后起算的时限生效',
  owner: 'bureau_officer',
  source: ours,
  kind: 'integer',
  unit: '%',
  default: 25,
  min: 5,
  max: 90,
}
export const longestWarningMinutes: IntegerSetting = {
  key: 'obligation.longest-warning-minutes',
  label: '到期提醒最长提前量',
  meaning: '按比例算得的提前量超过这一时长的，按这一时长提醒',
  owner: 'bureau_officer',
  source: ours,
  kind: 'integer',
  unit: '分钟',
  default: 60,
  min: 5,
  max: 2880,
}

export const obligationSettings: SettingGroup[] = [
  { title: '时限事项', items: [softMarkMinutes, warnSharePercent, longestWarningMinutes] },
]
