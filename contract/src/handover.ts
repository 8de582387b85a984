import { z } from 'zod'
import { Day, Id, MaybeWhen, optionalText, PageQuery, requiredText, When } from './codec.ts'

/** What a duty room checks at every change of shift (设备检查). */
export const equipment = {
  phone: '电话',
  fax: '传真',
  video: '视频会商',
  satellite: '卫星电话',
  radio: '电台',
  network: '网络',
  power: '电源',
} as const
export type Equipment = keyof typeof equipment
export const EquipmentName = z.enum(Object.keys(equipment) as [Equipment, ...Equipment[]])
export const equipmentStates = { normal: '正常', fault: '故障', absent: '未配备' } as const
export type EquipmentState = keyof typeof equipmentStates
export const EquipmentStateName = z.enum(Object.keys(equipmentStates) as [EquipmentState, ...EquipmentState[]])

/** What is handed over, read from the records and not typed. */
export const handoverGroups = {
  event: '未结事件',
  obligation: '未尽时限事项',
  instruction: '未办结批示',
  response: '正在进行的响应',
  call: '未办结来电',
  report: '待报材料',
} as const
export type HandoverGroup = keyof typeof handoverGroups
export const HandoverGroupName = z.enum(Object.keys(handoverGroups) as [HandoverGroup, ...HandoverGroup[]])

export const handoverStates = {
  open: '待交班签字',
  outgoingSigned: '待接班签字',
  signed: '已交接',
  withdrawn: '已取消',
} as const
export type HandoverState = keyof typeof handoverStates
export const HandoverStateName = z.enum(Object.keys(handoverStates) as [HandoverState, ...HandoverState[]])

export const handoverSides = { outgoing: '交班人', incoming: '接班人', leader: '带班领导' } as const
export type HandoverSide = keyof typeof handoverSides
export const HandoverSideName = z.enum(Object.keys(handoverSides) as [HandoverSide, ...HandoverSide[]])

export const HandoverPerson = z.object({
  personId: Id,
  name: z.string(),
  post: z.string(),
  mobile: z.string().nullable(),
})
export type HandoverPerson = z.infer<typeof HandoverPerson>

/** One open matter. `dueAt` is its next limit. Acknowledged by the incoming side, one by one. */
export const HandoverItem = z.object({
  key: z.string(),
  group: HandoverGroupName,
  title: z.string(),
  detail: z.string(),
  dueAt: MaybeWhen,
  link: z.string().nullable(),
  acknowledgedAt: MaybeWhen,
  acknowledgedByName: z.string().nullable(),
})
export type HandoverItem = z.infer<typeof HandoverItem>

const EquipmentCheck = z.object({ state: EquipmentStateName, note: optionalText('故障情况', 200).default('') })

/** What the outgoing side writes. Equipment not looked at yet is missing. */
export const HandoverSheet = z.object({
  equipment: z.partialRecord(EquipmentName, EquipmentCheck).meta({ title: '设备检查' }),
  keysSeals: optionalText('钥匙、印章', 200),
  watch: optionalText('需关注事项', 2000),
  weather: optionalText('天气情况', 1000),
  risk: optionalText('风险提示', 1000),
  notes: optionalText('其他交接事项', 2000),
  nothingHappened: z.boolean().meta({ title: '本班无事' }),
})
export type HandoverSheet = z.infer<typeof HandoverSheet>

const named = {
  id: Id,
  unitId: Id,
  unitName: z.string(),
  /** When the next shift begins. */
  at: When,
  signBy: When,
  state: HandoverStateName,
  /** Unsigned past the limit: the outgoing side stays responsible. */
  overdue: z.boolean(),
  /** Signed so many minutes after the limit; null while unsigned or when in time. */
  minutesLate: z.number().nullable(),
}

/** A handover (交接班) in a list. */
export const HandoverLine = z.object({
  ...named,
  outgoing: z.array(z.string()),
  incoming: z.array(z.string()),
  signedAt: MaybeWhen,
  /** The shift has ended, the log has no line of it and nobody stated 本班无事 (日志缺项). */
  withoutLog: z.boolean(),
})
export type HandoverLine = z.infer<typeof HandoverLine>

/** The whole record. Lists are live until the outgoing side signs and stand as they were from then on. */
export const HandoverView = z.object({
  ...named,
  version: z.int(),
  outgoing: z.array(HandoverPerson),
  incoming: z.array(HandoverPerson),
  leaders: z.array(HandoverPerson),
  responsible: z.enum(['outgoing', 'incoming']),
  sheet: HandoverSheet,
  shiftStartedAt: When,
  /** Lines of the duty log in the shift that ends. */
  logLines: z.number(),
  items: z.array(HandoverItem),
  frozenAt: MaybeWhen,
  signatures: z.array(z.object({ side: HandoverSideName, name: z.string(), at: When })),
  corrections: z.array(z.object({ id: Id, text: z.string(), byName: z.string(), at: When })),
  /** What the reader may do now. */
  may: z.object({
    prepare: z.boolean(),
    acknowledge: z.boolean(),
    sign: z.array(HandoverSideName),
    signAtOnce: z.boolean(),
    correct: z.boolean(),
  }),
})
export type HandoverView = z.infer<typeof HandoverView>

/** What stands against units in reach: who has not signed, and how many shifts that ended in the last day have no log. */
export const HandoversFlagged = z.object({ items: z.array(HandoverLine), withoutLog: z.int() })
export type HandoversFlagged = z.infer<typeof HandoversFlagged>

/** The change of shift at the reader's own desk that is near or still unsigned; null when there is none. */
export const HandoverDue = z.object({
  due: z
    .object({
      unitId: Id,
      unitName: z.string(),
      at: When,
      signBy: When,
      handoverId: Id.nullable(),
      state: HandoverStateName,
      overdue: z.boolean(),
      side: HandoverSideName.nullable(),
      outgoing: z.array(z.string()),
      incoming: z.array(z.string()),
    })
    .nullable(),
})
export type HandoverDue = z.infer<typeof HandoverDue>

export const OpenHandover = z.object({ id: Id.optional(), unitId: Id.optional().meta({ title: '值班单位' }) })
export const SaveSheet = HandoverSheet.extend({ version: z.int32().meta({ title: '版本' }) })
export const AcknowledgeItems = z.object({
  keys: z.array(z.string().max(100)).min(1, { error: '请选择要确认的事项' }).max(500).meta({ title: '事项' }),
})
/** The outgoing side signs what it has seen: the version of the sheet. */
export const SignOutgoing = z.object({ version: z.int32().meta({ title: '版本' }) })
/** One tap of a village, or of one person who goes on alone, and what it states: 设备正常，本班无事. */
export const SignAtOnce = z.object({
  allNormal: z.boolean().default(false).meta({ title: '设备正常' }),
  nothingHappened: z.boolean().default(false).meta({ title: '本班无事' }),
})
export const CorrectHandover = z.object({ id: Id.optional(), text: requiredText('更正内容', 1000) })
export const HandoverQuery = PageQuery.extend({
  unit: Id.optional().meta({ title: '值班单位' }),
  state: z.enum(['unsigned', 'overdue', 'withoutLog', 'signed']).optional().meta({ title: '状态' }),
  from: Day('起').optional(),
  to: Day('止').optional(),
})
