import type { CoverageMonth, UnitMonth } from '@anlan/contract/coverage.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Drawer, Segmented, Switch } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useMinute } from '../../ui/clock/clock.ts'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { showOfficialDay, showTime, weekdayOf } from '../../ui/time.ts'
import { type Level, levelOf, levels, percent } from './levels.ts'
import { gapsQuery } from './requests.ts'

type Day = UnitMonth['days'][number]

/** A month: units down, days across; a cell is covered, short by so many hours, or without any roster. */
export function MonthView({ data }: { data: CoverageMonth }) {
  const own = levels.filter(level => data.items.some(unit => levelOf(unit.kind) === level.key))
  const [chosen, setChosen] = useState<Level | null>(null)
  const [onlyLacking, setOnlyLacking] = useState(false)
  const [opened, setOpened] = useState<{ unit: UnitMonth; day: string } | null>(null)
  const level = chosen ?? (own.some(one => one.key === 'town') ? 'town' : own[0]?.key)
  const units = data.items.filter(
    unit => levelOf(unit.kind) === level && (!onlyLacking || unit.coveredMinutes < unit.wantedMinutes),
  )
  if (data.items.length === 0)
    return <Nothing what="这里按月统计应当昼夜值班的单位的值守覆盖率。您的管辖范围内没有这样的单位" />
  return (
    <section className="panel">
      <h2>
        <Segmented
          size="small"
          {...(level && { value: level })}
          options={own.map(one => ({ value: one.key, label: one.name }))}
          onChange={value => setChosen(value)}
        />
        <Switch
          size="small"
          checked={onlyLacking}
          onChange={setOnlyLacking}
          checkedChildren="只看有空岗的"
          unCheckedChildren="只看有空岗的"
        />
        <span className="spread" />
        <small>{units.length} 个单位</small>
      </h2>
      {units.length === 0 ? (
        <Nothing what={onlyLacking ? '这一级各单位本月没有空岗' : '这一级没有应当昼夜值班的单位'} />
      ) : (
        <div className="coverage-scroll">
          <table className="coverage-month">
            <thead>
              <tr>
                <th>单位</th>
                <th className="number">覆盖率</th>
                <th className="number">签到率</th>
                {data.days.map(({ day, isRest }) => (
                  <th
                    key={day}
                    className={isRest ? 'is-rest' : ''}
                    title={`${showOfficialDay(day)} 星期${weekdayOf(day)}`}
                  >
                    {Number(day.slice(8))}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {units.map(unit => (
                <tr key={unit.unitId}>
                  <th>
                    <Link to={`/duty/roster?unit=${unit.unitId}`}>{unit.unitName}</Link>
                  </th>
                  <td className="number">{percent(unit.coveredMinutes, unit.wantedMinutes)}</td>
                  <td className="number">{percent(unit.checkIns, unit.shifts)}</td>
                  {unit.days.map((day, index) => {
                    const date = data.days[index]?.day ?? ''
                    return (
                      <td key={date} className="coverage-day">
                        <DayCell
                          day={day}
                          name={`${unit.unitName} ${date}`}
                          onOpen={() => setOpened({ unit, day: date })}
                        />
                      </td>
                    )
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className="coverage-key">
        <span>■ 全天有人</span>
        <span className="is-uncovered">▲ 有空岗</span>
        <span className="is-unpublished">✕ 未排班</span>
        <span className="quiet">覆盖率按应当有人的分钟数计算；今后的日子按已公布的值班表计</span>
      </p>
      <Drawer
        open={opened !== null}
        onClose={() => setOpened(null)}
        title={opened && `${opened.unit.unitName} ${showOfficialDay(opened.day)}`}
        size={420}
      >
        {opened && <Gaps unitId={opened.unit.unitId} day={opened.day} />}
      </Drawer>
    </section>
  )
}

function DayCell({ day, name, onOpen }: { day: Day; name: string; onOpen: () => void }) {
  const lacking = day.wantedMinutes - day.coveredMinutes
  if (lacking === 0) return <span className="full">■</span>
  const says = day.unpublished ? '未排班' : `缺 ${lacking} 分钟`
  return (
    <button
      type="button"
      className={day.unpublished ? 'is-unpublished' : 'is-uncovered'}
      aria-label={`${name} ${says}`}
      title={says}
      onClick={onOpen}
    >
      {day.unpublished ? '✕' : '▲'}
    </button>
  )
}

function Gaps({ unitId, day }: { unitId: string; day: string }) {
  const now = useMinute()
  const gaps = useQuery(gapsQuery(unitId, day))
  return (
    <Loaded of={gaps}>
      {({ items }) => (
        <>
          <ul className="coverage-gaps">
            {items.map(gap => (
              <li key={`${gap.from} ${gap.what}`}>
                <b>{gap.what}</b>
                <span>
                  {showTime(gap.from, now)} 至 {showTime(gap.to, now)}
                </span>
              </li>
            ))}
          </ul>
          <Link to={`/duty/roster?unit=${unitId}&from=${day}`}>
            <Button type="primary">打开值班表补排</Button>
          </Link>
        </>
      )}
    </Loaded>
  )
}
