import { z } from 'zod'
import { EventTypeCode, Id, requiredText, When } from './codec.ts'

/** A unit's part in events of a type (职责): 牵头 leads the response, 配合 supports; the place's town and village are always 属地. */
export const responsibilityRoles = { lead: '牵头', support: '配合' } as const
export type ResponsibilityRole = keyof typeof responsibilityRoles
export const ResponsibilityRoleName = z.enum(['lead', 'support'])

/** `own` is set for this type, `inherited` comes from a type above it, `default` from the office that usually leads. */
const Part = z.object({ unitId: Id, unitName: z.string(), origin: z.enum(['own', 'inherited', 'default']) })

/** One line of the matrix: who leads and who supports, as routing reads it now, and what is wrong with it. */
export const ResponsibilityLine = z.object({
  typeCode: z.string(),
  typeName: z.string(),
  parentCode: z.string().nullable(),
  leads: z.array(Part),
  supports: z.array(Part),
  /** 空缺 when nobody leads, 多头 when several do, 已撤并 when the unit has ended. */
  defects: z.array(z.enum(['无牵头单位', '多个牵头单位', '单位已撤并'])),
})
export type ResponsibilityLine = z.infer<typeof ResponsibilityLine>
export const ResponsibilityMatrix = z.object({ items: z.array(ResponsibilityLine) })

/** Says anew who leads and who supports for a type. No lead here means: as for the type above. */
export const SetResponsibility = z.object({
  typeCode: EventTypeCode,
  leadUnitIds: z.array(Id).max(5, { error: '牵头单位过多' }).meta({ title: '牵头单位' }),
  supportUnitIds: z.array(Id).max(60, { error: '配合单位过多' }).meta({ title: '配合单位' }),
  reason: requiredText('调整依据', 200),
})

/** A change of the matrix that follows from the verdict about a refused task; adopted or declined by whoever keeps the matrix. */
export const ResponsibilityProposal = z.object({
  id: Id,
  typeCode: z.string(),
  typeName: z.string(),
  task: z.string(),
  fromUnitName: z.string(),
  toUnitName: z.string(),
  note: z.string(),
  decidedAt: When,
  decidedByName: z.string(),
})
export type ResponsibilityProposal = z.infer<typeof ResponsibilityProposal>
export const SettleProposal = z.object({
  adopt: z.boolean().meta({ title: '是否采纳' }),
  reason: requiredText('办理依据', 150),
})
