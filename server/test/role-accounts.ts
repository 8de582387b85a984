import type { Role } from '@anlan/contract/permissions.ts'

/** Sample accounts and the role that each holds. */
export const roleAccounts: Record<string, Role> = {
  duty1: 'duty_officer',
  leader1: 'duty_leader',
  bureau1: 'bureau_officer',
  water1: 'department_officer',
  chaping1: 'township_officer',
  chaping2: 'township_leader',
  liangshui1: 'village_officer',
  team1: 'team_leader',
  truck1: 'enterprise_contact',
  city1: 'upper_duty',
  admin1: 'system_admin',
  security1: 'security_admin',
  audit1: 'auditor',
}
