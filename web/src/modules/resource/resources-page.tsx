import { useQuery } from '@tanstack/react-query'
import { Checkbox, InputNumber, Segmented } from 'antd'
import { useSearchParams } from 'react-router'
import { Nothing } from '../../ui/states.tsx'
import { CapabilitySelect } from './capability-select.tsx'
import { Found } from './found.tsx'
import { OriginSelect, useOrigin } from './origin.tsx'
import { capabilitiesQuery } from './requests.ts'
import { VillageReachView } from './village-reach.tsx'
import './resource.css'

const numberIn = (text: string | null, least: number): number | null => {
  const value = Number(text)
  return text && Number.isFinite(value) && value >= least ? value : null
}

/** 找资源: what, how much, from where; the answer in one list over all owners. Everything asked stands in the address. */
export function ResourcesPage() {
  const [asked, setAsked] = useSearchParams()
  const { data: catalogue } = useQuery(capabilitiesQuery)
  const set = (changes: Record<string, string | number | null>) => {
    const next = new URLSearchParams(asked)
    for (const [name, value] of Object.entries(changes))
      if (value === null || value === '') next.delete(name)
      else next.set(name, String(value))
    setAsked(next, { replace: true })
  }
  const event = asked.get('event')
  const origin = useOrigin(asked.get('from') ?? (event && `event:${event}`))
  const capability = asked.get('capability') ?? catalogue?.items.find(one => one.offers > 0)?.code ?? null
  const quantity = numberIn(asked.get('quantity'), 0.001) ?? 1
  const isReach = asked.get('view') === 'reach'
  const chosen = catalogue?.items.find(one => one.code === capability)
  return (
    <>
      <header className="head">
        <h1>找资源</h1>
        <Segmented
          value={isReach ? 'reach' : 'nearest'}
          options={[
            { value: 'nearest', label: '就近查找' },
            { value: 'reach', label: '覆盖分析' },
          ]}
          onChange={value => set({ view: value === 'reach' ? 'reach' : null })}
        />
      </header>
      <div className="resource-ask">
        <div className="ask-what">
          <CapabilitySelect value={capability} onChange={code => set({ capability: code, rating: null })} />
        </div>
        <InputNumber
          aria-label="需要数量"
          prefix="需要"
          suffix={chosen?.unit}
          min={1}
          max={1_000_000}
          value={quantity}
          onChange={value => set({ quantity: value })}
          style={{ width: 150 }}
        />
        {!isReach && (
          <>
            <div className="ask-from">
              <OriginSelect origin={origin} onChange={key => set({ from: key })} />
            </div>
            <InputNumber
              aria-label="范围（公里）"
              prefix="范围"
              suffix="公里"
              placeholder="不限"
              min={1}
              max={1_000}
              value={numberIn(asked.get('km'), 0.1)}
              onChange={value => set({ km: value })}
              style={{ width: 150 }}
            />
            {chosen?.ratingUnit && (
              <InputNumber
                aria-label="单台规格不低于"
                prefix="单台≥"
                suffix={chosen.ratingUnit}
                placeholder="不限"
                min={0}
                value={numberIn(asked.get('rating'), 0)}
                onChange={value => set({ rating: value })}
                style={{ width: 170 }}
              />
            )}
            <Checkbox
              checked={asked.get('operator') === '1'}
              onChange={ticked => set({ operator: ticked.target.checked ? '1' : null })}
            >
              带操作手
            </Checkbox>
          </>
        )}
      </div>
      {!capability ? (
        <Nothing what="还没有登记可调用的资源。登记救援队伍、库存物资、车辆装备后，在这里一次查到全县最近的。" />
      ) : isReach ? (
        <VillageReachView capability={capability} quantity={quantity} />
      ) : origin?.at ? (
        <Found
          asked={{
            capability,
            quantity,
            ...origin.at,
            withinKm: numberIn(asked.get('km'), 0.1),
            minRating: numberIn(asked.get('rating'), 0),
            withOperator: asked.get('operator') === '1',
            includeUnavailable: asked.get('all') === '1',
          }}
          event={event ?? (origin.key.startsWith('event:') ? origin.key.slice('event:'.length) : null)}
          onUnavailable={shown => set({ all: shown ? '1' : null })}
        />
      ) : (
        origin && <Nothing what="这个地方没有登记位置，请换一个乡镇、村或直接输入经度,纬度。" />
      )}
    </>
  )
}
