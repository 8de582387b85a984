import type { Assistance } from '@anlan/contract/assistance.ts'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { LevelTag } from '../../fields/level-tag.tsx'
import { SourceLegend, SourceMark } from '../../fields/source-mark.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { OfferGrounds } from '../response/event/offer-grounds.tsx'
import { StartDrawer, type StartFrom } from '../response/event/start-drawer.tsx'
import { ResponseLevelWord } from '../response/response-words.tsx'
import '../response/response.css'
import { Checklist } from './checklist.tsx'
import { NearestNeeded, SimilarCases } from './near-and-past.tsx'
import { assistanceQuery } from './requests.ts'
import { Substances } from './substance-guide.tsx'
import './assistance.css'

/** 辅助决策 of one event on one screen: suggestions with their rule and record. People decide. */
export function AssistancePage() {
  const { id = '' } = useParams()
  const assistance = useQuery(assistanceQuery(id))
  const now = useMinute()
  return (
    <Loaded of={assistance} rows={10}>
      {view => (
        <div className="assistance">
          <header className="head">
            <div>
              <div className="crumbs">
                <Link to={`/events/${id}`}>{view.event.title}</Link>
              </div>
              <h1>辅助决策</h1>
              <span className="quiet">
                {view.event.typeNames.join('、')} · {showTime(view.event.knownAt, now)} 获知
              </span>{' '}
              {view.event.level && <LevelTag level={view.event.level} />}
            </div>
            <span className="spread" />
            <Button className="no-print" onClick={() => window.print()}>
              打印
            </Button>
          </header>
          <div className="assistance-body">
            <Checklist eventId={id} checklist={view.checklist} />
            <div className="assistance-side">
              <Offers eventId={id} title={view.event.title} offers={view.offers} />
              <Substances substances={view.substances} />
            </div>
            <div className="assistance-side">
              <NearestNeeded resources={view.resources} />
              <SimilarCases cases={view.cases} />
            </div>
          </div>
          <p className="quiet">
            以上按规则和台账列出，供参考，由值班和指挥人员决定。
            <SourceLegend />
          </p>
        </div>
      )}
    </Loaded>
  )
}

function Offers({ eventId, title, offers }: { eventId: string; title: string; offers: Assistance['offers'] }) {
  const [from, setFrom] = useState<StartFrom | null>(null)
  const [all, setAll] = useState(false)
  const reached = offers.filter(offer => offer.levelReached)
  const first = reached.length > 0 ? reached.slice(0, 2) : offers.slice(0, 1)
  return (
    <section className="panel event-response">
      <h2>适用预案和响应级别</h2>
      {offers.length === 0 && <Nothing what="没有匹配的在用预案和响应分级" />}
      {(all ? offers : first).map(offer => (
        <div key={offer.planId ?? offer.templateId} className="offer-row">
          <b>
            {offer.levelReached ? '建议：' : '适用：'}
            {offer.planId ? <Link to={`/plans/${offer.planId}`}>{offer.name}</Link> : offer.name}
          </b>
          {offer.plan && offer.levelReached && <ResponseLevelWord level={offer.level} />}
          {!offer.plan && <SourceMark confidence={offer.source.confidence} />}
          {offer.responseId ? (
            <Link to={`/responses/${offer.responseId}`}>响应已启动</Link>
          ) : (
            offer.mayStart && (
              <button
                type="button"
                className="link no-print"
                onClick={() => setFrom({ eventId, subject: title, topic: offer.topic, level: offer.level, offer })}
              >
                按此启动
              </button>
            )
          )}
          <OfferGrounds offer={offer} />
          <p className="quiet">
            {offer.levelReached ? `启动条件：${offer.conditions || '见预案'}。` : '没有达到自动匹配条件，请研判级别。'}
            {offer.starters.length > 0 && `由${offer.starters.join('或')}决定`}
          </p>
        </div>
      ))}
      {!all && offers.length > first.length && (
        <button type="button" className="link padded no-print" onClick={() => setAll(true)}>
          其他适用预案 {offers.length - first.length} 个
        </button>
      )}
      {from && <StartDrawer open onClose={() => setFrom(null)} from={from} />}
    </section>
  )
}
