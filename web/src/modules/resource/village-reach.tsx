import type { ReachReply } from '@anlan/contract/resource.ts'
import { useQuery } from '@tanstack/react-query'
import { InputNumber, Select } from 'antd'
import { useState } from 'react'
import { UnitSelect } from '../../fields/unit-select.tsx'
import { type Column, Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { showMetres } from '../shelter/metres.ts'
import { reachQuery } from './requests.ts'

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
  const reach = useQuery(reachQuery({ capability, quantity, minutes, without, placedAt: placedAt ?? null }))
  const now = useQuery(reachQuery({ capability, quantity, minutes, without: null, placedAt: null }))
  const supposes = without !== null || placedAt !== undefined
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
          aria-label="假设撤走"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="假设撤走某一处"
          value={without}
          onChange={value => setWithout(value ?? null)}
          options={(now.data?.holders ?? []).map(one => ({ value: one.id, label: `${one.name}（可用 ${one.free}）` }))}
          style={{ width: 240 }}
        />
        <div style={{ width: 240 }}>
          <UnitSelect
            aria-label="假设增设在"
            placeholder="假设在某乡镇或村增设"
            kinds={['town', 'village', 'community']}
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
                {supposes && now.data && `；现状为 ${now.data.beyond.length} 个村`}
              </small>
            </h2>
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
