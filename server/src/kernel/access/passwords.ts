import type { Role } from '@anlan/contract/permissions.ts'
import { hash, verify } from '@node-rs/argon2'
import type { Tx } from '../database/database.ts'
import { Problem } from '../problem.ts'
import type { SettingValues } from '../setting-rows.ts'
import { administratorPasswordLength, formerPasswords, passwordKinds, passwordLength } from './access-settings.ts'

// argon2id, 19 MiB, 2 passes (OWASP's floor). The work runs on libuv's threads, off the event loop.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const concurrent = 2
const longestQueue = 40

let running = 0
const waiting: (() => void)[] = []

/** A bounded queue before the hashing threads: a flood of sign-ins is turned away with 503 and never starves the rest of the server. */
async function queued<T>(act: () => Promise<T>): Promise<T> {
  if (running >= concurrent) {
    if (waiting.length >= longestQueue) throw new Problem('session/busy', { retryAfterSeconds: 2 })
    await new Promise<void>(resolve => waiting.push(resolve))
  }
  running++
  try {
    return await act()
  } finally {
    running--
    waiting.shift()?.()
  }
}

export const hashPassword = (password: string): Promise<string> => queued(() => hash(password, cost))

let decoy: Promise<string> | undefined

/** Checks a password. With `stored` null (no such account) the same work is done, so that the time tells nothing. */
export async function isPasswordRight(password: string, stored: string | null): Promise<boolean> {
  decoy ??= hashPassword('安澜·无此账号')
  const against = stored ?? (await decoy)
  const right = await queued(() => verify(against, password))
  return stored !== null && right
}

/** What a new password must be (等保三级); the numbers are settings of the security administrator. */
export interface PasswordRules {
  least: number
  leastOfAdministrators: number
  /** Of 大写字母, 小写字母, 数字, 符号. */
  kinds: number
  /** How many of the last passwords it may not be. */
  former: number
}

export async function passwordRules(tx: Tx, settings: Pick<SettingValues, 'of'>): Promise<PasswordRules> {
  return {
    least: await settings.of(tx, passwordLength),
    leastOfAdministrators: await settings.of(tx, administratorPasswordLength),
    kinds: await settings.of(tx, passwordKinds),
    former: await settings.of(tx, formerPasswords),
  }
}

/** Before there is anybody who could have changed them. */
export const initialPasswordRules: PasswordRules = {
  least: passwordLength.default,
  leastOfAdministrators: administratorPasswordLength.default,
  kinds: passwordKinds.default,
  former: formerPasswords.default,
}

const numerals = ['', '一', '二', '三', '四', '五']

/** Throws `session/weak-password` where a new password breaks the rules. Hashes are compared: to be called outside a unit of work. */
export async function assertGoodPassword(
  password: string,
  rules: PasswordRules,
  roles: Role[],
  former: string[],
): Promise<void> {
  const administrator = roles.some(role => role === 'system_admin' || role === 'security_admin' || role === 'auditor')
  const least = administrator ? Math.max(rules.least, rules.leastOfAdministrators) : rules.least
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter(one => one.test(password)).length
  const refuse = (message: string) =>
    new Problem('session/weak-password', {
      detail: message,
      errors: [{ pointer: '/newPassword', field: '新密码', message }],
    })
  if (password.length < least) throw refuse(`新密码至少 ${least} 位`)
  if (kinds < rules.kinds)
    throw refuse(
      rules.kinds === 4
        ? '新密码应同时包含大写字母、小写字母、数字和符号'
        : `新密码应包含大写字母、小写字母、数字、符号中的${rules.kinds === 2 ? '两' : numerals[rules.kinds]}类`,
    )
  for (const old of former.slice(-rules.former))
    if (await isPasswordRight(password, old))
      throw refuse(`新密码不能与最近${rules.former === 2 ? '两' : numerals[rules.former]}次用过的密码相同`)
}
