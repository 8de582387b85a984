import type { GroupCode, ResponseLevel, TemplateGroup } from '@anlan/contract/response-template.ts'

/** From which level on a group is set up (设计): the higher the response, the fuller the headquarters. */
const since: Record<GroupCode, ResponseLevel> = {
  coord: 4,
  rescue: 4,
  settle: 4,
  monitor: 4,
  medical: 3,
  security: 3,
  traffic: 3,
  supply: 3,
  publicity: 3,
  comms: 2,
  expert: 2,
  aftermath: 2,
  survey: 2,
  supervise: 2,
}

/** Groups with default leads; rescue and monitoring depend on the topic. */
const defaults: Record<GroupCode, Omit<TemplateGroup, 'code'>> = {
  coord: {
    lead: 'office:governmentOffice',
    members: ['office:emergencyBureau', 'office:generalDutyOffice', 'lead'],
    duties: '信息汇总、会商、文电、督办',
  },
  rescue: { lead: 'lead', members: ['office:fireRescue', 'office:armedForces', 'place:town'], duties: '搜救、排险' },
  medical: { lead: 'office:health', members: ['place:town'], duties: '急救、转送、防疫、心理援助' },
  security: { lead: 'office:publicSecurity', members: ['place:town'], duties: '警戒、交通管制、身份核查' },
  traffic: { lead: 'office:transport', members: ['office:publicSecurity'], duties: '抢通、运力、绿色通道' },
  comms: { lead: 'office:industry', members: ['office:telecom', 'office:power'], duties: '通信、电力抢修' },
  supply: {
    lead: 'office:emergencyBureau',
    members: ['office:development', 'office:commerce'],
    duties: '调拨、后勤',
  },
  settle: {
    lead: 'place:town',
    members: ['office:civilAffairs', 'office:emergencyBureau'],
    duties: '转移、安置、发放',
  },
  monitor: { lead: 'office:weather', members: ['office:naturalResources'], duties: '监测、研判' },
  publicity: { lead: 'office:publicity', members: ['office:cyberspace', 'lead'], duties: '发布、舆情' },
  expert: { lead: 'lead', members: ['office:emergencyBureau'], duties: '技术方案' },
  aftermath: {
    lead: 'office:civilAffairs',
    members: ['office:humanResources', 'place:town'],
    duties: '抚恤、保险、补偿',
  },
  survey: { lead: 'office:emergencyBureau', members: ['lead'], duties: '原因、损失、评估' },
  supervise: { lead: 'office:partyOffice', members: ['office:governmentOffice'], duties: '督查、追责' },
}

/** The groups of one topic at one level. */
export function groupsOf(
  level: ResponseLevel,
  own: Partial<Record<GroupCode, Partial<TemplateGroup>>>,
): TemplateGroup[] {
  return (Object.keys(since) as GroupCode[])
    .filter(code => level <= since[code] || own[code]?.lead !== undefined)
    .map(code => ({ code, ...defaults[code], ...own[code] }))
}
