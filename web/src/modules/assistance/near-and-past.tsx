import type { Assistance } from '@anlan/contract/assistance.ts'
import { Link } from 'react-router'
import { Nothing } from '../../ui/states.tsx'

/** Who nearest to the event has what the list and the plan ask for. */
export function NearestNeeded({ resources }: { resources: Assistance['resources'] }) {
  return (
    <section className="panel">
      <h2>最近的资源 {resources && <small>以{resources.exact ? '事发位置' : `${resources.place}中心`}计</small>}</h2>
      {!resources && <Nothing what="事发位置和乡镇都没有坐标，无法就近查找" />}
      {resources?.items.length === 0 && <p className="quiet padded">清单和预案没有要求具体资源。</p>}
      {resources?.items.map(need => (
        <div key={need.capability} className="plain-row">
          <b>
            {need.name} {need.wanted} {need.unit}
          </b>
          {need.missing > 0 && <b className="overdue-tag">缺 {Math.round(need.missing)}</b>}
          <Link to={need.link} className="no-print">
            全部
          </Link>
          <ul className="near-list">
            {need.hits.map(hit => (
              <li key={hit.id}>
                <Link to={hit.link}>{hit.name}</Link>
                <span className="quiet">
                  {[
                    hit.unitName !== hit.name && hit.unitName,
                    hit.free !== null && `可用 ${hit.free}`,
                    hit.metres !== null && `${(hit.metres / 1000).toFixed(1)} 公里`,
                    hit.roadMinutes !== null && `约 ${Math.round(hit.roadMinutes)} 分钟`,
                    hit.stale && '久未核实',
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
                {hit.keeper && !hit.keeper.phone.includes('*') && (
                  <a href={`tel:${hit.keeper.phone}`}>{hit.keeper.phone}</a>
                )}
              </li>
            ))}
          </ul>
          <p className="quiet">{need.because.join('；')}</p>
        </div>
      ))}
    </section>
  )
}

/** What was like it before, and why it is thought so. */
export function SimilarCases({ cases }: { cases: Assistance['cases'] }) {
  return (
    <section className="panel">
      <h2>
        相似案例 <small>比对 {cases.compared} 件</small>
        <span className="spread" />
        <Link to="/registers/case-summaries" className="no-print">
          案例库
        </Link>
      </h2>
      {cases.items.length === 0 && <Nothing what="没有得分够高的案例；处置结束后请把经验教训登记到案例库" />}
      {cases.items.map(one => (
        <article key={one.id} className="past-case">
          <p>
            <Link to={one.link}>
              <b>{one.title}</b>
            </Link>{' '}
            <b className="figure">{one.score} 分</b>{' '}
            <span className="quiet">{[one.when, one.place, one.source].filter(Boolean).join(' · ')}</span>
          </p>
          {one.lessons && <p>教训：{one.lessons}</p>}
          {one.measures && <p>处置：{one.measures}</p>}
          {!one.lessons && <p>{one.summary}</p>}
          <p className="quiet">
            {one.reasons.map(reason => `${reason.part} ${reason.points}/${reason.of}（${reason.words}）`).join('；')}
          </p>
        </article>
      ))}
    </section>
  )
}
