import type { MapAnswer, MapThing, QueryShape } from '@anlan/contract/map.ts'
import { Button, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { saidOf } from '../../../ui/http.ts'
import { Loaded } from '../../../ui/states.tsx'
import { showMetres } from '../canvas/measures.ts'
import { askShape } from '../requests.ts'
import { answerSheet } from './answer-sheet.ts'
import './answer-panel.css'

interface AnswerPanelProps {
  shape: QueryShape
  answer: { data: MapAnswer | undefined; error: unknown; isPending: boolean; refetch: () => unknown }
  onShape: (shape: QueryShape) => void
  onThing: (thing: MapThing) => void
}

/** 范围查询: how many of each layer lie in the shape, and which, nearest to its middle first. */
export function AnswerPanel({ shape, answer, onShape, onThing }: AnswerPanelProps) {
  const [layer, setLayer] = useState<string | null>(null)
  return (
    <div className="answer">
      <h2>范围查询</h2>
      <ShapeEditor shape={shape} onShape={onShape} />
      <Loaded of={answer}>
        {found => (
          <>
            <p className="answer-total">
              <b className="figure">{found.total.toLocaleString()}</b> 处，范围 {found.areaKm2.toFixed(2)} 平方公里
            </p>
            <div className="answer-counts">
              {found.counts
                .filter(one => one.count > 0)
                .map(one => (
                  <button
                    type="button"
                    key={one.layer}
                    aria-pressed={layer === one.layer}
                    onClick={() => setLayer(layer === one.layer ? null : one.layer)}
                  >
                    {one.label} <b className="figure">{one.count.toLocaleString()}</b>
                  </button>
                ))}
            </div>
            {found.total === 0 && <p className="quiet">这个范围内没有登记的对象，可放大范围再查</p>}
            <Things
              key={`${layer}${JSON.stringify(shape)}`}
              shape={shape}
              layer={layer}
              first={layer ? null : found}
              onThing={onThing}
            />
          </>
        )}
      </Loaded>
    </div>
  )
}

function ShapeEditor({ shape, onShape }: Pick<AnswerPanelProps, 'shape' | 'onShape'>) {
  const [metres, setMetres] = useState<number | null>(null)
  if (shape.kind !== 'circle' && shape.kind !== 'river') return null
  const [label, current] = shape.kind === 'circle' ? ['半径', shape.radiusM] : [`${shape.name} 沿岸`, shape.bufferM]
  const apply = () => {
    if (metres === null || metres <= 0 || metres === current) return
    onShape(shape.kind === 'circle' ? { ...shape, radiusM: metres } : { ...shape, bufferM: metres })
  }
  return (
    <div className="answer-shape">
      {label}
      <InputNumber
        key={current}
        aria-label={label}
        defaultValue={current}
        min={1}
        max={shape.kind === 'circle' ? 200_000 : 20_000}
        step={500}
        suffix="米"
        onChange={setMetres}
        onPressEnter={apply}
        onBlur={apply}
      />
    </div>
  )
}

interface ThingsProps {
  shape: QueryShape
  layer: string | null
  first: MapAnswer | null
  onThing: AnswerPanelProps['onThing']
}

function Things({ shape, layer, first, onThing }: ThingsProps) {
  const [pages, setPages] = useState<MapAnswer[]>([])
  const [isBusy, setBusy] = useState(false)
  const [said, setSaid] = useState<string | null>(null)
  const shown = first ? [first, ...pages] : pages
  const items = shown.flatMap(page => page.items)
  const next = shown.at(-1)?.next ?? null
  const ask = (after?: string) =>
    askShape({ shape, limit: 50, ...(layer && { layers: [layer] }), ...(after && { after }) })
  const guarded = async (run: () => Promise<void>) => {
    setBusy(true)
    setSaid(null)
    try {
      await run()
    } catch (error) {
      setSaid(saidOf(error))
    } finally {
      setBusy(false)
    }
  }
  const more = () =>
    guarded(async () => {
      const page = await ask(next ?? undefined)
      setPages(before => [...before, page])
    })
  const takeOut = () =>
    guarded(async () => {
      const all = [...items]
      for (let after = next ?? (shown.length === 0 ? '' : null); after !== null; ) {
        const page = await ask(after || undefined)
        all.push(...page.items)
        after = page.next
      }
      answerSheet(all)
    })
  return (
    <>
      <ul className="thing-list">
        {items.map(thing => (
          <li key={`${thing.layer} ${thing.id}`}>
            <button type="button" onClick={() => onThing(thing)}>
              <b>{thing.title}</b>
              <span className="quiet">{thing.unitName}</span>
              {thing.metres !== null && <span className="figure">{showMetres(thing.metres)}</span>}
            </button>
          </li>
        ))}
      </ul>
      {said && <p role="alert">{said}</p>}
      <div className="thing-acts">
        {(next || shown.length === 0) && (
          <Button size="small" loading={isBusy} onClick={() => void more()}>
            {shown.length === 0 ? '列出' : '再列 50 条'}
          </Button>
        )}
        {(items.length > 0 || layer) && (
          <Button size="small" loading={isBusy} onClick={() => void takeOut()}>
            导出清单
          </Button>
        )}
      </div>
    </>
  )
}

interface PlaceQueryProps {
  towns: { code: string; name: string }[]
  rivers: string[]
  onShape: (shape: QueryShape) => void
}

/** A township, or the banks of a river, chosen by name. */
export function PlaceQuery({ towns, rivers, onShape }: PlaceQueryProps) {
  return (
    <div className="place-query">
      <Select
        aria-label="按乡镇查询"
        placeholder="按乡镇查询"
        value={null}
        showSearch={{ optionFilterProp: 'label' }}
        options={towns.map(town => ({ value: town.code, label: town.name }))}
        onChange={(code: string | null) => code && onShape({ kind: 'area', code })}
      />
      <Select
        aria-label="沿河查询"
        placeholder="沿河查询"
        value={null}
        options={rivers.map(name => ({ value: name, label: name }))}
        onChange={(name: string | null) => name && onShape({ kind: 'river', name, bufferM: 500 })}
      />
    </div>
  )
}
