/** What a grant lets a person be (角色). Three administrator roles are separate powers and read no business data. */
export const roles = {
  duty_officer: '值班员',
  duty_leader: '带班领导',
  bureau_officer: '应急局业务员',
  department_officer: '部门业务员',
  township_officer: '乡镇值班员',
  township_leader: '乡镇带班领导',
  village_officer: '村（社区）信息员',
  team_leader: '救援队负责人',
  enterprise_contact: '企业联系人',
  upper_duty: '上级值班室',
  system_admin: '系统管理员',
  security_admin: '安全管理员',
  auditor: '审计员',
} as const
export type Role = keyof typeof roles

/**
 * How far a permission goes: the unit of the grant, that unit and everything below it, or the whole county the unit
 * belongs to. `system` concerns the installation, not a unit's business.
 */
export type ReachKind = 'own_unit' | 'unit_and_below' | 'county' | 'system'

const county = { duty_officer: 'county', duty_leader: 'county', bureau_officer: 'county' } as const
const units = {
  department_officer: 'unit_and_below',
  township_officer: 'unit_and_below',
  township_leader: 'unit_and_below',
} as const
const reporters = { village_officer: 'own_unit', enterprise_contact: 'own_unit', team_leader: 'own_unit' } as const
const everyone = { ...county, ...units, ...reporters, upper_duty: 'unit_and_below' } as const

/** Who may do what, and how far. The server enforces it, the web app hides by it. */
export const permissions = {
  'event.read': everyone,
  'event.create': { ...county, ...units, ...reporters },
  'event.update': { ...county, ...units },
  'event.confirm-level': { duty_officer: 'county', duty_leader: 'county', bureau_officer: 'county' },
  'event.end': { duty_officer: 'county', duty_leader: 'county', bureau_officer: 'county' },
  'event.share': county,

  'event-report.read': everyone,
  'event-report.draft': { ...county, ...units, ...reporters },
  'event-report.review': {
    duty_officer: 'county',
    bureau_officer: 'county',
    department_officer: 'unit_and_below',
    township_officer: 'unit_and_below',
    township_leader: 'unit_and_below',
    duty_leader: 'county',
  },
  'event-report.sign': {
    duty_leader: 'county',
    bureau_officer: 'own_unit',
    department_officer: 'own_unit',
    township_leader: 'unit_and_below',
  },
  'event-report.submit': { ...county, ...units, ...reporters },
  'event-report.receive': { ...county, ...units, upper_duty: 'unit_and_below' },
  'event-report.violation.read': { ...county, ...units },
  'event-report.violation.review': { duty_leader: 'county', bureau_officer: 'county' },
  'event-report.bulletin.draft': { duty_officer: 'county', duty_leader: 'county', bureau_officer: 'county' },
  'event-report.correction.read': { ...county, ...units, ...reporters },
  // One's own unit puts right what it did wrong, also at the county.
  'event-report.correction.answer': {
    duty_officer: 'own_unit',
    duty_leader: 'own_unit',
    bureau_officer: 'own_unit',
    department_officer: 'own_unit',
    township_officer: 'own_unit',
    township_leader: 'own_unit',
    ...reporters,
  },
  'event-report.rules.read': { ...everyone, system_admin: 'system', security_admin: 'system', auditor: 'system' },
  'event-report.responsibility.edit': { bureau_officer: 'county' },
  'event-report.particulars.define': { bureau_officer: 'county' },
  'event-report.rules.edit': { system_admin: 'system' },

  'assistance.read': everyone,
  // Whoever takes part says what he has done.
  'assistance.tick': { ...county, ...units, ...reporters },
  'assistance.define': { bureau_officer: 'county' },

  'instruction.read': everyone,
  'instruction.record': county,
  'instruction.send-down': { upper_duty: 'unit_and_below' },
  'instruction.assign': county,
  'instruction.handle': { ...county, ...units, ...reporters },
  'instruction.close': { duty_officer: 'county', duty_leader: 'county' },
  'instruction.statistics': { ...county, ...units },

  'response.read': everyone,
  // A town or village starts what its own plan says; the county's responses are not within its reach.
  'response.start': {
    ...county,
    department_officer: 'own_unit',
    township_officer: 'unit_and_below',
    township_leader: 'unit_and_below',
    village_officer: 'own_unit',
  },
  // Of the duty room, and of the department that leads it.
  'response.command': {
    ...county,
    department_officer: 'own_unit',
    township_officer: 'unit_and_below',
    township_leader: 'unit_and_below',
    village_officer: 'own_unit',
  },
  'response.handle': { ...county, ...units, ...reporters },
  'response.call-out': { ...county, township_officer: 'unit_and_below', township_leader: 'unit_and_below' },
  'response.statistics': { ...county, ...units },
  // Of responses and their events: what came of them, and what they cost.
  'review.read': { ...county, ...units, ...reporters, upper_duty: 'unit_and_below' },
  'review.write': { duty_officer: 'county', bureau_officer: 'county', ...units },
  'review.approve': { duty_leader: 'county', township_leader: 'unit_and_below' },
  'review.rectify': { ...county, ...units, ...reporters },
  'review.cost': { duty_officer: 'county', bureau_officer: 'county', ...units },
  'response.template.read': { ...county, ...units },
  'response.template.edit': { bureau_officer: 'county' },

  // Plans in force are open inside the county; what is being prepared, to the unit and whoever was asked about it.
  'plan.read': {
    ...county,
    department_officer: 'county',
    township_officer: 'county',
    township_leader: 'county',
    village_officer: 'county',
    team_leader: 'county',
    enterprise_contact: 'county',
    upper_duty: 'unit_and_below',
  },
  'plan.read-draft': { ...county, ...units, ...reporters },
  'plan.edit': { bureau_officer: 'county', ...units, ...reporters },
  // The text brought in and its proposals: as far as plans may be edited.
  'plan.import': { bureau_officer: 'county', ...units, ...reporters },
  // Whose post approves which kind says its row; that nobody approves his own draft says the rule.
  'plan.approve': {
    duty_leader: 'county',
    bureau_officer: 'county',
    department_officer: 'unit_and_below',
    township_leader: 'unit_and_below',
    ...reporters,
  },
  // Opinions on a draft and receipts for what was filed: of whoever was asked.
  'plan.answer': { ...county, ...units, ...reporters, upper_duty: 'unit_and_below' },
  'plan.define': { bureau_officer: 'county' },

  'allocation.plan': { ...county, ...units },
  'call-up.read': everyone,
  'call-up.request': { ...county, ...units, village_officer: 'own_unit', team_leader: 'own_unit' },
  // A leader of the county, or whoever answers for the owner; that nobody approves his own request says the rule.
  'call-up.approve': {
    duty_leader: 'county',
    bureau_officer: 'county',
    department_officer: 'unit_and_below',
    township_leader: 'unit_and_below',
    team_leader: 'own_unit',
    enterprise_contact: 'own_unit',
  },
  'call-up.handle': { ...county, ...units, ...reporters },
  'call-up.plan': { duty_leader: 'county', bureau_officer: 'county', ...units },
  'call-up.statistics': { ...county, ...units },
  'call-up.define': { bureau_officer: 'county' },

  'switchboard.read': { ...county, ...units },
  'switchboard.log': { ...county, ...units },

  'paper.read': everyone,
  'paper.draft': { ...county, ...units },
  'paper.review': { ...county, ...units },
  'paper.sign': {
    duty_leader: 'county',
    bureau_officer: 'own_unit',
    department_officer: 'own_unit',
    township_leader: 'unit_and_below',
  },
  'paper.distribute': { ...county, ...units },
  // A receipt is one's own unit's word, also at the county.
  'paper.receive': {
    duty_officer: 'own_unit',
    duty_leader: 'own_unit',
    bureau_officer: 'own_unit',
    department_officer: 'own_unit',
    township_officer: 'own_unit',
    township_leader: 'own_unit',
    ...reporters,
    upper_duty: 'unit_and_below',
  },
  'paper.define': { bureau_officer: 'county' },

  'obligation.read': everyone,

  'duty.read': { ...county, ...units, village_officer: 'unit_and_below' },
  'duty.log': { ...county, ...units },
  // Swaps, covers and leave of one's own; whose they may be besides says the rule.
  'duty.ask': { ...county, ...units },
  'duty.approve-swap': {
    duty_leader: 'county',
    bureau_officer: 'county',
    department_officer: 'own_unit',
    township_leader: 'unit_and_below',
  },
  'duty.hand-over': { ...county, ...units, village_officer: 'own_unit' },
  'duty.edit-roster': {
    duty_officer: 'county',
    duty_leader: 'county',
    bureau_officer: 'county',
    department_officer: 'own_unit',
    township_officer: 'unit_and_below',
    township_leader: 'unit_and_below',
  },
  'duty.publish-roster': {
    duty_officer: 'county',
    bureau_officer: 'county',
    department_officer: 'own_unit',
    township_officer: 'unit_and_below',
    township_leader: 'unit_and_below',
  },

  // Whoever stands in the roster, from whatever unit he comes.
  'duty.check-in': { ...county, ...units, ...reporters },
  'duty.vouch': {
    duty_officer: 'county',
    duty_leader: 'county',
    township_officer: 'unit_and_below',
    township_leader: 'unit_and_below',
  },

  'duty-mode.read': { ...county, ...units },
  'duty-mode.switch': {
    ...county,
    department_officer: 'own_unit',
    township_officer: 'unit_and_below',
    township_leader: 'unit_and_below',
  },
  // Letting a duty mode fall back, and leave while it is locked, is the leader's on duty.
  'duty-mode.approve': { duty_leader: 'county', township_leader: 'unit_and_below' },
  'duty-mode.prepare': county,
  'duty-mode.state': { ...county, ...units },
  'duty-mode.sign': { duty_leader: 'county' },
  'duty-mode.answer': everyone,
  'duty-mode.define': { bureau_officer: 'county' },

  'duty-check.read': { ...county, ...units, ...reporters },
  'duty-check.answer': { ...county, ...units, ...reporters },
  'duty-check.run': county,
  'duty-check.sign': { duty_leader: 'county', bureau_officer: 'county' },
  // A unit speaks for itself.
  'duty-check.object': { department_officer: 'own_unit', township_officer: 'own_unit', township_leader: 'own_unit' },
  'duty-check.define': { bureau_officer: 'county' },

  'desk.read': { ...county, ...units },
  'desk.enter-bulletin': county,
  // A unit says for itself that it has read.
  'desk.read-bulletin': { department_officer: 'own_unit', township_officer: 'own_unit', township_leader: 'own_unit' },
  'desk.edit-procedure': {
    duty_leader: 'county',
    bureau_officer: 'county',
    department_officer: 'own_unit',
    township_officer: 'own_unit',
    township_leader: 'own_unit',
  },
  'desk.edit-standard': { duty_leader: 'county', bureau_officer: 'county' },
  'desk.tick-step': { ...county, ...units },
  // Whoever may stand a shift, for himself.
  'desk.take-quiz': { ...county, ...units, ...reporters },
  'desk.edit-quiz': { duty_leader: 'county', bureau_officer: 'county' },

  'directory.read': everyone,
  'directory.file': { duty_officer: 'county', bureau_officer: 'county', ...units, village_officer: 'own_unit' },
  'directory.check': { duty_officer: 'county', bureau_officer: 'county' },
  'directory.edit': { duty_officer: 'county', bureau_officer: 'county', township_officer: 'unit_and_below' },

  'register.read': everyone,
  'register.edit': {
    duty_officer: 'county',
    bureau_officer: 'county',
    ...units,
    village_officer: 'own_unit',
    team_leader: 'own_unit',
  },
  'register.disclose': { ...county, ...units },
  'register.import': { duty_officer: 'county', bureau_officer: 'county', ...units },
  'register.define': { bureau_officer: 'county' },

  // What the county can call on, all of it may see; whole telephone numbers go to those who call on others.
  'resource.read': {
    ...county,
    department_officer: 'county',
    township_officer: 'county',
    township_leader: 'county',
    village_officer: 'county',
    team_leader: 'county',
    enterprise_contact: 'county',
    upper_duty: 'unit_and_below',
  },
  'resource.call': {
    ...county,
    department_officer: 'county',
    township_officer: 'county',
    township_leader: 'county',
    ...reporters,
    upper_duty: 'unit_and_below',
  },

  // Which teams there are, the whole county may know; who stands on their rolls, whoever keeps them.
  'team.read': {
    ...county,
    department_officer: 'county',
    township_officer: 'county',
    township_leader: 'county',
    village_officer: 'county',
    team_leader: 'county',
    enterprise_contact: 'county',
    upper_duty: 'unit_and_below',
  },
  'team.report': { ...county, ...units, ...reporters },
  'team.call-out': { ...county, ...units },
  'team.answer': { ...county, ...units, ...reporters },
  'team.apply': { duty_leader: 'county', bureau_officer: 'county', ...units, team_leader: 'own_unit' },
  'team.review': { duty_leader: 'county', bureau_officer: 'county' },
  'team.consult': { ...county, ...units },

  'stock.read': everyone,
  'stock.move': { duty_officer: 'county', bureau_officer: 'county', ...units, ...reporters },
  'stock.agree': { bureau_officer: 'county', ...units },
  'stock.define': { bureau_officer: 'county' },

  // What there is the whole county may know; whoever keeps it reports its faults and what was done to it.
  'equipment.read': everyone,
  'equipment.keep': { ...county, ...units, ...reporters },

  'register.survey': { duty_officer: 'county', duty_leader: 'county', bureau_officer: 'county' },

  'flood-readiness.read': { ...county, ...units },
  'flood-readiness.launch': { duty_leader: 'county', bureau_officer: 'county' },
  // A township speaks for itself, and its leader answers for it.
  'flood-readiness.state': { township_officer: 'unit_and_below', township_leader: 'unit_and_below' },
  'flood-readiness.sign': { township_leader: 'unit_and_below' },

  'shelter.read': everyone,
  // Opens a shelter and keeps the register at its door; whose it is says the rule.
  'shelter.open': { ...county, ...units, village_officer: 'own_unit' },
  'shelter.define': { bureau_officer: 'county' },
  'map.read': everyone,
  'map.share': { ...county, ...units, ...reporters },

  'form.read': everyone,
  'form.fill': { ...county, ...units, ...reporters },
  // Opens collections, records what was told by telephone, returns what is incomplete: for the units below.
  'form.collect': { ...county, ...units },
  'form.define': { duty_officer: 'county', bureau_officer: 'county' },

  'calendar.read': { ...everyone, system_admin: 'system' },
  'calendar.edit': { system_admin: 'system', duty_officer: 'county' },

  'notice.read': everyone,
  'notice.send': { ...county, ...units },

  'file.upload': { ...county, ...units, ...reporters, upper_duty: 'unit_and_below' },
  'file.read': everyone,

  'administration.accounts.read': { system_admin: 'system', security_admin: 'system' },
  'administration.accounts.manage': { system_admin: 'system' },
  'administration.grants.manage': { security_admin: 'system' },
  'administration.settings.manage': { system_admin: 'system' },
  'administration.parameters.read': {
    duty_officer: 'county',
    duty_leader: 'county',
    bureau_officer: 'county',
    system_admin: 'system',
    security_admin: 'system',
    auditor: 'system',
  },
  // Which of them changes which parameter says the parameter.
  'administration.parameters.change': { bureau_officer: 'county', system_admin: 'system', security_admin: 'system' },
  // Base maps and the addresses browsers may load tiles from.
  'administration.maps.manage': { system_admin: 'system' },
  'administration.operations': { system_admin: 'system' },
  'administration.usage.read': { bureau_officer: 'county', system_admin: 'system' },
  'administration.facts.read': { auditor: 'system' },
} as const satisfies Record<string, Partial<Record<Role, ReachKind>>>

export type Permission = keyof typeof permissions

/** What a route may ask for: a permission, any signed-in account, or nothing at all. */
export type RoutePermission = Permission | 'signed-in' | 'public'

/** Whether any of `held` roles carries `permission`; used by the web app to show or hide. One that this release does not know, nobody holds. */
export const permits = (held: readonly Role[], permission: Permission): boolean => {
  const known: Partial<Record<string, Partial<Record<Role, ReachKind>>>> = permissions
  return held.some(role => role in (known[permission] ?? {}))
}
