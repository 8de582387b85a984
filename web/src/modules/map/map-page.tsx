import type { MapThing, QueryShape } from '@anlan/contract/map.ts'
import { useQuery } from '@tanstack/react-query'
import { App } from 'antd'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { Loaded } from '../../ui/states.tsx'
import { CountyMap } from './canvas/county-map.tsx'
import type { View } from './canvas/map-canvas.tsx'
import { boundsOf, type LngLat } from './canvas/measures.ts'
import { FlyTo, type Pointed, Pointing } from './canvas/pointing.tsx'
import { ShapesLayer } from './canvas/shapes-layer.tsx'
import { ThingLayer } from './canvas/thing-layer.tsx'
import { Drawing } from './draw/drawing.tsx'
import { measureOf, queryShapeOf, sketchOf, type Tool, tools } from './draw/tools.ts'
import { calledFirst } from './event/called-first.ts'
import { TimeSlider } from './event/time-slider.tsx'
import { useEventOnMap } from './event/use-event-on-map.ts'
import { FindBox, type Found } from './page/find-box.tsx'
import { LayersPanel } from './page/layers-panel.tsx'
import {
  rememberedView,
  rememberView,
  type Sketch,
  type Subject,
  useBaseChoice,
  useShownLayers,
} from './page/map-state.ts'
import { measuredOf, outlineOf } from './page/shown-shapes.ts'
import { PlaceChoices, SidePanel } from './page/side-panel.tsx'
import { shapeDrawn, sketchColours } from './page/sketch-panel.tsx'
import { ToolBar } from './page/tool-bar.tsx'
import { usePulse } from './page/use-pulse.ts'
import { addressOf, SaveView } from './page/views-panel.tsx'
import { answerQuery, layersQuery, viewQuery } from './requests.ts'
import './map.css'
import './things.css'

/** The list of layers at the left, the tools at the right. */
const besidePanels = { top: 24, right: 88, bottom: 24, left: 288 }
const around = ([lng, lat]: LngLat): QueryShape => ({ kind: 'circle', center: { lng, lat }, radiusM: 3000 })

type Target = { center: LngLat; zoom: number } | { bounds: [number, number, number, number] }

/** 一张图: everything placed that the county keeps, searched, asked about by area, and opened for an event. */
export function MapPage() {
  const [search, setSearch] = useSearchParams()
  const go = useNavigate()
  const { message } = App.useApp()
  const layers = useQuery(layersQuery)
  const shown = useShownLayers()
  const [baseId, setBaseId] = useBaseChoice()
  const version = usePulse()
  const here = useRef<View | null>(rememberedView())
  const [target, setTarget] = useState<Target | null>(null)
  const [subject, setSubject] = useState<Subject | null>(null)
  const [choices, setChoices] = useState<Pointed[]>([])
  const [mark, setMark] = useState<LngLat | null>(null)
  const [tool, setTool] = useState<Tool | null>(null)
  const [measured, setMeasured] = useState<{ tool: Tool; points: LngLat[] } | null>(null)
  const [sketch, setSketch] = useState<Sketch>([])
  const [color, setColor] = useState<string>(sketchColours[0] as string)
  const [isSaving, setSaving] = useState(false)
  const [showsLayers, setShowsLayers] = useState(() => window.innerWidth > 760)
  const [isBroken, setBroken] = useState(false)
  const event = useEventOnMap(search.get('event'), setTarget)
  const sharedId = search.get('view')
  const shared = useQuery({ ...viewQuery(sharedId ?? ''), enabled: sharedId !== null })

  const opened = useRef<string | null>(null)
  useEffect(() => {
    if (!shared.data || !layers.data || opened.current === shared.data.id) return
    opened.current = shared.data.id
    const { center, zoom, shapes } = shared.data
    setTarget({ center: [center.lng, center.lat], zoom })
    setSketch(shapes)
    shown.showOnly(layers.data.items, shared.data.layers)
  }, [shared.data, layers.data, shown.showOnly])

  const queryShape = subject?.kind === 'query' ? subject.shape : null
  const answer = useQuery({
    ...answerQuery({ shape: queryShape ?? { kind: 'area', code: '' }, limit: 50 }),
    enabled: queryShape !== null,
  })
  // A township or a river is named, not drawn: the map goes there.
  const isNamed = queryShape?.kind === 'area' || queryShape?.kind === 'river'
  const named = isNamed ? answer.data?.outline : undefined
  useEffect(() => {
    const bounds = named && boundsOf(named.flat(2))
    if (bounds) setTarget({ bounds })
  }, [named])
  const closeTool = useCallback(() => setTool(null), [])
  const drawn = useCallback(
    (points: LngLat[]) => {
      if (!tool) return
      setTool(null)
      const shape = queryShapeOf(tool, points)
      const added = shapeDrawn(tool, points, color)
      if (shape) setSubject({ kind: 'query', shape })
      else if (added) {
        setSketch(before => [...before, added])
        setSubject({ kind: 'sketch' })
      } else if (measureOf(tool, points)) setMeasured({ tool, points })
    },
    [tool, color],
  )

  const openThing = (thing: { layer: string; id: string }) => {
    setChoices([])
    setSubject({ kind: 'thing', layer: thing.layer, id: thing.id })
  }
  const flyToThing = (thing: MapThing) => {
    const at: LngLat = [thing.position.lng, thing.position.lat]
    setMark(at)
    setTarget({ center: at, zoom: Math.max(here.current?.zoom ?? 0, 15) })
    openThing(thing)
  }
  const found = ({ at, zoom, thing }: Found) => {
    setTarget({ center: at, zoom })
    setMark(at)
    if (thing) openThing(thing)
    else if (isBroken) setSubject({ kind: 'query', shape: around(at) })
  }
  const pointed = (things: Pointed[], at: LngLat) => {
    const [only] = things
    if (things.length === 1 && only) openThing(only)
    else setChoices(things)
    setMark(at)
  }
  const takeTool = (next: Tool) => {
    setMeasured(null)
    setTool(tool === next ? null : next)
  }
  const close = () => {
    setChoices([])
    setSubject(null)
    setMark(null)
  }
  const leaveEvent = () => {
    setSearch({})
    close()
  }

  const shownLayers = useMemo(() => layers.data?.items ?? [], [layers.data])
  const drawnLayers = shownLayers.filter(
    layer => shown.isShown(layer) || (event.id && calledFirst.includes(layer.name)),
  )
  const answerShapes = useMemo(
    () => outlineOf(queryShape ? answer.data : undefined, mark, measured),
    [queryShape, answer.data, mark, measured],
  )
  const sketchShapes = useMemo(() => sketchOf(sketch), [sketch])
  return (
    <div className="map-page">
      <CountyMap
        label="全县一张图，方向键移动，加减号缩放"
        view={here.current}
        baseId={baseId}
        padding={window.innerWidth > 1000 ? besidePanels : undefined}
        instead={<WithoutMap onShape={shape => setSubject({ kind: 'query', shape })} />}
        onBroken={() => setBroken(true)}
        onView={view => {
          here.current = view
          if (!sharedId) rememberView(view)
        }}
      >
        <ShapesLayer id="around" features={event.circle} color={event.color} />
        <ShapesLayer id="answer" features={answerShapes} color="#0f4c94" />
        <ShapesLayer id="sketch" features={sketchShapes} color="#0f4c94" />
        {drawnLayers.map(layer => (
          <ThingLayer
            key={layer.name}
            layer={layer}
            hiddenKinds={shown.hiddenKinds[layer.name] ?? []}
            version={version}
          />
        ))}
        <ShapesLayer id="replay" features={event.replay} color="#2e7d4f" onTop />
        {tool ? (
          <Drawing key={tool} tool={tool} onDone={drawn} onCancel={closeTool} />
        ) : (
          <Pointing onThings={pointed} />
        )}
        <FlyTo to={target} />
      </CountyMap>
      <aside className={showsLayers ? 'map-left' : 'map-left is-folded'} aria-label="图层与查找">
        <FindBox onFound={found} />
        <button
          type="button"
          className="map-fold"
          aria-expanded={showsLayers}
          onClick={() => setShowsLayers(!showsLayers)}
        >
          图层 {showsLayers ? '收起' : '展开'}
        </button>
        {showsLayers && (
          <div className="map-layers">
            <Loaded of={layers} rows={8}>
              {({ items }) => <LayersPanel layers={items} shown={shown} />}
            </Loaded>
          </div>
        )}
      </aside>
      {!isBroken && (
        <ToolBar
          tool={tool}
          onTool={takeTool}
          onSubject={setSubject}
          baseId={baseId}
          onBase={setBaseId}
          view={() => here.current}
        />
      )}
      {tool && (
        <p className="map-hint" role="status">
          {tools[tool].hint} · 空格在图中心落点 · 退格撤一点 · Esc 取消
        </p>
      )}
      {measured && !tool && (
        <p className="map-hint" role="status">
          {measured.tool === 'distance' ? '距离' : '面积'} <b>{measuredOf(measured)}</b>{' '}
          <button type="button" onClick={() => setMeasured(null)}>
            清除
          </button>
        </p>
      )}
      <SidePanel
        subject={subject}
        choices={choices}
        event={event}
        answer={answer}
        sketch={{ sketch, tool, color, onTool: takeTool, onColor: setColor, onSketch: setSketch }}
        onSubject={setSubject}
        onThing={openThing}
        onFly={flyToThing}
        onSave={() => setSaving(true)}
        onClose={subject || choices.length > 0 ? close : leaveEvent}
      />
      {event.moment && event.time && (
        <TimeSlider
          moment={event.moment}
          time={event.time}
          onTime={event.setTime}
          onClose={() => event.setTime(null)}
        />
      )}
      <SaveView
        open={isSaving}
        title={event.surroundings.data?.event.title ?? ''}
        state={() => ({
          center: { lng: here.current?.center[0] ?? 0, lat: here.current?.center[1] ?? 0 },
          zoom: here.current?.zoom ?? 9,
          layers: drawnLayers.map(layer => layer.name),
          shapes: sketch,
          eventId: event.id,
        })}
        onSaved={view => {
          opened.current = view.id
          void go(`/map?${new URLSearchParams({ view: view.id, ...(view.eventId && { event: view.eventId }) })}`)
          setSubject({ kind: 'views' })
          void message.success(`已保存，链接 ${addressOf(view)}`)
        }}
        onClose={() => setSaving(false)}
      />
    </div>
  )
}

function WithoutMap({ onShape }: { onShape: (shape: QueryShape) => void }) {
  return (
    <>
      <p className="quiet">按乡镇或沿河列出登记的对象；也可在查找框输入名称、经纬度，列出周围 3 公里内的对象</p>
      <PlaceChoices onShape={onShape} />
    </>
  )
}
