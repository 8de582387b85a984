import { type ShelterView, shelterDurations, shelterStates } from '@anlan/contract/shelter.ts'
import { useQuery } from '@tanstack/react-query'
import { Tabs } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { Permitted } from '../../app/session.tsx'
import { FindBar } from '../../ui/form/find-bar.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { County } from './county.tsx'
import { Gaps } from './gaps.tsx'
import { Nearest } from './nearest.tsx'
import { pictureQuery, sheltersQuery } from './requests.ts'
import { Standards } from './standards.tsx'
import './shelter.css'

/** 应急避难场所: which there are and how full they are, which villages have none, and where people of a village go. */
export function SheltersPage() {
  const [params, setParams] = useSearchParams()
  const picture = useQuery(pictureQuery)
  return (
    <>
      <header className="head">
        <h1>应急避难场所</h1>
        <span className="spread" />
        <Permitted to="register.edit">
          <Link to="/registers/shelters">登记和导入</Link>
        </Permitted>
      </header>
      <Loaded of={picture} rows={2}>
        {shown => (
          <section className="panel shelter-figures" aria-label="全县概况">
            <Figure label="在用场所" value={`${shown.shelters} 处`} />
            <Figure label="可容纳" value={`${shown.capacity.toLocaleString()} 人`} />
            <Figure
              label="常住人口占比"
              value={shown.population ? `${((shown.capacity / shown.population) * 100).toFixed(1)}%` : '—'}
            />
            <Figure label="已启用" value={`${shown.open} 处`} />
            <Figure label="现有避难人员" value={`${shown.occupants.toLocaleString()} 人`} />
            <Figure label="无场所的村（社区）" value={`${shown.gaps.length} 个`} warns={shown.gaps.length > 0} />
          </section>
        )}
      </Loaded>
      <section className="panel">
        <Tabs
          tabBarStyle={{ margin: 0, padding: '0 12px' }}
          activeKey={params.get('tab') ?? 'list'}
          onChange={tab => setParams({ tab }, { replace: true })}
          items={[
            { key: 'list', label: '场所', children: <Shelters /> },
            { key: 'gaps', label: '缺口清单', children: <Gaps /> },
            { key: 'county', label: '分乡镇', children: <County /> },
            { key: 'nearest', label: '就近疏散', children: <Nearest /> },
            { key: 'standards', label: '人均面积', children: <Standards /> },
          ]}
        />
      </section>
    </>
  )
}

function Figure({ label, value, warns }: { label: string; value: string; warns?: boolean }) {
  return (
    <div className={warns ? 'shelter-warns' : undefined}>
      <span className="quiet">{label}</span>
      <b>{value}</b>
    </div>
  )
}

function Shelters() {
  const list = useQuery(sheltersQuery)
  const [text, setText] = useState('')
  const [state, setState] = useState<string>()
  const go = useNavigate()
  const fits = (one: ShelterView) =>
    `${one.name}${one.unitName}${one.townName}`.includes(text.trim()) &&
    (state === undefined || (state === 'open' ? one.opening !== null : one.state === state))
  // Those that are open stand above all others, the fullest first; then those that whoever asks may open.
  const inOrder = (a: ShelterView, b: ShelterView) =>
    Number(b.opening !== null) - Number(a.opening !== null) ||
    b.occupants - a.occupants ||
    Number(b.mayOpen) - Number(a.mayOpen) ||
    b.capacity - a.capacity
  return (
    <>
      <FindBar
        what="避难场所"
        hint="场所、村或乡镇名称"
        onText={setText}
        choices={[
          {
            by: '状态',
            value: state,
            onChange: setState,
            options: [
              { value: 'open', label: '已启用' },
              ...Object.entries(shelterStates).map(([value, label]) => ({ value, label })),
            ],
          },
        ]}
        count={list.data && `${list.data.items.filter(fits).length} 处`}
      />
      <Loaded of={list} rows={10}>
        {({ items }) => {
          const shown = items.filter(fits).sort(inOrder)
          return shown.length === 0 ? (
            <Nothing what={items.length ? '没有符合条件的场所' : '还没有登记避难场所。点右上角“登记和导入”开始'} />
          ) : (
            <Rows
              items={shown}
              keyOf={one => one.id}
              onOpen={one => void go(`/shelters/${one.id}`)}
              columns={[
                { title: '名称', show: one => one.name },
                { title: '管理单位', width: 180, show: one => one.unitName },
                { title: '时长', width: 70, minor: true, show: one => shelterDurations[one.duration] },
                {
                  title: '状态',
                  width: 110,
                  show: one =>
                    one.opening ? (
                      <b>已启用</b>
                    ) : (
                      `${shelterStates[one.state]}${one.targetYear && one.state !== 'inUse' ? ` ${one.targetYear}` : ''}`
                    ),
                },
                { title: '可容纳', width: 90, numeric: true, show: one => one.capacity.toLocaleString() },
                { title: '在场', width: 80, numeric: true, show: one => (one.opening ? one.occupants : '') },
                { title: '空余', width: 80, numeric: true, show: one => (one.opening ? one.free : '') },
                {
                  title: '管理人',
                  width: 190,
                  show: one =>
                    one.keeper ? (
                      <>
                        {one.keeper.name} <a href={`tel:${one.keeper.phone}`}>{one.keeper.phone}</a>
                      </>
                    ) : (
                      <span className="quiet">未登记</span>
                    ),
                },
              ]}
            />
          )
        }}
      </Loaded>
    </>
  )
}
