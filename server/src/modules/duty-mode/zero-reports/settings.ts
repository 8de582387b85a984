import { type BooleanSetting, type IntegerSetting, ours, type SettingGroup } from '../../../kernel/setting-rows.ts'

export const periodHour: IntegerSetting = {
  key: 'duty-mode.zero-report-hour',
  label: '重要时期零报告时点',
  meaning: '节假日、重要会议活动等要求每日报告的时期，各乡镇每日到这个整点前零报告',
  owner: 'bureau_officer',
  source: { ...ours, name: '地方每日报告制度（无事报平安），时点产品默认' },
  kind: 'integer',
  unit: '小时',
  default: 17,
  min: 0,
  max: 23,
}
export const withDepartments: BooleanSetting = {
  key: 'duty-mode.zero-report-departments',
  label: '重要时期县级部门也零报告',
  meaning: '打开后，重要时期除乡镇外，县级部门也每日零报告',
  owner: 'bureau_officer',
  source: ours,
  kind: 'boolean',
  default: false,
}

export const zeroReportSettings: SettingGroup = { title: '零报告', items: [periodHour, withDepartments] }
