import type { ImportRoomPeople } from '@anlan/contract/duty-room.ts'
import type { RoomView } from '@anlan/contract/roster.ts'
import type { z } from 'zod'
import { isUnitInReach } from '../../../../kernel/access/reach.ts'
import { reachOf } from '../../../../kernel/http/app.ts'
import { fieldProblem } from '../../../../kernel/problem.ts'
import type { Work } from '../../../../kernel/work/work.ts'
import { savePerson } from '../../../directory/api.ts'
import { changeRoom, createRoom, readRoom } from './rooms.ts'
import { proposeRoom } from './standard-room.ts'

type Asked = z.output<typeof ImportRoomPeople>

/**
 * Brings a list of people into a duty room. Who is not in the directory becomes a person of the unit, where the actor may add some; without
 * a room the unit gets one with the usual shifts. Somebody already in the pool takes the posts and marks of the list.
 */
export async function importPeople(work: Work, input: Asked): Promise<RoomView> {
  const unknown = input.people.findIndex(one => one.personId === null)
  const adding: Work = { ...work, reach: reachOf(work.actor, 'directory.edit') }
  if (unknown >= 0 && !(await isUnitInReach(adding, input.unitId)))
    throw fieldProblem(
      'invalid-input',
      `/people/${unknown}/name`,
      '姓名',
      '该人员不在本单位人员名录，您没有增加人员的权限',
    )
  const pool: RoomView['pool'] = []
  for (const { personId, name, mobile, ...member } of input.people) {
    const id =
      personId ?? (await savePerson(adding, { name, mobile: mobile ?? null, unitId: input.unitId, note: '' })).id
    pool.push({ personId: id, personName: name, mobile, from: null, to: null, ...member })
  }
  if (input.roomId === null) {
    const proposal = await proposeRoom(work, input.unitId)
    return createRoom(work, { ...proposal, ...(input.id && { id: input.id }), pool, pairs: [] })
  }
  const room = await readRoom(work, input.roomId)
  const listed = new Map(pool.map(one => [one.personId, one]))
  const kept = room.pool.map(one => {
    const now = listed.get(one.personId)
    listed.delete(one.personId)
    return now ? { ...now, from: one.from, to: one.to } : one
  })
  return changeRoom(work, room.id, { ...room, version: input.version ?? 0, pool: [...kept, ...listed.values()] })
}
