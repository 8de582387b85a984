import { z } from 'zod'
import { Count, Day, Id, MaybeWhen, optionalText, PageQuery, PhoneNumber, requiredText, When } from './codec.ts'

/** 社会应急力量登记: an application and what became of it (S58). */
export const applicationStates = { submitted: '待审核', approved: '已登记', refused: '未通过' } as const
export type ApplicationState = keyof typeof applicationStates
export const ApplicationStateName = z.enum(Object.keys(applicationStates) as [ApplicationState, ...ApplicationState[]])

const said = {
  name: requiredText('队伍名称', 60),
  creditCode: z
    .string()
    .trim()
    .regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/, { error: '统一社会信用代码应为 18 位' })
    .meta({ title: '统一社会信用代码' }),
  leader: requiredText('负责人', 30),
  phone: PhoneNumber('24 小时电话'),
  headcount: Count('队员人数').min(1, { error: '队员人数应至少 1 人' }).max(9999),
  capabilities: z.array(z.string().max(60)).min(1, { error: '请选择救援能力' }).max(20).meta({ title: '救援能力' }),
  insuredUntil: Day('人身意外保险有效期至'),
  statement: optionalText('装备和救援经历', 1000).default(''),
}
/** `teamId` renews the registration of a team; without it a new one is registered for `unitId`. */
export const ApplyForTeam = z.object({
  id: Id.optional(),
  unitId: Id.nullable().default(null).meta({ title: '申请单位' }),
  teamId: Id.nullable().default(null).meta({ title: '队伍' }),
  ...said,
})
export const ReviewApplication = z.object({
  version: z.int32().meta({ title: '版本' }),
  approve: z.boolean().meta({ title: '审核结论' }),
  opinion: requiredText('审核意见', 300),
  level: z.int32().min(1).max(3).nullable().default(null).meta({ title: '能力等级' }),
  validUntil: Day('登记有效期至').nullable().default(null),
})
export const ApplicationView = z.object({
  id: Id,
  ...said,
  capabilityLabels: z.array(z.string()),
  creditCode: z.string(),
  unitId: Id,
  unitName: z.string(),
  teamId: Id.nullable(),
  renewal: z.boolean(),
  state: ApplicationStateName,
  appliedAt: When,
  appliedBy: z.string(),
  reviewedAt: MaybeWhen,
  reviewedBy: z.string().nullable(),
  opinion: z.string(),
  certificateNo: z.string().nullable(),
  level: z.number().nullable(),
  validUntil: z.string().nullable(),
  version: z.number(),
  mayReview: z.boolean(),
})
export type ApplicationView = z.infer<typeof ApplicationView>
export const ApplicationQuery = PageQuery.extend({ state: ApplicationStateName.optional().meta({ title: '状态' }) })

/** 集体培训 of a team with who was there (S59: at least two a year). */
export const RecordTraining = z.object({
  id: Id.optional(),
  title: requiredText('培训内容', 80),
  day: Day('培训日期'),
  hours: z.number({ error: '学时应为数字' }).positive({ error: '学时应大于 0' }).max(200).meta({ title: '学时' }),
  place: optionalText('地点', 60).default(''),
  present: z.array(Id).min(1, { error: '请勾选到场队员' }).max(500).meta({ title: '到场队员' }),
})
export const TrainingView = z.object({
  id: Id,
  title: z.string(),
  day: z.string(),
  hours: z.number(),
  place: z.string(),
  present: z.number(),
  names: z.array(z.string()),
  recordedBy: z.string(),
})
export type TrainingView = z.infer<typeof TrainingView>
export const TrainingList = z.object({
  items: z.array(TrainingView),
  thisYear: z.object({ held: z.number(), wanted: z.number(), members: z.number(), enough: z.number() }),
})
export type TrainingList = z.infer<typeof TrainingList>
