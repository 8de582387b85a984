import { type IntegerSetting, ours } from '../../kernel/setting-rows.ts'

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
