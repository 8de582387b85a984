import { directoryDefects } from '@anlan/contract/directory.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, DatePicker, Form, Input, Segmented, Tabs } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { Permitted, usePermits } from '../../app/session.tsx'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { showInstant } from '../../ui/time.ts'
import {
  type DeadNumber,
  deadNumbersQuery,
  defectsQuery,
  type RoundUnit,
  roundQuery,
  roundsQuery,
  useCheckUnit,
  useConfirmNumber,
  useFileUnit,
  useStartRound,
} from './requests.ts'
import './directory.css'

/** 通讯录核查: what is missing, which numbers are dead, and the rounds of filing. */
export function DirectoryCarePage() {
  const [asked, setAsked] = useSearchParams()
  return (
    <>
      <header className="head">
        <h1>通讯录核查</h1>
        <span className="quiet">缺人、缺号、号码失效、离任仍在用的，都在这里</span>
      </header>
      <section className="panel">
        <Tabs
          tabBarStyle={{ margin: 0, padding: '0 12px' }}
          activeKey={asked.get('tab') ?? 'defects'}
          onChange={tab => setAsked({ tab })}
          items={[
            { key: 'defects', label: '缺项', children: <Defects /> },
            { key: 'numbers', label: '失效号码', children: <DeadNumbers /> },
            { key: 'rounds', label: '登记备案', children: <Rounds /> },
          ]}
        />
      </section>
    </>
  )
}

function Defects() {
  const defects = useQuery(defectsQuery)
  const [kind, setKind] = useState('')
  return (
    <Loaded of={defects} rows={8}>
      {({ items }) => {
        const kinds = [...new Set(items.map(item => item.kind))]
        const shown = items.filter(item => !kind || item.kind === kind)
        if (items.length === 0) return <Nothing what="通讯录没有缺项" />
        return (
          <>
            <div className="filters">
              <Segmented
                value={kind}
                options={[
                  { value: '', label: `全部 ${items.length}` },
                  ...kinds.map(one => ({
                    value: one,
                    label: `${directoryDefects[one]} ${items.filter(item => item.kind === one).length}`,
                  })),
                ]}
                onChange={setKind}
              />
            </div>
            <Rows
              items={shown.slice(0, 300)}
              keyOf={item => `${item.kind}${item.unitId}${item.subject}${item.detail}`}
              columns={[
                {
                  title: '问题',
                  width: 150,
                  show: item => <span className="word-tag">{directoryDefects[item.kind]}</span>,
                },
                {
                  title: '单位',
                  width: 220,
                  show: item => <Link to={`/directory?unit=${item.unitId}`}>{item.unitName}</Link>,
                },
                { title: '对象', width: 200, show: item => item.subject },
                { title: '情况', show: item => (item.link ? <Link to={item.link}>{item.detail}</Link> : item.detail) },
              ]}
            />
            {shown.length > 300 && <p className="quiet more-said">仅列前 300 项，请按问题类别查看</p>}
          </>
        )
      }}
    </Loaded>
  )
}

function DeadNumbers() {
  const numbers = useQuery(deadNumbersQuery)
  const [chosen, setChosen] = useState<DeadNumber | null>(null)
  return (
    <Loaded of={numbers} rows={6}>
      {({ items }) =>
        items.length === 0 ? (
          <Nothing what="没有失效号码。在通讯录中点“打不通”即可报告" />
        ) : (
          <>
            <Rows
              items={items}
              keyOf={item => item.id}
              toneOf={item => (item.settledAt ? 'stale' : undefined)}
              columns={[
                { title: '联系对象', width: 160, show: item => item.subjectName },
                { title: '号码', width: 150, show: item => item.number },
                { title: '问题', width: 110, show: item => item.problem },
                { title: '所属单位', show: item => item.unitName },
                { title: '报告', width: 190, show: item => `${item.reportedBy} ${showInstant(item.reportedAt)}` },
                {
                  title: '处理',
                  width: 220,
                  show: item =>
                    item.settledAt ? (
                      `${showInstant(item.settledAt)} ${item.settledHow ?? ''}`
                    ) : (
                      <Permitted to="directory.edit">
                        <Button size="small" onClick={() => setChosen(item)}>
                          核实可用
                        </Button>
                      </Permitted>
                    ),
                },
              ]}
            />
            {chosen && <ConfirmDrawer item={chosen} onClose={() => setChosen(null)} />}
          </>
        )
      }
    </Loaded>
  )
}

function ConfirmDrawer({ item, onClose }: { item: DeadNumber; onClose: () => void }) {
  const confirm = useConfirmNumber(item.id)
  return (
    <ActionDrawer<{ note: string }>
      open
      title={`${item.subjectName} ${item.number}`}
      act="核实可用"
      consequence="号码不对的，请到人员名录更正，更正后自动办结。"
      onAct={values => confirm.mutateAsync(values)}
      onClose={onClose}
    >
      <Form.Item name="note" label="核实情况" rules={[{ required: true, message: '请填写核实情况' }]}>
        <Input maxLength={200} placeholder="例如：9 时 20 分拨通，本人接听" />
      </Form.Item>
    </ActionDrawer>
  )
}

function Rounds() {
  const rounds = useQuery(roundsQuery)
  const [opened, setOpened] = useState<string | null>(null)
  const [isStarting, setStarting] = useState(false)
  const start = useStartRound()
  return (
    <>
      <div className="filters">
        <Permitted to="directory.check">
          <Button type="primary" onClick={() => setStarting(true)}>
            发起登记备案
          </Button>
        </Permitted>
      </div>
      <Loaded of={rounds} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing what="还没有发起过登记备案" />
          ) : (
            <Rows
              items={items}
              keyOf={round => round.id}
              isOpen={round => round.id === opened}
              onOpen={round => setOpened(round.id === opened ? null : round.id)}
              columns={[
                { title: '名称', show: round => round.title },
                { title: '完成日期', width: 120, show: round => round.dueOn },
                { title: '已备案', width: 110, numeric: true, show: round => `${round.filed} / ${round.units}` },
                { title: '已核查', width: 110, numeric: true, show: round => `${round.checked} / ${round.units}` },
              ]}
            />
          )
        }
      </Loaded>
      {opened && <RoundUnits key={opened} roundId={opened} />}
      <ActionDrawer<{ title: string; dueOn: Dayjs }>
        open={isStarting}
        title="发起登记备案"
        act="发起"
        consequence="辖区内各部门、乡镇、村（社区）将收到备案的时限事项，逾期如实记录。"
        initial={{ dueOn: dayjs().add(10, 'day') }}
        onAct={(values, id) => start.mutateAsync({ id, title: values.title, dueOn: values.dueOn.format('YYYY-MM-DD') })}
        onClose={() => setStarting(false)}
      >
        <Form.Item name="title" label="名称" rules={[{ required: true, message: '请填写名称' }]}>
          <Input maxLength={60} placeholder="例如：2026 年汛期应急通讯录核查" />
        </Form.Item>
        <Form.Item name="dueOn" label="完成日期" rules={[{ required: true, message: '请选择完成日期' }]}>
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
      </ActionDrawer>
    </>
  )
}

function RoundUnits({ roundId }: { roundId: string }) {
  const units = useQuery(roundQuery(roundId))
  const may = usePermits()
  const file = useFileUnit(roundId)
  const check = useCheckUnit(roundId)
  const [checking, setChecking] = useState<RoundUnit | null>(null)
  return (
    <Loaded of={units} rows={6}>
      {({ items }) => (
        <>
          <Rows
            items={items}
            keyOf={unit => unit.unitId}
            columns={[
              { title: '单位', show: unit => <Link to={`/directory?unit=${unit.unitId}`}>{unit.unitName}</Link> },
              { title: '缺项', width: 80, numeric: true, show: unit => unit.defects || '' },
              {
                title: '备案',
                width: 200,
                show: unit => (unit.filedAt ? `${unit.filedBy ?? ''} ${showInstant(unit.filedAt)}` : '未备案'),
              },
              {
                title: '核查',
                width: 240,
                show: unit =>
                  unit.checkedAt ? `${unit.checkedBy ?? ''} ${showInstant(unit.checkedAt)} ${unit.remark}` : '',
              },
              {
                title: '办理',
                width: 150,
                show: unit => (
                  <>
                    {!unit.filedAt && may('directory.file') && (
                      <Button size="small" loading={file.isPending} onClick={() => file.mutate(unit.unitId)}>
                        确认备案
                      </Button>
                    )}
                    {unit.filedAt && !unit.checkedAt && may('directory.check') && (
                      <Button size="small" onClick={() => setChecking(unit)}>
                        核查
                      </Button>
                    )}
                  </>
                ),
              },
            ]}
          />
          {checking && (
            <ActionDrawer<{ remark?: string }>
              open
              title={`核查：${checking.unitName}`}
              act="已核查"
              onAct={values => check.mutateAsync({ unitId: checking.unitId, remark: values.remark ?? '' })}
              onClose={() => setChecking(null)}
            >
              <Form.Item name="remark" label="核查意见">
                <Input maxLength={200} />
              </Form.Item>
            </ActionDrawer>
          )}
        </>
      )}
    </Loaded>
  )
}
