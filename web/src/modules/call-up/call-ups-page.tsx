import { type CallUpBox, callUpKinds, callUpStates } from '@anlan/contract/call-up.ts'
import type { CallUpLine } from '@anlan/contract/call-up-view.ts'
import { useQuery } from '@tanstack/react-query'
import { Badge, Button, Input, Tabs } from 'antd'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { usePermits } from '../../app/session.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { Countdown } from '../../ui/clock/countdown.tsx'
import { primary } from '../../ui/hotkeys.ts'
import { KeysetList } from '../../ui/keyset.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Nothing } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { LastPlace, PriorityWord } from './call-up-words.tsx'
import { boxQuery, useCallUps } from './requests.ts'
import './call-up.css'

const boxes: { key: CallUpBox; label: string; empty: string }[] = [
  { key: 'mine', label: '待我办理', empty: '没有等您办理的调用单。需要批准、发出、签收和归还的会列在这里' },
  { key: 'toApprove', label: '待我批准', empty: '没有等您批准的调用申请' },
  { key: 'toIssue', label: '待我发出', empty: '没有等您发出的物资、队伍或装备' },
  { key: 'toReceive', label: '待我签收', empty: '没有等您签收的调用' },
  { key: 'underWay', label: '在途', empty: '没有在途的队伍和物资' },
  { key: 'toReturn', label: '待归还', empty: '没有待归还的调用' },
  { key: 'open', label: '全部未办结', empty: '没有未办结的调用单' },
  { key: 'closed', label: '已办结', empty: '还没有办结的调用单' },
]
const counted: CallUpBox[] = ['toApprove', 'toIssue', 'toReceive', 'toReturn']

/** 调用单: what is mine to do first. */
export function CallUpsPage() {
  const may = usePermits()
  const go = useNavigate()
  const [asked, setAsked] = useSearchParams()
  const box = boxes.find(one => one.key === asked.get('box')) ?? boxes[0]
  if (!box) return null
  return (
    <>
      <header className="head">
        <h1>调用单</h1>
        <span className="spread" />
        {may('call-up.statistics') && <Link to="/call-ups/costs">处置费用</Link>}
        <Link to="/call-ups/checks">检查项</Link>
        <Link to="/call-ups/plans">调用方案</Link>
        {may('call-up.request') && (
          <Button {...primary} onClick={() => void go('/call-ups/new')}>
            申请调用
          </Button>
        )}
      </header>
      <section className="panel">
        <Tabs
          activeKey={box.key}
          onChange={key => setAsked({ box: key })}
          items={boxes.map(({ key, label }) => ({
            key,
            label: counted.includes(key) ? <Counted box={key} label={label} /> : label,
          }))}
          tabBarStyle={{ margin: 0, padding: '0 12px' }}
        />
        <List key={box.key} box={box.key} empty={box.empty} />
      </section>
    </>
  )
}

function Counted({ box, label }: { box: CallUpBox; label: string }) {
  const { data } = useQuery(boxQuery(box))
  return (
    <Badge count={data?.items.length ?? 0} size="small" offset={[8, -2]}>
      {label}
    </Badge>
  )
}

function List({ box, empty }: { box: CallUpBox; empty: string }) {
  const [asked, setAsked] = useSearchParams()
  const text = asked.get('text') ?? undefined
  const callUps = useCallUps({ box, text })
  return (
    <>
      {(box === 'open' || box === 'closed') && (
        <div className="filters">
          <Input.Search
            defaultValue={text}
            allowClear
            placeholder="单号、名称或事由"
            style={{ width: 220 }}
            onSearch={value => setAsked({ box, ...(value.trim() && { text: value.trim() }) })}
          />
        </div>
      )}
      <KeysetList
        of={callUps}
        empty={
          <Nothing what={empty}>
            {box === 'mine' && <Link to="/call-ups?box=open">查看全部未办结的调用单</Link>}
          </Nothing>
        }
      >
        {items => <CallUpRows items={items} />}
      </KeysetList>
    </>
  )
}

export function CallUpRows({ items }: { items: CallUpLine[] }) {
  const go = useNavigate()
  const now = useMinute()
  return (
    <Rows<CallUpLine>
      items={items}
      keyOf={line => line.id}
      onOpen={line => void go(`/call-ups/${line.id}`)}
      toneOf={line => (line.overdue ? 'late' : isDone(line) ? 'stale' : undefined)}
      columns={[
        {
          title: '调用内容',
          show: line => (
            <>
              {line.summary} <PriorityWord priority={line.priority} />
            </>
          ),
        },
        { title: '类别', width: 100, minor: true, show: line => callUpKinds[line.kind] },
        { title: '状态', width: 80, show: line => callUpStates[line.state] },
        { title: '调出单位', width: 150, show: line => line.fromUnitName },
        { title: '调入单位', width: 150, show: line => line.toUnitName },
        {
          title: '时限或位置',
          width: 220,
          show: line =>
            line.last && !isDone(line) ? (
              <LastPlace of={line} />
            ) : (
              line.nextDueAt && <Countdown dueAt={line.nextDueAt} />
            ),
        },
        { title: '申请时间', width: 110, show: line => showTime(line.requestedAt, now) },
        { title: '单号', width: 150, minor: true, show: line => line.number ?? '' },
      ]}
    />
  )
}

const isDone = (line: CallUpLine) => ['closed', 'refused', 'cancelled'].includes(line.state)
