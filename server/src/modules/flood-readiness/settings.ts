import { type IntegerSetting, ours, type SettingGroup } from '../../kernel/setting-rows.ts'

const byBureau = { owner: 'bureau_officer', kind: 'integer', source: ours } as const

export const rollPercent: IntegerSetting = {
  ...byBureau,
  unit: '%',
  key: 'flood-readiness.roll-percent',
  label: '队伍到位的在册比例',
  meaning: '乡镇队伍在册人员达到编制人数的这一比例，才算队伍准备到位',
  default: 80,
  min: 10,
  max: 100,
}
export const confirmedDays: IntegerSetting = {
  ...byBureau,
  unit: '日',
  key: 'flood-readiness.confirmed-days',
  label: '队伍信息核实期限',
  meaning: '乡镇队伍信息在这么多日之内核实过，才算队伍准备到位',
  default: 180,
  min: 7,
  max: 730,
}

export const readinessSettings: SettingGroup[] = [{ title: '汛前五到位', items: [rollPercent, confirmedDays] }]
