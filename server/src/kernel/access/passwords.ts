import type { Role } from '@anlan/contract/permissions.ts'
import { hash, verify } from '@node-rs/argon2'
import { Problem } from '../problem.ts'

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

/** Rules for a new password (等保三级, numbers are ours): 8 characters of 3 classes, 12 for the three administrators, none of the last five. */
export async function assertGoodPassword(password: string, roles: Role[], former: string[]): Promise<void> {
  const administrator = roles.some(role => role === 'system_admin' || role === 'security_admin' || role === 'auditor')
  const least = administrator ? 12 : 8
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter(one => one.test(password)).length
  const refuse = (message: string) =>
    new Problem('session/weak-password', {
      detail: message,
      errors: [{ pointer: '/newPassword', field: '新密码', message }],
    })
  if (password.length < least) throw refuse(`新密码至少 ${least} 位`)
  if (classes < 3) throw refuse('新密码应包含大写字母、小写字母、数字、符号中的三类')
  for (const old of former.slice(-5))
    if (await isPasswordRight(password, old)) throw refuse('新密码不能与最近五次用过的密码相同')
}
