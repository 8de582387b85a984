import { type Urgency, urgencies } from '@anlan/contract/allocation.ts'
import { type IntegerSetting, ours, type SettingGroup, settingOf } from '../../kernel/setting-rows.ts'
import type { Work } from '../../kernel/work/work.ts'

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

const weight = (key: string, word: string, value: number): IntegerSetting => ({
  ...whole(`weight-${key}`, `“${word}”的权重`, `优化调配时，“${word}”处的每一分钟等候和每一件缺口按这么多倍计算`, [
    value,
    1,
    100,
  ]),
  unit: '倍',
})
/** What waiting counts at a place, by how urgent it is. */
const weights: Record<Urgency, IntegerSetting> = {
  1: weight('normal', urgencies[1], 1),
  2: weight('urgent', urgencies[2], 2),
  3: weight('most-urgent', urgencies[3], 3),
}
export const weightsNow = async (work: Work): Promise<Record<Urgency, number>> => ({
  1: await settingOf(work, weights[1]),
  2: await settingOf(work, weights[2]),
  3: await settingOf(work, weights[3]),
})

export const allocationSettings: SettingGroup[] = [
  { title: '优化调配', items: [missingMinutes, loadingMinutes, ...Object.values(weights)] },
]
