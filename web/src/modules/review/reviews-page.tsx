import { reviewStates } from '@anlan/contract/review.ts'
import { useQuery } from '@tanstack/react-query'
import { Tabs } from 'antd'
import { useNavigate } from 'react-router'
import { usePermits } from '../../app/session.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { FirstTimesPanel } from './first-times-panel.tsx'
import { reviewsQuery } from './requests.ts'
import './review.css'

/** 复盘评估: what is owed after responses and exercises, and how fast events were met on average. */
export function ReviewsPage() {
  const may = usePermits()
  return (
    <>
      <header className="head">
        <h1>复盘评估</h1>
        <span className="quiet">响应终止后自动开始；数据由记录生成，判断由人填写</span>
      </header>
      <section className="panel">
        <Tabs
          tabBarStyle={{ margin: 0, padding: '0 12px' }}
          items={[
            { key: 'real', label: '实战', children: <List mode="real" /> },
            { key: 'exercise', label: '演练', children: <List mode="exercise" /> },
            ...(may('response.statistics')
              ? [{ key: 'firsts', label: '四个第一', children: <FirstTimesPanel /> }]
              : []),
          ]}
        />
      </section>
    </>
  )
}

function List({ mode }: { mode: 'real' | 'exercise' }) {
  const go = useNavigate()
  const now = useMinute()
  const reviews = useQuery(reviewsQuery(mode))
  return (
    <Loaded of={reviews} rows={5}>
      {({ items }) =>
        items.length === 0 ? (
          <Nothing
            what={
              mode === 'real'
                ? '还没有需要复盘评估的响应。响应终止后，在这里生成评估报告初稿'
                : '还没有需要评估的演练。以演练方式启动的响应终止后，在这里生成演练评估初稿'
            }
          />
        ) : (
          <Rows
            items={items}
            keyOf={one => one.id}
            onOpen={one => void go(`/reviews/${one.id}`)}
            toneOf={one => (one.overdue && one.state !== 'issued' ? 'late' : undefined)}
            columns={[
              {
                title: '评估报告',
                show: one => (
                  <>
                    {one.title} {one.mode === 'exercise' && <span className="word-tag">演练</span>}
                  </>
                ),
              },
              { title: '承担单位', width: 170, show: one => one.unitName, minor: true },
              { title: '响应终止', width: 120, show: one => showTime(one.endedAt, now) },
              {
                title: '期限',
                width: 130,
                show: one =>
                  one.state === 'issued' ? (
                    one.overdue ? (
                      '超期印发'
                    ) : (
                      '按期印发'
                    )
                  ) : (
                    <span className={one.overdue ? 'defect-serious' : undefined}>
                      {one.overdue ? '已超期' : `${showTime(one.dueAt, now)} 前`}
                    </span>
                  ),
              },
              { title: '状态', width: 90, show: one => reviewStates[one.state] },
              {
                title: '整改销号',
                width: 90,
                numeric: true,
                show: one => (one.rectifications ? `${one.closed}/${one.rectifications}` : '—'),
              },
            ]}
          />
        )
      }
    </Loaded>
  )
}
