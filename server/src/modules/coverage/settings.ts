import { type BooleanSetting, type IntegerSetting, ours, type SettingGroup } from '../../kernel/setting-rows.ts'

const byBureau = { owner: 'bureau_officer', source: ours } as const

export const watchesDepartments: BooleanSetting = {
  ...byBureau,
  kind: 'boolean',
  key: 'coverage.departments',
  label: '部门纳入值守覆盖',
  meaning: '没有设置值班室的县级部门也应每日有人值班，未排班的列入未排班清单',
  default: true,
}
export const watchesVillages: BooleanSetting = {
  ...byBureau,
  kind: 'boolean',
  key: 'coverage.villages',
  label: '村（社区）纳入值守覆盖',
  meaning: '村（社区）也应每日有人值班，未排班的列入未排班清单',
  default: true,
}
export const redHour: IntegerSetting = {
  ...byBureau,
  kind: 'integer',
  unit: '小时',
  key: 'coverage.red-hour',
  label: '当日值班安排核对时刻（零时起）',
  meaning: '每日零时起满这么久，仍没有当日值班安排的单位限时补排，并通知县总值班室',
  default: 8,
  min: 0,
  max: 23,
}
export const answerMinutes: IntegerSetting = {
  ...byBureau,
  kind: 'integer',
  unit: '分钟',
  key: 'coverage.answer-minutes',
  label: '当日未排班的补排时限',
  meaning: '核对时刻仍未排班的，自核对时刻起在这么久之内补排',
  default: 60,
  min: 10,
  max: 720,
}
export const checkInGraceMinutes: IntegerSetting = {
  ...byBureau,
  kind: 'integer',
  unit: '分钟',
  key: 'coverage.check-in-grace-minutes',
  label: '未签到标示时间',
  meaning: '接班后满这么久仍未签到的，在值守覆盖上标为未签到',
  default: 15,
  min: 0,
  max: 240,
}

export const coverageSettings: SettingGroup[] = [
  { title: '值守覆盖', items: [watchesDepartments, watchesVillages, redHour, answerMinutes, checkInGraceMinutes] },
]
