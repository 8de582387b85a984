import { z } from 'zod'
import { CallUpItem, CallUpPriorityName } from './call-up.ts'
import { EventTypeCode, Id, optionalText, Position, requiredText, When } from './codec.ts'

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
