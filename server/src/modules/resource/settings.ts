import { type IntegerSetting, ours, type SettingGroup, settingOf } from '../../kernel/setting-rows.ts'
import type { Work } from '../../kernel/work/work.ts'
import type { RoadPace } from './nearest/rules.ts'

const whole = (
  key: string,
  label: string,
  meaning: string,
  unit: IntegerSetting['unit'],
  [value, min, max]: [number, number, number],
): IntegerSetting => ({
  owner: 'bureau_officer',
  source: ours,
  kind: 'integer',
  key: `resource.${key}`,
  label,
  meaning,
  unit,
  default: value,
  min,
  max,
})

export const staleDays = whole(
  'stale-days',
  '资源信息过期天数',
  '可调用资源超过这么多天没有核实的，找资源时标为过期并排在后面',
  '日',
  [90, 7, 730],
)

const nearUntil = whole('near-km', '近程上限（直线）', '估算路程时间时，直线这么远以内按近程计', '公里', [5, 1, 50])
const midUntil = whole(
  'mid-km',
  '中程上限（直线）',
  '估算路程时间时，直线这么远以内按中程计，更远按远程计',
  '公里',
  [30, 2, 300],
)
const classes = [
  { key: 'near', label: '近程', speed: 25, detour: 150 },
  { key: 'mid', label: '中程', speed: 35, detour: 140 },
  { key: 'far', label: '远程', speed: 50, detour: 130 },
].map(({ key, label, speed, detour }) => ({
  speed: whole(`${key}-speed`, `${label}车速（每小时）`, `估算路程时间时${label}段的平均车速`, '公里', [speed, 5, 120]),
  detour: whole(`${key}-detour`, `${label}绕行系数`, `估算路程时间时${label}段公路里程与直线距离之比`, '%', [
    detour,
    100,
    400,
  ]),
}))

export const resourceSettings: SettingGroup[] = [
  { title: '找资源', items: [staleDays, nearUntil, midUntil, ...classes.flatMap(one => [one.speed, one.detour])] },
]

/** How road time is estimated, by the county's settings. */
export async function roadPace(work: Work): Promise<RoadPace> {
  const [near, mid] = [await settingOf(work, nearUntil), await settingOf(work, midUntil)]
  const limits = [near, Math.max(near, mid), Number.POSITIVE_INFINITY]
  const pace: RoadPace = []
  for (const [i, { speed, detour }] of classes.entries())
    pace.push({
      untilM: (limits[i] ?? Number.POSITIVE_INFINITY) * 1000,
      kmPerHour: await settingOf(work, speed),
      detour: (await settingOf(work, detour)) / 100,
    })
  return pace
}
