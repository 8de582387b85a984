import { quizStates } from '@anlan/contract/quiz.ts'
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { useMinute } from '../../../ui/clock/clock.ts'
import { Rows } from '../../../ui/rows.tsx'
import { Loaded, Nothing } from '../../../ui/states.tsx'
import { showTime } from '../../../ui/time.ts'
import { dueQuery } from './requests.ts'

/** Who of the units in reach is rostered without a valid test, who has passed, and the share of each unit. */
export function DuePeople() {
  const now = useMinute()
  const [unit, setUnit] = useState<string>()
  return (
    <Loaded of={useQuery(dueQuery)} rows={8}>
      {({ days, isRequired, units, people }) => {
        if (people.length === 0)
          return <Nothing what="还没有值班人员。在“值班室设置”中加入人员或排班后，这里列出每人的测试情况" />
        const shown = people.filter(one => !unit || one.unitId === unit)
        return (
          <>
            <section className="panel">
              <h2>
                各单位合格率 <small>{isRequired ? '上岗前必须通过' : '未通过的只作提示'}</small>
              </h2>
              <Rows
                items={units}
                keyOf={one => one.unitId}
                onOpen={one => setUnit(one.unitId === unit ? undefined : one.unitId)}
                isOpen={one => one.unitId === unit}
                columns={[
                  { title: '单位', show: one => one.unitName },
                  { title: '值班人员', width: 100, numeric: true, show: one => one.people },
                  { title: '合格', width: 90, numeric: true, show: one => one.valid },
                  { title: '合格率', width: 90, numeric: true, show: one => `${one.percent}%` },
                  { title: `${days}日内待测`, width: 110, numeric: true, show: one => one.flagged },
                ]}
              />
            </section>
            <section className="panel">
              <div className="filters">
                <b>人员</b>
                <Select
                  aria-label="单位"
                  allowClear
                  showSearch
                  optionFilterProp="label"
                  placeholder="全部单位"
                  style={{ width: 200 }}
                  value={unit}
                  onChange={setUnit}
                  options={units.map(one => ({ value: one.unitId, label: one.unitName }))}
                />
                <span className="quiet">{days} 日内有班而未通过的排在前面</span>
              </div>
              <Rows
                items={shown}
                keyOf={one => `${one.unitId} ${one.personId}`}
                toneOf={one => (one.isFlagged ? 'late' : undefined)}
                columns={[
                  { title: '姓名', show: one => one.personName },
                  { title: '单位', width: 200, show: one => one.unitName },
                  { title: '测试情况', width: 150, show: one => quizStates[one.state] },
                  {
                    title: '下次值班',
                    width: 130,
                    show: one => (one.nextShiftAt ? showTime(one.nextShiftAt, now) : '—'),
                  },
                  {
                    title: '最近合格',
                    width: 130,
                    minor: true,
                    show: one => (one.lastPassedAt ? showTime(one.lastPassedAt, now) : '—'),
                  },
                  {
                    title: '重测期限',
                    width: 130,
                    minor: true,
                    show: one => (one.dueAt ? showTime(one.dueAt, now) : '—'),
                  },
                ]}
              />
            </section>
          </>
        )
      }}
    </Loaded>
  )
}
