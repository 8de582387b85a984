import { type BooleanSetting, type IntegerSetting, ours, type SettingGroup } from '../../kernel/setting-rows.ts'

const byBureau = { owner: 'bureau_officer', source: ours } as const
const count = (
  key: string,
  label: string,
  meaning: string,
  unit: IntegerSetting['unit'],
  value: number,
  min: number,
  max: number,
): IntegerSetting => ({
  ...byBureau,
  kind: 'integer',
  key: `call-up.${key}`,
  label,
  meaning,
  unit,
  default: value,
  min,
  max,
})

export const acknowledgeMinutes = count(
  'acknowledge-minutes',
  '调度令签收时限',
  '调用单批准后，调出单位应在这么久之内签收',
  '分钟',
  5,
  1,
  240,
)
export const grassrootsMinutes = count(
  'grassroots-departure-minutes',
  '基层队伍出动时限',
  '乡镇、村（社区）签收调度令后，应在这么久之内出发',
  '分钟',
  10,
  1,
  720,
)
export const countyMinutes = count(
  'county-departure-minutes',
  '县级队伍和物资出动时限',
  '县级单位、企业和外部单位签收调度令后，应在这么久之内出发',
  '分钟',
  30,
  1,
  720,
)
export const confirmHours = count(
  'verbal-confirmation-hours',
  '口头批准补签时限',
  '紧急口头批准调用的，批准领导应在这么久之内补签',
  '小时',
  24,
  1,
  168,
)
export const positionSeconds = count(
  'position-seconds',
  '车辆位置记录间隔',
  '驾驶员手机上报的位置，两次之间不足这么久的不重复记录',
  '秒',
  30,
  5,
  3600,
)
export const mayOverride: BooleanSetting = {
  ...byBureau,
  kind: 'boolean',
  key: 'call-up.may-override',
  label: '允许带班领导说明理由调用',
  meaning:
    '队伍、专家和装备已用于其他事件，或证书、保险、检验、使用年限已到期时，带班领导可以说明理由调用；停用的装备和数量不足的物资不能',
  default: true,
}

export const callUpSettings: SettingGroup[] = [
  {
    title: '资源调用',
    items: [acknowledgeMinutes, grassrootsMinutes, countyMinutes, confirmHours, positionSeconds, mayOverride],
  },
]
