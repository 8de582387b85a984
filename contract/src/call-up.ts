import { z } from 'zod'
import {
  Count,
  Day,
  EventTypeCode,
  Id,
  Instant,
  MaybeWhen,
  optionalText,
  PageQuery,
  Position,
  Quantity,
  RuleSource,
  requiredText,
  When,
} from './codec.ts'

const nameOf = <T extends object>(words: T) => z.enum(Object.keys(words) as [string & keyof T, ...(string & keyof T)[]])

/** What a slip calls up; the first line of a slip says it. */
export const callUpKinds = {
  stock: '物资',
  team: '队伍',
  vehicle: '装备车辆',
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

const step = { id: Id.optional() }
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
/** 出发前检查: confirmed, or left out for a reason. */
export const CheckDeparture = z.object({
  checks: z
    .array(
      z.object({
        code: requiredText('检查项', 60),
        confirmed: z.boolean().meta({ title: '已确认' }),
        reason: optionalText('免除理由', 200).default(''),
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
/** 外购服务、其他费用: what no rule prices. */
export const AddCallUpCost = z.object({
  ...step,
  title: requiredText('费用名称', 80),
  quantity: Quantity('数量'),
  unit: requiredText('单位', 20),
  unitPrice: Quantity('单价（元）'),
  note: optionalText('说明', 200).default(''),
})

export const CallUpQuery = PageQuery.extend({
  box: nameOf(callUpBoxes).default('open').meta({ title: '范围' }),
  kind: CallUpKindName.optional().meta({ title: '类别' }),
  event: Id.optional().meta({ title: '事件' }),
  unit: Id.optional().meta({ title: '单位' }),
  text: z.string().max(60).optional().meta({ title: '查找' }),
})

export const lineProviders = {
  team: '队伍',
  stock: '物资',
  equipment: '装备车辆',
  agreement: '协议储备',
  neighbour: '邻县',
  shelter: '避难场所',
  expert: '专家',
  named: '未入库资源',
} as const
export type LineProvider = keyof typeof lineProviders

export const CallUpLineView = z.object({
  id: Id,
  offerId: Id.nullable(),
  provider: nameOf(lineProviders),
  name: z.string(),
  capability: z.string().nullable(),
  unit: z.string(),
  /** Null: the whole. */
  quantity: z.number().nullable(),
  people: z.number().nullable(),
  issued: z.number().nullable(),
  received: z.number().nullable(),
  returned: z.number(),
  damaged: z.number(),
  consumed: z.number(),
  /** Neither returned, damaged nor used up. */
  outstanding: z.number(),
  /** Which stores and lots it came from. */
  lots: z.array(z.object({ store: z.string(), lot: z.string(), quantity: z.number() })),
  booked: z.boolean(),
  overridden: z.boolean(),
  link: z.string().nullable(),
})
export type CallUpLineView = z.infer<typeof CallUpLineView>

export const CallUpPositionView = z.object({
  id: Id,
  at: When,
  position: Position.nullable(),
  place: z.string(),
  accuracyM: z.number().nullable(),
  how: z.enum(['phone', 'hand']),
  byName: z.string(),
})
export type CallUpPositionView = z.infer<typeof CallUpPositionView>

/** What costs money: where the price comes from stands with it. */
export const costKinds = {
  material: '物资消耗',
  personDays: '人员',
  vehicleDays: '车辆装备',
  service: '外购服务及其他',
} as const
export type CostKind = keyof typeof costKinds
export const CostLineView = z.object({
  id: Id,
  kind: nameOf(costKinds),
  title: z.string(),
  quantity: z.number(),
  unit: z.string(),
  unitPrice: z.number(),
  /** Yuan, to the fen. */
  amount: z.number(),
  basis: z.string(),
  byName: z.string().nullable(),
})
export type CostLineView = z.infer<typeof CostLineView>

const Stamp = z.object({ at: When, byName: z.string(), unitName: z.string(), note: z.string() })
/** The steps as a slip shows them. */
export const callUpSteps = {
  requested: '申请',
  approved: '批准',
  acknowledged: '签收调度令',
  issued: '发出',
  departed: '出发',
  arrived: '到达',
  received: '签收',
  returned: '归还',
  closed: '办结',
} as const
export type CallUpStep = keyof typeof callUpSteps

export const CallUpLine = z.object({
  id: Id,
  number: z.string().nullable(),
  kind: CallUpKindName,
  state: CallUpStateName,
  priority: CallUpPriorityName,
  /** 帐篷 20 顶、棉被 180 床 */
  summary: z.string(),
  eventId: Id.nullable(),
  eventTitle: z.string().nullable(),
  fromUnitId: Id,
  fromUnitName: z.string(),
  toUnitId: Id,
  toUnitName: z.string(),
  place: z.string(),
  requestedAt: When,
  nextDueAt: MaybeWhen,
  overdue: z.boolean(),
  last: CallUpPositionView.nullable(),
  eta: MaybeWhen,
})
export type CallUpLine = z.infer<typeof CallUpLine>

export const CallUpView = CallUpLine.extend({
  reason: z.string(),
  position: Position.nullable(),
  route: z.string(),
  escort: z.string(),
  receiverName: z.string(),
  receiverPhone: z.string(),
  returnPlan: z.string(),
  returnBy: z.string().nullable(),
  costBearer: z.string(),
  agreement: z.string(),
  vehicle: z.string(),
  driver: z.string(),
  keeper: z.object({ name: z.string(), phone: z.string() }).nullable(),
  requisition: Requisition.nullable(),
  verbal: z.object({ leaderName: z.string(), at: When, how: z.string(), confirmedAt: MaybeWhen }).nullable(),
  overrideReason: z.string(),
  refusal: z.string(),
  differenceNote: z.string(),
  steps: z.array(z.object({ step: nameOf(callUpSteps), stamp: Stamp.nullable() })),
  lines: z.array(CallUpLineView),
  checks: z.array(
    z.object({
      code: z.string(),
      label: z.string(),
      state: z.enum(['open', 'confirmed', 'waived']),
      reason: z.string(),
      byName: z.string().nullable(),
    }),
  ),
  positions: z.array(CallUpPositionView),
  costs: z.array(CostLineView),
  costTotal: z.number(),
  /** Priced for good when closed; before, what it would cost if it ended now. */
  costFinal: z.boolean(),
  may: z.object({
    approve: z.boolean(),
    approveVerbally: z.boolean(),
    confirmVerbal: z.boolean(),
    refuse: z.boolean(),
    cancel: z.boolean(),
    acknowledge: z.boolean(),
    issue: z.boolean(),
    check: z.boolean(),
    depart: z.boolean(),
    position: z.boolean(),
    arrive: z.boolean(),
    receive: z.boolean(),
    use: z.boolean(),
    giveBack: z.boolean(),
    close: z.boolean(),
    addCost: z.boolean(),
  }),
})
export type CallUpView = z.infer<typeof CallUpView>

/** Costs of one event: the priced slips, added up. */
export const EventCosts = z.object({
  eventId: Id,
  eventTitle: z.string(),
  total: z.number(),
  byKind: z.array(z.object({ kind: nameOf(costKinds), amount: z.number() })),
  slips: z.array(
    z.object({
      id: Id,
      number: z.string().nullable(),
      summary: z.string(),
      fromUnitName: z.string(),
      costBearer: z.string(),
      state: CallUpStateName,
      final: z.boolean(),
      amount: z.number(),
      costs: z.array(CostLineView),
    }),
  ),
})
export type EventCosts = z.infer<typeof EventCosts>
export const YearCostsQuery = z.object({ year: z.coerce.number().int().min(2000).max(2100).meta({ title: '年度' }) })
export const YearCosts = z.object({
  year: z.number(),
  total: z.number(),
  kinds: z.array(
    z.object({
      eventTypeCode: z.string(),
      eventTypeName: z.string(),
      events: z.number(),
      slips: z.number(),
      amount: z.number(),
    }),
  ),
})
export type YearCosts = z.infer<typeof YearCosts>

/** A price by rule: what a day of a vehicle, a person, an expert costs. */
export const CallUpPriceView = z.object({
  code: z.string(),
  title: z.string(),
  kind: nameOf(costKinds),
  unit: z.string(),
  price: z.number(),
  source: RuleSource,
  version: z.number(),
})
export type CallUpPriceView = z.infer<typeof CallUpPriceView>
export const ChangeCallUpPrice = z.object({
  price: Quantity('单价（元）'),
  basis: requiredText('定价依据', 200),
  version: z.int32().meta({ title: '版本' }),
})

/** 调用方案: who brings what from where to such an event in such a place. */
export const CallUpPlanItem = CallUpItem.pick({
  offerId: true,
  capability: true,
  quantity: true,
  name: true,
  unit: true,
  people: true,
  ownerUnitId: true,
}).extend({
  etaMinutes: z.int32().min(0).max(10_000).nullable().default(null).meta({ title: '预计到达（分钟）' }),
  note: optionalText('说明', 200).default(''),
})
export const SaveCallUpPlan = z.object({
  id: Id.optional(),
  title: requiredText('方案名称', 80),
  eventTypeCode: EventTypeCode.nullable().default(null),
  place: requiredText('适用地点', 120),
  position: Position.nullable().default(null).meta({ title: '位置' }),
  note: optionalText('说明', 500).default(''),
  items: z.array(CallUpPlanItem).min(1, { error: '请列入调用内容' }).max(60).meta({ title: '调用内容' }),
  /** Of the plan that is changed. */
  version: z.int32().nullable().default(null).meta({ title: '版本' }),
})
export const CallUpPlanView = z.object({
  id: Id,
  title: z.string(),
  eventTypeCode: z.string().nullable(),
  eventTypeName: z.string().nullable(),
  place: z.string(),
  position: Position.nullable(),
  note: z.string(),
  unitName: z.string(),
  savedAt: When,
  savedByName: z.string(),
  version: z.number(),
  items: z.array(
    z.object({
      id: Id,
      offerId: Id.nullable(),
      name: z.string(),
      capability: z.string().nullable(),
      quantity: z.number().nullable(),
      unit: z.string(),
      people: z.number().nullable(),
      ownerUnitId: Id,
      ownerUnitName: z.string(),
      contact: z.string(),
      etaMinutes: z.number().nullable(),
      note: z.string(),
      /** Why it could not be called now. */
      unavailable: z.string().nullable(),
    }),
  ),
  may: z.object({ edit: z.boolean() }),
})
export type CallUpPlanView = z.infer<typeof CallUpPlanView>
export const CallUpByPlan = z.object({
  id: Id.optional(),
  eventId: Id.nullable().default(null).meta({ title: '事件' }),
  toUnitId: Id.nullable().default(null).meta({ title: '调入单位' }),
  reason: requiredText('调用事由', 300),
  priority: CallUpPriorityName.default('mostUrgent').meta({ title: '缓急' }),
  /** Items of the plan to leave out. */
  without: z.array(Id).max(60).default([]).meta({ title: '不调用' }),
})
