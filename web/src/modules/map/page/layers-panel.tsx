import type { MapLayer } from '@anlan/contract/map.ts'
import { Checkbox, Switch } from 'antd'
import { useState } from 'react'
import { SymbolMark } from '../canvas/symbol-mark.tsx'
import type { useShownLayers } from './map-state.ts'
import './layers-panel.css'

interface LayersPanelProps {
  layers: MapLayer[]
  shown: ReturnType<typeof useShownLayers>
}

/** Layers by group, each with its symbol, how many things it has, and a switch. */
export function LayersPanel({ layers, shown }: LayersPanelProps) {
  const groups = [...new Set(layers.map(layer => layer.group))]
  return (
    <>
      {groups.map(group => {
        const own = layers.filter(layer => layer.group === group)
        const on = own.filter(shown.isShown)
        return (
          <section key={group} className="layer-group">
            <h3>
              {group}
              <Checkbox
                aria-label={`显示${group}全部图层`}
                checked={on.length === own.length}
                indeterminate={on.length > 0 && on.length < own.length}
                onChange={({ target }) =>
                  shown.show(
                    own.map(layer => layer.name),
                    target.checked,
                  )
                }
              />
            </h3>
            {own.map(layer => (
              <Row key={layer.name} layer={layer} shown={shown} />
            ))}
          </section>
        )
      })}
    </>
  )
}

function Row({ layer, shown }: { layer: MapLayer; shown: LayersPanelProps['shown'] }) {
  const [isOpen, setOpen] = useState(false)
  const isOn = shown.isShown(layer)
  const hidden = shown.hiddenKinds[layer.name] ?? []
  return (
    <>
      <div className="layer-row">
        <SymbolMark symbol={layer.symbol} />
        {layer.kinds.length > 0 && isOn ? (
          <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {layer.label} <small>{isOpen ? '收起' : '按类'}</small>
          </button>
        ) : (
          <span>{layer.label}</span>
        )}
        <span className="figure quiet">{layer.count.toLocaleString()}</span>
        <Switch
          size="small"
          aria-label={`显示${layer.label}`}
          checked={isOn}
          onChange={on => shown.show([layer.name], on)}
        />
      </div>
      {isOpen && isOn && (
        <Checkbox.Group
          className="layer-kinds"
          value={layer.kinds.map(kind => kind.code).filter(code => !hidden.includes(code))}
          options={layer.kinds.map(kind => ({ value: kind.code, label: kind.label }))}
          onChange={left =>
            shown.hideKinds(
              layer.name,
              layer.kinds.map(kind => kind.code).filter(code => !left.includes(code)),
            )
          }
        />
      )}
    </>
  )
}
