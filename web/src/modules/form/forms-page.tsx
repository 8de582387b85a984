import type { CollectionView } from '@anlan/contract/form.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Segmented, Tabs } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { usePermits } from '../../app/session.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { DayField } from '../../ui/form/instant-field.tsx'
import { primary } from '../../ui/hotkeys.ts'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { dayOf, shiftDay, showTime } from '../../ui/time.ts'
import { OpenDrawer } from './open-drawer.tsx'
import { collectionsQuery, formsQuery, punctualityQuery } from './requests.ts'
import { ZeroReports } from './zero-reports.tsx'
import './form.css'

/** 表格与报送: what runs, who owes zero reports, how punctual units are, and the forms themselves. */
export function FormsPage() {
  const may = usePermits()
  const go = useNavigate()
  const [asked, setAsked] = useSearchParams()
  const [isOpening, setOpening] = useState(false)
  const tabs = [
    { key: 'collections', label: '报送任务' },
    { key: 'zero', label: '零报告' },
    { key: 'punctuality', label: '按时率' },
    { key: 'definitions', label: '表格' },
  ]
  const tab = tabs.find(one => one.key === asked.get('tab'))?.key ?? 'collections'
  return (
    <>
      <header className="head">
        <h1>表格与报送</h1>
        <span className="spread" />
        {tab === 'definitions' && may('form.define') && (
          <Button {...primary} onClick={() => void go('/forms/new')}>
            新建表格
          </Button>
        )}
        {tab === 'collections' && may('form.collect') && (
          <Button {...primary} onClick={() => setOpening(true)}>
            布置报送
          </Button>
        )}
      </header>
      <section className="panel">
        <Tabs
          activeKey={tab}
          onChange={next => setAsked({ tab: next })}
          items={tabs}
          tabBarStyle={{ margin: 0, padding: '0 12px' }}
        />
        {tab === 'collections' && <Collections />}
        {tab === 'zero' && <ZeroReports />}
        {tab === 'punctuality' && <Punctuality />}
        {tab === 'definitions' && <Definitions />}
      </section>
      <OpenDrawer open={isOpening} onClose={() => setOpening(false)} />
    </>
  )
}

function Collections() {
  const [state, setState] = useState<'open' | 'closed'>('open')
  const collections = useQuery(collectionsQuery(state))
  return (
    <>
      <div className="filters">
        <Segmented
          aria-label="状态"
          value={state}
          options={[
            { value: 'open', label: '进行中' },
            { value: 'closed', label: '已结束' },
          ]}
          onChange={setState}
        />
      </div>
      <Loaded of={collections}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing what={state === 'open' ? '没有进行中的报送任务，可选一张表布置报送' : '没有已结束的报送任务'} />
          ) : (
            <CollectionRows items={items} />
          )
        }
      </Loaded>
    </>
  )
}

export function CollectionRows({ items }: { items: CollectionView[] }) {
  const now = useMinute()
  return (
    <div className="form-wide">
      <table className="form-table">
        <thead>
          <tr>
            <th>报送任务</th>
            <th className="is-second">时间</th>
            <th className="is-second figure">单位</th>
            <th>本期</th>
            <th className="figure">已报</th>
            <th className="is-second figure">迟报</th>
            <th className="figure">未报</th>
          </tr>
        </thead>
        <tbody>
          {items.map(one => (
            <tr key={one.id}>
              <td>
                <Link to={`/form-collections/${one.id}`}>{one.title}</Link>
              </td>
              <td className="is-second">{one.scheduleWords}</td>
              <td className="is-second figure">{one.units}</td>
              <td>{one.current ? `${showTime(one.current.dueAt, now)} 前` : '未开放'}</td>
              <td className="figure">{one.current ? `${one.current.reported}/${one.current.owed}` : ''}</td>
              <td className="is-second figure">{one.current?.late || ''}</td>
              <td className="figure">{one.current && one.current.missing > 0 ? <b>{one.current.missing}</b> : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Punctuality() {
  const today = dayOf(useMinute())
  const [days, setDays] = useState({ from: `${today.slice(0, 7)}-01`, to: today })
  const rates = useQuery(punctualityQuery(days))
  return (
    <>
      <div className="filters">
        <span className="form-day">
          <DayField value={days.from} onChange={from => setDays({ ...days, from: from ?? shiftDay(today, -30) })} />
        </span>
        <span>至</span>
        <span className="form-day">
          <DayField value={days.to} onChange={to => setDays({ ...days, to: to ?? today })} />
        </span>
      </div>
      <Loaded of={rates}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing what="这段时间没有到期的报表" />
          ) : (
            <div className="form-wide">
              <table className="form-table">
                <thead>
                  <tr>
                    <th>单位</th>
                    <th className="figure">应报</th>
                    <th className="figure">按时</th>
                    <th className="figure">迟报</th>
                    <th className="figure">未报</th>
                    <th className="figure">按时率</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map(one => (
                    <tr key={one.unitId}>
                      <td>{one.unitName}</td>
                      <td className="figure">{one.owed}</td>
                      <td className="figure">{one.onTime}</td>
                      <td className="figure">{one.late || ''}</td>
                      <td className="figure">{one.missing || ''}</td>
                      <td className="figure">{one.percent === null ? '—' : `${one.percent}%`}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Loaded>
    </>
  )
}

function Definitions() {
  const forms = useQuery(formsQuery)
  return (
    <Loaded of={forms}>
      {({ items }) => (
        <div className="form-wide">
          <table className="form-table">
            <thead>
              <tr>
                <th>表格</th>
                <th>用途</th>
                <th>现行版本</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {items.map(form => (
                <tr key={form.id}>
                  <td>{form.mayDefine ? <Link to={`/forms/${form.id}`}>{form.name}</Link> : form.name}</td>
                  <td>{form.purpose}</td>
                  <td>
                    {form.version ? `第 ${form.version} 版` : '未发布'}
                    {form.version && form.draftChanged && '，有未发布的修改'}
                    {!form.enabled && '，已停用'}
                  </td>
                  <td>{form.version && <Link to={`/forms/${form.id}/print`}>打印空表</Link>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Loaded>
  )
}
