import { type IntegerSetting, ours, type SettingGroup, settingOf } from '../../../kernel/setting-rows.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { daysFor } from './rules.ts'

export const confirmDaysAhead: IntegerSetting = {
  key: 'register.confirm-days-ahead',
  label: '台账核实提前布置天数',
  meaning: '记录的核实日期在这么多天之内的，每日早上布置给所属单位核实，每本台账一项时限事项',
  owner: 'bureau_officer',
  source: ours,
  kind: 'integer',
  unit: '日',
  default: 30,
  min: 1,
  max: 180,
}
export const confirmDaysToAnswer: IntegerSetting = {
  key: 'register.confirm-days-to-answer',
  label: '台账核实办理期限',
  meaning: '布置核实后应在这么多天内办完，当日 24 时前不计逾期；只对修改后布置的生效',
  owner: 'bureau_officer',
  source: ours,
  kind: 'integer',
  unit: '日',
  default: 30,
  min: 1,
  max: 180,
}

export const registerSettings: SettingGroup[] = [{ title: '台账核实', items: [confirmDaysAhead, confirmDaysToAnswer] }]

/** The days that apply to a ledger now. */
export const confirmationDays = async (work: Work, verifyEveryDays: number) =>
  daysFor(verifyEveryDays, {
    ahead: await settingOf(work, confirmDaysAhead),
    toAnswer: await settingOf(work, confirmDaysToAnswer),
  })
