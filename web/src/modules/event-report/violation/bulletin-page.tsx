import { type BulletinMeasure, bulletinMeasures } from '@anlan/contract/fault-bulletin.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, DatePicker, Segmented } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { usePermits } from '../../../app/session.tsx'
import { UnitSelect } from '../../../fields/unit-select.tsx'
import { useMinute } from '../../../ui/clock/clock.ts'
import { Loaded, Nothing } from '../../../ui/states.tsx'
import { showOfficialDay } from '../../../ui/time.ts'
import { BulletinTable } from './bulletin-table.tsx'
import { CaseDrawer } from './case-drawer.tsx'
import { DraftDrawer } from './draft-drawer.tsx'
import { kindOf, monthOf, neighbour, type Period, quarterOf, thisMonth } from './period.ts'
import { type Asked, bulletinQuery } from './requests.ts'
import './bulletin.css'

/** 报送质量通报: 错漏拖瞒差 and the rates of a period, unit by unit; every number opens what it counts. */
export function BulletinPage() {
  const [params, setParams] = useSearchParams()
  const now = useMinute()
  const may = usePermits()
  const go = useNavigate()
  const [drafting, setDrafting] = useState(false)
  const month = thisMonth(now)
  const asked: Asked = {
    from: params.get('from') ?? month.from,
    to: params.get('to') ?? month.to,
    unit: params.get('unit') ?? undefined,
  }
  const measure = params.get('measure')
  const opened = measure && measure in bulletinMeasures ? (measure as BulletinMeasure) : null
  const bulletin = useQuery(bulletinQuery({ from: asked.from, to: asked.to, unit: opened ? undefined : asked.unit }))
  const set = (patch: Partial<Asked> & { measure?: string | undefined }) => {
    const next = new URLSearchParams()
    for (const [name, value] of Object.entries({ ...asked, ...patch })) if (value) next.set(name, value)
    setParams(next, { replace: true })
  }
  const paper = bulletin.data?.paper
  return (
    <>
      <header className="head">
        <h1>报送质量通报</h1>
        <span className="quiet">“错、漏、拖、瞒、差”按认定结论和时限台账计数；疑似问题认定前只列在“待认定”</span>
        <span className="spread" />
        <Button
          href={`/api/fault-bulletin/export.xlsx?${new URLSearchParams({ from: asked.from, to: asked.to, ...(asked.unit && { unit: asked.unit }) })}`}
        >
          导出表格
        </Button>
        {paper ? (
          <Button type="primary" onClick={() => void go(`/papers/${paper.id}`)}>
            查看通报
          </Button>
        ) : (
          may('event-report.bulletin.draft') && (
            <Button type="primary" onClick={() => setDrafting(true)}>
              起草通报
            </Button>
          )
        )}
      </header>
      <section className="panel">
        <div className="filters">
          <PeriodPicker period={asked} now={now} onChange={period => set({ ...period, measure: undefined })} />
          <div style={{ width: 200 }}>
            <UnitSelect
              aria-label="单位"
              value={asked.unit}
              onChange={unit => set({ unit, measure: undefined })}
              placeholder="全部单位"
              allowClear
            />
          </div>
          <span className="spread" />
          <Link to="/violations?state=suspected">去认定疑似问题</Link>
        </div>
        <Loaded of={bulletin} rows={10}>
          {data =>
            data.units.length === 0 ? (
              <Nothing what="您的管辖范围内没有负有报送责任的单位" />
            ) : (
              <BulletinTable of={data} onOpen={(name, unit) => set({ measure: name, unit })} />
            )
          }
        </Loaded>
      </section>
      {opened && (
        <CaseDrawer
          asked={{ ...asked, measure: opened }}
          unitName={bulletin.data?.units.find(unit => unit.unitId === asked.unit)?.unitName}
          onClose={() => set({ measure: undefined, unit: undefined })}
        />
      )}
      {drafting && (
        <DraftDrawer period={asked} onClose={() => setDrafting(false)} onDrafted={id => void go(`/papers/${id}`)} />
      )}
    </>
  )
}

const kinds = [
  { value: 'month', label: '月' },
  { value: 'quarter', label: '季度' },
  { value: 'other', label: '任意' },
]

function PeriodPicker({ period, now, onChange }: { period: Period; now: Date; onChange: (period: Period) => void }) {
  const own = kindOf(period)
  const [wanted, setWanted] = useState(own)
  const kind = wanted === 'other' ? 'other' : own
  const choose = (next: typeof wanted) => {
    setWanted(next)
    if (next === 'month') onChange(monthOf(period.to > thisMonth(now).to ? thisMonth(now).from : period.to))
    if (next === 'quarter') onChange(quarterOf(period.from))
  }
  return (
    <>
      <Segmented value={kind} onChange={value => choose(value as typeof wanted)} options={kinds} />
      {kind === 'other' ? (
        <DatePicker.RangePicker
          aria-label="统计期"
          allowClear={false}
          value={[dayjs(period.from), dayjs(period.to)]}
          onChange={days => {
            const [from, to] = days ?? []
            if (from && to) onChange({ from: from.format('YYYY-MM-DD'), to: to.format('YYYY-MM-DD') })
          }}
        />
      ) : (
        <span className="period-steps">
          <Button aria-label="上一期" onClick={() => onChange(neighbour(period, kind, -1))}>
            ‹
          </Button>
          <b>{nameOf(period, kind)}</b>
          <Button aria-label="下一期" onClick={() => onChange(neighbour(period, kind, 1))}>
            ›
          </Button>
        </span>
      )}
    </>
  )
}

const nameOf = (period: Period, kind: 'month' | 'quarter') => {
  const month = Number(period.from.slice(5, 7))
  const year = showOfficialDay(period.from).slice(0, 5)
  return kind === 'month' ? `${year}${month}月` : `${year}第${'一二三四'[(month - 1) / 3]}季度`
}
