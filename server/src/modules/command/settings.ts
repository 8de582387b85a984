import type { RuleSource } from '@anlan/contract/codec.ts'
import { type IntegerSetting, ours, type SettingGroup } from '../../kernel/setting-rows.ts'

const byBureau = { owner: 'bureau_officer', kind: 'integer', source: ours } as const
/** The source of this module's clocks. */
export const clockSource = (words: string): RuleSource => ({ ...ours, name: `指挥室时限：${words}` })

export const factMinutes: IntegerSetting = {
  ...byBureau,
  unit: '分钟',
  key: 'command.fact-minutes',
  label: '事实板待核时限',
  meaning: '登记到事实板的情况应在这么久之内核实，由综合协调组牵头单位（没有的由值班室）负责',
  default: 60,
  min: 5,
  max: 1440,
}
export const parMinutes: IntegerSetting = {
  ...byBureau,
  unit: '分钟',
  key: 'command.par-minutes',
  label: '危险区域人员安全确认间隔',
  meaning: '进入危险区域的人员或队伍每隔这么久确认一次安全，超时立即告知指挥方；登记进入时可以另定',
  default: 20,
  min: 1,
  max: 240,
}
export const ringMinutes: IntegerSetting = {
  ...byBureau,
  unit: '分钟',
  key: 'command.ring-minutes',
  label: '安全告警和撤离命令逐级催告间隔',
  meaning: '安全确认超时、撤离命令的通知这么久无人确认的，依次告知副职和上级',
  default: 3,
  min: 1,
  max: 60,
}
export const rotationHours: IntegerSetting = {
  ...byBureau,
  unit: '小时',
  key: 'command.rotation-hours',
  label: '现场力量轮换时限',
  meaning: '连续在现场工作达到这么久的力量和现场指挥官，在指挥室标为应轮换',
  default: 12,
  min: 2,
  max: 72,
}

export const commandSettings: SettingGroup[] = [
  { title: '指挥室', items: [factMinutes, parMinutes, ringMinutes, rotationHours] },
]
