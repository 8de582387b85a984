import { useQuery } from '@tanstack/react-query'
import { Dropdown } from 'antd'
import { useNavigate } from 'react-router'
import { useNight } from '../../../app/theme.tsx'
import { baseOf } from '../canvas/county-map.tsx'
import type { View } from '../canvas/map-canvas.tsx'
import { type Tool, tools } from '../draw/tools.ts'
import { groundQuery } from '../requests.ts'
import type { Subject } from './map-state.ts'

interface ToolBarProps {
  tool: Tool | null
  onTool: (tool: Tool) => void
  onSubject: (subject: Subject) => void
  baseId: string | null
  onBase: (id: string) => void
  view: () => View | null
}

const shortWords: Partial<Record<Tool, string>> = { circle: '圆形', polygon: '多边形', distance: '测距', area: '测面' }
const threeKm = 3000

/** What can be done with the map, one press each. */
export function ToolBar({ tool, onTool, onSubject, baseId, onBase, view }: ToolBarProps) {
  const ground = useQuery(groundQuery)
  const { night, toggle } = useNight()
  const go = useNavigate()
  const bases = (ground.data?.baseMaps ?? []).filter(map => !map.overlay)
  const around = () => {
    const [lng, lat] = view()?.center ?? [0, 0]
    onSubject({ kind: 'query', shape: { kind: 'circle', center: { lng, lat }, radiusM: threeKm } })
  }
  return (
    <div className="map-tools" role="toolbar" aria-label="地图工具">
      {(['circle', 'polygon'] as const).map(one => (
        <button
          key={one}
          type="button"
          aria-pressed={tool === one}
          title={tools[one].label}
          aria-label={tools[one].label}
          onClick={() => onTool(one)}
        >
          {shortWords[one]}
        </button>
      ))}
      <button type="button" title="以图中心为圆心查 3 公里，再按乡镇、沿河改范围" onClick={around}>
        范围
      </button>
      <hr />
      {(['distance', 'area'] as const).map(one => (
        <button
          key={one}
          type="button"
          aria-pressed={tool === one}
          title={tools[one].label}
          aria-label={tools[one].label}
          onClick={() => onTool(one)}
        >
          {shortWords[one]}
        </button>
      ))}
      <button type="button" title="态势标绘" onClick={() => onSubject({ kind: 'sketch' })}>
        标绘
      </button>
      <button type="button" title="共享视图" onClick={() => onSubject({ kind: 'views' })}>
        视图
      </button>
      <hr />
      <Dropdown
        trigger={['click']}
        menu={{
          selectedKeys: [baseOf(ground.data, baseId)?.id ?? 'outlines'],
          items: [
            ...bases.map(base => ({ key: base.id, label: base.label })),
            { key: 'outlines', label: '仅乡镇村界线' },
          ],
          onClick: ({ key }) => onBase(key),
        }}
      >
        <button type="button" title="底图">
          底图
        </button>
      </Dropdown>
      <button type="button" title="调度大屏" onClick={() => void go('/walls/map')}>
        大屏
      </button>
      <button type="button" aria-pressed={night} title="夜间模式" onClick={toggle}>
        夜间
      </button>
    </div>
  )
}
