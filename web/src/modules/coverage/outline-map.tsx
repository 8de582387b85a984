import type { CoverageState, UnitCoverage } from '@anlan/contract/coverage.ts'
import { coverageStates } from '@anlan/contract/coverage.ts'
import { useQuery } from '@tanstack/react-query'
import { projection } from '../../ui/outline.ts'
import { Loaded } from '../../ui/states.tsx'
import { areasQuery, outlinesQuery } from '../directory/requests.ts'
import { levelOf, marks } from './levels.ts'
import './coverage.css'

interface OutlineMapProps {
  items: UnitCoverage[]
  /** A township that is looked into: its villages are drawn instead. */
  townCode: string | null
  onTown: (code: string | null) => void
  width?: number
}

/** The county in outline, each township (or each village of one) in the state of its duty. */
export function OutlineMap({ items, townCode, onTown, width = 560 }: OutlineMapProps) {
  const outlines = useQuery(outlinesQuery)
  const areas = useQuery(areasQuery)
  return (
    <Loaded of={outlines} rows={8}>
      {({ areas: shapes }) => {
        const level = townCode ? 'village' : 'town'
        const parents = new Map(areas.data?.items.map(area => [area.code, area.parentCode]))
        const drawn = shapes.filter(
          shape => shape.kind === level && (!townCode || parents.get(shape.code) === townCode),
        )
        const points = drawn.flatMap(shape => shape.outline)
        if (points.length === 0) return null
        const { height, toMap, line } = projection(points, width)
        const centers = new Map(areas.data?.items.map(area => [area.code, area.center]))
        const byArea = new Map(
          items
            .filter(unit => levelOf(unit.kind) === level && unit.areaCode)
            .map(unit => [unit.areaCode as string, unit]),
        )
        return (
          <svg
            className="coverage-map"
            viewBox={`0 0 ${width} ${height.toFixed(0)}`}
            role="img"
            aria-label="值守覆盖图"
          >
            {drawn.map(shape => {
              const unit = byArea.get(shape.code)
              const state: CoverageState | 'none' = unit?.state ?? 'none'
              const says = unit ? `${shape.name}：${coverageStates[unit.state]}` : `${shape.name}：不在值守范围`
              return (
                // biome-ignore lint/a11y/noStaticElementInteractions: the same units are in the list beside, by keyboard
                <g key={shape.code} className={`area is-${state}`} onClick={() => onTown(townCode ? null : shape.code)}>
                  <polygon points={line(shape.outline)} />
                  <title>{says}</title>
                </g>
              )
            })}
            {drawn.map(shape => {
              const center = centers.get(shape.code)
              const unit = byArea.get(shape.code)
              if (!center) return null
              const [x, y] = toMap(...center)
              return (
                <text key={shape.code} x={x} y={y} className={`area-name is-${unit?.state ?? 'none'}`}>
                  {unit && unit.state !== 'covered' ? `${marks[unit.state]} ` : ''}
                  {shape.name}
                </text>
              )
            })}
          </svg>
        )
      }}
    </Loaded>
  )
}
