import type { DrawnShape } from '@anlan/contract/map.ts'
import { Button, Input } from 'antd'
import { arrowSign, type Tool, tools } from '../draw/tools.ts'
import type { Sketch } from './map-state.ts'
import './sketch-panel.css'

export const sketchTools = ['point', 'line', 'arrow', 'zone', 'text'] as const satisfies Tool[]
const colourWords = { '#c8102e': '红色', '#e8710a': '橙色', '#0f4c94': '蓝色', '#2e7d4f': '绿色', '#1b2430': '黑色' }
export const sketchColours = Object.keys(colourWords)

interface SketchPanelProps {
  sketch: Sketch
  tool: Tool | null
  color: string
  onTool: (tool: Tool) => void
  onColor: (color: string) => void
  onSketch: (sketch: Sketch) => void
  onSave: () => void
}

const words: Record<DrawnShape['kind'], string> = {
  point: '标点',
  line: '线',
  polygon: '区域',
  circle: '圆',
  text: '文字',
}

/** 态势标绘: points, lines, arrows, areas and words, kept with a shared view. */
export function SketchPanel({ sketch, tool, color, onTool, onColor, onSketch, onSave }: SketchPanelProps) {
  const rename = (i: number, text: string) => onSketch(sketch.map((one, at) => (at === i ? { ...one, text } : one)))
  return (
    <div className="sketch">
      <h2>态势标绘</h2>
      <div className="sketch-tools">
        {sketchTools.map(one => (
          <Button key={one} size="small" type={tool === one ? 'primary' : 'default'} onClick={() => onTool(one)}>
            {tools[one].label}
          </Button>
        ))}
      </div>
      <fieldset className="sketch-colours" aria-label="颜色">
        {Object.entries(colourWords).map(([one, word]) => (
          <button
            key={one}
            type="button"
            title={word}
            aria-label={word}
            aria-pressed={color === one}
            style={{ background: one }}
            onClick={() => onColor(one)}
          />
        ))}
      </fieldset>
      {sketch.length === 0 && <p className="quiet">选一种图形，在地图上画出；保存为共享视图后，他人打开链接即可看到</p>}
      <ul className="sketch-list">
        {sketch.map((shape, i) => {
          const isArrow = shape.kind === 'line' && shape.text?.startsWith(arrowSign)
          const text = isArrow ? (shape.text ?? '').slice(arrowSign.length) : (shape.text ?? '')
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: shapes have no name of their own and keep their order
            <li key={i}>
              <i style={{ background: shape.color }} />
              {isArrow ? '箭头' : words[shape.kind]}
              <Input
                size="small"
                aria-label={`第 ${i + 1} 个图形的文字`}
                placeholder="文字"
                maxLength={50}
                value={text}
                onChange={({ target }) => rename(i, isArrow ? `${arrowSign}${target.value}` : target.value)}
              />
              <Button
                size="small"
                type="text"
                aria-label={`删除第 ${i + 1} 个图形`}
                onClick={() => onSketch(sketch.filter((_, at) => at !== i))}
              >
                删除
              </Button>
            </li>
          )
        })}
      </ul>
      {sketch.length > 0 && (
        <div className="thing-acts">
          <Button type="primary" onClick={onSave}>
            保存为共享视图
          </Button>
          <Button onClick={() => onSketch([])}>全部清除</Button>
        </div>
      )}
    </div>
  )
}

/** What the hand drew with a sketching tool, as a shape to keep. */
export function shapeDrawn(tool: Tool, points: [number, number][], color: string): DrawnShape | null {
  switch (tool) {
    case 'point':
      return { kind: 'point', points, color }
    case 'text':
      return { kind: 'text', points, color, text: '文字' }
    case 'zone':
      return { kind: 'polygon', points, color }
    case 'line':
      return { kind: 'line', points, color }
    case 'arrow':
      return { kind: 'line', points, color, text: arrowSign }
    default:
      return null
  }
}
