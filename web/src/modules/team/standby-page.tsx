import { type StandbyLine, teamStatuses } from '@anlan/contract/team.ts'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useMinute } from '../../ui/clock/clock.ts'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { showInstant, showMinute, showTime } from '../../ui/time.ts'
import { MyTeamCards } from './my-team.tsx'
import { standbyQuery } from './requests.ts'
import { ReportDrawer } from './standby-drawer.tsx'
import './team.css'

/** 今日备勤 of all teams; what is missing is grey. */
export function StandbyPage() {
  const day = useQuery(standbyQuery(false))
  const [open, setOpen] = useState<StandbyLine | null>(null)
  const now = useMinute()
  const go = useNavigate()
  return (
    <>
      <header className="head">
        <h1>今日备勤</h1>
        {day.data && (
          <span className="quiet">
            {day.data.day}，应在 {showMinute(day.data.dueAt)} 前报告
          </span>
        )}
      </header>
      <MyTeamCards />
      <section className="panel">
        <Loaded of={day}>
          {({ items, total }) =>
            items.length === 0 ? (
              <Nothing what="还没有队伍报备勤。在应急队伍台账中把队伍的“每日报备勤”设为“是”，每天由队伍负责人一键上报" />
            ) : (
              <>
                <div className="team-figures">
                  <span>
                    已报 <b>{total.reported}</b>/ {total.teams} 支
                  </span>
                  <span>
                    备勤 <b>{total.strength}</b>人
                  </span>
                  <span>
                    车辆 <b>{total.vehicles}</b>台
                  </span>
                </div>
                <Rows
                  items={items}
                  keyOf={line => line.teamId}
                  onOpen={line => void go(`/teams/${line.teamId}`)}
                  toneOf={line => (line.today ? undefined : 'team-missing')}
                  columns={[
                    { title: '队伍', show: line => <b>{line.teamName}</b> },
                    { title: '类型', width: 170, minor: true, show: line => line.kind },
                    { title: '人数', width: 70, numeric: true, show: line => line.today?.strength ?? '未报' },
                    { title: '车辆', width: 60, numeric: true, show: line => line.today?.vehicles ?? '' },
                    { title: '负责人', width: 90, show: line => line.today?.leader },
                    {
                      title: '电话',
                      width: 130,
                      show: line => {
                        const phone = line.today?.phone ?? line.phone
                        return (
                          phone && (
                            <a href={`tel:${phone}`} onClick={event => event.stopPropagation()}>
                              {phone}
                            </a>
                          )
                        )
                      },
                    },
                    { title: '状态', width: 70, show: line => teamStatuses[line.status] },
                    {
                      title: '报告',
                      width: 170,
                      show: line =>
                        line.today
                          ? `${showTime(line.today.reportedAt, now)} ${line.today.reportedBy}`
                          : line.last && (
                              <span title={showInstant(line.last.reportedAt)}>上次 {line.last.day.slice(5)}</span>
                            ),
                    },
                    {
                      title: '',
                      width: 70,
                      show: line =>
                        line.mayReport && (
                          <Button
                            size="small"
                            onClick={event => {
                              event.stopPropagation()
                              setOpen(line)
                            }}
                          >
                            {line.today ? '更正' : '代报'}
                          </Button>
                        ),
                    },
                  ]}
                />
              </>
            )
          }
        </Loaded>
      </section>
      {open && <ReportDrawer line={open} open onClose={() => setOpen(null)} />}
    </>
  )
}
