import { randomUUID } from 'node:crypto'
import { type DutyPost, dutyPosts } from '@anlan/contract/duty.ts'
import type { RoomProposal } from '@anlan/contract/duty-room.ts'
import { type DutyPattern, RosterRules } from '@anlan/contract/roster.ts'
import { isUnitInReach } from '../../../../kernel/access/reach.ts'
import { fieldProblem } from '../../../../kernel/problem.ts'
import type { Work } from '../../../../kernel/work/work.ts'
import { findUnit, type Unit, unitOfFunction } from '../../../directory/api.ts'

/**
 * What a new room starts with, until the clerk changes it. Shifts of a county room and the single one of a township as they are usually kept;
 * numbers are ours (设计), and stand in the room with that mark.
 */
interface Standard {
  posts: DutyPost[]
  shifts: Pick<DutyPattern, 'name' | 'dayKinds' | 'starts' | 'ends' | 'night' | 'load'>[]
}
const off: DutyPattern['dayKinds'] = ['weekend', 'holiday']
const standards: Record<'countyRoom' | 'wholeDay', Standard> = {
  countyRoom: {
    posts: ['shiftLeader', 'primary', 'secondary'],
    shifts: [
      { name: '白班', dayKinds: ['workday'], starts: '08:30', ends: '17:30', night: false, load: 0.5 },
      { name: '夜班', dayKinds: ['workday'], starts: '17:30', ends: '08:30', night: true, load: 1 },
      { name: '白班', dayKinds: off, starts: '08:30', ends: '20:30', night: false, load: 0.5 },
      { name: '夜班', dayKinds: off, starts: '20:30', ends: '08:30', night: true, load: 1 },
    ],
  },
  wholeDay: {
    posts: ['shiftLeader', 'primary'],
    shifts: [{ name: '全天班', dayKinds: ['workday', ...off], starts: '08:30', ends: '08:30', night: true, load: 1 }],
  },
}

/** Posts of the directory whose holders stand at the duty desk. */
const postKinds: Record<string, DutyPost> = {
  shiftLeader: 'shiftLeader',
  primary: 'primary',
  dutyOfficer: 'primary',
  secondary: 'secondary',
}

/** The room that a unit would start with. Refused for a unit outside reach. */
export async function proposeRoom(work: Work, unitId: string): Promise<RoomProposal> {
  const unit = await findUnit(work.tx, unitId)
  if (!unit || !(await isUnitInReach(work, unitId)))
    throw fieldProblem('directory/unknown-unit', '/unitId', '所属单位', '该单位不在您的管辖范围')
  const general = await unitOfFunction(work.tx, 'generalDutyOffice')
  const { posts, shifts } = standards[unit.id === general?.id ? 'countyRoom' : 'wholeDay']
  const needs = Object.fromEntries(posts.map(post => [post, 1]))
  return {
    unitId,
    unitName: unit.name,
    name: unit.name.endsWith('值班室') ? unit.name : `${unit.name}值班室`,
    phone: unit.duty_phone,
    fax: unit.fax,
    from: null,
    to: null,
    changeAt: '08:30',
    always: needs,
    rules: RosterRules.parse({}),
    patterns: shifts.map(shift => ({ id: randomUUID(), from: null, to: null, ...shift, needs })),
    pool: await holdersOf(work, unit, posts),
    pairs: [],
    duties: {},
  }
}

async function holdersOf(work: Work, unit: Unit, posts: DutyPost[]): Promise<RoomProposal['pool']> {
  const rows = await work.tx
    .selectFrom('post as po')
    .innerJoin('post_holder as h', 'h.post_id', 'po.id')
    .innerJoin('person as p', 'p.id', 'h.person_id')
    .select(['po.kind', 'p.id', 'p.name', 'p.mobile'])
    .where('po.unit_id', '=', unit.id)
    .where('po.kind', 'in', Object.keys(postKinds))
    .where('p.enabled', '=', true)
    .orderBy('po.sort')
    .orderBy('h.order')
    .execute()
  const order = Object.keys(dutyPosts)
  return [...new Set(rows.map(row => row.id))].flatMap(id => {
    const held = rows.filter(row => row.id === id)
    const able = [...new Set(held.flatMap(row => postKinds[row.kind] ?? []))].filter(post => posts.includes(post))
    if (able.length === 0) return []
    return [
      {
        personId: id,
        personName: held[0]?.name ?? '',
        mobile: held[0]?.mobile ?? null,
        posts: able.sort((a, b) => order.indexOf(a) - order.indexOf(b)),
        from: null,
        to: null,
        trained: true,
        isGuard: false,
        nightExempt: false,
        isNew: false,
      },
    ]
  })
}
