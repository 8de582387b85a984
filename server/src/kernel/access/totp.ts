import { createHash, randomBytes } from 'node:crypto'
import { generateSecret, generateURI, verify } from 'otplib'
import type { Tx } from '../database/database.ts'
import type { House } from '../house.ts'
import { fieldProblem, Problem } from '../problem.ts'
import { recordFact, type Work } from '../work/work.ts'
import { seal, unseal } from './secret-key.ts'

/**
 * Two-step sign-in (两步验证): after the password a code from a device, RFC 6238 with SHA-1, 6 digits, 30 seconds, as every authenticator
 * app knows it. One step early or late is taken, each code once. Recovery codes are for the day the device is lost.
 */
const issuer = '安澜应急'
const toleranceSeconds = 30
const recoveryCodes = 10
// Base32 without what is easily misread; 16 characters are 80 bits, which no search through a stolen database finds.
const letters = 'abcdefghjkmnpqrstuvwxyz123456789'

export interface SecondFactor {
  confirmedAt: Date | null
  recoveryCodesLeft: number
}

/** How the account stands; null when it has no confirmed second step. */
export async function secondFactorOf(tx: Tx, accountId: string): Promise<SecondFactor | null> {
  const row = await tx
    .selectFrom('second_factor')
    .select('confirmed_at')
    .where('account_id', '=', accountId)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst()
  if (!row) return null
  const left = await tx
    .selectFrom('recovery_code')
    .select('code_hash')
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .execute()
  return { confirmedAt: row.confirmed_at, recoveryCodesLeft: left.length }
}

/** Makes a secret for the device; it counts once `confirmSecondFactor` has seen a code made with it. */
export async function beginSecondFactor(
  work: Work,
  house: House,
  accountId: string,
  account: string,
): Promise<{ secret: string; uri: string }> {
  if (await secondFactorOf(work.tx, accountId)) throw new Problem('session/second-factor-exists')
  const secret = generateSecret()
  const row = {
    account_id: accountId,
    secret: seal(house.secretKey, accountId, secret),
    confirmed_at: null,
    last_step: 0,
    created_at: house.wallClock.now(),
  }
  await work.tx
    .insertInto('second_factor')
    .values(row)
    .onConflict(conflict => conflict.column('account_id').doUpdateSet(row))
    .execute()
  return { secret, uri: generateURI({ issuer, label: account, secret }) }
}

/** The device works: from now on signing in asks for its code. Returns the recovery codes, the only time they are seen. */
export async function confirmSecondFactor(
  work: Work,
  house: House,
  accountId: string,
  code: string,
): Promise<string[]> {
  const row = await work.tx
    .selectFrom('second_factor')
    .selectAll()
    .where('account_id', '=', accountId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new Problem('session/second-factor-missing')
  if (row.confirmed_at) throw new Problem('session/second-factor-exists')
  const step = await stepOf(house, row, code)
  if (step === null) throw wrongCode('验证码不正确，请核对手机时间后输入最新的 6 位数字')
  await work.tx
    .updateTable('second_factor')
    .set({ confirmed_at: house.wallClock.now(), last_step: step })
    .where('account_id', '=', accountId)
    .execute()
  const codes = Array.from({ length: recoveryCodes }, newRecoveryCode)
  await work.tx.deleteFrom('recovery_code').where('account_id', '=', accountId).execute()
  await work.tx
    .insertInto('recovery_code')
    .values(codes.map(one => ({ account_id: accountId, code_hash: hashOf(accountId, one), used_at: null })))
    .execute()
  recordFact(work, 'account.second-factor-enrolled', accountId)
  return codes
}

/** Takes a code of the device or a recovery code; each serves once. Throws `session/wrong-code`. */
export async function spendCode(work: Work, house: House, accountId: string, given: string): Promise<void> {
  const code = given.toLowerCase().replaceAll(/[\s-]/g, '')
  const row = await work.tx
    .selectFrom('second_factor')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('confirmed_at', 'is not', null)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new Problem('session/second-factor-missing')
  if (!/^\d{6}$/.test(code)) return spendRecoveryCode(work, house, accountId, code)
  const step = await stepOf(house, row, code)
  if (step === null) throw wrongCode('验证码不正确或已用过，请输入最新的 6 位数字')
  await work.tx.updateTable('second_factor').set({ last_step: step }).where('account_id', '=', accountId).execute()
}

/** Removes the second step with its recovery codes; false when there was none. */
export async function dropSecondFactor(tx: Tx, accountId: string): Promise<boolean> {
  await tx.deleteFrom('recovery_code').where('account_id', '=', accountId).execute()
  const gone = await tx
    .deleteFrom('second_factor')
    .where('account_id', '=', accountId)
    .returning('confirmed_at')
    .executeTakeFirst()
  return gone !== undefined && gone.confirmed_at !== null
}

/** The step whose code this is; null when it is none of now, or one that was taken before. */
async function stepOf(
  house: House,
  row: { account_id: string; secret: Buffer; last_step: number },
  code: string,
): Promise<number | null> {
  const secret = unseal(house.secretKey, row.account_id, row.secret)
  if (secret === null) {
    house.log.error({ account: row.account_id }, 'a second factor was sealed with another key')
    throw new Problem('session/second-factor-unreadable')
  }
  const result = await verify({
    secret,
    token: code,
    epoch: Math.floor(house.wallClock.now().getTime() / 1000),
    epochTolerance: toleranceSeconds,
    ...(row.last_step > 0 && { afterTimeStep: row.last_step }),
  })
  return result.valid && 'timeStep' in result ? result.timeStep : null
}

async function spendRecoveryCode(work: Work, house: House, accountId: string, code: string) {
  const spent = await work.tx
    .updateTable('recovery_code')
    .set({ used_at: house.wallClock.now() })
    .where('account_id', '=', accountId)
    .where('code_hash', '=', hashOf(accountId, code))
    .where('used_at', 'is', null)
    .returning('used_at')
    .executeTakeFirst()
  if (!spent) throw wrongCode('验证码或恢复码不正确，或已用过')
  recordFact(work, 'account.recovery-code-used', accountId)
}

const newRecoveryCode = () =>
  [...randomBytes(16)].map((byte, i) => `${i && i % 4 === 0 ? '-' : ''}${letters[byte % letters.length]}`).join('')

const hashOf = (accountId: string, code: string) =>
  createHash('sha256')
    .update(`${accountId} ${code.replaceAll('-', '')}`)
    .digest()

const wrongCode = (message: string) => fieldProblem('session/wrong-code', '/code', '动态验证码', message)
