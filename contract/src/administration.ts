import { z } from 'zod'
import { Id, MaybeWhen, optionalText, PageQuery, PhoneNumber, RuleSource, requiredText, When } from './codec.ts'
import { RoleName } from './session.ts'

export const AccountView = z.object({
  id: Id,
  account: z.string(),
  displayName: z.string(),
  unitId: Id,
  unitName: z.string(),
  personId: Id.nullable(),
  personName: z.string().nullable(),
  roles: z.array(RoleName),
  /** Where each role comes from: granted to the account, or going with a post its holder has. */
  grants: z.array(z.object({ role: RoleName, unitId: Id, unitName: z.string(), postName: z.string().nullable() })),
  /** Roles asked for by whoever opened it, not yet granted. */
  requestedRoles: z.array(RoleName),
  enabled: z.boolean(),
  mustChangePassword: z.boolean(),
  hasSecondFactor: z.boolean(),
  lastSignedInAt: MaybeWhen,
  lockedUntil: MaybeWhen,
})
export type AccountView = z.infer<typeof AccountView>

export const CreateAccount = z.object({
  id: Id.optional(),
  account: z
    .string()
    .trim()
    .regex(/^[a-z][a-z0-9._-]{2,31}$/, { error: '账号应为 3 至 32 位小写字母、数字，以字母开头' })
    .meta({ title: '账号' }),
  displayName: requiredText('姓名或岗位名', 30),
  unitId: Id.meta({ title: '所属单位' }),
  personId: Id.nullable().default(null),
  initialPassword: z.string().min(8, { error: '初始密码至少 8 位' }).max(200).meta({ title: '初始密码' }),
})
const requestedRoles = z.array(RoleName).max(6).default([]).meta({ title: '申请角色' })
/** Opens an account and, if wanted, asks the security administrator for its roles. */
export const OpenAccount = CreateAccount.extend({ requestedRoles })
/** Several accounts at once, all or none. */
export const OpenAccounts = z.object({
  id: Id.optional(),
  accounts: z
    .array(CreateAccount.omit({ id: true }).extend({ requestedRoles }))
    .min(1, { error: '没有要开立的账号' })
    .max(500)
    .meta({ title: '账号' }),
})
/** Renames an account, or gives it to another unit or person. Leaving a unit ends what was granted there. */
export const ChangeAccount = z.object({
  displayName: requiredText('姓名或岗位名', 30),
  unitId: Id.meta({ title: '所属单位' }),
  personId: Id.nullable().meta({ title: '对应人员' }),
  reason: requiredText('原因', 200),
})
/** Roles at the account's own unit, and at others. */
export const SetGrants = z.object({
  roles: z.array(RoleName).max(6).meta({ title: '角色' }),
  elsewhere: z
    .array(z.object({ role: RoleName.meta({ title: '角色' }), unitId: Id.meta({ title: '授权单位' }) }))
    .max(20)
    .default([])
    .meta({ title: '在其他单位的角色' }),
})
/** Grants several accounts what was asked for them. */
export const GrantRequests = z.object({ accountIds: z.array(Id).min(1).max(500).meta({ title: '账号' }) })
export const PostGrantView = z.object({
  postId: Id,
  postName: z.string(),
  unitId: Id,
  unitName: z.string(),
  roles: z.array(RoleName),
  holders: z.string().nullable(),
  accounts: z.array(z.string()),
})
export type PostGrantView = z.infer<typeof PostGrantView>
export const SetPostGrants = z.object({ roles: z.array(RoleName).max(4).meta({ title: '角色' }) })
/** People as whoever opens accounts sees them: no telephone numbers. */
export const AccountPerson = z.object({ id: Id, name: z.string(), unitId: Id, unitName: z.string(), posts: z.string() })
export const AccountPersonQuery = z.object({
  unit: Id.optional().meta({ title: '单位' }),
  text: optionalText('姓名', 30).optional(),
})
export const accountStates = {
  normal: '正常',
  ungranted: '未授权',
  requested: '待授权',
  mustChange: '待改密码',
  locked: '已锁定',
  disabled: '已停用',
  neverUsed: '从未登录',
} as const
export type AccountState = keyof typeof accountStates
export const AccountQuery = PageQuery.extend({
  text: z.string().max(40).optional().meta({ title: '关键词' }),
  unit: Id.optional().meta({ title: '单位' }),
  role: RoleName.optional().meta({ title: '角色' }),
  state: z
    .enum(Object.keys(accountStates) as [AccountState, ...AccountState[]])
    .optional()
    .meta({ title: '状态' }),
})
/** A sheet of accounts as read: what it says, what it means, and what is wrong. Nothing is opened by reading it. */
export const AccountSheetView = z.object({
  remarks: z.array(z.string()),
  rows: z.array(
    z.object({
      row: z.number(),
      account: z.string(),
      displayName: z.string(),
      unitId: Id.nullable(),
      unitName: z.string(),
      personId: Id.nullable(),
      requestedRoles: z.array(RoleName),
      errors: z.array(z.string()),
    }),
  ),
})
export type AccountSheetView = z.infer<typeof AccountSheetView>
export const SetEnabled = z.object({ enabled: z.boolean().meta({ title: '启用' }), reason: requiredText('原因', 200) })
export const ResetPassword = z.object({
  newPassword: z.string().min(8, { error: '密码至少 8 位' }).max(200).meta({ title: '新密码' }),
})

/** A handler that gave up (死信): shown to an operator, never dropped. */
export const DeadLetterView = z.object({
  id: z.string(),
  kind: z.enum(['delivery', 'task']),
  name: z.string(),
  subject: z.string(),
  attempts: z.number(),
  lastError: z.string(),
  since: When,
})
export const OperationView = z.object({
  version: z.string(),
  startedAt: When,
  database: z.object({ kind: z.enum(['embedded', 'server']), version: z.string(), durability: z.string() }),
  clock: z.enum(['real', 'virtual']),
  now: When,
  pendingDeliveries: z.number(),
  pendingTasks: z.number(),
  nextTaskAt: MaybeWhen,
  lastRootAt: MaybeWhen,
  deadLetters: z.array(DeadLetterView),
})

/** A row of the record as the auditor sees it. */
export const FactView = z.object({
  id: Id,
  position: z.string(),
  chain: z.string(),
  sequence: z.number(),
  type: z.string(),
  subjectId: z.string(),
  at: When,
  actor: z.string().nullable(),
  unitName: z.string().nullable(),
  data: z.record(z.string(), z.unknown()),
  hash: z.string(),
})
export const FactQuery = PageQuery.extend({
  type: z.string().max(80).optional().meta({ title: '记录类型' }),
  subject: z.string().max(80).optional().meta({ title: '记录对象' }),
})

export const MailSettings = z.object({
  host: optionalText('服务器', 120),
  port: z.int32().min(1).max(65_535).default(25).meta({ title: '端口' }),
  secure: z.boolean().default(false).meta({ title: '加密连接' }),
  user: optionalText('用户名', 120).default(''),
  password: optionalText('密码', 200).default(''),
  from: optionalText('发件人', 120),
})
export const WebhookSettings = z.object({
  url: optionalText('网关地址', 500),
  secret: optionalText('签名密钥', 200).default(''),
  allowPrivateAddress: z.boolean().default(true).meta({ title: '允许内网地址' }),
})
export const SettingValue = z.union([z.number(), z.boolean(), z.string().max(500)], {
  error: '应为数字、“是”或“否”，或一段文字',
})
/** A default of the product that the county may change (运行参数). `max` of a text is its length. */
export const SettingView = z.object({
  key: z.string(),
  label: z.string(),
  meaning: z.string(),
  kind: z.enum(['integer', 'boolean', 'text']),
  unit: z.string().nullable(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  default: SettingValue,
  value: SettingValue,
  source: RuleSource,
  owner: RoleName,
  /** Whether the one who asks is its owner. */
  mayChange: z.boolean(),
  /** Null while nobody has changed it: the default applies. */
  changedAt: MaybeWhen,
  changedByName: z.string().nullable(),
})
export type SettingView = z.infer<typeof SettingView>
export const SettingGroupView = z.object({ title: z.string(), items: z.array(SettingView) })
export const ChangeSetting = z.object({
  value: SettingValue.meta({ title: '参数值' }),
  reason: requiredText('修改原因', 200),
})
export const SettingChangeView = z.object({
  id: Id,
  before: SettingValue,
  after: SettingValue,
  reason: z.string(),
  at: When,
  byName: z.string(),
})
export type SettingChangeView = z.infer<typeof SettingChangeView>

export const TestNumber = z.object({ phone: PhoneNumber('测试号码').optional() })
/** What became of a test message: what the other side answered, in words. */
export const TestOutcome = z.object({ sent: z.boolean(), error: z.string().nullable() })
export const SetClock = z.object({
  now: z.iso.datetime({ offset: true, error: '时间应带时区' }).meta({ title: '时间' }),
})
