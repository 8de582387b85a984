import { z } from 'zod'
import { Id, requiredText, When } from './codec.ts'
import { type Role, roles } from './permissions.ts'

export const RoleName = z.enum(Object.keys(roles) as [Role, ...Role[]])

export const SignIn = z.object({
  account: requiredText('账号', 64),
  password: z
    .string({ error: '请填写密码' })
    .min(1, { error: '请填写密码' })
    .max(200, { error: '密码过长' })
    .meta({ title: '密码' }),
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
  expiresAt: When,
})
export type SessionView = z.infer<typeof SessionView>

/** Reply to a sign-in. `token` is for programs; browsers get a cookie. */
export const SignedIn = SessionView.extend({ token: z.string() })

export const ChangePassword = z.object({
  currentPassword: SignIn.shape.password.meta({ title: '原密码' }),
  newPassword: SignIn.shape.password.meta({ title: '新密码' }),
})
