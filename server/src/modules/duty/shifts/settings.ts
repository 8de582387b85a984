import { type IntegerSetting, ours, type SettingGroup } from '../../../kernel/setting-rows.ts'

const byBureau = { owner: 'bureau_officer', kind: 'integer', source: ours } as const

export const swapLeadHours: IntegerSetting = {
  ...byBureau,
  unit: '小时',
  key: 'duty.swap-lead-hours',
  label: '换班审批提前量',
  meaning: '换班应在较早一班开始前这么久批准；更晚的按紧急替班办理',
  default: 2,
  min: 0,
  max: 72,
}
export const gapFillMinutes: IntegerSetting = {
  ...byBureau,
  unit: '分钟',
  key: 'duty.gap-fill-minutes',
  label: '临时缺岗补岗时限',
  meaning: '值班中或临近上岗出现缺岗的，应在这么久之内补上；较早发现的，应在缺岗开始前补上',
  default: 30,
  min: 5,
  max: 240,
}

export const longestShiftHours: IntegerSetting = {
  ...byBureau,
  unit: '小时',
  key: 'duty.longest-shift-hours',
  label: '一班最长时间',
  meaning: '手工排入或补岗的一班不得长于此时间',
  default: 48,
  min: 8,
  max: 72,
}

export const gapUrgentHours: IntegerSetting = {
  ...byBureau,
  unit: '小时',
  key: 'duty.gap-urgent-hours',
  label: '缺岗急办提前量',
  meaning: '缺岗在这么久之内开始的，通知按紧急发送；更早发现的按一般通知发送',
  default: 24,
  min: 1,
  max: 168,
}

export const nightsUntilAge: IntegerSetting = {
  ...byBureau,
  unit: '岁',
  key: 'duty.nights-until-age',
  label: '值夜班最高年龄',
  meaning: '导入值班人员名单时，超过此年龄的人员先标为免夜班，可在名单中改',
  default: 55,
  min: 40,
  max: 70,
}

export const shiftSettings: SettingGroup[] = [
  {
    title: '值班换班与补岗',
    items: [swapLeadHours, gapFillMinutes, gapUrgentHours, longestShiftHours, nightsUntilAge],
  },
]
