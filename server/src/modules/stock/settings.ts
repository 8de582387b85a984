import { type IntegerSetting, ours, type SettingGroup } from '../../kernel/setting-rows.ts'

const days = (key: string, label: string, meaning: string, value: number, max: number): IntegerSetting => ({
  key: `stock.${key}`,
  label,
  meaning,
  owner: 'bureau_officer',
  source: ours,
  kind: 'integer',
  unit: '日',
  default: value,
  min: 1,
  max,
})

export const expirySoonDays = days(
  'expiry-soon-days',
  '临期物资催办提前量',
  '有效期不足这么多日的批次催办管理单位处理（轮换、调拨使用或报废）',
  30,
  180,
)
export const expiryLaterDays = days(
  'expiry-later-days',
  '临期物资预告提前量',
  '有效期不足这么多日的批次列入临期清单和经费需求',
  90,
  730,
)
export const expiryHandleDays = days(
  'expiry-handle-days',
  '临期物资处理时限',
  '催办后，管理单位应在这么多日内处理完毕',
  15,
  90,
)

export const agreementNoticeDays = days(
  'agreement-notice-days',
  '协议储备到期提醒',
  '协议到期前这么多日，产生续签事项；到期未续签的不再计入协议储备，也不能调用',
  30,
  180,
)

export const stockSettings: SettingGroup[] = [
  { title: '应急物资', items: [expirySoonDays, expiryLaterDays, expiryHandleDays, agreementNoticeDays] },
]
