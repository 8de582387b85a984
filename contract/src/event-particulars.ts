import { z } from 'zod'
import { Id, Instant, MaybeWhen, optionalText, Quantity, RuleSource, requiredText, When } from './codec.ts'

/** What a field of an event holds (要素类型). */
export const particularKinds = { text: '文字', number: '数字', choice: '单选', choices: '多选' } as const
export type ParticularKind = keyof typeof particularKinds
const Kind = z
  .enum(Object.keys(particularKinds) as [ParticularKind, ...ParticularKind[]], { error: '要素类型不在可选范围内' })
  .meta({ title: '要素类型' })

/** Beginning of an event type code: `1` is every event, `12D` hazardous chemicals. */
export const TypePrefix = z
  .string()
  .regex(/^1[0-9A-Z]{0,4}$/, { error: '适用事件类型应为事件类型代码或它的前几位，例如 12D' })
  .meta({ title: '适用事件类型' })

const content = {
  label: requiredText('要素名称', 20),
  kind: Kind,
  unit: optionalText('计量单位', 10).default(''),
  help: optionalText('填写说明', 100).default(''),
  /** What may be chosen; empty for text and numbers. */
  words: z
    .array(requiredText('可选项', 30))
    .max(40, { error: '可选项不能超过 40 个' })
    .default([])
    .meta({ title: '可选项' }),
  typePrefixes: z
    .array(TypePrefix)
    .min(1, { error: '请选择适用事件类型' })
    .max(20, { error: '适用事件类型不能超过 20 个' })
    .meta({ title: '适用事件类型' }),
  enabled: z.boolean({ error: '启用应为是或否' }).default(true).meta({ title: '启用' }),
}

/** An extra field of events of some types (事件要素, W197): pollutant, cause, protected target … A row of the county's list. */
export const ParticularField = z.object({
  ...content,
  id: Id,
  code: z.string(),
  source: RuleSource,
  version: z.number(),
  changedAt: MaybeWhen,
  changedByName: z.string().nullable(),
})
export type ParticularField = z.infer<typeof ParticularField>
export const AddParticularField = z.object({ ...content, id: Id.optional() })
export const EditParticularField = z.object({
  ...content,
  /** The version that was read; somebody else's change in between is a conflict. */
  version: z.int32({ error: '版本应为整数' }).meta({ title: '版本' }),
})

/** A number, words, or several of the words to choose from; null where it is not known. */
export const ParticularValue = z.union([z.string(), z.number(), z.array(z.string())]).nullable()
export type ParticularValue = z.infer<typeof ParticularValue>

/** What is measured of a damaged thing and in which units. */
export const damageMeasures = {
  length: { name: '长', units: ['米', '公里'] },
  width: { name: '宽', units: ['米'] },
  height: { name: '高', units: ['米'] },
  depth: { name: '深', units: ['米'] },
  area: { name: '面积', units: ['平方米', '亩', '公顷', '平方公里'] },
  volume: { name: '方量', units: ['立方米', '万立方米'] },
  weight: { name: '重量', units: ['吨', '千克'] },
  count: { name: '数量', units: ['处', '座', '间', '户', '辆', '根', '台', '个'] },
} as const
export type DamageMeasure = keyof typeof damageMeasures
export const damageKinds = {
  roadbed: '路基坍塌',
  pavement: '路面损毁或掩埋',
  slope: '边坡滑塌',
  bridge: '桥涵损毁',
  tunnel: '隧道险情',
  embankment: '堤防溃口或管涌',
  dam: '坝体险情',
  building: '房屋损毁',
  power: '电力设施损毁',
  telecom: '通信设施损毁',
  pipeline: '管线破裂',
  water: '水体污染',
  soil: '土壤污染',
  forest: '过火林地',
  farmland: '农田损毁',
  vehicle: '车辆船只损毁',
  other: '其他损毁',
} as const
export type DamageKind = keyof typeof damageKinds

export const DamageDimension = z
  .object({
    measure: z
      .enum(Object.keys(damageMeasures) as [DamageMeasure, ...DamageMeasure[]], { error: '尺寸项目不在可选范围内' })
      .meta({ title: '尺寸项目' }),
    value: Quantity('尺寸').refine(value => value > 0, { error: '尺寸应大于 0' }),
    unit: requiredText('计量单位', 10),
  })
  .refine(one => (damageMeasures[one.measure]?.units as readonly string[] | undefined)?.includes(one.unit), {
    path: ['unit'],
    error: issue =>
      `计量单位应为：${damageMeasures[(issue.input as { measure: DamageMeasure }).measure]?.units.join('、')}`,
  })
export type DamageDimension = z.infer<typeof DamageDimension>

const damage = {
  kind: z
    .enum(Object.keys(damageKinds) as [DamageKind, ...DamageKind[]], { error: '请选择损毁类别' })
    .meta({ title: '损毁类别' }),
  what: requiredText('损毁对象', 60),
  dimensions: z.array(DamageDimension).max(6, { error: '尺寸不能超过 6 项' }).default([]).meta({ title: '尺寸' }),
  note: optionalText('说明', 300).default(''),
}
/** What was damaged, how large, with pictures (损毁描述, W206): 坍塌路基高 10 米、长 30 米. */
export const RecordDamage = z.object({
  ...damage,
  id: Id.optional(),
  source: requiredText('信息来源', 100),
  knownAt: Instant('获知时间').optional(),
  fileIds: z.array(Id).max(9, { error: '照片不能超过 9 张' }).default([]).meta({ title: '照片' }),
  /** The record that this one corrects. */
  replacesId: Id.nullable().default(null).meta({ title: '更正的记录' }),
})
export const WithdrawDamage = z.object({ reason: requiredText('撤销理由', 200) })
export const DamageView = z.object({
  id: Id,
  kind: RecordDamage.shape.kind,
  what: z.string(),
  dimensions: z.array(z.object({ measure: z.string(), value: z.number(), unit: z.string() })),
  note: z.string(),
  source: z.string(),
  knownAt: When,
  recordedAt: When,
  recordedByName: z.string(),
  recordedByUnitName: z.string(),
  files: z.array(z.object({ id: Id, name: z.string(), mediaType: z.string() })),
  withdrawnAt: MaybeWhen,
  withdrawnReason: z.string().nullable(),
  /** As a sentence: 路基坍塌（G211 K12）：高 10 米、长 30 米. */
  sentence: z.string(),
})
export type DamageView = z.infer<typeof DamageView>

/** The extra fields of one event with what is known of each, and what was damaged. */
export const EventParticulars = z.object({
  version: z.number(),
  fields: z.array(
    z.object({
      code: z.string(),
      label: z.string(),
      kind: Kind,
      unit: z.string(),
      help: z.string(),
      words: z.array(z.string()),
      value: ParticularValue,
      shown: z.string(),
      /** Words to choose from that the title or the account of the event says; a person accepts them. */
      said: z.array(z.string()),
    }),
  ),
  damage: z.array(DamageView),
  mayEdit: z.boolean(),
})
export type EventParticulars = z.infer<typeof EventParticulars>
export const RecordParticulars = z.object({
  version: z.int32({ error: '版本应为整数' }).meta({ title: '版本' }),
  /** By code of the field; fields left out stay as they are. */
  values: z.record(z.string().max(40), ParticularValue).meta({ title: '事件要素' }),
  source: requiredText('信息来源', 100),
})

/** How a measure reads: 高 10 米. */
export const dimensionWords = (one: { measure: string; value: number; unit: string }): string =>
  `${damageMeasures[one.measure as DamageMeasure]?.name ?? one.measure} ${one.value} ${one.unit}`
