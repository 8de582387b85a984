import { type DutyPost, dutyPosts } from '@anlan/contract/duty.ts'
import { showOfficialDay, weekdayOf } from '../../../../ui/time.ts'
import type { MonthDay } from '../month.ts'
import './print.css'

/** Head of a printed table: whose, and by which numbers the room is reached. */
export interface PrintedHead {
  title: string
  unitName: string
  phone: string | null
  fax: string | null
  /** Who made the table; the examiner signs by hand. */
  maker: string
}

const monthName = (day: string) => `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月`
const months = (days: MonthDay[]) => [...new Set(days.map(day => day.day.slice(0, 7)))]

/** The official table (值班表) with telephones, a page for each month; seen on paper only. */
export function PrintedRoster({ head, month }: { head: PrintedHead; month: MonthDay[] }) {
  return (
    <div className="printed-roster">
      {months(month).map(one => (
        <PrintedMonth key={one} head={head} days={month.filter(day => day.day.startsWith(one))} />
      ))}
    </div>
  )
}

function PrintedMonth({ head, days }: { head: PrintedHead; days: MonthDay[] }) {
  const used = new Set(days.flatMap(day => day.shifts.flatMap(shift => shift.places.map(place => place.post))))
  const posts = (Object.keys(dutyPosts) as DutyPost[]).filter(post => used.has(post))
  const [first = '', last = ''] = [days[0]?.day, days.at(-1)?.day]
  return (
    <section>
      <h1>
        {head.title}
        {monthName(first)}值班表
      </h1>
      <PrintedNumbers head={head} span={`${showOfficialDay(first)}至${showOfficialDay(last)}`} />
      <table>
        <thead>
          <tr>
            <th>日期</th>
            <th>星期</th>
            <th>班次</th>
            {posts.map(post => (
              <th key={post}>{dutyPosts[post]}</th>
            ))}
          </tr>
        </thead>
        {days.map(day => (
          <tbody key={day.day}>
            {day.shifts.map((shift, index) => (
              <tr key={shift.key} className={day.isRest ? 'is-rest' : undefined}>
                {index === 0 && (
                  <>
                    <th rowSpan={day.shifts.length}>
                      {Number(day.day.slice(5, 7))}月{Number(day.day.slice(8))}日
                    </th>
                    <th rowSpan={day.shifts.length}>
                      {weekdayOf(day.day)}
                      {day.name && <div>{day.name}</div>}
                    </th>
                  </>
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
                          {place.personName ?? '　　　'} {place.mobile}
                          {place.onSite ? '' : '（听班）'}
                        </div>
                      ))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
      <PrintedFoot head={head} />
    </section>
  )
}

export const PrintedNumbers = ({ head, span }: { head: PrintedHead; span: string }) => (
  <p className="printed-numbers">
    <span>单位：{head.unitName}</span>
    <span>{span}</span>
    <span>
      值班电话：{head.phone ?? '　　　　　　'}
      {head.fax && `　传真：${head.fax}`}
    </span>
  </p>
)

export const PrintedFoot = ({ head }: { head: PrintedHead }) => (
  <p className="printed-foot">
    <span>制表：{head.maker}</span>
    <span>审核：　　　　　　　　</span>
    <span>签发：　　　　　　　　</span>
    <span>　　年　　月　　日</span>
  </p>
)
