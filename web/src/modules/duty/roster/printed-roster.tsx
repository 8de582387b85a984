import { type DutyPost, dutyPosts } from '@anlan/contract/duty.ts'
import { weekdayOf } from '../../../ui/time.ts'
import type { MonthDay } from './month.ts'

interface PrintedProps {
  title: string
  phone: string | null
  from: string
  to: string
  month: MonthDay[]
}

/** The official table (值班表) with telephones; seen on paper only. */
export function PrintedRoster({ title, phone, from, to, month }: PrintedProps) {
  const used = new Set(month.flatMap(day => day.shifts.flatMap(shift => shift.places.map(place => place.post))))
  const posts = (Object.keys(dutyPosts) as DutyPost[]).filter(post => used.has(post))
  return (
    <div className="printed-roster">
      <h1>{title}值班表</h1>
      <p>
        {from} 至 {to}
        {phone && `　值班电话：${phone}`}
      </p>
      <table>
        <thead>
          <tr>
            <th>日期</th>
            <th>班次</th>
            {posts.map(post => (
              <th key={post}>{dutyPosts[post]}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {month.flatMap(day =>
            day.shifts.map((shift, index) => (
              <tr key={shift.key}>
                {index === 0 && (
                  <th rowSpan={day.shifts.length}>
                    {Number(day.day.slice(5, 7))}月{Number(day.day.slice(8))}日 周{weekdayOf(day.day)}
                    {day.name ? ` ${day.name}` : ''}
                  </th>
                )}
                <td>
                  {shift.name} {shift.span}
                </td>
                {posts.map(post => (
                  <td key={post}>
                    {shift.places
                      .filter(place => place.post === post)
                      .map(place => (
                        <div key={place.key}>
                          {place.personName ?? '缺'} {place.mobile}
                          {place.onSite ? '' : '（听班）'}
                        </div>
                      ))}
                  </td>
                ))}
              </tr>
            )),
          )}
        </tbody>
      </table>
    </div>
  )
}
