import { z } from 'zod'
import { Id, PhoneNumber, requiredText } from './codec.ts'
import { DutyPostName } from './duty.ts'
import { PoolMember, RoomView } from './roster.ts'

/** What a unit's new duty room starts with: shifts, posts and rules by the kind of the unit, and who holds its duty posts. */
export const RoomProposal = RoomView.omit({ id: true, version: true, enabled: true })
export type RoomProposal = z.output<typeof RoomProposal>

const marks = PoolMember.pick({ trained: true, isGuard: true, nightExempt: true, isNew: true })

/** One person of a list of duty people (值班人员名单) as it was read. A row with errors is not brought in. */
export const ListedPerson = z.object({
  row: z.number(),
  name: z.string(),
  mobile: z.string().nullable(),
  /** Null: not in the directory yet; will be added to the unit. */
  personId: Id.nullable(),
  posts: z.array(DutyPostName),
  ...marks.shape,
  remark: z.string(),
  errors: z.array(z.string()),
})
export type ListedPerson = z.output<typeof ListedPerson>
export const RoomPeopleSheet = z.object({ remarks: z.array(z.string()), rows: z.array(ListedPerson) })
export type RoomPeopleSheet = z.output<typeof RoomPeopleSheet>

/** Brings a list of people into a unit's duty room; without `roomId` the room is made with the usual shifts of its kind of unit. */
export const ImportRoomPeople = z
  .object({
    id: Id.optional(),
    unitId: Id.meta({ title: '所属单位' }),
    roomId: Id.nullable().default(null).meta({ title: '值班室' }),
    version: z.int32().nullable().default(null).meta({ title: '版本' }),
    people: z
      .array(
        z.object({
          name: requiredText('姓名', 30),
          mobile: PhoneNumber('电话').nullable().default(null),
          personId: Id.nullable().default(null).meta({ title: '值班人员' }),
          posts: z.array(DutyPostName).min(1, { error: '请选择可任岗位' }).meta({ title: '可任岗位' }),
          ...marks.shape,
        }),
      )
      .min(1, { error: '名单中没有可以导入的人员' })
      .max(200)
      .meta({ title: '值班人员' }),
  })
  .refine(one => one.roomId === null || one.version !== null, { path: ['version'], error: '请刷新后再导入' })

export const UnitOfRoom = z.object({ unit: Id.meta({ title: '所属单位' }) })
