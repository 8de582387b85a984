import { dutyPosts, type UnitOnDuty } from '@anlan/contract/duty.ts'
import { useQuery } from '@tanstack/react-query'
import { Popover } from 'antd'
import { useMinute } from '../../ui/clock/clock.ts'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { showSpan, showTime } from '../../ui/time.ts'
import { CheckInMark, usePresence } from './presence/check-in-mark.tsx'
import { MyCheckIn } from './presence/my-check-in.tsx'
import { onDutyQuery } from './requests.ts'
import './duty.css'

/** Longer without a word from a township than this, and the time since stands out. The dot is filled once its officer has checked in. */
const quietAfter = 120 * 60_000

/** Who is on duty here and in each township, with phones one tap away. */
export function OnDutyPanel() {
  const onDuty = useQuery(onDutyQuery)
  return (
    <Loaded of={onDuty} rows={8}>
      {({ items }) => {
        const [own, ...below] = items
        return (
          <>
            <MyCheckIn />
            <section className="panel">
              <h2>当前值班</h2>
              {own ? <OwnDuty unit={own} /> : <Nothing what="本单位没有值班安排，请先在值班表中排班" />}
            </section>
            {below.length > 0 && (
              <section className="panel">
                <h2>
                  乡镇值班 <small>{below.length}</small>
                </h2>
                <div className="duty-grid">
                  {below.map(unit => (
                    <DutyCell key={unit.unitId} unit={unit} />
                  ))}
                </div>
              </section>
            )}
          </>
        )
      }}
    </Loaded>
  )
}

const order = Object.keys(dutyPosts)
const inOrder = (unit: UnitOnDuty) =>
  [...unit.people].sort((left, right) => order.indexOf(left.post) - order.indexOf(right.post))

function OwnDuty({ unit }: { unit: UnitOnDuty }) {
  const now = useMinute()
  const presence = usePresence()
  return (
    <div className="own-duty">
      <div className="quiet">
        {unit.unitName}
        {unit.dutyPhone && (
          <>
            {' '}
            · <a href={`tel:${unit.dutyPhone}`}>{unit.dutyPhone}</a>
          </>
        )}
      </div>
      {unit.people.length === 0 && <b>此刻没有排班人员</b>}
      {inOrder(unit).map(shift => (
        <div key={shift.id} className="on-duty-person">
          <span className="quiet">{dutyPosts[shift.post]}</span>
          <b>{shift.personName}</b>
          {shift.mobile && <a href={`tel:${shift.mobile}`}>{shift.mobile}</a>}
          <small className="quiet">
            {showTime(shift.startsAt, now)} 起，至 {showTime(shift.endsAt, now)}{' '}
            <CheckInMark of={presence?.get(shift.id)} />
          </small>
        </div>
      ))}
    </div>
  )
}

/** One word of room: 35 分前, 2 小时前. */
const shortAgo = (passed: number) =>
  passed < 3_600_000 ? `${showSpan(passed)}前` : `${Math.floor(passed / 3_600_000)} 小时前`

function DutyCell({ unit }: { unit: UnitOnDuty }) {
  const now = useMinute()
  const presence = usePresence()
  const people = inOrder(unit)
  const main = people.find(shift => shift.post === 'primary') ?? people[0]
  const since = unit.lastContactAt ? now.getTime() - Date.parse(unit.lastContactAt) : null
  const isReached = since !== null && since < quietAfter
  const hasCome = main !== undefined && Boolean(presence?.get(main.id)?.checkIn)
  const detail = (
    <div className="duty-detail">
      {unit.dutyPhone && (
        <div>
          值班电话 <a href={`tel:${unit.dutyPhone}`}>{unit.dutyPhone}</a>
        </div>
      )}
      {people.map(shift => (
        <div key={shift.id}>
          {dutyPosts[shift.post]} {shift.personName}{' '}
          {shift.mobile && <a href={`tel:${shift.mobile}`}>{shift.mobile}</a>}{' '}
          <CheckInMark of={presence?.get(shift.id)} />
        </div>
      ))}
      {people.length === 0 && <div>此刻没有排班人员</div>}
      <div className="quiet">
        {unit.lastContactAt ? `最近联系 ${showTime(unit.lastContactAt, now)}` : '尚无联系记录'}
      </div>
    </div>
  )
  return (
    <Popover content={detail} title={unit.unitName} trigger="click">
      <button type="button" className={main ? 'duty-cell' : 'duty-cell is-empty'}>
        <b>
          <i className={hasCome ? 'dot dot-reached' : 'dot'} title={hasCome ? '已签到' : '未签到'} /> {unit.unitName}
        </b>
        <span>{main?.personName ?? '未排班'}</span>
        <small className={isReached ? undefined : 'is-silent'}>
          {since === null ? '未联系' : since < 60_000 ? '刚刚' : shortAgo(since)}
        </small>
      </button>
    </Popover>
  )
}
