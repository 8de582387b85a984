import { z } from 'zod'
import { CreateAccount } from './administration.ts'
import { AreaCode, Id, PhoneNumber, requiredText } from './codec.ts'
import { UnitKindName } from './directory.ts'
import { RoleName } from './session.ts'

/** First-run set-up (首次设置) of an empty county; open until the first accounts are made. */
export const OpenSetup = z.object({ code: requiredText('设置码', 40) })

/** County (6 or 12 digits) and the city above it. */
export const FoundCounty = z.object({
  name: requiredText('县（市、区）名称', 30).refine(name => /(县|市|区|旗)$/.test(name), {
    error: '请填写全称，例如“青峦县”',
  }),
  code: z
    .string()
    .trim()
    .regex(/^\d{4}(?!00)\d{2}(0{6})?$/, { error: '行政区划代码应为 6 位（或后补 6 个 0 的 12 位）县级代码' })
    .transform(code => code.padEnd(12, '0'))
    .meta({ title: '行政区划代码' }),
  dutyPhone: PhoneNumber('县总值班室电话'),
  cityName: requiredText('上级市（州）名称', 30),
  cityDutyPhone: PhoneNumber('市总值班室电话'),
})
export const CountyView = z.object({
  name: z.string(),
  code: AreaCode,
  dutyPhone: z.string(),
  cityName: z.string(),
  cityDutyPhone: z.string(),
})

export const OfficeView = z.object({
  office: z.string(),
  label: z.string(),
  /** Without it reports or clocks of that kind have nobody. */
  needed: z.boolean(),
  unitId: Id.nullable(),
  /** What the names suggest while nobody has confirmed. */
  proposedUnitId: Id.nullable(),
})
export const SetupUnit = z.object({
  id: Id,
  name: z.string(),
  kind: UnitKindName,
  parentName: z.string().nullable(),
  persons: z.number(),
  /** Account name proposed for it, of its pinyin. */
  account: z.string(),
})
export const SetupPerson = z.object({ id: Id, name: z.string(), unitName: z.string(), posts: z.string() })
export const DutyPosts = z.object({
  leaders: z.array(Id).max(20).meta({ title: '带班领导' }),
  primaries: z.array(Id).max(20).meta({ title: '主班' }),
  secondaries: z.array(Id).max(20).meta({ title: '副班' }),
})

/** Before the code is given only `unlocked: false` is told. */
export const SetupView = z.object({
  open: z.literal(true),
  unlocked: z.boolean(),
  county: CountyView.nullable(),
  counts: z.object({ towns: z.number(), villages: z.number(), units: z.number(), persons: z.number() }),
  offices: z.array(OfficeView),
  /** Whether somebody has confirmed which unit fills which office; names alone only propose it. */
  officesConfirmed: z.boolean(),
  duty: DutyPosts,
})
export type SetupView = z.infer<typeof SetupView>

/** The set-up while it is open. Every sign-in page asks, so a closed one is an answer and no error. */
export const SetupState = z.discriminatedUnion('open', [SetupView, z.object({ open: z.literal(false) })])
export type SetupState = z.infer<typeof SetupState>

export const SetOffices = z.object({
  offices: z
    .array(
      z.object({
        office: requiredText('职能', 40),
        unitId: Id.nullable().meta({ title: '承担单位' }),
      }),
    )
    .max(60)
    .meta({ title: '职能' }),
})

/** One row of an uploaded sheet and what it would do, or why not. */
export const SheetRow = z.object({
  sheet: z.string(),
  row: z.number(),
  action: z.enum(['create', 'change', 'same', 'refused']),
  title: z.string(),
  detail: z.string(),
  errors: z.array(z.object({ column: z.string(), field: z.string(), message: z.string() })),
})
export const SheetOutcome = z.object({
  applied: z.boolean(),
  counts: z.object({ create: z.number(), change: z.number(), same: z.number(), refused: z.number() }),
  remarks: z.array(z.string()),
  /** Refused rows first, at most 300. */
  rows: z.array(SheetRow),
})
export type SheetOutcome = z.infer<typeof SheetOutcome>
/** Without `apply` only looked at; with it all of the sheet, or what is right of it, enters at once. */
export const SheetQuery = z.object({
  apply: z.enum(['true', 'false']).default('false').meta({ title: '导入' }),
  withoutRefused: z.enum(['true', 'false']).default('false').meta({ title: '跳过有误的行' }),
})

const first = CreateAccount.omit({ id: true, unitId: true })
/** The accounts that end the set-up: three separate administrators, the duty officer, and one for each unit that is invited. */
export const CompleteSetup = z.object({
  id: Id,
  systemAdmin: first,
  securityAdmin: first,
  auditor: first,
  dutyOfficer: first,
  units: z
    .array(
      CreateAccount.omit({ id: true }).extend({
        role: RoleName.extract([
          'township_officer',
          'department_officer',
          'village_officer',
          'bureau_officer',
          'duty_leader',
        ]),
      }),
    )
    .max(400)
    .meta({ title: '单位账号' }),
})
export type CompleteSetup = z.infer<typeof CompleteSetup>

/** 可以开始值班了: what is still missing for a first report, in the order of its weight. */
export const ReadinessView = z.object({
  ready: z.boolean(),
  /** The sample county is no county that is being set up. */
  sample: z.boolean(),
  items: z.array(
    z.object({
      name: z.string(),
      met: z.boolean(),
      /** Without it no first report can leave. */
      needed: z.boolean(),
      detail: z.string(),
      link: z.string(),
    }),
  ),
})
export type ReadinessView = z.infer<typeof ReadinessView>
