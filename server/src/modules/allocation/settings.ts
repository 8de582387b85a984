import { type IntegerSetting, ours, type SettingGroup } from '../../kernel/setting-rows.ts'

const whole = (
  key: string,
  label: string,
  meaning: string,
  [value, min, max]: [number, number, number],
): IntegerSetting => ({
  owner: 'bureau_officer',
  source: ours,
  kind: 'integer',
  key: `allocation.${key}`,
  label,
  meaning,
  unit: '分钟',
  default: value,
  min,
  max,
})

/** What a missing piece weighs, so that anything within it is worth going for. */
export const missingMinutes = whole(
  'missing-minutes',
  '缺口折算时间',
  '优化调配时，一件没有着落的物资折算为等候这么久；比它更远的资源不再调用',
  [2880, 60, 14400],
)
export const loadingMinutes = whole('loading-minutes', '装车时间', '估算车辆到达时间时，每次装车所需时间', [20, 0, 240])

export const allocationSettings: SettingGroup[] = [{ title: '优化调配', items: [missingMinutes, loadingMinutes] }]
