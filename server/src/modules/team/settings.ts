import { type IntegerSetting, ours, type SettingGroup } from '../../kernel/setting-rows.ts'

const days = (key: string, label: string, meaning: string, value: number, max: number): IntegerSetting => ({
  key: `team.${key}`,
  label,
  meaning,
  owner: 'bureau_officer',
  source: ours,
  kind: 'integer',
  unit: '日',
  default: value,
  min: 1,
  max,
})

export const memberConfirmedDays = days(
  'member-confirmed-days',
  '队员核实有效期',
  '队员在这么多日内核实过的，计入“已核实人数”',
  90,
  730,
)
export const termNoticeDays = days(
  'term-notice-days',
  '聘期和证书到期提醒',
  '专家聘期、社会应急力量登记到期前这么多日，产生续聘、续期事项',
  60,
  365,
)
export const standbyDueMinutes: IntegerSetting = {
  key: 'team.standby-due-minutes',
  label: '每日备勤报告时限',
  meaning: '每日零时起算，满这么多分钟（540 即 9 时）前应报当日备勤；只对设为每日报备勤的队伍',
  owner: 'bureau_officer',
  source: ours,
  kind: 'integer',
  unit: '分钟',
  default: 540,
  min: 60,
  max: 1439,
}
export const volunteerTrainings: IntegerSetting = {
  key: 'team.volunteer-trainings',
  label: '每年集体培训次数',
  meaning: '应急志愿者和社会应急力量每人每年应参加的集体培训次数',
  owner: 'bureau_officer',
  source: ours,
  kind: 'integer',
  unit: '次',
  default: 2,
  min: 1,
  max: 24,
}

export const supplyHours: IntegerSetting = {
  key: 'team.supply-hours',
  label: '支援队伍保障落实时限',
  meaning: '登记跨区支援队伍后，住宿、饮食、油料保障单位应在这么久之内落实并登记',
  owner: 'bureau_officer',
  source: ours,
  kind: 'integer',
  unit: '小时',
  default: 4,
  min: 1,
  max: 72,
}

export const teamSettings: SettingGroup[] = [
  {
    title: '应急队伍',
    items: [standbyDueMinutes, memberConfirmedDays, termNoticeDays, volunteerTrainings, supplyHours],
  },
]
