import type { RuleSource } from '@anlan/contract/codec.ts'
import { type BooleanSetting, type IntegerSetting, ours, type SettingGroup } from '../../kernel/setting-rows.ts'

const byBureau = { owner: 'bureau_officer', source: ours } as const
const minutes = { ...byBureau, kind: 'integer', unit: '分钟' } as const
const hours = { ...byBureau, kind: 'integer', unit: '小时' } as const
/** The regulation defines the fault; from which number on the system speaks of it is ours. */
const faultNumbers: RuleSource = {
  name: '《生产安全事故罚款处罚规定》',
  article: '（数值为产品默认）',
  confidence: '设计',
}

export const duplicateHours: IntegerSetting = {
  ...hours,
  key: 'event-report.duplicate-hours',
  label: '疑似重复接报的时间范围',
  meaning: '接报时提示前后这么久之内、地点相近的同类事件，避免重复立案',
  default: 3,
  min: 1,
  max: 72,
}
export const duplicateKm: IntegerSetting = {
  ...byBureau,
  kind: 'integer',
  unit: '公里',
  key: 'event-report.duplicate-km',
  label: '疑似重复接报的距离范围',
  meaning: '接报时提示相距这么远之内的同类事件；同一村（社区）的不论距离',
  default: 5,
  min: 1,
  max: 100,
}
export const eventStepUpMinutes: IntegerSetting = {
  ...minutes,
  key: 'event-report.event-step-up-minutes',
  label: '新事件通知逐级催告间隔',
  meaning: '新立突发事件的通知满这么久无人确认的，转告副职，再转告上一级；0 表示不催告',
  default: 15,
  min: 0,
  max: 1440,
}
export const returnStepUpMinutes: IntegerSetting = {
  ...minutes,
  key: 'event-report.return-step-up-minutes',
  label: '报告退回通知逐级催告间隔',
  meaning: '报告被退回的通知满这么久无人确认的，转告副职，再转告上一级；0 表示不催告',
  default: 10,
  min: 0,
  max: 1440,
}
export const backfilledMinutes: IntegerSetting = {
  ...minutes,
  key: 'event-report.backfilled-minutes',
  label: '补录标示',
  meaning: '电话、书面等报送在报出后超过这么久才录入的，标示为“补录”',
  default: 10,
  min: 1,
  max: 1440,
}
export const dailyWindowHours: IntegerSetting = {
  ...hours,
  key: 'event-report.daily-window-hours',
  label: '日报提前报送范围',
  meaning: '每日定时报告截止前这么久之内报出的报告，算作当日的定时报告',
  default: 4,
  min: 1,
  max: 24,
}
export const tollTolerancePercent: IntegerSetting = {
  ...byBureau,
  source: faultNumbers,
  kind: 'integer',
  unit: '%',
  key: 'event-report.toll-tolerance-percent',
  label: '疑似谎报：死亡人数差异',
  meaning: '终报、核报或补报的死亡人数与此前报告相差达到核定人数的这一比例的，列为疑似谎报',
  default: 20,
  min: 1,
  max: 100,
}
export const timeShiftMinutes: IntegerSetting = {
  ...minutes,
  source: faultNumbers,
  key: 'event-report.time-shift-minutes',
  label: '疑似谎报：事发时间更正',
  meaning: '报出后事发时间更正超过这么久的，列为疑似谎报',
  default: 30,
  min: 1,
  max: 1440,
}
export const concealmentTimes: IntegerSetting = {
  ...byBureau,
  source: faultNumbers,
  kind: 'integer',
  unit: '倍',
  key: 'event-report.concealment-times',
  label: '疑似瞒报：超过时限倍数',
  meaning: '单位已获知、满时限的这一倍数仍没有任何报告的，列为疑似瞒报',
  default: 2,
  min: 2,
  max: 48,
}
export const reportedBeforeHours: IntegerSetting = {
  ...hours,
  key: 'event-report.reported-before-hours',
  label: '漏报排除：此前已报',
  meaning: '属地在其他渠道得知之前这么久之内已就本地情况报告的，不列为疑似漏报',
  default: 3,
  min: 0,
  max: 72,
}
export const lateOmissionHours: IntegerSetting = {
  ...hours,
  key: 'event-report.late-omission-hours',
  label: '漏报补报计时范围',
  meaning: '列为疑似漏报后这么久之内属地补报的，自动计算迟了多少分钟',
  default: 24,
  min: 1,
  max: 168,
}
export const tellIntervalLapses: BooleanSetting = {
  ...byBureau,
  kind: 'boolean',
  key: 'event-report.tell-interval-lapses',
  label: '续报间隔超时提醒',
  meaning: '续报间隔超时除计数外，另行提醒县值班室和带班领导',
  default: false,
}

export const placeShiftKm: IntegerSetting = {
  ...byBureau,
  kind: 'integer',
  unit: '公里',
  key: 'event-report.place-shift-km',
  label: '错报：事发地点更正距离',
  meaning: '报出后事发地点更正超过这么远的，计为错报；更近的视为定位更精确',
  default: 1,
  min: 1,
  max: 100,
}
export const correctionDays: IntegerSetting = {
  ...byBureau,
  kind: 'integer',
  unit: '个工作日',
  key: 'event-report.correction-days',
  label: '报送问题整改时限',
  meaning: '报送问题认定（整改报告退回）次日起这么多个工作日内，责任单位报送整改报告，节假日顺延',
  default: 5,
  min: 1,
  max: 60,
}

export const eventReportSettings: SettingGroup[] = [
  { title: '接报', items: [duplicateHours, duplicateKm, eventStepUpMinutes] },
  { title: '信息报送', items: [returnStepUpMinutes, backfilledMinutes, dailyWindowHours] },
  {
    title: '报送问题认定',
    items: [
      tollTolerancePercent,
      timeShiftMinutes,
      concealmentTimes,
      reportedBeforeHours,
      lateOmissionHours,
      tellIntervalLapses,
      placeShiftKm,
      correctionDays,
    ],
  },
]
