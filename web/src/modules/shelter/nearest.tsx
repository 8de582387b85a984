import { type ShelterHazard, shelterHazards } from '@anlan/contract/shelter.ts'
import { useQuery } from '@tanstack/react-query'
import { Alert, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { Permitted } from '../../app/session.tsx'
import { UnitSelect } from '../../fields/unit-select.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Loaded } from '../../ui/states.tsx'
import { showMetres } from './metres.ts'
import { nearestQuery } from './requests.ts'

/** Where people of a village go: the nearest free places, on to the next when one is full. */
export function Nearest() {
  const [unitId, setUnit] = useState<string>()
  const [persons, setPersons] = useState(50)
  const [hazard, setHazard] = useState<ShelterHazard>()
  return (
    <>
      <div className="filters">
        <div style={{ width: 260 }}>
          <UnitSelect
            aria-label="村（社区）"
            placeholder="选择村（社区）"
            kinds={['village', 'community']}
            value={unitId}
            onChange={setUnit}
          />
        </div>
        <InputNumber
          aria-label="转移人数"
          min={1}
          max={100_000}
          precision={0}
          value={persons}
          onChange={value => setPersons(value ?? 1)}
          suffix="人"
          style={{ width: 120 }}
        />
        <Select
          aria-label="灾种"
          allowClear
          placeholder="不限灾种"
          style={{ width: 140 }}
          value={hazard}
          onChange={setHazard}
          options={Object.entries(shelterHazards).map(([value, label]) => ({ value: value as ShelterHazard, label }))}
        />
        <span className="spread" />
        <Permitted to="allocation.plan">
          <Link to="/allocations/new?kind=people">分配多个村</Link>
        </Permitted>
      </div>
      {unitId ? (
        <Found unitId={unitId} persons={persons} hazard={hazard} />
      ) : (
        <p className="shelter-parts quiet">
          选择村（社区）和人数，按直线距离给出就近的空余场所；一处不够时顺延到下一处。
        </p>
      )}
    </>
  )
}

function Found({ unitId, persons, hazard }: { unitId: string; persons: number; hazard: ShelterHazard | undefined }) {
  const go = useNavigate()
  return (
    <Loaded of={useQuery(nearestQuery(unitId, persons, hazard))} rows={6}>
      {({ items, unplaced }) => (
        <>
          {unplaced > 0 && (
            <Alert banner type="error" title={`全县适用场所空余不足，还有 ${unplaced.toLocaleString()} 人没有去处`} />
          )}
          <Rows
            items={items}
            keyOf={one => one.id}
            onOpen={one => void go(`/shelters/${one.id}`)}
            columns={[
              { title: '场所', show: one => one.name },
              { title: '管理单位', width: 150, minor: true, show: one => one.unitName },
              { title: '直线距离', width: 100, numeric: true, show: one => showMetres(one.metres) },
              { title: '空余 / 容纳', width: 130, numeric: true, show: one => `${one.free} / ${one.capacity}` },
              { title: '安排', width: 90, numeric: true, show: one => (one.takes > 0 ? <b>{one.takes} 人</b> : '') },
              { title: '状态', width: 80, show: one => (one.open ? '已启用' : '未启用') },
              {
                title: '管理人',
                width: 190,
                show: one =>
                  one.keeper && (
                    <>
                      {one.keeper.name} <a href={`tel:${one.keeper.phone}`}>{one.keeper.phone}</a>
                    </>
                  ),
              },
            ]}
          />
        </>
      )}
    </Loaded>
  )
}
