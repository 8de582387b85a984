import { type DutyPost, dutyPosts } from '@anlan/contract/duty.ts'
import { usualDuties } from '@anlan/contract/duty-room.ts'
import type { RoomView } from '@anlan/contract/roster.ts'
import { PrintedFoot, type PrintedHead, PrintedNumbers } from './printed-roster.tsx'

/** The responsibility table (值班工作人员责任表): every post, what it has to do, and who holds it with telephone. Seen on paper only. */
export function PrintedDuties({ head, room, span }: { head: PrintedHead; room: RoomView; span: string }) {
  const posts = (Object.keys(dutyPosts) as DutyPost[])
    .map(post => ({ post, people: room.pool.filter(one => one.posts.includes(post) && !one.isGuard && one.trained) }))
    .filter(({ post, people }) => people.length > 0 && room.patterns.some(pattern => pattern.needs[post]))
  return (
    <div className="printed-roster">
      <section>
        <h1>{head.title}值班工作人员责任表</h1>
        <PrintedNumbers head={head} span={span} />
        <table>
          <thead>
            <tr>
              <th>岗位</th>
              <th style={{ width: '46%' }}>职责</th>
              <th>姓名</th>
              <th>手机</th>
            </tr>
          </thead>
          {posts.map(({ post, people }) => (
            <tbody key={post}>
              {people.map((person, index) => (
                <tr key={person.personId}>
                  {index === 0 && (
                    <>
                      <th rowSpan={people.length}>{dutyPosts[post]}</th>
                      <td rowSpan={people.length} className="printed-words">
                        {room.duties[post] || usualDuties[post]}
                      </td>
                    </>
                  )}
                  <td>{person.personName}</td>
                  <td>{person.mobile ?? ''}</td>
                </tr>
              ))}
            </tbody>
          ))}
        </table>
        <PrintedFoot head={head} />
      </section>
    </div>
  )
}
