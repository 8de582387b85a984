import { shelterDurations } from '@anlan/contract/shelter.ts'
import { useQuery } from '@tanstack/react-query'
import { Rows } from '../../ui/rows.tsx'
import { Loaded } from '../../ui/states.tsx'
import { pictureQuery } from './requests.ts'

/** Township by township: how many villages have a shelter, and how many people find a place. */
export function County() {
  return (
    <Loaded of={useQuery(pictureQuery)} rows={12}>
      {picture => (
        <>
          <Rows
            items={picture.towns}
            keyOf={one => one.unitId}
            columns={[
              { title: '乡镇', show: one => one.unitName },
              {
                title: '已建 / 应建',
                width: 120,
                numeric: true,
                show: one =>
                  one.done < one.target ? <b>{`${one.done} / ${one.target}`}</b> : `${one.done} / ${one.target}`,
              },
              { title: '场所', width: 80, numeric: true, show: one => one.shelters },
              { title: '可容纳', width: 100, numeric: true, show: one => one.capacity.toLocaleString() },
              { title: '常住人口', width: 110, numeric: true, show: one => one.population.toLocaleString() },
              {
                title: '占比',
                width: 90,
                numeric: true,
                show: one => (one.population ? `${((one.capacity / one.population) * 100).toFixed(1)}%` : '—'),
              },
              { title: '在场', width: 80, numeric: true, show: one => one.occupants || '' },
            ]}
          />
          <div className="shelter-parts">
            <p>
              按时长：
              {picture.byDuration
                .map(one => `${shelterDurations[one.duration]} ${one.shelters} 处 ${one.capacity.toLocaleString()} 人`)
                .join('；')}
            </p>
            <p>
              按级别：
              {picture.byLevel
                .map(one => `${one.level} ${one.shelters} 处 ${one.capacity.toLocaleString()} 人`)
                .join('；')}
            </p>
            <p>
              功能缺损（损坏 / 未设）：
              {picture.faultyFunctions.map(one => `${one.name} ${one.broken} / ${one.absent}`).join('；')}
            </p>
          </div>
        </>
      )}
    </Loaded>
  )
}
