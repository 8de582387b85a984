import type { RuleSource } from '@anlan/contract/codec.ts'
import { type IntegerSetting, ours, type SettingGroup } from '../../kernel/setting-rows.ts'

/** Limits of handling an instruction are agreed product defaults; the county may set its own. */
const limits: RuleSource = { name: '批示办理时限（产品默认）', article: '', confidence: '设计' }
const byBureau = { owner: 'bureau_officer', kind: 'integer' } as const

export const signMinutes: IntegerSetting = {
  ...byBureau,
  source: limits,
  unit: '分钟',
  key: 'instruction.sign-minutes',
  label: '批示签收时限',
  meaning: '批示转办、下达或分解后，承办单位应在这么久之内签收；超过的逐级催告',
  default: 30,
  min: 1,
  max: 1440,
}
export const inEventMinutes: IntegerSetting = {
  ...byBureau,
  source: limits,
  unit: '分钟',
  key: 'instruction.in-event-minutes',
  label: '突发事件中批示首次反馈时限',
  meaning: '处置中的突发事件的批示，承办单位自转办起这么久之内首次反馈；领导另定期限的从其期限',
  default: 120,
  min: 10,
  max: 1440,
}
export const urgentHours: IntegerSetting = {
  ...byBureau,
  source: limits,
  unit: '小时',
  key: 'instruction.urgent-hours',
  label: '加急以上批示反馈时限',
  meaning: '加急、特急、特提批示自转办起这么久之内反馈；领导另定期限的从其期限',
  default: 24,
  min: 1,
  max: 240,
}
export const fairlyUrgentDays: IntegerSetting = {
  ...byBureau,
  source: limits,
  unit: '个工作日',
  key: 'instruction.fairly-urgent-days',
  label: '平急批示反馈时限',
  meaning: '平急批示自转办次日起这么多个工作日内反馈，节假日顺延',
  default: 3,
  min: 1,
  max: 60,
}
export const otherDays: IntegerSetting = {
  ...byBureau,
  source: limits,
  unit: '个工作日',
  key: 'instruction.other-days',
  label: '其他批示反馈时限',
  meaning: '未标明紧急程度的批示自转办次日起这么多个工作日内反馈，节假日顺延',
  default: 15,
  min: 1,
  max: 120,
}
export const officeClosesAt: IntegerSetting = {
  ...byBureau,
  source: {
    name: '《中华人民共和国民法典》',
    article: '第二百零三条（有业务时间的，停止业务活动的时间为截止时间）；钟点为产品默认',
    confidence: '设计',
  },
  unit: '小时',
  key: 'instruction.office-closes-at',
  label: '工作日时限的截止钟点',
  meaning: '按工作日计算的时限，在最后一日的这一钟点（24 小时制）到期',
  default: 18,
  min: 12,
  max: 23,
}
export const urgeSharePercent: IntegerSetting = {
  ...byBureau,
  source: limits,
  unit: '%',
  key: 'instruction.urge-share-percent',
  label: '批示自动催办时点（剩余时间占时限）',
  meaning: '剩余时间为时限的这一比例而仍未反馈的，自动催办，只对修改后起算的时限生效',
  default: 50,
  min: 5,
  max: 90,
}
export const urgeStepUpMinutes: IntegerSetting = {
  ...byBureau,
  source: ours,
  unit: '分钟',
  key: 'instruction.urge-step-up-minutes',
  label: '批示催办逐级催告间隔',
  meaning: '催办通知满这么久无人确认且仍未反馈的，转告副职，再转告上一级；0 表示不催告',
  default: 30,
  min: 0,
  max: 1440,
}

export const instructionSettings: SettingGroup[] = [
  {
    title: '批示督办',
    items: [
      signMinutes,
      inEventMinutes,
      urgentHours,
      fairlyUrgentDays,
      otherDays,
      officeClosesAt,
      urgeSharePercent,
      urgeStepUpMinutes,
    ],
  },
]
