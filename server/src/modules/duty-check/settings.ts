import { type IntegerSetting, ours, type SettingGroup } from '../../kernel/setting-rows.ts'

const minutes = (key: string, label: string, meaning: string, value: number, max: number): IntegerSetting => ({
  key: `duty-check.${key}`,
  label,
  meaning,
  owner: 'bureau_officer',
  source: ours,
  kind: 'integer',
  unit: '分钟',
  default: value,
  min: 1,
  max,
})

export const missingCheckInMinutes = minutes(
  'missing-check-in-minutes',
  '未签到报警时间',
  '班次开始后满这么久仍未签到的，记为疑似漏岗并通知本单位和县总值班室',
  15,
  240,
)
export const randomAnswerMinutes = minutes(
  'random-answer-minutes',
  '随机查岗应答时限',
  '随机查岗发出后，在岗人员应在这么久内应答；超过的记为疑似脱岗',
  10,
  120,
)
export const lateAnswerMinutes = minutes(
  'late-answer-minutes',
  '点名和随机查岗关闭时间',
  '应答时限过后再过这么久自动关闭；其间的应答计为迟到',
  30,
  240,
)
export const secondCallMinutes = minutes(
  'second-call-minutes',
  '电话抽查二次呼叫间隔',
  '第一次无人接听，至少隔这么久再呼叫第二次',
  3,
  30,
)
export const floodLeastUnits: IntegerSetting = {
  key: 'duty-check.flood-least-units',
  label: '汛期每日最少随机查岗单位数',
  meaning: '汛期内每天随机查岗的单位不少于这个数；在已启用随机查岗的单位中抽取',
  owner: 'bureau_officer',
  source: ours,
  kind: 'integer',
  unit: '次',
  default: 2,
  min: 0,
  max: 50,
}
export const objectionDays: IntegerSetting = {
  key: 'duty-check.objection-days',
  label: '抽查结果申诉期限',
  meaning: '抽查结果签认后，被查单位在这么多日内可以申诉',
  owner: 'bureau_officer',
  source: ours,
  kind: 'integer',
  unit: '日',
  default: 5,
  min: 1,
  max: 30,
}

export const dutyCheckSettings: SettingGroup[] = [
  {
    title: '查岗和点名',
    items: [
      missingCheckInMinutes,
      randomAnswerMinutes,
      lateAnswerMinutes,
      floodLeastUnits,
      secondCallMinutes,
      objectionDays,
    ],
  },
]
