import { type IntegerSetting, ours, type SettingGroup } from '../../kernel/setting-rows.ts'

export const receiptHours: IntegerSetting = {
  key: 'document.receipt-hours',
  label: '公文签收提醒',
  meaning: '公文分发后满这么久仍未签收的，自动提醒一次；0 表示不自动提醒',
  owner: 'bureau_officer',
  source: ours,
  kind: 'integer',
  unit: '小时',
  default: 4,
  min: 0,
  max: 168,
}

export const documentSettings: SettingGroup[] = [{ title: '公文', items: [receiptHours] }]
