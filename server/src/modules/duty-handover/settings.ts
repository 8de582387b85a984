import { type IntegerSetting, ours, type SettingGroup } from '../../kernel/setting-rows.ts'

export const openBeforeMinutes: IntegerSetting = {
  key: 'duty-handover.open-before-minutes',
  label: '交接班提前准备时间',
  meaning: '换班前这么久生成交接班单，值班台出现交班、接班按钮',
  owner: 'bureau_officer',
  source: ours,
  kind: 'integer',
  unit: '分钟',
  default: 30,
  min: 10,
  max: 240,
}
export const signWithinMinutes: IntegerSetting = {
  key: 'duty-handover.sign-within-minutes',
  label: '交接班签字时限',
  meaning: '接班时间起这么久内双方应签字，未签字的仍由交班人员负责并逐级提醒；只对修改后生成的交接班单生效',
  owner: 'bureau_officer',
  source: ours,
  kind: 'integer',
  unit: '分钟',
  default: 15,
  min: 1,
  max: 240,
}
export const tellCountyMinutes: IntegerSetting = {
  key: 'duty-handover.tell-county-minutes',
  label: '交接班未签报县总值班室间隔',
  meaning: '超过签字时限后满这么久仍未签字的，报告县总值班室；县总值班室自身未签字的，报告县应急管理局',
  owner: 'bureau_officer',
  source: ours,
  kind: 'integer',
  unit: '分钟',
  default: 15,
  min: 1,
  max: 240,
}
export const quietAfterUnsigned: IntegerSetting = {
  key: 'duty-handover.quiet-after-unsigned',
  label: '连续未签字不再逐次提醒',
  meaning: '一个单位连续这么多次换班未签字后，不再逐次计时和提醒，仍列入未签字清单，重新交接班后恢复',
  owner: 'bureau_officer',
  source: ours,
  kind: 'integer',
  unit: '次',
  default: 3,
  min: 1,
  max: 100,
}

export const dutyHandoverSettings: SettingGroup[] = [
  { title: '交接班', items: [openBeforeMinutes, signWithinMinutes, tellCountyMinutes, quietAfterUnsigned] },
]
