import { dutyPosts, type ShiftView } from '@anlan/contract/duty.ts'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Link } from 'react-router'
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

/** Who is on duty in each unit in reach that has a duty room or shifts, days across: names, leaders first. */
export function AllUnits({ from, to, today, onUnit }: AllUnitsProps) {
  const rooms = useQuery(roomsQuery)
  const shifts = useQuery(shiftsQuery({ from: startOfDay(from).toISOString(), to: startOfDay(to).toISOString() }))
  return (
    <section className="panel" style={{ overflowX: 'auto' }}>
      <Loaded of={rooms} rows={10}>
        {({ items: known }) => (
          <Loaded of={shifts} rows={10}>
            {({ items }) => {
              const units = new Map([...known, ...items].map(one => [one.unitId, one.unitName]))
              return units.size === 0 ? (
                <Nothing what="管辖范围内还没有值班室">
                  <Link to="/duty/rooms">
                    <Button type="primary">去建立值班室</Button>
                  </Link>
                </Nothing>
              ) : (
                <Table from={from} to={to} today={today} onUnit={onUnit} units={[...units]} items={items} />
              )
            }}
          </Loaded>
        )}
      </Loaded>
    </section>
  )
}

interface TableProps extends AllUnitsProps {
  units: [id: string, name: string][]
  items: ShiftView[]
}

function Table({ from, to, today, onUnit, units, items }: TableProps) {
  const days: string[] = []
  for (let day = from; day < to; day = shiftDay(day, 1)) days.push(day)
  const own = new Map(units.map(([id]) => [id, [] as ShiftView[]]))
  for (const shift of items) own.get(shift.unitId)?.push(shift)
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
        {units.map(([id, name]) => (
          <tr key={id}>
            <th>
              <button type="button" className="unit-link" onClick={() => onUnit(id)}>
                {name}
              </button>
            </th>
            {days.map(day => (
              <td key={day} className={day === today ? 'is-today' : undefined}>
                {namesOn(own.get(id) ?? [], day)}
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
