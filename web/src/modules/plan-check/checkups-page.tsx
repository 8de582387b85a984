import { planKinds, planStates } from '@anlan/contract/plan.ts'
import type { PlanCheckupList } from '@anlan/contract/plan-check.ts'
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useNavigate, useSearchParams } from 'react-router'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { checkupsQuery } from './requests.ts'
import './plan-check.css'

type Line = PlanCheckupList['plans'][number]

/** 预案体检: all plans of the county, the worst first. */
export function CheckupsPage() {
  const [params, setParams] = useSearchParams()
  const list = useQuery(checkupsQuery())
  const navigate = useNavigate()
  const unit = params.get('unit')
  return (
    <Loaded of={list} rows={12}>
      {found => {
        const shown = unit ? found.plans.filter(one => one.unitId === unit) : found.plans
        const bad = shown.filter(one => one.blocking + one.serious > 0).length
        return (
          <>
            <header className="head">
              <h1>预案体检</h1>
              <Select
                aria-label="编制单位"
                allowClear
                showSearch
                optionFilterProp="label"
                placeholder="全部单位"
                style={{ width: 240 }}
                value={unit}
                onChange={value => setParams(value ? { unit: value } : {}, { replace: true })}
                options={found.units.map(one => ({
                  value: one.unitId,
                  label: `${one.unitName}（${one.sound}/${one.plans} 个正常）`,
                }))}
              />
            </header>
            <section className="panel">
              <h2>
                在用和在编预案
                <small>
                  {shown.length} 个，{bad} 个有缺陷
                  {!unit &&
                    found.kinds.length > 0 &&
                    `；最多的是${found.kinds
                      .slice(0, 3)
                      .map(one => `${one.name} ${one.defects} 项`)
                      .join('、')}`}
                </small>
              </h2>
              {shown.length === 0 ? (
                <Nothing what="还没有在用或在编的预案。先在“应急预案”中新建或导入" />
              ) : (
                <Rows<Line>
                  items={shown}
                  keyOf={one => `${one.planId} ${one.edition}`}
                  onOpen={one => navigate(`/plans/${one.planId}?tab=checkup`)}
                  columns={[
                    { title: '预案', show: one => one.title },
                    { title: '单位', width: 170, show: one => one.unitName },
                    { title: '种类', width: 150, show: one => planKinds[one.kind] },
                    { title: '状态', width: 90, show: one => planStates[one.state] },
                    {
                      title: '阻断',
                      width: 64,
                      named: true,
                      show: one => (one.blocking ? <span className="defect-blocking">{one.blocking}</span> : '0'),
                    },
                    {
                      title: '须整改',
                      width: 72,
                      named: true,
                      show: one => (one.serious ? <span className="defect-serious">{one.serious}</span> : '0'),
                    },
                    { title: '提示', width: 64, named: true, show: one => one.minor },
                    { title: '首要缺陷', show: one => one.first ?? <span className="quiet">没有缺陷</span> },
                  ]}
                />
              )}
            </section>
          </>
        )
      }}
    </Loaded>
  )
}
