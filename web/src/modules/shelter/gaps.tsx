import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { showMetres } from './metres.ts'
import { pictureQuery } from './requests.ts'

/** Villages without a shelter in use, and where their people go meanwhile. */
export function Gaps() {
  return (
    <Loaded of={useQuery(pictureQuery)} rows={8}>
      {({ gaps }) =>
        gaps.length === 0 ? (
          <Nothing what="每个村（社区）都有在用的避难场所" />
        ) : (
          <Rows
            items={gaps}
            keyOf={one => one.unitId}
            columns={[
              { title: '村（社区）', show: one => one.unitName },
              { title: '乡镇', width: 110, show: one => one.townName },
              { title: '人口', width: 90, numeric: true, show: one => one.population.toLocaleString() },
              {
                title: '计划',
                width: 140,
                show: one => (one.plannedYear ? `${one.plannedYear} 年建成` : <b>尚无计划</b>),
              },
              {
                title: '现就近场所',
                width: 320,
                show: one =>
                  one.nearest ? (
                    <>
                      <Link to={`/shelters/${one.nearest.id}`}>{one.nearest.name}</Link>
                      <span className="quiet">　{showMetres(one.nearest.metres)}</span>
                    </>
                  ) : (
                    <span className="quiet">没有登记位置的场所</span>
                  ),
              },
            ]}
          />
        )
      }
    </Loaded>
  )
}
