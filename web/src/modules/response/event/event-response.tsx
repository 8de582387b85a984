import type { CallOutView, EventHandling } from '@anlan/contract/response.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, InputNumber, Radio, Select } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { SourceMark } from '../../../fields/source-mark.tsx'
import { UnitSelect } from '../../../fields/unit-select.tsx'
import { useMinute } from '../../../ui/clock/clock.ts'
import { Countdown } from '../../../ui/clock/countdown.tsx'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { InstantField } from '../../../ui/form/instant-field.tsx'
import { Loaded } from '../../../ui/states.tsx'
import { showTime } from '../../../ui/time.ts'
import { eventResponsesQuery, handlingQuery, type Offer, offersQuery, useHandlingActs } from '../requests.ts'
import { ModeMark, ResponseLevelWord } from '../response-words.tsx'
import { OfferGrounds } from './offer-grounds.tsx'
import { StartDrawer, type StartFrom } from './start-drawer.tsx'

type Act = 'callOut' | 'participate' | 'handOver'

/** 指挥处置 of an event: which response fits and why, what runs, who was called out, how the county took part. */
export function EventResponse({ eventId, title }: { eventId: string; title: string }) {
  const handling = useQuery(handlingQuery(eventId))
  const running = useQuery(eventResponsesQuery(eventId))
  const [from, setFrom] = useState<StartFrom | null>(null)
  const [act, setAct] = useState<Act | null>(null)
  return (
    <section className="panel event-response">
      <h2>
        指挥处置
        <span className="spread" />
        {handling.data?.may.start && (
          <Button size="small" onClick={() => setFrom({ eventId, subject: title })}>
            启动响应
          </Button>
        )}
      </h2>
      {running.data?.items.map(one => (
        <div key={one.id} className="offer-row">
          <ResponseLevelWord level={one.responseLevel} />
          <ModeMark mode={one.mode} />
          <Link to={`/responses/${one.id}`}>{one.state === 'ended' ? '已终止，查看' : '进入处置'}</Link>
          <span className="quiet">
            {one.leadUnitName}牵头 · 任务 {one.tasks - one.openTasks}/{one.tasks}
          </span>
          {one.overdueTasks > 0 && <b className="overdue-tag">超时 {one.overdueTasks} 项</b>}
          {one.refusedTasks > 0 && <b>待裁定 {one.refusedTasks} 项</b>}
        </div>
      ))}
      <Offers
        eventId={eventId}
        onChoose={offer => setFrom({ eventId, subject: title, topic: offer.topic, level: offer.level, offer })}
      />
      <Loaded of={handling} rows={2}>
        {view => <Handling view={view} onAct={setAct} />}
      </Loaded>
      {from && <StartDrawer open onClose={() => setFrom(null)} from={from} />}
      {handling.data && (
        <HandlingDrawers eventId={eventId} view={handling.data} act={act} onClose={() => setAct(null)} />
      )}
    </section>
  )
}

function Offers({ eventId, onChoose }: { eventId: string; onChoose: (offer: Offer) => void }) {
  const { data } = useQuery(offersQuery(eventId))
  const [all, setAll] = useState(false)
  const offers = (data?.items ?? []).filter(
    offer => offer.mayStart && (offer.runningLevel === null || offer.level < offer.runningLevel),
  )
  const reached = offers.filter(offer => offer.levelReached)
  const first = reached.length > 0 ? reached : offers.slice(0, 2)
  return (
    <>
      {(all ? offers : first).map(offer => (
        <OfferRow key={offer.planId ?? offer.templateId} offer={offer} onChoose={onChoose} />
      ))}
      {!all && offers.length > first.length && (
        <button type="button" className="link padded" onClick={() => setAll(true)}>
          其他适用预案 {offers.length - first.length} 个
        </button>
      )}
    </>
  )
}

function OfferRow({ offer, onChoose }: { offer: Offer; onChoose: (offer: Offer) => void }) {
  return (
    <div className="offer-row">
      <b>
        {offer.levelReached ? '建议：' : '适用：'}
        {offer.name}
      </b>
      {offer.plan && offer.levelReached && <ResponseLevelWord level={offer.level} />}
      {!offer.plan && <SourceMark confidence={offer.source.confidence} />}
      {offer.runningLevel === null ? (
        <button type="button" className="link" onClick={() => onChoose(offer)}>
          按此启动
        </button>
      ) : (
        <Link to={`/responses/${offer.responseId}`}>去调整级别</Link>
      )}
      <OfferGrounds offer={offer} />
      <p className="quiet">
        {offer.levelReached ? `启动条件：${offer.conditions || '见预案'}。` : '没有达到自动匹配条件，请研判级别。'}
        {offer.starters.length > 0 && `由${offer.starters.join('或')}决定`}
      </p>
    </div>
  )
}

function Handling({ view, onAct }: { view: EventHandling; onAct: (act: Act) => void }) {
  const now = useMinute()
  const acts = useHandlingActs()
  const [team, setTeam] = useState<CallOutView | null>(null)
  return (
    <>
      {view.callOuts.map(one => (
        <div key={one.id} className="plain-row">
          <b>{one.unitName}先期处置</b>
          {one.assembledAt ? (
            <span>
              {one.people} 人，{showTime(one.assembledAt, now)} 集结
            </span>
          ) : (
            <Countdown dueAt={one.dueAt} />
          )}
          {one.may.report && (
            <Button size="small" type="primary" onClick={() => setTeam(one)}>
              报告集结
            </Button>
          )}
          <p className="quiet">{[one.order, one.place, one.note].filter(Boolean).join('；')}</p>
        </div>
      ))}
      {view.participations.map(one => (
        <div key={one.id} className="plain-row">
          <b>县级参与</b>
          <span>
            {one.unitName}
            {one.how === 'onScene' ? '到场' : '协调'}：{one.people}
          </span>
          <p className="quiet">{one.note}</p>
        </div>
      ))}
      <div className="plain-row">
        <span>
          负责：{view.responsible}
          {view.handovers.length > 0 && <span className="quiet">（{view.handovers.at(-1)?.reason}）</span>}
        </span>
        {view.participationOwed && <b>{view.participationBecause}，应登记县级参与处置记录</b>}
      </div>
      {(view.may.callOut || view.may.record) && (
        <div className="padded response-acts no-print">
          {view.may.callOut && (
            <Button size="small" onClick={() => onAct('callOut')}>
              调集村应急队
            </Button>
          )}
          {view.may.record && (
            <>
              <Button size="small" onClick={() => onAct('participate')}>
                登记县级参与
              </Button>
              <Button size="small" onClick={() => onAct('handOver')}>
                责任上移下移
              </Button>
            </>
          )}
        </div>
      )}
      {team && (
        <ActionDrawer<{ people: number; note?: string }>
          open
          title={`${team.unitName}应急小分队集结`}
          act="报告集结"
          onAct={values => acts.assemble.mutateAsync({ ...values, id: team.id })}
          onClose={() => setTeam(null)}
        >
          <Form.Item name="people" label="集结人数" rules={[{ required: true, message: '请填写集结人数' }]}>
            <InputNumber min={0} autoFocus />
          </Form.Item>
          <Form.Item name="note" label="先期处置情况">
            <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
          </Form.Item>
        </ActionDrawer>
      )}
    </>
  )
}

const needed = (message: string) => [{ required: true, message }]

function HandlingDrawers(props: { eventId: string; view: EventHandling; act: Act | null; onClose: () => void }) {
  const { eventId, view, act, onClose } = props
  const acts = useHandlingActs()
  return (
    <>
      <ActionDrawer<{ unitId: string; order: string; place?: string; minutes?: number }>
        open={act === 'callOut'}
        title="调集村应急队先期处置"
        act="调集"
        initial={view.callable[0] ? { unitId: view.callable[0].unitId } : {}}
        consequence="将通知该单位值班人员并列入电话通知，无人确认逐级催告；到时未集结的计超时。"
        onAct={(values, id) => acts.callOut.mutateAsync({ ...values, id, eventId })}
        onClose={onClose}
      >
        <Form.Item name="unitId" label="单位" rules={needed('请选择单位')}>
          <Select options={view.callable.map(one => ({ value: one.unitId, label: one.unitName }))} />
        </Form.Item>
        <Form.Item name="order" label="先期处置要求" rules={needed('请填写先期处置要求')}>
          <Input.TextArea
            autoFocus
            autoSize={{ minRows: 2 }}
            maxLength={300}
            placeholder="疏散群众、警戒、清点人数；遇生命危险立即撤离"
          />
        </Form.Item>
        <Form.Item name="place" label="集结地点">
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="minutes" label="集结时限（分钟）">
          <InputNumber min={1} max={1440} placeholder="15" />
        </Form.Item>
      </ActionDrawer>
      <ActionDrawer<{ unitId: string; how: 'onScene' | 'coordinated'; people: string; from: string; note: string }>
        open={act === 'participate'}
        title="登记县级参与处置"
        act="登记"
        initial={{ how: 'onScene' }}
        onAct={(values, id) => acts.participate.mutateAsync({ ...values, id, eventId })}
        onClose={onClose}
      >
        <Form.Item name="unitId" label="参与单位" rules={needed('请选择参与单位')}>
          <UnitSelect kinds={['department', 'office', 'leadership', 'team']} />
        </Form.Item>
        <Form.Item name="how" label="参与方式">
          <Radio.Group
            options={[
              { value: 'onScene', label: '到场参与' },
              { value: 'coordinated', label: '协调处置' },
            ]}
          />
        </Form.Item>
        <Form.Item name="people" label="参与人员" rules={needed('请填写参与人员')}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="from" label="开始时间" rules={needed('请填写开始时间')}>
          <InstantField />
        </Form.Item>
        <Form.Item name="note" label="参与情况" rules={needed('请填写参与情况')}>
          <Input.TextArea autoSize={{ minRows: 3 }} maxLength={500} />
        </Form.Item>
      </ActionDrawer>
      <ActionDrawer<{ direction: 'up' | 'down'; toName: string; reason: string }>
        open={act === 'handOver'}
        title="处置责任上移或下移"
        act="登记"
        initial={{ direction: 'up' }}
        onAct={(values, id) => acts.handOver.mutateAsync({ ...values, id, eventId })}
        onClose={onClose}
      >
        <Form.Item name="direction" label="方向">
          <Radio.Group
            options={[
              { value: 'up', label: '上移' },
              { value: 'down', label: '下移' },
            ]}
          />
        </Form.Item>
        <Form.Item name="toName" label="移交后负责单位" rules={needed('请填写移交后负责单位')}>
          <Input maxLength={60} placeholder="沧宁市人民政府" />
        </Form.Item>
        <Form.Item name="reason" label="移交理由" rules={needed('请填写移交理由')}>
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
        </Form.Item>
      </ActionDrawer>
    </>
  )
}
