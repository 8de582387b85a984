import type { Permission, Role } from '@anlan/contract/permissions.ts'

export interface MenuEntry {
  to: string
  name: string
  permission?: Permission
  /** Where the permission says too little: only these roles work with the page. */
  roles?: Role[]
  badge?: 'notices' | 'reports' | 'overdue'
}
export interface MenuGroup {
  name: string
  /** Closed until somebody opens it; whoever sees few entries sees all of them. */
  folded?: boolean
  entries: MenuEntry[]
}

const deskRoles: Role[] = [
  'duty_officer',
  'duty_leader',
  'bureau_officer',
  'department_officer',
  'township_officer',
  'township_leader',
]

const countyRoles: Role[] = ['duty_officer', 'duty_leader', 'bureau_officer', 'upper_duty']

/** By the four capabilities of an emergency office, what is used in every shift first; a role sees only what it uses. */
export const menu: MenuGroup[] = [
  {
    name: '值班',
    entries: [
      {
        to: '/',
        name: '首页',
        roles: [
          ...deskRoles,
          'village_officer',
          'team_leader',
          'enterprise_contact',
          'system_admin',
          'security_admin',
          'auditor',
        ],
      },
      { to: '/desk', name: '值班台', roles: ['duty_leader'] },
      { to: '/intake', name: '新来电', permission: 'switchboard.log' },
      { to: '/calls', name: '来电登记', permission: 'switchboard.read' },
      { to: '/duty/log', name: '值班日志', permission: 'duty.log' },
      { to: '/duty/handovers', name: '交接班', permission: 'duty.hand-over' },
      { to: '/bulletins', name: '气象等信息', permission: 'desk.read' },
      { to: '/notices', name: '通知', permission: 'notice.read', badge: 'notices' },
      { to: '/duty/mine', name: '我的班次', permission: 'duty.ask' },
    ],
  },
  {
    name: '应急处置',
    entries: [
      { to: '/map', name: '一张图', permission: 'map.read' },
      { to: '/events', name: '突发事件', permission: 'event.read' },
      { to: '/responses', name: '指挥处置', permission: 'response.read' },
      { to: '/reviews', name: '复盘评估', permission: 'review.read', roles: deskRoles },
      { to: '/call-ups', name: '调用单', permission: 'call-up.read' },
      { to: '/allocations', name: '优化调配', permission: 'allocation.plan', roles: deskRoles },
      { to: '/reports', name: '信息报送', permission: 'event-report.read', badge: 'reports' },
      { to: '/papers', name: '公文', permission: 'paper.read', roles: [...deskRoles, 'village_officer', 'upper_duty'] },
      { to: '/instructions', name: '批示督办', permission: 'instruction.read' },
      { to: '/daily-reports', name: '每日报告', permission: 'event-report.read', roles: [...deskRoles, 'upper_duty'] },
      {
        to: '/form-pieces',
        name: '待报表格',
        permission: 'form.fill',
        roles: [
          'department_officer',
          'township_officer',
          'township_leader',
          'village_officer',
          'team_leader',
          'enterprise_contact',
        ],
      },
      { to: '/forms', name: '表格与报送', permission: 'form.collect' },
      { to: '/obligations', name: '时限台账', permission: 'obligation.read', badge: 'overdue' },
    ],
  },
  {
    name: '预案管理',
    entries: [
      { to: '/plans', name: '应急预案', permission: 'plan.read' },
      {
        to: '/registers/hazardous-substances',
        name: '危险化学品处置指南',
        permission: 'register.read',
        roles: [...deskRoles, 'village_officer', 'team_leader', 'enterprise_contact'],
      },
      { to: '/registers/case-summaries', name: '案例库', permission: 'register.read', roles: deskRoles },
      { to: '/plans/checkups', name: '预案体检', permission: 'plan.read', roles: [...deskRoles, 'village_officer'] },
      { to: '/plans/coverage', name: '预案覆盖', permission: 'plan.read', roles: deskRoles },
    ],
  },
  {
    name: '值班安排与查考',
    folded: true,
    entries: [
      { to: '/duty/roster', name: '值班表', permission: 'duty.read', roles: deskRoles },
      { to: '/coverage', name: '值守覆盖', permission: 'duty.read', roles: [...deskRoles, 'upper_duty'] },
      { to: '/duty-check', name: '查岗考核', permission: 'duty-check.read', roles: [...deskRoles, 'village_officer'] },
      { to: '/duty/modes', name: '值班状态', permission: 'duty-mode.read', roles: deskRoles },
      { to: '/duty/procedure', name: '值班工作流程', permission: 'desk.read' },
      { to: '/duty/swaps', name: '换班与补岗', permission: 'duty.ask' },
      { to: '/duty/rosters', name: '排班', permission: 'duty.edit-roster' },
      { to: '/duty/rooms', name: '值班室设置', permission: 'duty.edit-roster' },
      { to: '/duty/key-periods', name: '重点时段', permission: 'duty-mode.read', roles: deskRoles },
      { to: '/duty/call-in', name: '我的召回', permission: 'duty-mode.answer' },
      { to: '/duty/quiz', name: '上岗测试', permission: 'desk.take-quiz', roles: [...deskRoles, 'village_officer'] },
    ],
  },
  {
    name: '应急保障',
    folded: true,
    entries: [
      { to: '/resources', name: '找资源', permission: 'resource.read' },
      { to: '/directory', name: '通讯录', permission: 'directory.read' },
      {
        to: '/directory/care',
        name: '通讯录核查',
        permission: 'directory.read',
        roles: [...deskRoles, 'village_officer'],
      },
      { to: '/shelters', name: '避难场所', permission: 'shelter.read' },
      {
        to: '/flood-readiness',
        name: '汛前五到位',
        permission: 'flood-readiness.read',
        roles: [...countyRoles, 'township_officer', 'township_leader'],
      },
      { to: '/facilities', name: '设施与保障', permission: 'register.read', roles: [...deskRoles, 'village_officer'] },
      { to: '/teams', name: '应急队伍', permission: 'team.read' },
      { to: '/teams/standby', name: '今日备勤', permission: 'team.read', roles: [...countyRoles, 'team_leader'] },
      { to: '/experts', name: '应急专家', permission: 'team.consult' },
      {
        to: '/stock',
        name: '应急物资',
        permission: 'stock.read',
        roles: [...deskRoles, 'village_officer', 'team_leader', 'enterprise_contact'],
      },
      { to: '/equipment', name: '车辆装备', permission: 'equipment.read' },
      { to: '/registers', name: '基础台账', permission: 'register.read' },
      { to: '/surveys', name: '资源普查', permission: 'register.read' },
    ],
  },
  {
    name: '统计',
    folded: true,
    entries: [
      { to: '/violations', name: '报送问题认定', permission: 'event-report.violation.read' },
      { to: '/corrections', name: '报送问题整改', permission: 'event-report.correction.read' },
      { to: '/fault-bulletin', name: '报送质量通报', permission: 'event-report.violation.read' },
      { to: '/completeness', name: '基础数据完整率', permission: 'register.read', roles: deskRoles },
      { to: '/direct-reports', name: '事故直报', permission: 'event-report.read', roles: countyRoles },
    ],
  },
  {
    name: '规则与管理',
    folded: true,
    entries: [
      { to: '/rules', name: '报送规则', permission: 'event-report.rules.read' },
      { to: '/first-hour', name: '首小时清单', permission: 'assistance.read', roles: deskRoles },
      { to: '/response-templates', name: '响应分级表', permission: 'response.template.read', roles: countyRoles },
      { to: '/plans/check-rules', name: '体检与覆盖规则', permission: 'plan.define' },
      { to: '/calendar', name: '日历与特殊时期', permission: 'calendar.read', roles: ['system_admin', ...deskRoles] },
      {
        to: '/settings',
        name: '运行参数',
        permission: 'administration.parameters.read',
        roles: ['bureau_officer', 'system_admin', 'security_admin', 'auditor'],
      },
      { to: '/dictionaries', name: '数据字典', permission: 'register.define' },
      { to: '/accounts', name: '账号', permission: 'administration.accounts.read' },
      { to: '/usage', name: '使用情况', permission: 'administration.usage.read' },
      { to: '/base-maps', name: '底图管理', permission: 'administration.maps.manage' },
      { to: '/operations', name: '运行状态', permission: 'administration.operations' },
      { to: '/facts', name: '审计记录', permission: 'administration.facts.read' },
    ],
  },
]
