import { z } from 'zod'

/**
 * Whose it is, said by post and not by name (责任岗位): `lead` the department that leads, `supervisor` the county leader in charge of it,
 * `leader:县长` a county leader by the words of his post, `post:…` one post, `office:water` a department by what it does, `place:town` and `place:village` where it
 * happened, `unit:…` one unit. `/head` and the like name the post in it; without, its head.
 */
export const Bearer = z
  .string({ error: '请选择责任岗位' })
  .regex(
    /^(supervisor|leader:[^/\n]{1,30}|post:[0-9a-f-]{36}|(lead|place:(town|village)|office:[a-zA-Z]{1,40}|unit:[0-9a-f-]{36})(\/(head|deputyHead|shiftLeader|primary|dutyOfficer|infoOfficer|teamLeader|headquartersOffice))?)$/,
    { error: '责任岗位不在可选范围内' },
  )
  .meta({ title: '责任岗位' })
export type Bearer = z.infer<typeof Bearer>

/** A post that a row may name, for choosing. */
export const BearerChoice = z.object({
  code: z.string(),
  name: z.string(),
  holder: z.string().nullable(),
  defect: z.string().nullable(),
})
export type BearerChoice = z.output<typeof BearerChoice>
