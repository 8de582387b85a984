import { type BooleanSetting, type IntegerSetting, ours } from '../../kernel/setting-rows.ts'

const integer = (
  key: string,
  label: string,
  meaning: string,
  unit: IntegerSetting['unit'],
  value: number,
  min: number,
  max: number,
): IntegerSetting => ({
  key: `desk.${key}`,
  label,
  meaning,
  owner: 'bureau_officer',
  source: ours,
  kind: 'integer',
  unit,
  default: value,
  min,
  max,
})

export const bulletinReminderMinutes = integer(
  'bulletin-reminder-minutes',
  '气象等信息未读提醒时间',
  '登记后满这么久仍未阅读的乡镇，由系统发通知提醒',
  '分钟',
  30,
  1,
  1440,
)

export const quizQuestions = integer(
  'quiz-questions',
  '上岗测试题数',
  '每次上岗测试从题库中抽取这么多题',
  '题',
  10,
  3,
  50,
)
export const quizPassPercent = integer(
  'quiz-pass-percent',
  '上岗测试合格线',
  '答对的比例达到这个数为合格',
  '%',
  80,
  50,
  100,
)
export const quizGraceDays = integer(
  'quiz-grace-days',
  '规则变化后重测期限',
  '报送规则或本单位值班流程有变化后，值班人员在这么多日内重新测试，逾期显示为未通过上岗测试',
  '日',
  14,
  0,
  90,
)
export const quizAheadDays = integer(
  'quiz-ahead-days',
  '上岗测试提前提醒',
  '班次开始前这么多日起，已排班而未通过测试的人员被标出',
  '日',
  7,
  1,
  60,
)
export const quizRequired: BooleanSetting = {
  key: 'desk.quiz-required',
  label: '上岗前必须通过测试',
  meaning: '选“是”时，已排班而未通过测试的人员由所在单位限期补测，计入待办时限；选“否”时只在名单中标出',
  owner: 'bureau_officer',
  source: ours,
  kind: 'boolean',
  default: false,
}
