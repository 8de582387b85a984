import type { DutyPost } from '@anlan/contract/duty.ts'
import type { RoomView, RosterView } from '@anlan/contract/roster.ts'
import type { Caller } from './world.ts'

/** A draft for a room with one shift a day in which people take turns: what a story needs that is not about the solver. */
export async function rotatedRoster(who: Caller, roomId: string, from: string, to: string): Promise<RosterView> {
  const room = (await who.get<RoomView>(`/api/duty/rooms/${roomId}`)).body
  const pattern = room.patterns[0]
  const cells = []
  for (let day = from, i = 0; day <= to; day = nextDay(day), i++)
    for (const post of Object.keys(pattern?.needs ?? {}) as DutyPost[]) {
      const able = room.pool.filter(one => one.posts.includes(post))
      const personId = able[i % able.length]?.personId ?? null
      cells.push({ slotKey: `${day} ${pattern?.id}`, post, place: 0, personId, onSite: true })
    }
  const reply = await who.post<RosterView>('/api/duty/imported-rosters', {
    roomId,
    from,
    to,
    fileName: '轮值.xlsx',
    cells,
  })
  if (reply.status !== 201) throw new Error(`the roster was refused: ${JSON.stringify(reply.problem)}`)
  return reply.body
}

const nextDay = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
