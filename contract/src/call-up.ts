import { z } from 'zod'
import { Count, Day, Id, Instant, optionalText, PageQuery, Position, Quantity, requiredText } from './codec.ts'

export const nameOf = <T extends object>(words: T) =>
  z.enum(Object.keys(words) as [string & keyof T, ...(string & keyof T)[]])

/** What a slip calls up; the first line of a slip says it. */
export const callUpKinds = {
  stock: '物资',
  team: '队伍',
  vehicle: '装备车辆',
  places: '床位场所',
  expert: '专家',
  neighbour: '跨区域支援',
  requisition: '征用',
} as const
export type CallUpKind = keyof typeof callUpKinds
export const CallUpKindName = nameOf(callUpKinds)

export const callUpStates = {
  requested: '待批准',
  approved: '待发出',
  issued: '待出发',
  underWay: '在途',
  arrived: '已到达',
  received: '使用中',
  returned: '已归还',
  closed: '已办结',
  refused: '未批准',
  cancelled: '已撤销',
} as const
export type CallUpState = keyof typeof callUpStates
export const CallUpStateName = nameOf(callUpStates)

export const callUpPriorities = { mostUrgent: '特急', urgent: '加急', normal: '普通' } as const
export type CallUpPriority = keyof typeof callUpPriorities
export const CallUpPriorityName = nameOf(callUpPriorities)

/** Lists of what a reader has to do; `open` and `closed` are all he sees. */
export const callUpBoxes = {
  mine: '待我办理',
  toApprove: '待我批准',
  toIssue: '待我发出',
  toReceive: '待我签收',
  underWay: '在途',
  toReturn: '待归还',
  open: '未办结',
  closed: '已办结',
} as const
export type CallUpBox = keyof typeof callUpBoxes

/** One thing asked for: an offer of the county's register, or something named that is in no register (an enterprise's excavator to be requisitioned). */
export const CallUpItem = z.object({
  offerId: Id.nullable().default(null).meta({ title: '资源' }),
  /** The capability it is asked for; for stock the item's code. */
  capability: z.string().max(60).nullable().default(null).meta({ title: '能力或物资编码' }),
  /** In the capability's counting unit; null calls the whole (a team, a vehicle), for nobody else meanwhile. */
  quantity: Quantity('数量').nullable().default(null),
  /** Needed without an offer. */
  name: optionalText('名称', 80).default(''),
  unit: optionalText('计量单位', 20).default(''),
  /** Of a team: how many people come. */
  people: Count('人数').nullable().default(null),
  /** Who gives it, where no offer says so. */
  ownerUnitId: Id.nullable().default(null).meta({ title: '调出单位' }),
})

/** 征用决定书 (突发事件应对法 第十二条、第七十六条). */
export const Requisition = z.object({
  owner: requiredText('被征用人', 80),
  ownerPhone: optionalText('被征用人电话', 30).default(''),
  basis: requiredText('征用依据', 300),
  purpose: requiredText('征用用途', 300),
  until: Day('预计返还日期').nullable().default(null),
  returnTerms: requiredText('返还办法', 300),
  compensation: requiredText('补偿办法', 300),
})

/** 紧急口头批准: who said so, when and how; he confirms it afterwards. */
export const VerbalApproval = z.object({
  leaderPersonId: Id.meta({ title: '批准领导' }),
  at: Instant('批准时间'),
  how: requiredText('批准方式', 60),
})

/** 申请调用. Lines of several owners make one slip for each. */
export const RequestCallUp = z.object({
  id: Id.optional(),
  eventId: Id.nullable().default(null).meta({ title: '事件' }),
  /** Who receives; the asker's own unit where left out. */
  toUnitId: Id.nullable().default(null).meta({ title: '调入单位' }),
  items: z.array(CallUpItem).min(1, { error: '请填写调用内容' }).max(60).meta({ title: '调用内容' }),
  reason: requiredText('调用事由', 300),
  priority: CallUpPriorityName.default('urgent').meta({ title: '缓急' }),
  place: optionalText('送达地点', 120).default(''),
  position: Position.nullable().default(null).meta({ title: '送达位置' }),
  route: optionalText('路线', 200).default(''),
  escort: optionalText('押运护送', 80).default(''),
  receiverName: optionalText('接收人', 40).default(''),
  receiverPhone: optionalText('接收人电话', 30).default(''),
  returnPlan: optionalText('归还安排', 200).default(''),
  returnBy: Day('应归还日期').nullable().default(null),
  costBearer: optionalText('费用承担', 80).default(''),
  requisition: Requisition.nullable().default(null).meta({ title: '征用决定' }),
  /** Of a neighbour's help: by which agreement, and to whom the request goes. */
  agreement: optionalText('支援依据', 200).default(''),
  /** A leader on duty calls up what another event holds, with this reason. */
  overrideReason: optionalText('改调理由', 300).default(''),
})
export type RequestCallUp = z.infer<typeof RequestCallUp>

export const step = { id: Id.optional() }
export const ApproveCallUp = z.object({
  ...step,
  opinion: optionalText('批准意见', 300).default(''),
  verbal: VerbalApproval.nullable().default(null).meta({ title: '口头批准' }),
})
export const CallUpReason = z.object({ ...step, reason: requiredText('理由', 300) })
export const CallUpNote = z.object({
  ...step,
  at: Instant('时间').optional(),
  note: optionalText('说明', 300).default(''),
})
const LineCount = z.object({ lineId: Id.meta({ title: '调用内容' }), quantity: Quantity('数量') })
/** 发出: what really leaves; less than asked is said with a reason. */
export const IssueCallUp = z.object({
  ...step,
  lines: z.array(LineCount).max(60).default([]).meta({ title: '实发数量' }),
  note: optionalText('说明', 300).default(''),
  /** Vehicle, number plate, driver and telephone. */
  vehicle: optionalText('车辆', 80).default(''),
  driver: optionalText('驾驶员', 60).default(''),
})
/** 出发前检查: confirmed, left out for a reason, or failed, which puts the vehicle it was found at out of service. */
export const CheckDeparture = z.object({
  checks: z
    .array(
      z.object({
        code: requiredText('检查项', 60),
        confirmed: z.boolean().meta({ title: '已确认' }),
        failed: z.boolean().default(false).meta({ title: '不合格' }),
        /** The vehicle that failed, where the slip has several. */
        lineId: Id.nullable().default(null).meta({ title: '不合格的车辆装备' }),
        reason: optionalText('免除理由或不合格情况', 150).default(''),
      }),
    )
    .min(1, { error: '请逐项确认' })
    .max(40)
    .meta({ title: '检查项' }),
})
export const DepartCallUp = CallUpNote.extend({
  eta: Instant('预计到达时间').nullable().default(null),
  people: Count('出动人数').nullable().default(null),
})
/** Where it is: from the driver's phone (a position), or by hand at a waypoint (a place by name). */
export const ReportCallUpPosition = z.object({
  ...step,
  position: Position.nullable().default(null).meta({ title: '位置' }),
  accuracyM: z.number().min(0).max(100_000).nullable().default(null).meta({ title: '精度（米）' }),
  place: optionalText('途经地点', 80).default(''),
  at: Instant('时间').optional(),
})
/** 签收: counted by the receiver; a difference is explained. */
export const ReceiveCallUp = z.object({
  ...step,
  receiverName: optionalText('接收人', 40).default(''),
  lines: z.array(LineCount).max(60).default([]).meta({ title: '实收数量' }),
  differenceNote: optionalText('差异说明', 300).default(''),
  at: Instant('签收时间').optional(),
})
export const UseCallUp = z.object({
  ...step,
  lines: z.array(LineCount).min(1, { error: '请填写消耗数量' }).max(60).meta({ title: '消耗数量' }),
  note: optionalText('说明', 300).default(''),
})
export const ReturnCallUp = z.object({
  ...step,
  lines: z
    .array(
      z.object({
        lineId: Id.meta({ title: '调用内容' }),
        returned: Quantity('归还数量').default(0),
        damaged: Quantity('损坏数量').default(0),
        consumed: Quantity('消耗数量').default(0),
      }),
    )
    .max(60)
    .default([])
    .meta({ title: '归还数量' }),
  note: optionalText('说明', 300).default(''),
})
export const CallUpQuery = PageQuery.extend({
  box: nameOf(callUpBoxes).default('open').meta({ title: '范围' }),
  kind: CallUpKindName.optional().meta({ title: '类别' }),
  event: Id.optional().meta({ title: '事件' }),
  unit: Id.optional().meta({ title: '单位' }),
  text: z.string().max(60).optional().meta({ title: '查找' }),
})
