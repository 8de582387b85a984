import { supplyKinds, type TeamPlans, type VisitingTeams } from '@anlan/contract/team-support.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { Permitted } from '../../app/session.tsx'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { showInstant } from '../../ui/time.ts'
import { plansOfTeamsQuery, supportQuery, useDoneSupply, visitingQuery } from './requests.ts'

type Milestone = TeamPlans['plans'][number]['items'][number]

/** 建设规划 (W231): each plan with its milestones, what is reached and what is late. */
export function Plans() {
  const go = useNavigate()
  return (
    <Loaded of={useQuery(plansOfTeamsQuery)} rows={6}>
      {({ plans }) =>
        plans.length === 0 ? (
          <Nothing what="还没有队伍建设规划。把规划按单位和节点登记后，这里看进度，到期由责任单位完成">
            <Permitted to="register.edit">
              <Button onClick={() => void go('/registers/team-milestones')}>去登记节点</Button>
            </Permitted>
          </Nothing>
        ) : (
          plans.map(plan => (
            <section key={plan.plan}>
              <div className="filters">
                <b>{plan.plan}</b>
                <span className="quiet">
                  完成 {plan.done} / {plan.items.length} 个节点
                </span>
                {plan.late > 0 && <b className="overdue-tag">逾期 {plan.late}</b>}
                <span className="spread" />
                <Link to="/registers/team-milestones">登记和销号</Link>
              </div>
              <Rows
                items={plan.items}
                keyOf={one => one.id}
                toneOf={one => (one.late && !one.doneOn ? 'late' : undefined)}
                columns={[
                  { title: '时限', width: 110, show: one => one.dueOn },
                  {
                    title: '节点目标',
                    show: one => <Link to={`/registers/team-milestones?record=${one.id}`}>{one.milestone}</Link>,
                  },
                  { title: '内容', width: 90, minor: true, show: one => one.aspect },
                  { title: '责任单位', width: 150, show: one => one.unitName },
                  { title: '经费（万元）', width: 110, numeric: true, minor: true, show: one => one.budgetWan ?? '' },
                  { title: '进度', width: 150, show: progress },
                ]}
              />
            </section>
          ))
        )
      }
    </Loaded>
  )
}

function progress({ doneOn, late }: Milestone) {
  if (doneOn) return `${doneOn} 完成${late ? '（逾期）' : ''}`
  return late ? '逾期' : '进行中'
}

/** 考核与扶持 (W237, W246, W248): what teams were given in a year. */
export function Support() {
  const [year, setYear] = useState<number>()
  return (
    <Loaded of={useQuery(supportQuery(year))} rows={6}>
      {sums => (
        <>
          <div className="filters">
            <Select
              aria-label="年度"
              value={sums.year}
              onChange={setYear}
              options={sums.years.map(value => ({ value, label: `${value} 年` }))}
            />
            <span>
              扶持资金 <b>{sums.fundWan}</b> 万元
            </span>
            <span className="quiet">{sums.byPurpose.map(one => `${one.purpose} ${one.amountWan}`).join('，')}</span>
            <span className="spread" />
            <Link to="/registers/team-records">登记考核、奖励和扶持</Link>
          </div>
          {sums.byTeam.length === 0 ? (
            <Nothing what="本年没有登记考核、奖励、扶持资金或装备配发" />
          ) : (
            <Rows
              items={sums.byTeam}
              keyOf={one => one.teamId}
              columns={[
                { title: '队伍', show: one => <Link to={`/teams/${one.teamId}`}>{one.teamName}</Link> },
                { title: '扶持资金（万元）', width: 130, numeric: true, show: one => one.fundWan || '' },
                {
                  title: '装备配发',
                  show: one =>
                    [one.issues.join('；'), one.issuedWan > 0 && `计 ${one.issuedWan} 万元`].filter(Boolean).join('，'),
                },
                { title: '表彰奖励', show: one => one.rewards.join('；') },
                { title: '最近考核', show: one => one.assessment },
              ]}
            />
          )}
        </>
      )}
    </Loaded>
  )
}

type Visiting = VisitingTeams['items'][number]

/** 跨区支援 (W245): teams from elsewhere and who here sees to lodging, food and fuel. */
export function Visitors() {
  const [open, setOpen] = useState<{ team: Visiting; kind: keyof typeof supplyKinds } | null>(null)
  const done = useDoneSupply()
  const go = useNavigate()
  return (
    <Loaded of={useQuery(visitingQuery)} rows={6}>
      {({ items }) => (
        <>
          <div className="filters">
            <span className="quiet">登记支援队伍时指定住宿、饮食、油料保障单位，各单位在时限内落实</span>
            <span className="spread" />
            <Link to="/registers/visiting-teams">登记支援队伍</Link>
          </div>
          {items.length === 0 ? (
            <Nothing what="没有来支援的外地队伍">
              <Permitted to="register.edit">
                <Button onClick={() => void go('/registers/visiting-teams')}>登记支援队伍</Button>
              </Permitted>
            </Nothing>
          ) : (
            <Rows
              items={items}
              keyOf={one => one.id}
              toneOf={one => (one.leftOn ? 'stale' : undefined)}
              columns={[
                {
                  title: '队伍',
                  show: one => (
                    <>
                      <b>{one.name}</b> {one.people} 人
                      <div className="quiet">
                        {one.leader} <a href={`tel:${one.phone}`}>{one.phone}</a>
                      </div>
                    </>
                  ),
                },
                {
                  title: '到达',
                  width: 130,
                  show: one => (one.leftOn ? `${one.arrivedOn} 至 ${one.leftOn}` : one.arrivedOn),
                },
                ...supplyColumns(setOpen),
                { title: '对接单位', width: 120, minor: true, show: one => one.unitName },
              ]}
            />
          )}
          {open && (
            <ActionDrawer<{ note: string }>
              open
              title={`${open.team.name}：${supplyKinds[open.kind]}保障落实`}
              act="登记落实"
              onAct={values => done.mutateAsync({ ...values, id: open.team.id, kind: open.kind })}
              onClose={() => setOpen(null)}
            >
              <Form.Item name="note" label="落实情况" required extra="地点、数量、联系人电话">
                <Input.TextArea rows={3} maxLength={200} autoFocus />
              </Form.Item>
            </ActionDrawer>
          )}
        </>
      )}
    </Loaded>
  )
}

/** One column for each kind of supply. */
const supplyColumns = (onOpen: (open: { team: Visiting; kind: keyof typeof supplyKinds }) => void) =>
  (Object.keys(supplyKinds) as (keyof typeof supplyKinds)[]).map(kind => ({
    title: supplyKinds[kind],
    show: (team: Visiting) => {
      const task = team.supplies.find(each => each.kind === kind)
      if (!task?.unitName) return team.leftOn ? '' : <span className="quiet">未指定</span>
      return (
        <>
          {task.unitName}
          <div className="quiet">{task.doneAt ? `${showInstant(task.doneAt)} ${task.note}` : '待落实'}</div>
          {task.mayReport && !task.doneAt && (
            <Button size="small" onClick={() => onOpen({ team, kind })}>
              登记落实
            </Button>
          )}
        </>
      )
    },
  }))
