import { z } from 'zod'
import { Id, Instant, MaybeWhen, optionalText, PageQuery, requiredText, When } from './codec.ts'

/** Ways to reach a person (通知渠道). A phone call is made by a person, who ticks the result. */
export const channels = { inApp: '系统内', email: '电子邮件', webhook: '消息网关', phone: '电话' } as const
export type Channel = keyof typeof channels
export const ChannelName = z.enum(Object.keys(channels) as [Channel, ...Channel[]])

export const deliveryStates = {
  queued: '待发送',
  sent: '已送达通道',
  failed: '发送失败',
  toCall: '待电话通知',
  acknowledged: '已确认',
  unreachable: '未接通',
  notConfigured: '渠道未配置',
} as const
export type DeliveryState = keyof typeof deliveryStates
export const DeliveryStateName = z.enum(Object.keys(deliveryStates) as [DeliveryState, ...DeliveryState[]])

export const ChannelView = z.object({
  channel: ChannelName,
  name: z.string(),
  configured: z.boolean(),
  /** What the channel can do, or why it cannot; shown as it is. */
  statement: z.string(),
})

export const NoticeDeliveryView = z.object({
  id: Id,
  unitId: Id,
  unitName: z.string(),
  personId: Id.nullable(),
  personName: z.string().nullable(),
  postName: z.string().nullable(),
  phone: z.string().nullable(),
  channel: ChannelName,
  state: DeliveryStateName,
  /** 0 the person first asked, then deputies and superiors by the ladder. */
  rung: z.number(),
  queuedAt: When,
  sentAt: MaybeWhen,
  acknowledgedAt: MaybeWhen,
  acknowledgedVia: z.string().nullable(),
  lastError: z.string().nullable(),
})

export const NoticeView = z.object({
  id: Id,
  kind: z.string(),
  title: z.string(),
  body: z.string(),
  matterId: Id.nullable(),
  urgent: z.boolean(),
  sentByUnitName: z.string(),
  sentAt: When,
  acknowledgeBy: MaybeWhen,
  deliveries: z.array(NoticeDeliveryView),
})
export type NoticeView = z.infer<typeof NoticeView>

/** One line of my notices: the notice and my own delivery. */
export const MyNotice = z.object({
  deliveryId: Id,
  noticeId: Id,
  kind: z.string(),
  title: z.string(),
  body: z.string(),
  matterId: Id.nullable(),
  urgent: z.boolean(),
  sentByUnitName: z.string(),
  sentAt: When,
  acknowledgeBy: MaybeWhen,
  acknowledgedAt: MaybeWhen,
  /** What it asked for was settled elsewhere. */
  withdrawnAt: MaybeWhen,
  rung: z.number(),
})
export type MyNotice = z.infer<typeof MyNotice>

export const SendNotice = z.object({
  id: Id.optional(),
  title: requiredText('标题', 100),
  body: requiredText('内容', 2000),
  matterId: Id.nullable().default(null),
  urgent: z.boolean().default(false).meta({ title: '紧急' }),
  unitIds: z.array(Id).min(1, { error: '请选择接收单位' }).max(200).meta({ title: '接收单位' }),
  /** Minutes to wait for an answer before the deputy, then the superior is asked; 0 asks nobody else. */
  stepUpMinutes: z.int32().min(0).max(1440).default(0).meta({ title: '逐级催告间隔（分钟）' }),
  channels: z.array(ChannelName).min(1).default(['inApp']).meta({ title: '渠道' }),
})

/** The result of a phone call, ticked by the caller. */
export const CallResult = z.object({
  result: z.enum(['acknowledged', 'unreachable']).meta({ title: '通话结果' }),
  calledAt: Instant('通话时间').optional(),
  note: optionalText('说明', 500).default(''),
})

export const NoticeQuery = PageQuery.extend({
  state: z.enum(['open', 'all']).default('open').meta({ title: '状态' }),
  matter: Id.optional(),
})
