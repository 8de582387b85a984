import type { RuleSource } from '@anlan/contract/codec.ts'
import { type IntegerSetting, ours, type SettingGroup } from '../../kernel/setting-rows.ts'

const byBureau = { owner: 'bureau_officer', kind: 'integer' } as const
const law: RuleSource = {
  name: '《中华人民共和国突发事件应对法》',
  article: '第二十五条（备案和报告）；期限为产品默认',
  confidence: '设计',
}

export const acceptMinutes: IntegerSetting = {
  ...byBureau,
  source: ours,
  unit: '分钟',
  key: 'response.accept-minutes',
  label: '处置任务签收时限',
  meaning: '临时下达、分解或改派的任务，承担单位应在这么久之内签收；模板任务的时限在响应模板中设定',
  default: 10,
  min: 1,
  max: 1440,
}
export const escalateMinutes: IntegerSetting = {
  ...byBureau,
  source: ours,
  unit: '分钟',
  key: 'response.escalate-minutes',
  label: '任务超时上报指挥官间隔',
  meaning: '任务签收或完成超时先告知工作组牵头单位，满这么久仍未办的，再告知现场指挥官',
  default: 10,
  min: 1,
  max: 1440,
}
export const assemblyMinutes: IntegerSetting = {
  ...byBureau,
  source: ours,
  unit: '分钟',
  key: 'response.assembly-minutes',
  label: '村（社区）应急小分队集结时限',
  meaning: '调集村（社区）应急小分队先期处置，应在这么久之内集结到位并报告人数',
  default: 15,
  min: 1,
  max: 240,
}
export const clueMinutes: IntegerSetting = {
  ...byBureau,
  source: ours,
  unit: '分钟',
  key: 'response.clue-minutes',
  label: '舆情回应时限',
  meaning: '登记舆情后应在这么久之内回应',
  default: 120,
  min: 10,
  max: 1440,
}
export const filingDays: IntegerSetting = {
  ...byBureau,
  source: law,
  unit: '日',
  key: 'response.filing-days',
  label: '县政府决定、命令报县人大常委会备案期限',
  meaning: '响应终止后这么多日内，将县政府的决定、命令报县人大常委会备案',
  default: 15,
  min: 1,
  max: 90,
}
export const specialReportDays: IntegerSetting = {
  ...byBureau,
  source: law,
  unit: '日',
  key: 'response.special-report-days',
  label: '事后向县人大常委会专项报告期限',
  meaning: '响应终止后这么多日内，向县人大常委会作应急处置专项报告',
  default: 30,
  min: 1,
  max: 180,
}

export const responseSettings: SettingGroup[] = [
  {
    title: '指挥处置',
    items: [acceptMinutes, escalateMinutes, assemblyMinutes, clueMinutes, filingDays, specialReportDays],
  },
]
