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

const points = (key: string, label: string, meaning: string, value: number): IntegerSetting => ({
  key: `duty-check.${key}`,
  label,
  meaning: `${meaning}；等次按现行分数线显示，已起草的通报不变`,
  owner: 'bureau_officer',
  source: ours,
  kind: 'integer',
  unit: '分',
  default: value,
  min: 1,
  max: 100,
})
export const excellentFrom = points('excellent-from', '优秀分数线', '值班得分达到此分为优秀', 90)
export const goodFrom = points('good-from', '良好分数线', '值班得分达到此分、不到优秀的为良好', 80)
export const passFrom = points('pass-from', '合格分数线', '值班得分达到此分、不到良好的为合格，不到此分的为不合格', 60)
export const rollLateMinutes = minutes(
  'roll-late-minutes',
  '点名应答超时计分',
  '点名应答超过时限这么久以上的，按“点名应答超时”计分',
  5,
  120,
)
export const leastRightAnswers: IntegerSetting = {
  key: 'duty-check.least-right-answers',
  label: '业务提问至少答对',
  meaning: '电话抽查的业务提问答对不足此数的，按“业务不熟”计分',
  owner: 'bureau_officer',
  source: ours,
  kind: 'integer',
  unit: '题',
  default: 3,
  min: 1,
  max: 5,
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
  {
    title: '值班得分',
    items: [excellentFrom, goodFrom, passFrom, rollLateMinutes, leastRightAnswers],
  },
]
