import { callUpKinds, callUpStates } from '@anlan/contract/call-up.ts'
import { type CallUpView, callUpSteps } from '@anlan/contract/call-up-view.ts'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Dropdown, Steps } from 'antd'
import { type ReactNode, useState } from 'react'
import { Link, useParams } from 'react-router'
import { useMinute } from '../../ui/clock/clock.ts'
import { Countdown } from '../../ui/clock/countdown.tsx'
import { Course } from '../../ui/course.tsx'
import { primary } from '../../ui/hotkeys.ts'
import { saidOf } from '../../ui/http.ts'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { showAgo, showTime } from '../../ui/time.ts'
import { type CallUpDrawer, CallUpDrawers } from './call-up-drawers.tsx'
import { LastPlace, PriorityWord, yuan } from './call-up-words.tsx'
import {
  type CallUpStepAct,
  callUpCourseQuery,
  callUpQuery,
  letterAddress,
  requisitionAddress,
  slipAddress,
  useCallUpStep,
} from './requests.ts'
import { TrackButton } from './track-button.tsx'
import './call-up.css'

/** One slip: how far it is, what is to be done now, what it consists of, where it is, what it costs. */
export function CallUpPage() {
  const { id = '' } = useParams()
  const read = useQuery(callUpQuery(id))
  return (
    <Loaded of={read} rows={10}>
      {view => <Slip key={view.id} of={view} />}
    </Loaded>
  )
}

function Slip({ of }: { of: CallUpView }) {
  const course = useQuery(callUpCourseQuery(of.id))
  const act = useCallUpStep(of.id)
  const [drawer, setDrawer] = useState<CallUpDrawer | null>(null)
  return (
    <div className="call-up">
      <header className="head">
        <h1>{of.summary}</h1>
        <PriorityWord priority={of.priority} />
        <span className="state-word">{callUpStates[of.state]}</span>
        {of.overdue && <b className="overdue-tag">超期</b>}
        {of.number && <span className="quiet">{of.number}</span>}
        <span className="spread" />
        {of.number && (
          <Button className="no-print" href={slipAddress(of.id)}>
            下载调用单
          </Button>
        )}
        {of.number && of.kind === 'neighbour' && (
          <Button className="no-print" href={letterAddress(of.id)}>
            下载请求支援函
          </Button>
        )}
        {of.number && of.requisition && (
          <Button className="no-print" href={requisitionAddress(of.id)}>
            下载征用决定书
          </Button>
        )}
        <Button className="no-print" onClick={() => window.print()}>
          打印
        </Button>
      </header>
      <StepBar of={of} />
      <ActBar of={of} act={act} onOpen={setDrawer} />
      <div className="call-up-body">
        <div>
          <Facts of={of} />
          <Lines of={of} />
          <Checks of={of} />
          <Costs of={of} onAdd={() => setDrawer('cost')} />
        </div>
        <div>
          <Track of={of} />
          <Course of={course} />
        </div>
      </div>
      <div className="call-up-signs">
        {['批准人', '调出单位经办', '驾驶员或带队人', '接收人'].map(who => (
          <span key={who}>{who}（签字、日期）：</span>
        ))}
      </div>
      <CallUpDrawers of={of} act={act} drawer={drawer} onClose={() => setDrawer(null)} />
    </div>
  )
}

function StepBar({ of }: { of: CallUpView }) {
  const now = useMinute()
  const next = of.steps.findIndex(one => one.stamp === null)
  const isStopped = of.state === 'refused' || of.state === 'cancelled'
  return (
    <section className="panel call-up-steps no-print">
      <Steps
        size="small"
        current={next === -1 ? of.steps.length : next}
        status={isStopped ? 'error' : 'process'}
        items={of.steps.map(({ step, stamp }) => ({
          title: callUpSteps[step],
          content: stamp ? (
            <small>
              {showTime(stamp.at, now)}
              <br />
              {stamp.byName}
            </small>
          ) : undefined,
        }))}
      />
      {isStopped && (
        <p className="padded">
          <b>{callUpStates[of.state]}</b>：{of.refusal}
        </p>
      )}
    </section>
  )
}

const giveBackWord: Partial<Record<CallUpView['state'], string>> = { received: '归还入库', issued: '未出发退回' }

/** What this reader's own side does now, the next official step first; what he takes down for others stands behind one button. */
function ActBar({ of, act, onOpen }: { of: CallUpView; act: CallUpStepAct; onOpen: (drawer: CallUpDrawer) => void }) {
  const { message } = App.useApp()
  const { may } = of
  const open = (drawer: CallUpDrawer) => () => onOpen(drawer)
  const run = (step: string, done: string) => () =>
    void act.mutateAsync({ step }).then(
      () => void message.success(done),
      error => void message.error(saidOf(error)),
    )
  const isChecked = of.checks.every(check => check.state === 'confirmed' || check.state === 'waived')
  const { own } = of
  const isReceiving = own.to || (may.arrive && own.from)
  const steps: { show: boolean; own: boolean; name: string; act: () => void; stops?: true }[] = [
    { show: may.approve, own: true, name: '批准', act: open('approve') },
    { show: may.confirmVerbal, own: true, name: '补签', act: run('confirmation', '已补签') },
    { show: may.approveVerbally, own: true, name: '登记口头批准', act: open('verbal') },
    { show: may.acknowledge, own: own.from, name: '签收调度令', act: run('acknowledgement', '已签收') },
    { show: may.issue, own: own.from, name: '发出', act: open('issue') },
    {
      show: may.check && of.state === 'issued' && !isChecked,
      own: own.from,
      name: '出发前检查',
      act: open('check'),
    },
    { show: may.depart && isChecked, own: own.from, name: '出发', act: open('depart') },
    { show: may.arrive && of.state === 'underWay', own: isReceiving, name: '到达', act: run('arrival', '已登记到达') },
    { show: may.receive, own: own.to, name: '签收', act: open('receive') },
    { show: may.giveBack, own: own.from, name: giveBackWord[of.state] ?? '折返归还', act: open('return') },
    { show: may.close, own: own.from || own.to, name: '办结', act: run('closure', '已办结') },
    { show: may.use, own: own.to, name: '登记消耗', act: open('use') },
    {
      show: may.position && of.state === 'underWay',
      own: own.from || own.to,
      name: '登记途经地点',
      act: open('position'),
    },
    { show: may.refuse, own: own.from || may.approve, name: '不同意', act: open('refuse'), stops: true },
    { show: may.cancel, own: own.to, name: '撤销', act: open('cancel'), stops: true },
  ]
  const shown = steps.filter(step => step.show && step.own)
  const forOthers = steps.filter(step => step.show && !step.own)
  if (shown.length + forOthers.length === 0) return null
  return (
    <div className="call-up-acts no-print">
      {shown.map((step, i) => (
        <Button
          key={step.name}
          size="large"
          {...(i === 0 && !step.stops ? primary : {})}
          loading={i === 0 && act.isPending}
          onClick={step.act}
        >
          {step.name}
        </Button>
      ))}
      {forOthers.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: forOthers.map(step => ({ key: step.name, label: step.name, danger: step.stops === true })),
            onClick: ({ key }) => forOthers.find(step => step.name === key)?.act(),
          }}
        >
          <Button size="large">代其他单位登记</Button>
        </Dropdown>
      )}
      {of.state === 'requested' && !may.approve && (
        <span className="quiet">等待{of.fromUnitName}负责人或县领导批准</span>
      )}
      {may.position && own.from && <TrackButton act={act} />}
      {of.nextDueAt && <Countdown dueAt={of.nextDueAt} />}
    </div>
  )
}

function Facts({ of }: { of: CallUpView }) {
  const rows: [string, ReactNode][] = [
    ['类别', callUpKinds[of.kind]],
    ['事件', <EventLink key="event" of={of} />],
    ['调出单位', of.fromUnitName],
    ['联系人', of.keeper ? `${of.keeper.name} ${of.keeper.phone}` : ''],
    ['调入单位', of.toUnitName],
    ['送达地点', of.place],
    ['调用事由', of.reason],
    ['接收人', [of.receiverName, of.receiverPhone].filter(Boolean).join(' ')],
    ['车辆', [of.vehicle, of.driver].filter(Boolean).join('，')],
    ['路线', of.route],
    ['押运护送', of.escort],
    ['归还', [of.returnPlan, of.returnBy && `${of.returnBy} 前`].filter(Boolean).join('，')],
    ['费用承担', of.costBearer],
    ['支援依据', of.agreement],
    ['改调理由', of.overrideReason],
    [
      '口头批准',
      of.verbal && `${of.verbal.leaderName}${of.verbal.how}批准，${of.verbal.confirmedAt ? '已补签' : '待补签'}`,
    ],
    [
      '征用',
      of.requisition &&
        `${of.requisition.owner}；返还：${of.requisition.returnTerms}；补偿：${of.requisition.compensation}`,
    ],
    ['签收差异', of.differenceNote],
  ]
  return (
    <section className="panel">
      <h2>调用单</h2>
      <dl className="call-up-facts">
        {rows.map(([name, value]) =>
          value && !(name === '事件' && !of.eventId) ? (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
    </section>
  )
}

function EventLink({ of }: { of: CallUpView }) {
  return <Link to={`/events/${of.eventId}`}>{of.eventTitle}</Link>
}

function Lines({ of }: { of: CallUpView }) {
  const shown = (value: number | null) => (value === null ? '' : value)
  return (
    <section className="panel">
      <h2>调用内容</h2>
      <Rows
        items={of.lines}
        keyOf={line => line.id}
        columns={[
          {
            title: '名称',
            show: line => (
              <>
                {line.link ? <Link to={line.link}>{line.name}</Link> : line.name}
                {line.people ? ` ${line.people} 人` : ''} {line.isShare && <span className="word-tag">部分调用</span>}{' '}
                {line.overridden && <b className="word-tag">改调</b>}
                {line.overriddenAgainst && <div className="quiet">{line.overriddenAgainst}</div>}
                {line.lots.length > 0 && (
                  <div className="quiet">
                    {line.lots.map(lot => `${lot.store} ${lot.lot} 批 ${lot.quantity}`).join('；')}
                  </div>
                )}
              </>
            ),
          },
          {
            title: '申请',
            width: 90,
            numeric: true,
            show: line => (line.quantity === null ? '整体' : `${line.quantity} ${line.unit}`),
          },
          { title: '实发', width: 70, numeric: true, show: line => shown(line.issued) },
          { title: '实收', width: 70, numeric: true, show: line => shown(line.received) },
          { title: '归还', width: 70, numeric: true, show: line => line.returned || '' },
          { title: '损坏', width: 70, numeric: true, show: line => line.damaged || '' },
          { title: '消耗', width: 70, numeric: true, show: line => line.consumed || '' },
          { title: '在外', width: 70, numeric: true, show: line => line.outstanding || '' },
        ]}
      />
    </section>
  )
}

const checkWords = { open: '未确认', confirmed: '已确认', waived: '免除', failed: '不合格' }

function Checks({ of }: { of: CallUpView }) {
  if (of.checks.length === 0) return null
  return (
    <section className="panel">
      <h2>出发前检查</h2>
      <ul className="call-up-checks">
        {of.checks.map(check => (
          <li key={check.code} className={check.state}>
            <span>{check.label}</span>
            <span className="quiet">
              {checkWords[check.state]}
              {check.reason && `：${check.reason}`} {check.byName}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Costs({ of, onAdd }: { of: CallUpView; onAdd: () => void }) {
  if (of.costs.length === 0 && !of.may.addCost) return null
  return (
    <section className="panel">
      <h2>
        费用 <small>{of.costs.length > 0 && `${yuan(of.costTotal)} 元${of.costFinal ? '' : '（截至目前）'}`}</small>
        <span className="spread" />
        {of.may.addCost && (
          <Button size="small" onClick={onAdd}>
            登记其他费用
          </Button>
        )}
      </h2>
      {of.costs.length === 0 ? (
        <Nothing what="还没有费用。人员、车辆按天，物资按消耗计价；外购服务在这里登记" />
      ) : (
        <Rows
          items={of.costs}
          keyOf={cost => cost.id}
          columns={[
            { title: '项目', show: cost => cost.title },
            { title: '数量', width: 100, numeric: true, show: cost => `${cost.quantity} ${cost.unit}` },
            { title: '单价', width: 90, numeric: true, show: cost => yuan(cost.unitPrice) },
            { title: '金额', width: 100, numeric: true, show: cost => yuan(cost.amount) },
            {
              title: '计价依据',
              minor: true,
              show: cost => <span className="quiet">{cost.basis || cost.byName}</span>,
            },
          ]}
        />
      )}
    </section>
  )
}

function Track({ of }: { of: CallUpView }) {
  const now = useMinute()
  if (of.positions.length === 0 && !of.may.position) return null
  return (
    <section className="panel">
      <h2>
        位置 <small>{of.eta && `预计 ${showTime(of.eta, now)} 到达`}</small>
      </h2>
      {of.positions.length === 0 ? (
        <Nothing what="出发后，驾驶员用手机打开本页上报位置，或登记途经地点" />
      ) : (
        <>
          <p className="padded">
            最后位置：
            <LastPlace of={{ ...of, last: of.positions[0] ?? null }} />
          </p>
          <ol className="course">
            {of.positions.slice(0, 12).map(one => (
              <li key={one.id}>
                <time>{showTime(one.at, now)}</time>
                <span>
                  {one.place || (one.position && `${one.position.lng.toFixed(4)}，${one.position.lat.toFixed(4)}`)}{' '}
                  <small className="quiet">
                    {one.how === 'phone' ? '手机' : '登记'} {one.byName} {showAgo(one.at, now)}
                  </small>
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  )
}
