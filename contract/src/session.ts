import { z } from 'zod'
import { Id, MaybeWhen, requiredText, When } from './codec.ts'
import { type Role, roles } from './permissions.ts'

export const RoleName = z.enum(Object.keys(roles) as [Role, ...Role[]])

export const SignIn = z.object({
  account: requiredText('账号', 64),
  password: z
    .string({ error: '请填写密码' })
    .min(1, { error: '请填写密码' })
    .max(200, { error: '密码过长' })
    .meta({ title: '密码' }),
  /** Of the device, or a recovery code; asked for with `totp-required` when the account has two steps. */
  code: requiredText('动态验证码', 40).optional(),
})

/** Who is at this screen, in which capacity. */
export const SessionView = z.object({
  accountId: Id,
  account: z.string(),
  displayName: z.string(),
  personId: Id.nullable(),
  unitId: Id,
  unitName: z.string(),
  unitKind: z.string(),
  areaCode: z.string().nullable(),
  roles: z.array(RoleName),
  mustChangePassword: z.boolean(),
  /** The setting asks administrators for two steps, and this one has not set them up. */
  mustSetUpSecondFactor: z.boolean(),
  expiresAt: When,
})
export type SessionView = z.infer<typeof SessionView>

/** Reply to a sign-in. `token` is for programs; browsers get a cookie. */
export const SignedIn = SessionView.extend({ token: z.string() })

export const ChangePassword = z.object({
  currentPassword: SignIn.shape.password.meta({ title: '原密码' }),
  newPassword: SignIn.shape.password.meta({ title: '新密码' }),
})

/** 两步验证 of one's own account. */
export const SecondFactorView = z.object({
  enabledAt: MaybeWhen,
  recoveryCodesLeft: z.number(),
  isObligatory: z.boolean(),
})
export type SecondFactorView = z.infer<typeof SecondFactorView>

export const BeginSecondFactor = z.object({ password: SignIn.shape.password })
/** For the authenticator app: as an address to be drawn as a QR code, and as text to be typed. Shown once. */
export const SecondFactorSecret = z.object({ secret: z.string(), uri: z.string() })
export type SecondFactorSecret = z.infer<typeof SecondFactorSecret>
export const ConfirmSecondFactor = z.object({ code: requiredText('动态验证码', 40) })
/** Each lets in once in place of the device; shown once. */
export const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) })
export type RecoveryCodes = z.infer<typeof RecoveryCodes>
export const RemoveSecondFactor = z.object({
  password: SignIn.shape.password,
  code: requiredText('动态验证码', 40),
})
export const ResetSecondFactor = z.object({ reason: requiredText('原因', 200) })
