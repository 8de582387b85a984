import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { Link, useSearchParams } from 'react-router'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { Figure } from './figure.tsx'
import { progressQuery } from './requests.ts'

/** 视频图像建设: what each unit builds this year, and what stands. */
export function CamerasPage() {
  const [params, setParams] = useSearchParams()
  const progress = useQuery(progressQuery(Number(params.get('year')) || undefined))
  return (
    <Loaded of={progress} rows={12}>
      {({ year, years, items }) => {
        const sum = (of: (one: (typeof items)[number]) => number) => items.reduce((all, one) => all + of(one), 0)
        const target = sum(one => one.target ?? 0)
        const done = sum(one => (one.target === null ? 0 : Math.min(one.done, one.target)))
        return (
          <>
            <header className="head">
              <h1>视频图像建设</h1>
              <Select
                aria-label="年度"
                value={year}
                style={{ width: 110 }}
                onChange={value => setParams({ year: String(value) }, { replace: true })}
                options={years.map(value => ({ value, label: `${value} 年` }))}
              />
              <span className="spread" />
              <Link to="/registers/camera-targets">年度任务</Link>
              <Link to="/registers/cameras">监控点</Link>
            </header>
            <section className="panel facility-figures" aria-label="年度概况">
              <Figure label="年度任务" value={`${target} 个`} />
              <Figure label="任务内已建成" value={`${done} 个`} />
              <Figure label="尚缺" value={`${target - done} 个`} warns={target > done} />
              <Figure label="在册监控点" value={`${sum(one => one.all)} 个`} />
              <Figure label="其中在线" value={`${sum(one => one.online)} 个`} />
            </section>
            <section className="panel">
              {items.length === 0 ? (
                <Nothing what="还没有登记监控点，也没有下达年度任务" />
              ) : (
                <Rows
                  items={items}
                  keyOf={one => one.unitId}
                  columns={[
                    { title: '单位', show: one => one.unitName },
                    {
                      title: `${year} 年任务`,
                      width: 120,
                      numeric: true,
                      show: one => one.target ?? <span className="quiet">未下达</span>,
                    },
                    { title: '已建成', width: 100, numeric: true, show: one => one.done },
                    {
                      title: '尚缺',
                      width: 90,
                      numeric: true,
                      show: one => {
                        const lacking = Math.max(0, (one.target ?? 0) - one.done)
                        return lacking > 0 ? <b className="facility-warns">{lacking}</b> : 0
                      },
                    },
                    { title: '在册', width: 90, numeric: true, show: one => one.all },
                    {
                      title: '不在线',
                      width: 90,
                      numeric: true,
                      show: one => (one.all > one.online ? one.all - one.online : ''),
                    },
                    {
                      title: '图像',
                      width: 110,
                      show: one => <Link to={`/registers/cameras?unitId=${one.unitId}`}>查看监控点</Link>,
                    },
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
