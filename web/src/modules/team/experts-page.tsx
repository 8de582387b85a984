import { type ConsultationView, consultationManners, type ExpertLine } from '@anlan/contract/team-expert.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useParams, useSearchParams } from 'react-router'
import { usePermits } from '../../app/session.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { showAgo, showInstant, showTime } from '../../ui/time.ts'
import { openEventsQuery } from '../event-report/event/requests.ts'
import { consultationsQuery, expertsQuery, useAskExpert, useRecordOpinion } from './requests.ts'
import './team.css'

/** 应急专家 by field; `?event=` asks on behalf of an event. */
export function ExpertsPage() {
  const [params, setParams] = useSearchParams()
  const eventId = params.get('event')
  const field = params.get('field') ?? undefined
  const [asked, setAsked] = useState<ExpertLine | null>(null)
  const may = usePermits()
  const now = useMinute()
  const go = useNavigate()
  return (
    <>
      <header className="head">
        <h1>应急专家</h1>
        {eventId && <Link to={`/events/${eventId}`}>返回事件</Link>}
        <span className="spread" />
        <Link to="/registers/experts">台账（聘任、续聘、导入）</Link>
      </header>
      {eventId && <EventConsultations eventId={eventId} />}
      <section className="panel">
        <Loaded of={useQuery(expertsQuery)}>
          {({ items }) => {
            const fields = [...new Map(items.flatMap(one => one.fields.map(it => [it.code, it.label] as const)))]
            const shown = items.filter(one => !field || one.fields.some(it => it.code === field))
            return (
              <>
                <div className="filters">
                  <Select
                    allowClear
                    placeholder="专业领域"
                    style={{ width: 200 }}
                    value={field}
                    onChange={(value: string | undefined) =>
                      setParams(
                        { ...(eventId && { event: eventId }), ...(value && { field: value }) },
                        { replace: true },
                      )
                    }
                    options={fields.map(([value, label]) => ({ value, label }))}
                  />
                  <span className="quiet">{shown.length} 位</span>
                </div>
                {shown.length === 0 ? (
                  <Nothing what="没有登记专家。到应急专家台账中登记或导入" />
                ) : (
                  <Rows
                    items={shown}
                    keyOf={one => one.id}
                    onOpen={one => void go(`/experts/${one.id}`)}
                    columns={[
                      { title: '姓名', width: 90, show: one => <b>{one.name}</b> },
                      { title: '专业', width: 160, show: one => one.fields.map(it => it.label).join('、') },
                      { title: '单位', show: one => one.employer },
                      { title: '职称', width: 110, minor: true, show: one => one.title },
                      {
                        title: '电话',
                        width: 130,
                        show: one =>
                          one.phone && (
                            <a href={`tel:${one.phone}`} onClick={event => event.stopPropagation()}>
                              {one.phone}
                            </a>
                          ),
                      },
                      {
                        title: '聘期至',
                        named: true,
                        width: 130,
                        show: one => (one.expired ? <b>{one.termUntil} 已满</b> : one.termUntil),
                      },
                      {
                        title: '咨询',
                        named: true,
                        width: 120,
                        show: one => (one.lastServedAt ? `${one.served} 次，${showAgo(one.lastServedAt, now)}` : ''),
                      },
                      {
                        title: '',
                        width: 70,
                        show: one =>
                          may('team.consult') && (
                            <Button
                              size="small"
                              onClick={event => {
                                event.stopPropagation()
                                setAsked(one)
                              }}
                            >
                              咨询
                            </Button>
                          ),
                      },
                    ]}
                  />
                )}
              </>
            )
          }}
        </Loaded>
      </section>
      {asked && <AskDrawer expert={asked} eventId={eventId} onClose={() => setAsked(null)} />}
    </>
  )
}

function EventConsultations({ eventId }: { eventId: string }) {
  const { data } = useQuery(consultationsQuery({ eventId }))
  return data && data.items.length > 0 ? (
    <section className="panel">
      <Consultations items={data.items} />
    </section>
  ) : null
}

/** One expert with everything he was asked. */
export function ExpertPage() {
  const { id = '' } = useParams()
  const may = usePermits()
  const [isOpen, setOpen] = useState(false)
  const consultations = useQuery({ ...consultationsQuery({ expertId: id }), enabled: may('team.consult') })
  return (
    <Loaded of={useQuery(expertsQuery)}>
      {({ items }) => {
        const expert = items.find(one => one.id === id)
        if (!expert) return <Nothing what="没有这位专家，或已解聘" />
        return (
          <>
            <header className="head">
              <h1>{expert.name}</h1>
              <span className="word-tag">{expert.fields.map(one => one.label).join('、')}</span>
              <span className="spread" />
              <Link to={`/registers/experts?record=${id}`}>台账记录（续聘）</Link>
              {may('team.consult') && (
                <Button type="primary" onClick={() => setOpen(true)}>
                  咨询
                </Button>
              )}
            </header>
            {expert.expired && (
              <p className="team-warning">聘期已于 {expert.termUntil} 届满，请续聘或解聘；确需咨询须说明理由。</p>
            )}
            <section className="panel">
              <dl className="team-facts">
                <dt>单位职称</dt>
                <dd>
                  {expert.employer} {expert.title}
                </dd>
                <dt>电话</dt>
                <dd>{expert.phone && <a href={`tel:${expert.phone}`}>{expert.phone}</a>}</dd>
                <dt>聘期至</dt>
                <dd>{expert.termUntil}</dd>
                <dt>服务记录</dt>
                <dd>{expert.served} 次</dd>
              </dl>
            </section>
            {may('team.consult') && (
              <section className="panel">
                <Loaded of={consultations}>
                  {({ items: asked }) =>
                    asked.length === 0 ? <Nothing what="还没有咨询记录" /> : <Consultations items={asked} />
                  }
                </Loaded>
              </section>
            )}
            {isOpen && <AskDrawer expert={expert} eventId={null} onClose={() => setOpen(false)} />}
          </>
        )
      }}
    </Loaded>
  )
}

function Consultations({ items }: { items: ConsultationView[] }) {
  const [answered, setAnswered] = useState<ConsultationView | null>(null)
  const now = useMinute()
  return (
    <>
      <Rows
        items={items}
        keyOf={one => one.id}
        toneOf={one => (one.opinion ? undefined : 'waiting')}
        columns={[
          { title: '时间', width: 130, show: one => `${showTime(one.askedAt, now)}` },
          { title: '专家', width: 80, show: one => <Link to={`/experts/${one.expertId}`}>{one.expertName}</Link> },
          {
            title: '事件',
            width: 160,
            show: one => one.eventId && <Link to={`/events/${one.eventId}`}>{one.eventTitle ?? '查看事件'}</Link>,
          },
          { title: '问题', show: one => one.question },
          {
            title: '意见',
            show: one =>
              one.opinion ? (
                <>
                  {one.opinion}{' '}
                  <span className="quiet">
                    {one.manner && consultationManners[one.manner]} {one.givenAt && showInstant(one.givenAt)}
                  </span>
                </>
              ) : one.mayAnswer ? (
                <Button size="small" onClick={() => setAnswered(one)}>
                  登记意见
                </Button>
              ) : (
                '等待答复'
              ),
          },
        ]}
      />
      {answered && <OpinionDrawer of={answered} onClose={() => setAnswered(null)} />}
    </>
  )
}

function AskDrawer({ expert, eventId, onClose }: { expert: ExpertLine; eventId: string | null; onClose: () => void }) {
  const ask = useAskExpert()
  const go = useNavigate()
  const events = useQuery(openEventsQuery)
  return (
    <ActionDrawer<{ eventId?: string; question: string; reason?: string }>
      open
      title={`咨询 ${expert.name}（${expert.phone ?? '无电话'}）`}
      act="登记咨询"
      initial={eventId ? { eventId } : {}}
      consequence="先打电话，再把问题记下；专家答复后在咨询记录中登记意见。"
      onAct={async (values, id) => {
        await ask.mutateAsync({
          expertId: expert.id,
          id,
          question: values.question,
          eventId: values.eventId ?? null,
          reason: values.reason ?? '',
        })
        void go(`/experts/${expert.id}`)
      }}
      onClose={onClose}
    >
      <Form.Item name="eventId" label="所涉事件">
        <Select
          allowClear
          placeholder="与事件无关可不选"
          options={(events.data?.items ?? []).map(event => ({ value: event.id, label: event.title }))}
        />
      </Form.Item>
      <Form.Item name="question" label="咨询问题" required>
        <Input.TextArea rows={3} />
      </Form.Item>
      {expert.expired && (
        <Form.Item name="reason" label="聘期已满仍咨询的理由" required>
          <Input />
        </Form.Item>
      )}
    </ActionDrawer>
  )
}

function OpinionDrawer({ of, onClose }: { of: ConsultationView; onClose: () => void }) {
  const record = useRecordOpinion(of.id)
  return (
    <ActionDrawer<{ opinion: string; manner: 'phone' | 'scene' | 'video' | 'written' }>
      open
      title={`${of.expertName}的意见`}
      act="登记意见"
      initial={{ manner: 'phone' }}
      onAct={values => record.mutateAsync(values)}
      onClose={onClose}
    >
      <p>{of.question}</p>
      <Form.Item name="opinion" label="专家意见" required>
        <Input.TextArea rows={4} />
      </Form.Item>
      <Form.Item name="manner" label="方式" required>
        <Radio.Group options={Object.entries(consultationManners).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
    </ActionDrawer>
  )
}
