import { type IntegerSetting, ours, type SettingGroup } from '../../kernel/setting-rows.ts'

const days = (
  key: string,
  label: string,
  meaning: string,
  [value, min, max]: [number, number, number],
): IntegerSetting => ({
  owner: 'bureau_officer',
  source: ours,
  kind: 'integer',
  key: `plan-check.${key}`,
  label,
  meaning,
  unit: '日',
  default: value,
  min,
  max,
})

export const phoneVerifiedDays = days(
  'phone-days',
  '电话核实有效天数',
  '预案所列人员的手机号在抽测应答、台账核实或专门核实后这么多天内算已核实',
  [180, 7, 1095],
)
export const repairDays = days(
  'repair-days',
  '预案缺陷整改天数',
  '在用预案出现须整改的缺陷时，责任单位应在这么多天内消除',
  [15, 1, 180],
)
export const gapDays = days(
  'gap-days',
  '预案缺口补编天数',
  '新登记的风险或过期的预案造成缺口时，责任单位应在这么多天内编制并印发预案',
  [60, 7, 730],
)
export const plansPerTeam: IntegerSetting = {
  owner: 'bureau_officer',
  source: ours,
  kind: 'integer',
  key: 'plan-check.plans-per-team',
  label: '一支队伍最多列入的在用预案数',
  meaning: '同一支队伍列入的在用预案超过这个数时提示重复使用',
  unit: '次',
  default: 6,
  min: 1,
  max: 100,
}

/** What time alone brings (a certificate that ran out, a review that is due) shows from then on. */
export const roundHour: IntegerSetting = {
  owner: 'bureau_officer',
  source: ours,
  kind: 'integer',
  key: 'plan-check.round-hour',
  label: '每日全面体检时刻（零时后）',
  meaning: '每天这个整点对全部预案重新体检并比对覆盖；修改后从下一次起执行',
  unit: '小时',
  default: 5,
  min: 0,
  max: 23,
}

export const planCheckSettings: SettingGroup[] = [
  { title: '预案体检', items: [phoneVerifiedDays, repairDays, plansPerTeam, gapDays, roundHour] },
]
