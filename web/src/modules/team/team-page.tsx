import { type TeamStatus, type TeamView, teamStatuses } from '@anlan/contract/team.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Form, Input, InputNumber, Tabs } from 'antd'
import { useState } from 'react'
import { Link, useParams, useSearchParams } from 'react-router'
import { usePermits } from '../../app/session.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { DayField } from '../../ui/form/instant-field.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { dayOf, showAgo, showInstant } from '../../ui/time.ts'
import { CallOuts } from './call-outs.tsx'
import {
  equipmentQuery,
  membersQuery,
  movesQuery,
  standbyOfQuery,
  teamQuery,
  trainingsQuery,
  useRecordTraining,
  useSetStatus,
} from './requests.ts'
import './team.css'

/** One team: what it is, who stands on its roll, what it has, how it answered, where it was. */
export function TeamPage() {
  const { id = '' } = useParams()
  const [params, setParams] = useSearchParams()
  return (
    <Loaded of={useQuery(teamQuery(id))} rows={8}>
      {team => (
        <>
          <header className="head">
            <h1>{team.name}</h1>
            {team.kind.label !== team.name && <span className="word-tag">{team.kind.label}</span>}
            <span className="spread" />
            <Link to={`/registers/rescue-teams?record=${id}`}>台账记录</Link>
            <StatusButtons team={team} />
          </header>
          {team.against.length > 0 && (
            <p className="team-warning">
              <b>不具备出动条件：</b>
              {team.against.join('；')}。确需出动须说明理由。
            </p>
          )}
          <section className="panel">
            <Tabs
              tabBarStyle={{ margin: 0, padding: '0 12px' }}
              activeKey={params.get('tab') ?? 'facts'}
              onChange={tab => setParams({ tab }, { replace: true })}
              items={[
                { key: 'facts', label: '概况', children: <Facts team={team} /> },
                ...(team.may.seeMembers
                  ? [{ key: 'members', label: `成员 ${team.strength.seats}`, children: <Members team={team} /> }]
                  : []),
                { key: 'equipment', label: '装备', children: <Equipment id={id} /> },
                { key: 'standby', label: '备勤', children: <Standby id={id} /> },
                { key: 'call-outs', label: '拉动测试', children: <CallOuts teamId={id} /> },
                { key: 'trainings', label: '培训', children: <Trainings team={team} /> },
                { key: 'moves', label: '出动记录', children: <Moves id={id} /> },
              ]}
            />
          </section>
        </>
      )}
    </Loaded>
  )
}

function StatusButtons({ team }: { team: TeamView }) {
  const [next, setNext] = useState<TeamStatus | null>(null)
  const set = useSetStatus(team.id)
  return (
    <>
      <span className="word-tag">{teamStatuses[team.status]}</span>
      {team.may.report &&
        team.nextStatuses.map(status => (
          <Button key={status} onClick={() => setNext(status)}>
            转为{teamStatuses[status]}
          </Button>
        ))}
      {next && (
        <ActionDrawer<{ reason?: string }>
          open
          title={`${team.name}：${teamStatuses[team.status]} → ${teamStatuses[next]}`}
          act={`转为${teamStatuses[next]}`}
          consequence="值班室和指挥部立即看到；变更记入出动记录。"
          onAct={({ reason }) =>
            set.mutateAsync({ version: team.statusVersion, status: next, eventId: team.eventId, reason: reason ?? '' })
          }
          onClose={() => setNext(null)}
        >
          <Form.Item name="reason" label={next === 'unavailable' || team.against.length > 0 ? '理由（必填）' : '说明'}>
            <Input.TextArea rows={2} />
          </Form.Item>
        </ActionDrawer>
      )}
    </>
  )
}

function Facts({ team }: { team: TeamView }) {
  const now = useMinute()
  const { strength, lastCallOut } = team
  const facts: [string, React.ReactNode][] = [
    ['管理单位', team.unitName],
    ['负责人', team.leader],
    ['24 小时电话', team.phone && <a href={`tel:${team.phone}`}>{team.phone}</a>],
    ['驻地', team.base],
    ['救援能力', team.capabilities.map(one => one.label).join('、')],
    ['可处置事件', team.supports.join('、')],
    ['集结出动时间', team.readyMinutes === null ? null : `${team.readyMinutes} 分钟`],
    ['队员构成', team.composition.map(one => `${one.category} ${one.people}`).join('，')],
    ['登记证书', team.certificateNo && `${team.certificateNo}，有效期至 ${team.certifiedUntil ?? '未填'}`],
    ['人身意外保险', team.insuredUntil ? `至 ${team.insuredUntil}` : '未填'],
    ['台账核实', team.verifiedAt ? showAgo(team.verifiedAt, now) : '从未核实'],
    ['备注', team.note],
  ]
  return (
    <>
      <div className="team-figures">
        <span>
          编制 <b>{strength.nominal ?? '—'}</b>
        </span>
        <span>
          名册 <b>{strength.seats}</b>
        </span>
        <span>
          近期已核实 <b>{strength.confirmed}</b>
        </span>
        <span>
          同时在他队 <b>{strength.shared}</b>
        </span>
        <span>
          今日备勤 <b>{strength.standbyToday ?? '未报'}</b>
        </span>
        <span>
          上次拉动{' '}
          {lastCallOut ? (
            <Link to={`/teams/call-outs/${lastCallOut.id}`}>
              <b>{lastCallOut.percent ?? 0}%</b>
              {showAgo(lastCallOut.at, now)}
            </Link>
          ) : (
            <b>未做过</b>
          )}
        </span>
      </div>
      <dl className="team-facts">
        {facts
          .filter(([, value]) => value)
          .map(([label, value]) => [<dt key={label}>{label}</dt>, <dd key={`${label} `}>{value}</dd>])}
      </dl>
    </>
  )
}

function Members({ team }: { team: TeamView }) {
  const filters = encodeURIComponent(JSON.stringify([{ field: 'team', op: 'contains', value: team.name }]))
  const link = `/registers/team-members?unitId=${team.unitId}&filters=${filters}`
  return (
    <Loaded of={useQuery(membersQuery(team.id))}>
      {({ items }) => (
        <>
          <div className="filters">
            <span className="quiet">
              名册 {items.length} 人，编制 {team.strength.nominal ?? '未填'}
            </span>
            <span className="spread" />
            <Link to={link}>登记、导入和核实队员</Link>
          </div>
          {items.length === 0 ? (
            <Nothing what="还没有登记队员。到队员名册中逐人登记，或用表格导入" />
          ) : (
            <Rows
              items={items}
              keyOf={one => one.id}
              toneOf={one => (one.confirmed ? undefined : 'stale')}
              columns={[
                { title: '姓名', width: 90, show: one => <b>{one.name}</b> },
                { title: '职务', width: 70, minor: true, show: one => one.post },
                { title: '类别', width: 90, show: one => one.category },
                { title: '电话', width: 130, show: one => one.phone && <a href={`tel:${one.phone}`}>{one.phone}</a> },
                { title: '技能', minor: true, show: one => one.skills.join('、') },
                {
                  title: '核实',
                  width: 90,
                  show: one => (one.confirmed ? '已核实' : one.confirmedAt ? '已过期' : '未核实'),
                },
                { title: '培训', width: 60, numeric: true, show: one => one.trainings || '' },
                {
                  title: '同时在',
                  show: one =>
                    one.alsoIn.map(other => (
                      <Link key={other.id} to={`/teams/${other.id}`}>
                        {other.name}{' '}
                      </Link>
                    )),
                },
              ]}
            />
          )}
        </>
      )}
    </Loaded>
  )
}

function Equipment({ id }: { id: string }) {
  return (
    <Loaded of={useQuery(equipmentQuery(id))}>
      {({ items, standard }) => (
        <>
          <div className="filters">
            <span className="quiet">自有装备；缺口按本类队伍的配备标准计算</span>
            <span className="spread" />
            <Link to="/registers/team-equipment">登记装备</Link>
          </div>
          {items.length === 0 ? (
            <Nothing what="还没有登记装备" />
          ) : (
            <Rows
              items={items}
              keyOf={one => one.id}
              columns={[
                { title: '装备', show: one => one.item },
                { title: '数量', width: 100, numeric: true, show: one => `${one.quantity} ${one.unit}` },
                { title: '完好', width: 80, numeric: true, show: one => one.usable },
                { title: '检查日期', width: 120, show: one => one.checkedOn },
              ]}
            />
          )}
          {standard.length > 0 && (
            <Rows
              items={standard}
              keyOf={one => one.item}
              toneOf={one => (one.missing > 0 ? 'late' : undefined)}
              columns={[
                { title: '标准要求', show: one => one.item },
                { title: '应配', width: 100, numeric: true, show: one => `${one.wanted} ${one.unit}` },
                { title: '完好', width: 80, numeric: true, show: one => one.has },
                { title: '缺', width: 80, numeric: true, show: one => (one.missing > 0 ? <b>{one.missing}</b> : '—') },
                { title: '依据', minor: true, show: one => one.source },
              ]}
            />
          )}
        </>
      )}
    </Loaded>
  )
}

function Standby({ id }: { id: string }) {
  return (
    <Loaded of={useQuery(standbyOfQuery(id))}>
      {({ items }) =>
        items.length === 0 ? (
          <Nothing what="近 31 天没有报过备勤。在“今日备勤”中填报" />
        ) : (
          <Rows
            items={items}
            keyOf={one => one.day}
            columns={[
              { title: '日期', width: 110, show: one => one.day },
              { title: '人数', width: 70, numeric: true, show: one => one.strength },
              { title: '车辆', width: 70, numeric: true, show: one => one.vehicles },
              { title: '负责人', width: 100, show: one => one.leader },
              { title: '报告', show: one => `${showInstant(one.reportedAt)} ${one.reportedBy}` },
              { title: '备注', minor: true, show: one => one.note },
            ]}
          />
        )
      }
    </Loaded>
  )
}

function Moves({ id }: { id: string }) {
  return (
    <Loaded of={useQuery(movesQuery(id))}>
      {({ items }) =>
        items.length === 0 ? (
          <Nothing what="没有出动记录。队伍状态一有变更，这里自动记下" />
        ) : (
          <Rows
            items={items}
            keyOf={one => `${one.at}${one.to}`}
            columns={[
              { title: '时间', width: 150, show: one => showInstant(one.at) },
              { title: '变更', width: 160, show: one => `${teamStatuses[one.from]} → ${teamStatuses[one.to]}` },
              {
                title: '事件',
                show: one => one.eventId && <Link to={`/events/${one.eventId}`}>{one.eventTitle ?? '查看事件'}</Link>,
              },
              { title: '登记', width: 100, show: one => one.by },
              { title: '理由', show: one => one.reason },
            ]}
          />
        )
      }
    </Loaded>
  )
}

function Trainings({ team }: { team: TeamView }) {
  const [isOpen, setOpen] = useState(false)
  const may = usePermits()
  return (
    <Loaded of={useQuery(trainingsQuery(team.id))}>
      {({ items, thisYear }) => (
        <>
          <div className="filters">
            <span className="quiet">
              本年集体培训 {thisYear.held} 次；参加满 {thisYear.wanted} 次的 {thisYear.enough} / {thisYear.members} 人
            </span>
            <span className="spread" />
            {team.may.report && may('team.report') && <Button onClick={() => setOpen(true)}>登记培训</Button>}
          </div>
          {items.length === 0 ? (
            <Nothing what="还没有登记集体培训。培训后点“登记培训”，勾选到场队员" />
          ) : (
            <Rows
              items={items}
              keyOf={one => one.id}
              columns={[
                { title: '日期', width: 110, show: one => one.day },
                { title: '内容', show: one => one.title },
                { title: '学时', width: 60, numeric: true, show: one => one.hours },
                { title: '地点', minor: true, show: one => one.place },
                {
                  title: '到场',
                  width: 70,
                  numeric: true,
                  show: one => <span title={one.names.join('、')}>{one.present} 人</span>,
                },
              ]}
            />
          )}
          {isOpen && <TrainingDrawer team={team} onClose={() => setOpen(false)} />}
        </>
      )}
    </Loaded>
  )
}

function TrainingDrawer({ team, onClose }: { team: TeamView; onClose: () => void }) {
  const record = useRecordTraining(team.id)
  const members = useQuery(membersQuery(team.id))
  return (
    <ActionDrawer<{ title: string; day: string; hours: number; place?: string; present: string[] }>
      open
      title={`登记集体培训：${team.name}`}
      act="登记培训"
      initial={{ day: dayOf(new Date()), hours: 4 }}
      onAct={(values, id) =>
        record.mutateAsync({ ...values, present: values.present ?? [], place: values.place ?? '', id })
      }
      onClose={onClose}
    >
      <Form.Item name="title" label="培训内容" required>
        <Input />
      </Form.Item>
      <Form.Item name="day" label="培训日期" required>
        <DayField />
      </Form.Item>
      <Form.Item name="hours" label="学时" required>
        <InputNumber min={0.5} max={200} step={0.5} />
      </Form.Item>
      <Form.Item name="place" label="地点">
        <Input />
      </Form.Item>
      <Form.Item name="present" label="到场队员" required>
        <Checkbox.Group
          options={(members.data?.items ?? []).map(one => ({ value: one.id, label: one.name }))}
          style={{ display: 'grid', gridTemplateColumns: 'repeat(3, 1fr)', gap: 6 }}
        />
      </Form.Item>
    </ActionDrawer>
  )
}
