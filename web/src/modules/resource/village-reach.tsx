import type { ReachReply } from '@anlan/contract/resource.ts'
import { useQuery } from '@tanstack/react-query'
import { InputNumber, Select } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { UnitSelect } from '../../fields/unit-select.tsx'
import { type Column, Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { showMetres } from '../shelter/metres.ts'
import { reachQuery } from './requests.ts'

/** The map's library is large, and not everybody looks at the coverage. */
const ReachMap = lazy(async () => ({ default: (await import('./reach-map.tsx')).ReachMap }))

type Village = ReachReply['beyond'][number]

const columns: Column<Village>[] = [
  { title: '村（社区）', show: village => `${village.townName} · ${village.name}` },
  { title: '人口', numeric: true, width: 90, show: village => village.population.toLocaleString('zh-CN') },
  {
    title: '最近的一处',
    show: village => (village.nearest ? village.nearest.name : '全县没有'),
  },
  {
    title: '距离',
    numeric: true,
    width: 100,
    show: village => (village.nearest ? showMetres(village.nearest.metres) : '—'),
  },
  {
    title: '路程（估算）',
    numeric: true,
    width: 120,
    show: village => (village.nearest ? `约 ${village.nearest.roadMinutes} 分钟` : '—'),
  },
]

/** 覆盖分析: which villages nobody reaches in time, and what it would change if something stood elsewhere. */
export function VillageReachView({ capability, quantity }: { capability: string; quantity: number }) {
  const [minutes, setMinutes] = useState(30)
  const [without, setWithout] = useState<string | null>(null)
  const [placedAt, setPlacedAt] = useState<string>()
  const [moved, setMoved] = useState<number | null>(null)
  const supposes = without !== null || placedAt !== undefined
  const asked = { capability, quantity, minutes }
  const reach = useQuery(reachQuery({ ...asked, without, placedAt: placedAt ?? null, moved: supposes ? moved : null }))
  const now = useQuery(reachQuery({ ...asked, without: null, placedAt: null, moved: null }))
  const most = now.data?.holders.find(one => one.id === without)?.free
  return (
    <>
      <div className="resource-ask">
        <InputNumber
          aria-label="路程超过多少分钟"
          prefix="超过"
          suffix="分钟"
          min={1}
          max={1_440}
          precision={0}
          value={minutes}
          onChange={value => setMinutes(value ?? 30)}
          style={{ width: 150 }}
        />
        <Select
          aria-label="假设调出"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="假设从某一处调出"
          value={without}
          onChange={value => {
            setWithout(value ?? null)
            setMoved(null)
          }}
          options={(now.data?.holders ?? []).map(one => ({ value: one.id, label: `${one.name}（可用 ${one.free}）` }))}
          style={{ width: 240 }}
        />
        <InputNumber
          aria-label="假设调整的数量"
          placeholder={without ? '全部' : '数量'}
          prefix="调整"
          min={1}
          {...(most !== undefined && { max: most })}
          disabled={!supposes}
          value={moved}
          onChange={setMoved}
          style={{ width: 150 }}
        />
        <div style={{ width: 240 }}>
          <UnitSelect
            aria-label="假设放到"
            placeholder="假设放到某乡镇或村"
            kinds={['town', 'village', 'community']}
            allowClear
            value={placedAt}
            onChange={setPlacedAt}
          />
        </div>
      </div>
      <Loaded of={reach} rows={8}>
        {reply => (
          <section className="panel">
            <h2>
              {reply.villages} 个村（社区）中 {reply.beyond.length} 个路程超过 {reply.minutes} 分钟
              <small>
                涉及 {reply.beyondPopulation.toLocaleString('zh-CN')} 人（全部{' '}
                {reply.population.toLocaleString('zh-CN')} 人）
              </small>
            </h2>
            {supposes && now.data && <Difference now={now.data} then={reply} />}
            <Suspense fallback={<div className="reach-map" />}>
              <ReachMap reply={reply} />
            </Suspense>
            <p className="padded quiet">
              红点：超过 {reply.minutes} 分钟的村（社区）；绿点：有的单位；蓝点：假设放到的地方。
            </p>
            {reply.beyond.length === 0 ? (
              <Nothing what={`所有村（社区）都在 ${reply.minutes} 分钟路程以内。`} />
            ) : (
              <Rows items={reply.beyond} columns={columns} keyOf={village => village.unitId} />
            )}
          </section>
        )}
      </Loaded>
    </>
  )
}

/** Who is reached then and was not, and the other way round. */
function Difference({ now, then }: { now: ReachReply; then: ReachReply }) {
  const without = (all: Village[], others: Village[]) => {
    const known = new Set(others.map(one => one.unitId))
    return all.filter(one => !known.has(one.unitId))
  }
  const say = (villages: Village[]) =>
    villages.length === 0
      ? '0 个村'
      : `${villages.length} 个村（${villages
          .slice(0, 6)
          .map(one => one.name)
          .join('、')}${villages.length > 6 ? '等' : ''}）`
  return (
    <p style={{ padding: '0 12px' }}>
      与现状（{now.beyond.length} 个村超过 {now.minutes} 分钟）相比：新增覆盖{' '}
      <b>{say(without(now.beyond, then.beyond))}</b>，失去覆盖 <b>{say(without(then.beyond, now.beyond))}</b>
    </p>
  )
}
