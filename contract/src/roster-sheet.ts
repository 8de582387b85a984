import { z } from 'zod'
import { Day, Id, optionalText, requiredText } from './codec.ts'
import { DutyPostName } from './duty.ts'
import { ChangeAssignments } from './roster.ts'

/** Which room's roster a sheet holds, and for which days. */
export const RosterSheetQuery = z
  .object({ room: Id.meta({ title: '值班室' }), from: Day('开始日期'), to: Day('结束日期') })
  .refine(one => one.to >= one.from, { path: ['to'], error: '结束日期不能早于开始日期' })

const mostDays = 100
/** Which unit's shifts in force go into a sheet, and for which days. */
export const ShiftsSheetQuery = z
  .object({ unit: Id.meta({ title: '单位' }), from: Day('开始日期'), to: Day('结束日期') })
  .refine(one => one.to >= one.from, { path: ['to'], error: '结束日期不能早于开始日期' })
  .refine(one => Date.parse(one.to) - Date.parse(one.from) <= mostDays * 86_400_000, {
    path: ['to'],
    error: `一次最多导出 ${mostDays} 天`,
  })

/** Something in a sheet that cannot be taken over; the place stays open. */
export const RosterSheetError = z.object({
  sheet: z.string(),
  row: z.number(),
  column: z.string().nullable(),
  message: z.string(),
})
/** A roster as it was read from a sheet (.xlsx): who stands where, and what is wrong. Nothing is written yet. */
export const RosterSheetView = z.object({
  cells: z.array(
    z.object({ slotKey: z.string(), post: DutyPostName, place: z.number(), personId: Id, onSite: z.boolean() }),
  ),
  /** Places of the room's shifts in these days, and how many of them the sheet fills. */
  places: z.number(),
  errors: z.array(RosterSheetError),
  remarks: z.array(z.string()),
})
export type RosterSheetView = z.output<typeof RosterSheetView>

/** Makes a draft of what was read from a sheet. */
export const ImportRoster = z
  .object({
    id: Id.optional(),
    roomId: Id.meta({ title: '值班室' }),
    from: Day('开始日期'),
    to: Day('结束日期'),
    fileName: requiredText('文件名', 200),
    remark: optionalText('说明', 200).default(''),
    cells: z.array(ChangeAssignments.shape.changes.element).max(4000).meta({ title: '值班安排' }),
  })
  .refine(one => one.to >= one.from, { path: ['to'], error: '结束日期不能早于开始日期' })
