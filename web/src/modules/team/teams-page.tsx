import { type TeamLine, type TeamStatus, teamStatuses } from '@anlan/contract/team.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select, Tabs } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { Permitted, usePermits } from '../../app/session.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { Applications } from './applications.tsx'
import { CallOuts } from './call-outs.tsx'
import { MyTeamCards } from './my-team.tsx'
import { gapsQuery, overlapsQuery, teamsQuery } from './requests.ts'
import { Plans, Support, Visitors } from './support.tsx'
import './team.css'

/** 应急队伍: who there is, how strong on paper and in truth, what the last call-out showed. */
export function TeamsPage() {
  const [params, setParams] = useSearchParams()
  const may = usePermits()
  return (
    <>
      <header className="head">
        <h1>应急队伍</h1>
        <span className="spread" />
        <Link to="/teams/standby">今日备勤</Link>
        <Link to="/experts">应急专家</Link>
        <Link to="/registers/rescue-teams">台账</Link>
      </header>
      <MyTeamCards />
      <section className="panel">
        <Tabs
          tabBarStyle={{ margin: 0, padding: '0 12px' }}
          activeKey={params.get('tab') ?? 'teams'}
          onChange={tab => setParams({ tab }, { replace: true })}
          items={[
            { key: 'teams', label: '队伍', children: <TeamList /> },
            { key: 'call-outs', label: '拉动测试', children: <CallOuts /> },
            { key: 'overlaps', label: '一人多队', children: <Overlaps /> },
            { key: 'gaps', label: '装备缺口', children: <Gaps /> },
            { key: 'plans', label: '建设规划', children: <Plans /> },
            { key: 'support', label: '考核与扶持', children: <Support /> },
            { key: 'visiting', label: '跨区支援', children: <Visitors /> },
            ...(may('team.apply') ? [{ key: 'applications', label: '社会力量登记', children: <Applications /> }] : []),
          ]}
        />
      </section>
    </>
  )
}

export const strengthWords = ({ strength }: TeamLine) =>
  strength.seats === 0 ? '无名册' : `${strength.confirmed} / ${strength.seats}`

function TeamList() {
  const teams = useQuery(teamsQuery)
  const go = useNavigate()
  const [kind, setKind] = useState<string>()
  const [status, setStatus] = useState<TeamStatus>()
  const [text, setText] = useState('')
  return (
    <Loaded of={teams} rows={10}>
      {({ items, counts }) => {
        const kinds = [...new Map(items.map(team => [team.kind.code, team.kind.label]))]
        const shown = items.filter(
          team =>
            (!kind || team.kind.code === kind) &&
            (!status || team.status === status) &&
            (!text ||
              `${team.name}${team.leader ?? ''}${team.capabilities.map(one => one.label).join()}`.includes(text)),
        )
        return (
          <>
            <div className="team-figures">
              <span>
                <b>{counts.teams}</b>支队伍
              </span>
              <span>
                名册 <b>{counts.seats}</b>人次，实有 <b>{counts.people}</b>人
              </span>
              <span>
                一人多队 <b>{counts.inSeveral}</b>人
              </span>
            </div>
            <div className="filters">
              <Input.Search
                allowClear
                placeholder="队伍、负责人、能力"
                style={{ width: 240 }}
                onSearch={setText}
                onChange={event => event.target.value === '' && setText('')}
              />
              <Select
                allowClear
                placeholder="队伍类型"
                style={{ width: 180 }}
                value={kind}
                onChange={setKind}
                options={kinds.map(([value, label]) => ({ value, label }))}
              />
              <Select
                allowClear
                placeholder="状态"
                style={{ width: 110 }}
                value={status}
                onChange={setStatus}
                options={Object.entries(teamStatuses).map(([value, label]) => ({ value: value as TeamStatus, label }))}
              />
            </div>
            {shown.length === 0 ? (
              <Nothing
                what={items.length === 0 ? '还没有登记应急队伍。到台账中登记，或用表格导入' : '没有符合条件的队伍'}
              >
                <Permitted to="register.edit">
                  <Button onClick={() => void go('/registers/rescue-teams')}>去登记队伍</Button>
                </Permitted>
              </Nothing>
            ) : (
              <Rows
                items={shown}
                keyOf={team => team.id}
                onOpen={team => void go(`/teams/${team.id}`)}
                toneOf={team => (team.against.length > 0 ? 'late' : undefined)}
                columns={[
                  { title: '队伍', show: team => <b>{team.name}</b> },
                  { title: '类型', width: 190, minor: true, show: team => team.kind.label },
                  { title: '负责人', width: 80, minor: true, show: team => team.leader },
                  { title: '编制', width: 60, numeric: true, show: team => team.strength.nominal ?? '—' },
                  { title: '已核实/名册', width: 100, numeric: true, show: strengthWords },
                  { title: '今日备勤', width: 80, numeric: true, show: team => team.strength.standbyToday ?? '—' },
                  {
                    title: '上次拉动',
                    width: 90,
                    numeric: true,
                    show: team => (team.lastCallOut?.percent == null ? '—' : `${team.lastCallOut.percent}%`),
                  },
                  {
                    title: '状态',
                    width: 240,
                    show: team =>
                      team.against.length > 0 ? (
                        <b title={team.against.join('；')}>{team.against[0]}</b>
                      ) : (
                        teamStatuses[team.status]
                      ),
                  },
                ]}
              />
            )}
          </>
        )
      }}
    </Loaded>
  )
}

function Overlaps() {
  return (
    <Loaded of={useQuery(overlapsQuery)}>
      {({ items }) =>
        items.length === 0 ? (
          <Nothing what="没有一人登记在多支队伍的情况。名册中身份证号相同，或姓名和手机都相同的，视为同一人" />
        ) : (
          <Rows
            items={items}
            keyOf={one => `${one.name}${one.phone ?? ''}`}
            columns={[
              { title: '姓名', width: 100, show: one => one.name },
              { title: '手机', width: 130, show: one => one.phone },
              { title: '队数', width: 70, numeric: true, show: one => one.teams.length },
              {
                title: '所在队伍',
                show: one =>
                  one.teams.map((team, nth) => (
                    <span key={team.id}>
                      {nth > 0 && '、'}
                      <Link to={`/teams/${team.id}?tab=members`}>{team.name}</Link>
                    </span>
                  )),
              },
            ]}
          />
        )
      }
    </Loaded>
  )
}

function Gaps() {
  const go = useNavigate()
  return (
    <Loaded of={useQuery(gapsQuery)}>
      {({ items }) => (
        <>
          <div className="filters">
            <span className="quiet">按队伍类型的配备标准，减去完好装备</span>
            <span className="spread" />
            <Link to="/registers/team-equipment-standards">配备标准</Link>
          </div>
          {items.length === 0 ? (
            <Nothing what="没有缺口，或还没有登记配备标准" />
          ) : (
            <Rows
              items={items}
              keyOf={one => `${one.teamId}${one.item}`}
              onOpen={one => void go(`/teams/${one.teamId}?tab=equipment`)}
              columns={[
                { title: '队伍', show: one => one.teamName },
                { title: '装备', width: 160, show: one => one.item },
                { title: '应配', width: 80, numeric: true, show: one => one.wanted },
                { title: '完好', width: 80, numeric: true, show: one => one.has },
                { title: '缺', width: 90, numeric: true, show: one => <b>{`${one.missing} ${one.unit}`}</b> },
                { title: '依据', minor: true, show: one => one.source },
              ]}
            />
          )}
        </>
      )}
    </Loaded>
  )
}
