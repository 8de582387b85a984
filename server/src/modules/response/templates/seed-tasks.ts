import type {
  GroupCode,
  ResponseLevel,
  ResponseTopic,
  TaskPriority,
  TemplateTask,
} from '@anlan/contract/response-template.ts'

/** A task and from which level on it is given; limits in minutes are ours (设计). */
type Row = [
  code: string,
  since: ResponseLevel,
  group: GroupCode,
  title: string,
  bearer: string,
  doneMinutes: number,
  priority: TaskPriority,
]

const everywhere: Row[] = [
  ['coord-report', 4, 'coord', '汇总情况，按时限续报', 'office:generalDutyOffice', 120, 'support'],
  ['medical', 3, 'medical', '派出医疗救护力量，救治伤病员', 'office:health', 60, 'rescue'],
  ['cordon', 3, 'security', '设置警戒区，疏导交通', 'office:publicSecurity', 60, 'hazard'],
  ['road', 3, 'traffic', '保障救援通道，抢通中断道路', 'office:transport', 1440, 'lifeline'],
  ['supply', 3, 'supply', '调拨救援和生活物资', 'office:emergencyBureau', 120, 'support'],
  ['opinion', 3, 'publicity', '首次信息发布，收集回应舆情', 'office:publicity', 300, 'support'],
  ['power', 2, 'comms', '抢修供电', 'office:power', 1440, 'lifeline'],
  ['telecom', 2, 'comms', '保障现场通信，抢修基站', 'office:telecom', 1440, 'lifeline'],
  ['expert', 2, 'expert', '专家会商，提出技术方案', 'lead', 120, 'hazard'],
  ['aftermath', 2, 'aftermath', '慰问伤亡人员家属，办理抚恤救助', 'office:civilAffairs', 1440, 'support'],
  ['survey', 2, 'survey', '统计核查损失', 'office:emergencyBureau', 1440, 'support'],
  ['supervise', 2, 'supervise', '督查各组到岗履职', 'office:partyOffice', 720, 'support'],
]

const own: Record<ResponseTopic, Row[]> = {
  flood: [
    ['flood-consult', 4, 'coord', '防汛会商，研判雨情水情', 'lead', 60, 'support'],
    ['flood-rain', 4, 'monitor', '加密监测预报雨情，滚动通报', 'office:weather', 60, 'hazard'],
    ['flood-water', 4, 'monitor', '巡查水库、河道，调度下泄', 'office:water', 120, 'hazard'],
    ['flood-geo', 4, 'monitor', '巡查地质灾害点，落实监测员', 'office:naturalResources', 120, 'hazard'],
    ['flood-duty', 4, 'settle', '乡镇干部到岗，包村到户', 'place:town', 60, 'evacuation'],
    ['flood-village', 4, 'settle', '村干部通知危险区住户做好转移准备', 'place:village', 60, 'evacuation'],
    ['flood-teams', 4, 'rescue', '抢险队伍集结待命', 'office:emergencyBureau', 60, 'rescue'],
    ['flood-fire', 4, 'rescue', '消防救援力量前置备勤', 'office:fireRescue', 60, 'rescue'],
    ['flood-evacuate', 3, 'settle', '组织危险区群众转移安置', 'place:town', 120, 'evacuation'],
    ['flood-schools', 2, 'security', '停课，关闭涉水景区', 'office:education', 120, 'evacuation'],
  ],
  geology: [
    ['geo-survey', 4, 'monitor', '应急调查，划定危险区', 'office:naturalResources', 120, 'hazard'],
    ['geo-evacuate', 4, 'settle', '撤离危险区群众', 'place:town', 60, 'evacuation'],
    ['geo-rescue', 4, 'rescue', '搜救被困人员', 'office:fireRescue', 60, 'rescue'],
    ['geo-watch', 4, 'monitor', '布设监测，防范二次滑动', 'office:naturalResources', 240, 'hazard'],
  ],
  forestFire: [
    ['fire-attack', 4, 'rescue', '专业队扑救', 'office:forestry', 120, 'hazard'],
    ['fire-first', 4, 'rescue', '乡镇半专业队先期扑打', 'place:town', 60, 'hazard'],
    ['fire-weather', 4, 'monitor', '提供火场气象', 'office:weather', 60, 'hazard'],
    ['fire-guard', 4, 'settle', '清点火场周边住户，准备转移', 'place:village', 60, 'evacuation'],
    ['fire-lines', 3, 'rescue', '开设隔离带，分区包干', 'office:forestry', 240, 'hazard'],
    ['fire-water', 3, 'rescue', '设置供水点，消防车辆增援', 'office:fireRescue', 120, 'hazard'],
    ['fire-evacuate', 3, 'settle', '转移受威胁群众', 'place:town', 60, 'evacuation'],
  ],
  production: [
    ['acc-rescue', 4, 'rescue', '搜救被困人员，控制泄漏、火源', 'office:fireRescue', 120, 'rescue'],
    ['acc-scheme', 4, 'rescue', '现场处置方案，专业力量处置', 'office:emergencyBureau', 120, 'hazard'],
    ['acc-air', 4, 'monitor', '监测大气、水体', 'office:ecology', 60, 'hazard'],
    ['acc-cordon', 4, 'security', '警戒管控，交通分流', 'office:publicSecurity', 60, 'hazard'],
    ['acc-evacuate', 4, 'settle', '疏散危险区群众', 'place:town', 60, 'evacuation'],
    ['acc-medical', 4, 'medical', '救治伤员', 'office:health', 60, 'rescue'],
    ['acc-water', 3, 'supply', '保障群众供水', 'place:town', 240, 'lifeline'],
  ],
  relief: [
    ['relief-assess', 4, 'settle', '核实受灾人口和救助需求', 'place:town', 240, 'evacuation'],
    ['relief-goods', 4, 'supply', '调拨发放救灾物资', 'office:emergencyBureau', 240, 'evacuation'],
    ['relief-shelter', 4, 'settle', '开设管理安置点', 'place:town', 120, 'evacuation'],
  ],
  environment: [
    ['env-source', 4, 'rescue', '查找切断污染源', 'office:ecology', 120, 'hazard'],
    ['env-monitor', 4, 'monitor', '布点监测，研判扩散', 'office:ecology', 60, 'hazard'],
    ['env-water', 4, 'settle', '保障饮用水，告知群众', 'place:town', 120, 'lifeline'],
    ['env-clean', 3, 'rescue', '拦截、阻隔、清污', 'office:ecology', 480, 'hazard'],
  ],
  general: [
    ['gen-first', 4, 'rescue', '先期处置，控制事态', 'place:town', 60, 'rescue'],
    ['gen-lead', 4, 'rescue', '牵头部门到场指挥处置', 'lead', 60, 'rescue'],
  ],
}

const acceptWithin: Record<ResponseLevel, number> = { 4: 10, 3: 10, 2: 5, 1: 5 }

/** What falls to the posts at one level; the code of a task stays from level to level. */
export function tasksOf(topic: ResponseTopic, level: ResponseLevel): TemplateTask[] {
  const mine = [...own[topic], ...everywhere.filter(row => !isCovered(topic, row))]
  return mine
    .filter(([, since]) => level <= since)
    .map(([code, , group, title, bearer, doneMinutes, priority]) => ({
      code,
      group,
      title,
      bearer,
      acceptMinutes: acceptWithin[level],
      doneMinutes,
      priority,
    }))
}

/** A topic's own task makes the general one of the same kind superfluous. */
const isCovered = (topic: ResponseTopic, [code]: Row): boolean =>
  topic === 'production' && (code === 'medical' || code === 'cordon')
