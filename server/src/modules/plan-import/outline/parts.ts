import type { PlanPart } from '@anlan/contract/plan.ts'

/** Words of chapter titles, the first match counts; what several chapters share stands further down. */
const words: [PlanPart, RegExp][] = [
  ['annex', /^附(件|录|表|图)|通讯录|联络表|联系表/],
  [
    'management',
    /^附则|预案(管理|编制|修订|更新|演练|解释|实施|评估|备案|宣传|培训)|^(宣传|培训|演练)|实施时间|制定与解释|名词术语|以上.*含义|奖惩|奖励与责任|责任追究|监督管理|解释部门/,
  ],
  ['purpose', /目的|指导思想/],
  ['basis', /编制依据|制定依据|依据$/],
  ['scope', /适用范围|预案体系|适用对象/],
  ['principles', /工作原则|基本原则|应对原则|^原则/],
  ['ending', /(响应|应急|处置)(的)?(终止|结束|解除)|终止条件|解除响应|结束响应/],
  ['reporting', /信息(的)?(报告|报送|报告与|处理|上报)|报告程序|灾情报告|险情报告/],
  ['classification', /(事件|事故|灾害|灾情|险情|火灾|突发事件)(的)?(分级|分类|等级)|分级标准|灾害分级/],
  ['response', /响应|应急处置|先期处置|处置措施|抢险救援|应急救援|指挥协调|扑救|信息发布|扩大应急|现场处置|应急行动/],
  ['warning', /监测|预警|预报|预防/],
  ['evacuation', /转移|撤离|疏散|避险|安置/],
  ['organisation', /组织|指挥体系|指挥机构|指挥部|职责|工作组|领导小组|领导机构|办事机构|专家组|成员单位/],
  ['risk', /风险|隐患|危险源|灾害特点|基本情况|概况|危险区|现状/],
  ['aftermath', /后期|善后|恢复|重建|调查|评估|总结|保险|补偿|救助|抚恤/],
  ['support', /保障|支持|队伍|物资|装备|经费|资金/],
]

/** The part of a plan that a chapter is, by its title; null when the title says none (总则 has several). */
export function partOf(title: string): PlanPart | null {
  if (/^总则$/.test(title)) return null
  return words.find(([, pattern]) => pattern.test(title))?.[0] ?? null
}
