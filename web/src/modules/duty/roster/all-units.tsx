import { dutyPosts, type ShiftView } from '@anlan/contract/duty.ts'
import { useQueries, useQuery } from '@tanstack/react-query'
import { Loaded, Nothing } from '../../../ui/states.tsx'
import { dayOf, shiftDay, startOfDay, weekdayOf } from '../../../ui/time.ts'
import { shiftsQuery } from '../requests.ts'
import { roomsQuery } from './requests.ts'

interface AllUnitsProps {
  from: string
  /** The day behind the last. */
  to: string
  today: string
  onUnit: (unit: string) => void
}
const order = Object.keys(dutyPosts)

/** Who is on duty in each unit in reach that has a duty room, days across: names, leaders first. */
export function AllUnits(props: AllUnitsProps) {
  const rooms = useQuery(roomsQuery)
  return (
    <section className="panel" style={{ overflowX: 'auto' }}>
      <Loaded of={rooms} rows={10}>
        {({ items }) => {
          const units = [...new Map(items.map(one => [one.unitId, one.unitName]))]
          return units.length === 0 ? <Nothing what="管辖范围内还没有值班室" /> : <Table {...props} units={units} />
        }}
      </Loaded>
    </section>
  )
}

/** Each unit is asked for by itself: a list of all shifts ends after a number of rows, and what is behind would look as if nobody stood there. */
function Table({ from, to, today, onUnit, units }: AllUnitsProps & { units: [id: string, name: string][] }) {
  const span = { from: startOfDay(from).toISOString(), to: startOfDay(to).toISOString() }
  const asked = useQueries({ queries: units.map(([unit]) => shiftsQuery({ unit, ...span })) })
  const days: string[] = []
  for (let day = from; day < to; day = shiftDay(day, 1)) days.push(day)
  return (
    <table className="roster all-units">
      <thead>
        <tr>
          <th style={{ width: 130 }}>单位</th>
          {days.map(day => (
            <th key={day} className={day === today ? 'is-today' : undefined}>
              {day.slice(5)} 周{weekdayOf(day)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {units.map(([id, name], at) => (
          <tr key={id}>
            <th>
              <button type="button" className="unit-link" onClick={() => onUnit(id)}>
                {name}
              </button>
            </th>
            {days.map(day => (
              <td key={day} className={day === today ? 'is-today' : undefined}>
                {asked[at]?.data ? namesOn(asked[at].data.items, day) : '……'}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function namesOn(items: ShiftView[], day: string) {
  const own = items
    .filter(one => dayOf(one.startsAt) === day)
    .sort((a, b) => order.indexOf(a.post) - order.indexOf(b.post) || a.startsAt.localeCompare(b.startsAt))
  if (own.length === 0) return <span className="quiet">未排班</span>
  const posts = [...new Set(own.map(one => one.post))]
  return posts.map(post => (
    <div key={post} title={dutyPosts[post]}>
      <small className="quiet">{dutyPosts[post].slice(0, 2)}</small>{' '}
      {[...new Set(own.filter(one => one.post === post).map(one => one.personName))].join('、')}
    </div>
  ))
}
