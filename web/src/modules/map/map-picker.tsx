import type { Position } from '@anlan/contract/codec.ts'
import { Button, Modal } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { primary } from '../../ui/hotkeys.ts'
import { CountyMap } from './canvas/county-map.tsx'
import { collection, feature } from './canvas/features.ts'
import { useCanvas } from './canvas/map-canvas.tsx'
import { type LngLat, showPosition } from './canvas/measures.ts'
import { FlyTo } from './canvas/pointing.tsx'
import { ShapesLayer } from './canvas/shapes-layer.tsx'
import { FindBox } from './page/find-box.tsx'
import './map-picker.css'

interface MapPickerProps {
  position: Position | null
  /** Where to begin when nothing was chosen yet. */
  near: LngLat | null
  onPick: (position: Position) => void
  onClose: () => void
}

/** Chooses a place on the large map: found by name, pressed, or set under the cross by keyboard. */
export function MapPicker({ position, near, onPick, onClose }: MapPickerProps) {
  const [at, setAt] = useState<LngLat | null>(position ? [position.lng, position.lat] : null)
  const [target, setTarget] = useState<{ center: LngLat; zoom: number } | null>(null)
  const [isBroken, setBroken] = useState(false)
  const shapes = useMemo(() => collection(at ? [feature({ type: 'Point', coordinates: at }, { radius: 8 })] : []), [at])
  const start = at ?? near
  return (
    <Modal
      open
      width={960}
      title="在地图上选点"
      onCancel={onClose}
      footer={
        <>
          <span className="quiet">{at ? showPosition(at) : '点地图选点；也可用方向键移动地图，按空格选中心点'}</span>{' '}
          <Button
            {...primary}
            disabled={!at}
            onClick={() => {
              if (at) onPick({ lng: Number(at[0].toFixed(6)), lat: Number(at[1].toFixed(6)) })
              onClose()
            }}
          >
            采用此点
          </Button>
        </>
      }
    >
      <div className="map-picker">
        <CountyMap
          label="选点地图"
          view={start && { center: start, zoom: position ? 14 : 12 }}
          onBroken={() => setBroken(true)}
        >
          <Picking onPick={setAt} />
          <ShapesLayer id="picked" features={shapes} color="#0f4c94" onTop />
          <FlyTo to={target} />
        </CountyMap>
        <div className="map-picker-find">
          <FindBox onFound={({ at: found, zoom }) => (isBroken ? setAt(found) : setTarget({ center: found, zoom }))} />
        </div>
      </div>
    </Modal>
  )
}

function Picking({ onPick }: { onPick: (at: LngLat) => void }) {
  const { canvas } = useCanvas()
  useEffect(() => {
    canvas.getCanvas().style.cursor = 'crosshair'
    const clicked = canvas.on('click', ({ lngLat }) => onPick([lngLat.lng, lngLat.lat]))
    const paper = canvas.getCanvas()
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== ' ') return
      event.preventDefault()
      const { lng, lat } = canvas.getCenter()
      onPick([lng, lat])
    }
    paper.addEventListener('keydown', onKey)
    return () => {
      clicked.unsubscribe()
      paper.removeEventListener('keydown', onKey)
    }
  }, [canvas, onPick])
  return null
}
