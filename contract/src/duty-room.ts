import { z } from 'zod'
import { Id, PhoneNumber, requiredText } from './codec.ts'
import { type DutyPost, DutyPostName } from './duty.ts'
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

/** Duties of each post for the responsibility table (责任表) where a room has no words of its own (设计). */
export const usualDuties: Record<DutyPost, string> = {
  shiftLeader: '在岗带班，统筹当班值守；研判并签发信息，决定启动处置，重要情况及时报告主要负责人',
  primary: '接听值班电话，接报、核实、上报信息，填写值班日志，组织交接班',
  secondary: '协助主班接报核实，收发传真和公文，落实领导批示，主班离开时顶岗',
  info: '汇总核对信息，起草首报、续报、终报，按时限上报',
  dispatch: '联络调度救援力量和物资，跟踪到位情况，做好记录',
  techSupport: '保障电话、传真、视频、卫星电话、网络和电源畅通',
  driver: '保持应急车辆良好，随时待命出车',
}
