import { type IntegerSetting, ours, type SettingGroup } from '../../kernel/setting-rows.ts'

const days = (key: string, label: string, meaning: string, value: number, max: number): IntegerSetting => ({
  key: `equipment.${key}`,
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

export const maintenanceAheadDays = days(
  'maintenance-ahead-days',
  '装备保养提前布置天数',
  '保养日期在这么多天之内的车辆装备，每日早上布置给所属单位保养，每单位一项时限事项',
  15,
  180,
)
export const maintenanceToAnswerDays = days(
  'maintenance-to-answer-days',
  '装备保养办理期限',
  '布置保养后应在这么多天内完成，当日 24 时前不计逾期；只对修改后布置的生效',
  15,
  180,
)
export const lifeAheadDays = days(
  'life-ahead-days',
  '装备报废提前提示天数',
  '使用年限在这么多天之内届满的车辆装备列入“临近报废”，并按重置价格列入经费需求',
  365,
  1825,
)

export const equipmentSettings: SettingGroup[] = [
  { title: '车辆装备', items: [maintenanceAheadDays, maintenanceToAnswerDays, lifeAheadDays] },
]
