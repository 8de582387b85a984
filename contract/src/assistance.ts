import { z } from 'zod'
import { Bearer } from './bearer.ts'
import { Confidence, Id, MaybeWhen, optionalText, RuleSource, requiredText, When } from './codec.ts'
import { EventLevel } from './emergency-event.ts'
import { TypePrefix } from './event-particulars.ts'
import { ResourceHit } from './resource.ts'
import { ResponseOffer } from './response-template.ts'

/** What a checklist item asks of the event's extra fields: one of the words stands in the field, or is said of the event. */
export const ItemCondition = z.object({
  field: requiredText('事件要素', 40),
  anyOf: z
    .array(requiredText('取值', 30))
    .min(1, { error: '请至少填写一个取值' })
    .max(20, { error: '取值不能超过 20 个' })
    .meta({ title: '取值' }),
})
export type ItemCondition = z.infer<typeof ItemCondition>

/** What an item needs from the county's resources: a capability of the catalogue, and how much of it. */
export const ItemNeed = z.object({
  capability: requiredText('物资或能力', 60),
  quantity: z
    .number({ error: '数量应为数字' })
    .positive({ error: '数量应大于 0' })
    .max(1_000_000, { error: '数量过大' })
    .meta({ title: '数量' }),
})
export type ItemNeed = z.infer<typeof ItemNeed>

const content = {
  text: requiredText('事项', 80),
  detail: optionalText('怎么做', 300).default(''),
  bearer: Bearer,
  /** From when the event became known. */
  minutes: z
    .int32({ error: '完成时间应为整数分钟' })
    .min(0, { error: '完成时间不能为负数' })
    .max(1440, { error: '完成时间不能超过 1440 分钟' })
    .meta({ title: '接报后几分钟内' }),
  typePrefixes: z
    .array(TypePrefix)
    .min(1, { error: '请选择适用事件类型' })
    .max(20, { error: '适用事件类型不能超过 20 个' })
    .meta({ title: '适用事件类型' }),
  /** All of them hold. */
  conditions: z.array(ItemCondition).max(5, { error: '适用条件不能超过 5 个' }).default([]).meta({ title: '适用条件' }),
  needs: z.array(ItemNeed).max(5, { error: '所需资源不能超过 5 项' }).default([]).meta({ title: '所需资源' }),
  enabled: z.boolean({ error: '启用应为是或否' }).default(true).meta({ title: '启用' }),
  sourceName: requiredText('依据', 80),
  sourceArticle: optionalText('条款', 80).default(''),
}

/** A row of the first-hour checklists (首小时处置清单, S23, W196). */
export const ChecklistItemView = z.object({
  ...content,
  id: Id,
  confidence: Confidence,
  /** How the post reads, and what is missing of it now. */
  bearerWords: z.string(),
  defect: z.string().nullable(),
  version: z.number(),
  changedAt: MaybeWhen,
  changedByName: z.string().nullable(),
})
export type ChecklistItemView = z.infer<typeof ChecklistItemView>
export const AddChecklistItem = z.object({ ...content, id: Id.optional() })
export const EditChecklistItem = z.object({
  ...content,
  /** The version that was read; somebody else's change in between is a conflict. */
  version: z.int32({ error: '版本应为整数' }).meta({ title: '版本' }),
  reason: requiredText('变更理由', 200),
})
export const ChecklistHistory = z.object({
  items: z.array(
    z.object({ at: When, byName: z.string().nullable(), reason: z.string(), changed: z.array(z.string()) }),
  ),
})

/** Where a suggestion comes from. */
const Origin = z.object({ title: z.string(), link: z.string().nullable() })

export const TickItem = z.object({
  itemId: Id.meta({ title: '事项' }),
  done: z.boolean({ error: '是否完成应为是或否' }).meta({ title: '是否完成' }),
})
export const MakeTask = z.object({
  id: Id.optional(),
  itemId: Id.meta({ title: '事项' }),
  responseId: Id.meta({ title: '响应' }),
  /** Whoever holds the post of the item, when left out. */
  unitId: Id.nullable().default(null).meta({ title: '承担单位' }),
  doneMinutes: z
    .int32({ error: '完成时限应为整数分钟' })
    .min(1, { error: '完成时限不能少于 1 分钟' })
    .max(1440, { error: '完成时限不能超过 1440 分钟' })
    .optional()
    .meta({ title: '完成时限（分钟）' }),
})

/** One item as it stands for one event. */
export const EventItem = z.object({
  id: Id,
  text: z.string(),
  detail: z.string(),
  minutes: z.number(),
  dueAt: When,
  bearer: z.string(),
  unitId: Id.nullable(),
  unitName: z.string(),
  postName: z.string(),
  personName: z.string().nullable(),
  phone: z.string().nullable(),
  defect: z.string().nullable(),
  /** Why it stands here: the type, and the extra field or the words of the account. */
  because: z.array(z.string()),
  source: RuleSource,
  doneAt: MaybeWhen,
  doneByName: z.string().nullable(),
  doneByUnitName: z.string().nullable(),
  /** Tasks of responses that were made of it. */
  tasks: z.array(z.object({ responseId: Id, taskId: Id, at: When })),
})
export type EventItem = z.infer<typeof EventItem>

/** What to do about a dangerous substance (危险化学品处置指南), from a record of the ledger. Distances in metres, `…Km` in kilometres; null: not on record. */
export const SubstanceGuide = z.object({
  id: Id,
  name: z.string(),
  aliases: z.string(),
  unNumber: z.string(),
  cas: z.string(),
  category: z.string(),
  state: z.string(),
  guide: z.string(),
  isolation: z.number().nullable(),
  largeDownwind: z.number().nullable(),
  fireIsolation: z.number().nullable(),
  small: z.object({ isolation: z.number().nullable(), dayKm: z.number().nullable(), nightKm: z.number().nullable() }),
  large: z.object({ isolation: z.number().nullable(), dayKm: z.number().nullable(), nightKm: z.number().nullable() }),
  distanceMark: Confidence,
  hazards: z.string(),
  fire: z.string(),
  firstAid: z.string(),
  water: z.string(),
  protection: z.string(),
  spill: z.string(),
  environment: z.string(),
  source: z.string(),
  link: z.string(),
  updatedAt: When,
})
export type SubstanceGuide = z.infer<typeof SubstanceGuide>

export const SubstanceQuery = z.object({
  text: requiredText('UN 编号、名称或 CAS 号', 60),
})
export const SubstancesFound = z.object({
  items: z.array(z.object({ guide: SubstanceGuide, because: z.string() })),
})

/** What somebody went through before (相似案例), and why it is shown. */
export const SimilarCase = z.object({
  id: Id,
  kind: z.enum(['event', 'case']),
  title: z.string(),
  when: z.string().nullable(),
  place: z.string(),
  summary: z.string(),
  measures: z.string(),
  lessons: z.string(),
  score: z.number(),
  reasons: z.array(z.object({ part: z.string(), points: z.number(), of: z.number(), words: z.string() })),
  source: z.string(),
  link: z.string(),
})
export type SimilarCase = z.infer<typeof SimilarCase>

/** Who nearest to the event has what the checklist or the plan needs. */
export const NeededResource = z.object({
  capability: z.string(),
  name: z.string(),
  unit: z.string(),
  wanted: z.number(),
  /** Which items or steps of plans ask for it. */
  because: z.array(z.string()),
  missing: z.number(),
  hits: z.array(
    ResourceHit.pick({
      id: true,
      name: true,
      unitName: true,
      metres: true,
      roadMinutes: true,
      free: true,
      unit: true,
      keeper: true,
      link: true,
      stale: true,
    }),
  ),
  link: z.string(),
})
export type NeededResource = z.infer<typeof NeededResource>

/** 辅助决策 of one event: suggestions with the rule and the record that each comes from; people decide. */
export const Assistance = z.object({
  event: z.object({
    id: Id,
    number: z.string(),
    title: z.string(),
    typeNames: z.array(z.string()),
    level: EventLevel.nullable(),
    knownAt: When,
    isOpen: z.boolean(),
  }),
  offers: z.array(ResponseOffer),
  checklist: z.object({
    items: z.array(EventItem),
    /** Ticked items that no longer apply or were taken out of the list. */
    past: z.array(z.object({ id: Id, text: z.string(), doneAt: When, doneByName: z.string() })),
    /** Extra fields that would change the list and are not known yet. */
    unknown: z.array(z.string()),
    mayTick: z.boolean(),
    /** Responses of the event that run and that the reader commands. */
    responses: z.array(z.object({ id: Id, name: z.string() })),
  }),
  substances: SubstancesFound.shape.items,
  /** Null: the place of the event is not known. */
  resources: z.object({ place: z.string(), exact: z.boolean(), items: z.array(NeededResource) }).nullable(),
  cases: z.object({ compared: z.number(), items: z.array(SimilarCase) }),
  ledgers: z.array(Origin),
})
export type Assistance = z.infer<typeof Assistance>
