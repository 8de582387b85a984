import type { Assistance, SubstanceGuide } from '@anlan/contract/assistance.ts'
import { useQuery } from '@tanstack/react-query'
import { Input } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { SourceMark } from '../../fields/source-mark.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { substancesQuery } from './requests.ts'

type Found = Assistance['substances']

export const metresWords = (metres: number | null): string =>
  metres === null ? '未载明' : metres >= 1000 ? `${metres / 1000} 公里` : `${metres} 米`
const km = (value: number | null) => (value === null ? '—' : `${value} 公里`)

/** What to do about what the event names; another substance is looked up by number or name. */
export function Substances({ substances }: { substances: Found }) {
  const [text, setText] = useState('')
  const found = useQuery(substancesQuery(text))
  return (
    <section className="panel">
      <h2>
        危险化学品处置指南
        <span className="spread" />
        <Link to="/registers/hazardous-substances" className="no-print">
          全部
        </Link>
      </h2>
      <div className="padded no-print">
        <Input.Search
          allowClear
          placeholder="UN 编号、名称或 CAS 号"
          aria-label="查危险化学品"
          onSearch={value => setText(value.trim())}
        />
      </div>
      {text !== '' && (
        <Loaded of={found} rows={2}>
          {({ items }) =>
            items.length === 0 ? (
              <Nothing what={`没有查到“${text}”，请核对标牌，按不明物质从严隔离，并咨询专家`} />
            ) : (
              items.map(one => (
                <Guide key={one.guide.id} guide={one.guide} because={one.because} isFolded={items.length > 1} />
              ))
            )
          }
        </Loaded>
      )}
      {text === '' && substances.length === 0 && (
        <p className="quiet padded">事件中没有提到已知的危险化学品。登记 UN 编号或涉及物质后自动列出。</p>
      )}
      {text === '' &&
        substances.map((one, i) => (
          <Guide key={one.guide.id} guide={one.guide} because={one.because} isFolded={i > 0} />
        ))}
    </section>
  )
}

function Guide({ guide, because, isFolded }: { guide: SubstanceGuide; because: string; isFolded: boolean }) {
  const [isOpen, setOpen] = useState(!isFolded)
  const parts: [string, string][] = [
    ['主要危险', guide.hazards],
    ['防护装备', guide.protection],
    ['泄漏', guide.spill],
    ['灭火', guide.fire],
    ['遇水', guide.water],
    ['急救', guide.firstAid],
    ['环境', guide.environment],
  ]
  return (
    <article className="guide">
      <button type="button" className="guide-name" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <b>
          {guide.name} UN {guide.unNumber}
        </b>
        <span className="quiet">
          {[guide.category, guide.state, guide.cas && `CAS ${guide.cas}`].filter(Boolean).join(' · ')}
        </span>
      </button>
      <p className="quiet">{because}</p>
      {isOpen && (
        <>
          <Distances guide={guide} />
          <dl className="guide-parts">
            {parts.map(
              ([name, words]) =>
                words && (
                  <div key={name}>
                    <dt>{name}</dt>
                    <dd>{words}</dd>
                  </div>
                ),
            )}
          </dl>
          <p className="quiet">
            来源 {guide.source}
            {guide.guide && `，指南 ${guide.guide}`} · <Link to={guide.link}>查看或更正记录</Link>
          </p>
        </>
      )}
    </article>
  )
}

function Distances({ guide }: { guide: SubstanceGuide }) {
  const byTable = [guide.small, guide.large].some(one => one.isolation !== null)
  return (
    <div className="distances">
      <p>
        立即隔离 <b>{metresWords(guide.isolation)}</b> · 大量泄漏下风向疏散 <b>{metresWords(guide.largeDownwind)}</b> ·
        罐体着火隔离 <b>{metresWords(guide.fireIsolation)}</b> <SourceMark confidence={guide.distanceMark} />
      </p>
      {byTable && (
        <table>
          <thead>
            <tr>
              <th>吸入毒性</th>
              <th>紧急隔离</th>
              <th>白天下风向</th>
              <th>夜间下风向</th>
            </tr>
          </thead>
          <tbody>
            {(
              [
                ['少量泄漏', guide.small],
                ['大量泄漏', guide.large],
              ] as const
            ).map(([name, one]) => (
              <tr key={name}>
                <td>{name}</td>
                <td>{metresWords(one.isolation)}</td>
                <td>{km(one.dayKm)}</td>
                <td>{km(one.nightKm)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {guide.distanceMark === '待核' && (
        <p className="check-defect">距离尚未与原表核对，先按较大值隔离，并请专家或企业技术人员确认。</p>
      )}
    </div>
  )
}
