import { randomUUID } from 'node:crypto'
import type { Role } from '@anlan/contract/permissions.ts'
import type { CompleteSetup } from '@anlan/contract/setup.ts'
import type { z } from 'zod'
import { initialPasswordRules } from '../../../kernel/access/passwords.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { unitOfFunction } from '../../directory/api.ts'
import { createAccount, firstPassword } from '../accounts.ts'
import { grantRoles } from '../grants.ts'

type Input = z.output<typeof CompleteSetup>
const four = ['systemAdmin', 'securityAdmin', 'auditor', 'dutyOfficer'] as const
const rolesOfFour = {
  systemAdmin: 'system_admin',
  securityAdmin: 'security_admin',
  auditor: 'auditor',
  dutyOfficer: 'duty_officer',
} as const satisfies Record<(typeof four)[number], Role>

export interface FirstAccount {
  pointer: string
  input: Omit<Input['units'][number], 'role' | 'unitId'> & { unitId: string | null }
  role: Role
  passwordHash: string
}

/**
 * Checks the first accounts and hashes their passwords, before the unit of work that opens them. The three administrators are three people
 * (三权分立), and no name of an account stands twice.
 */
export async function firstAccounts(input: Input): Promise<FirstAccount[]> {
  const wanted = [
    ...four.map(one => ({
      pointer: `/${one}`,
      role: rolesOfFour[one] as Role,
      input: { ...input[one], unitId: null },
    })),
    ...input.units.map((unit, i) => ({ pointer: `/units/${i}`, role: unit.role as Role, input: unit })),
  ]
  const names = new Set<string>()
  for (const { pointer, input: account } of wanted) {
    if (names.has(account.account))
      throw fieldProblem('administration/account-exists', `${pointer}/account`, '账号', `账号“${account.account}”重复`)
    names.add(account.account)
  }
  const people = new Set<string>()
  for (const one of four.slice(0, 3)) {
    const name = input[one].displayName.replace(/\s/g, '')
    if (people.has(name))
      throw new Problem('administration/separate-powers', {
        detail: `“${name}”重复，三名管理员应为三个人`,
        errors: [{ pointer: `/${one}/displayName`, field: '姓名', message: '系统、安全、审计三员应由三个人分别担任' }],
      })
    people.add(name)
  }
  const accounts: FirstAccount[] = []
  for (const one of wanted)
    accounts.push({
      ...one,
      passwordHash: await firstPassword(
        initialPasswordRules,
        one.input.initialPassword,
        [one.role],
        `${one.pointer}/initialPassword`,
      ),
    })
  return accounts
}

/** Opens the first accounts with their roles; from this commit on the set-up does not exist any more. */
export async function completeSetup(work: Work, id: string, accounts: FirstAccount[]): Promise<void> {
  const county = await unitOfFunction(work.tx, 'county')
  const room = await unitOfFunction(work.tx, 'generalDutyOffice')
  if (!county || !room) throw new Problem('conflict', { detail: '请先填写县（市、区）' })
  for (const { input, role, passwordHash } of accounts) {
    const unitId = input.unitId ?? (role === 'duty_officer' ? room.id : county.id)
    const made = await createAccount(work, { ...input, id: randomUUID(), unitId }, passwordHash)
    await grantRoles(work, made.id, [{ role, unitId }])
  }
  recordFact(work, 'installation.set-up-completed', id, { accounts: accounts.length })
}
