import { z } from 'zod'
import { CallUpKindName, CallUpPriorityName, CallUpStateName, nameOf, Requisition } from './call-up.ts'
import { CostLineView } from './call-up-costs.ts'
import { Id, MaybeWhen, Position, When } from './codec.ts'

export const lineProviders = {
  team: '队伍',
  stock: '物资',
  equipment: '装备车辆',
  agreement: '协议储备',
  neighbour: '邻县',
  shelter: '避难场所',
  hospital: '医疗机构',
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
  /** What a leader called it up in spite of. */
  overriddenAgainst: z.string(),
  /** Part of a team, which itself stays where it is. */
  isShare: z.boolean(),
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
      state: z.enum(['open', 'confirmed', 'waived', 'failed']),
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
  /** Which side is the reader's own; what he may do for the other he does on its word. */
  own: z.object({ from: z.boolean(), to: z.boolean() }),
})
export type CallUpView = z.infer<typeof CallUpView>
