import { type IntegerSetting, ours, type SettingGroup } from '../../kernel/setting-rows.ts'
import type { Weights } from './cases/rules.ts'

const byBureau = { owner: 'bureau_officer', kind: 'integer', source: ours } as const
const points = (key: string, label: string, meaning: string, value: number): IntegerSetting => ({
  ...byBureau,
  key: `assistance.points-${key}`,
  label,
  meaning,
  unit: '分',
  default: value,
  min: 0,
  max: 100,
})

export const taskMinutes: IntegerSetting = {
  ...byBureau,
  key: 'assistance.task-minutes',
  label: '清单事项转任务的完成时限',
  meaning: '首小时清单事项转为响应任务、没有另定时限的，在这么久之内完成',
  unit: '分钟',
  default: 30,
  min: 1,
  max: 1440,
}
export const shownCases: IntegerSetting = {
  ...byBureau,
  key: 'assistance.shown-cases',
  label: '显示相似案例个数',
  meaning: '辅助决策页按得分从高到低列出这么多个',
  unit: '次',
  default: 5,
  min: 1,
  max: 20,
}
export const leastPoints: IntegerSetting = {
  ...byBureau,
  key: 'assistance.least-points',
  label: '相似案例最低得分',
  meaning: '得分低于此数的不列出',
  unit: '分',
  default: 25,
  min: 0,
  max: 100,
}

/** How much each part of likeness is worth. */
export const weightSettings: Record<keyof Weights, IntegerSetting> = {
  type: points('type', '事件类型相同', '同一细类得全分，同一子类得六成，同一大类得两成', 40),
  particulars: points('particulars', '成因和要素相同', '双方都登记的要素中相同的比例', 20),
  level: points('level', '级别相同', '同级得全分，相差一级得一半', 10),
  place: points('place', '地点相近或场所相同', '事发场所相同，或同一乡镇；同县相邻按距离', 10),
  season: points('season', '季节相同', '前后一个月内得全分，相差两个月得一半', 5),
  words: points('words', '情况描述相同词语', '按共有词语的多少', 15),
}

export const assistanceSettings: SettingGroup[] = [
  { title: '辅助决策', items: [taskMinutes, shownCases, leastPoints, ...Object.values(weightSettings)] },
]
