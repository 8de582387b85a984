import type { PlanPart } from '@anlan/contract/plan.ts'

/** What belongs into each part (W133): the writing guide as delivered. */
export const partHelp: Record<PlanPart, string> = {
  purpose: '一两句写清为应对什么突发事件、达到什么目的。',
  basis: '列出直接依据的法律法规、上级预案及其年份，不抄录条文。',
  scope: '写清行政区域、事件类型和级别，以及与相邻预案的界限。',
  principles: '结合本地实际写，不超过五条，避免照搬上级。',
  classification: '写明一般、较大、重大、特别重大的标准；引用上级标准时注明出处。',
  organisation:
    '写明指挥机构、总指挥和副总指挥的岗位（写岗位不写人名），各成员单位和工作组的职责，一项职责只有一个牵头单位。',
  risk: '结合本地地形、产业、人口写主要风险：哪些地方、多少户多少人、什么情形下会发生。',
  warning: '写明谁监测、看什么指标、谁发布预警、怎样通知到户到人，各级预警下采取的预防措施。',
  reporting: '写明接报岗位、报告对象、方式和时限，续报间隔。',
  response:
    '按响应级别写启动条件、启动岗位、行动步骤；每一步写明责任岗位、起止时限、所需资源和成果，包括先期处置、升级和降级。',
  ending: '写明终止条件、由谁宣布，以及降为低一级响应的条件。',
  support: '写明队伍、物资、资金、医疗、交通、通信、电力保障，各由谁负责、数量多少、存放何处。',
  aftermath: '写明善后安置、补助、保险、环境清理、恢复重建和调查评估。',
  management: '写明培训、演练周期、评估和修订条件、备案去向。',
  evacuation: '逐个转移单元写明疏散责任人、撤离路线、集合点和安置点；老弱病残人员逐人落实帮扶责任人和替补。',
  annex: '附通讯录、队伍物资表、流程图、风险图和处置卡。',
}

/** The same for villages and risk points: two pages, names and ways instead of principles. */
export const villageHelp: Partial<Record<PlanPart, string>> = {
  organisation: '写明村里谁指挥、谁报信、谁敲锣喊人、谁带队转移、谁清点人数，均要有替补。',
  risk: '写清本村哪些院子、哪条沟、多少户多少人受威胁，什么雨量或征兆就要转移。',
  warning: '写明谁接预警、用什么办法通知到户（大喇叭、锣、哨、敲门），没有电和信号时怎么办。',
  evacuation: '逐组写明疏散责任人、撤离路线、集合点和安置点；老弱病残逐人写明谁去接、谁替补。',
  response: '写明先期处置的几个动作、各几分钟内完成，以及向乡镇报告的电话。',
}
