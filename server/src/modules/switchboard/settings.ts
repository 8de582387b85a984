import { type IntegerSetting, ours, type SettingGroup } from '../../kernel/setting-rows.ts'

export const waitMinutes: IntegerSetting = {
  key: 'switchboard.wait-minutes',
  label: '来电久未办理标示',
  meaning: '来电登记或转办后满这么久仍未办结的，在来电登记中突出显示',
  owner: 'bureau_officer',
  source: ours,
  kind: 'integer',
  unit: '分钟',
  default: 30,
  min: 1,
  max: 1440,
}
export const transferStepUpMinutes: IntegerSetting = {
  key: 'switchboard.transfer-step-up-minutes',
  label: '转办来电逐级催告间隔',
  meaning: '转办通知满这么久无人确认的，转告承办单位副职，再转告上一级；0 表示不催告',
  owner: 'bureau_officer',
  source: ours,
  kind: 'integer',
  unit: '分钟',
  default: 30,
  min: 0,
  max: 1440,
}

export const switchboardSettings: SettingGroup[] = [{ title: '来电登记', items: [waitMinutes, transferStepUpMinutes] }]
