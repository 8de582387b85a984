import { type AllocationListLine, allocationKinds, allocationStates } from '@anlan/contract/allocation.ts'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { useMinute } from '../../ui/clock/clock.ts'
import { primary } from '../../ui/hotkeys.ts'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { allocationsQuery } from './requests.ts'

/** 优化调配: plans for several places that need something at once. */
export function AllocationsPage() {
  const [asked] = useSearchParams()
  const event = asked.get('event') ?? undefined
  const plans = useQuery(allocationsQuery(event))
  const go = useNavigate()
  const anew = (kind: 'supplies' | 'people') =>
    `/allocations/new?${new URLSearchParams({ kind, ...(event && { event }) })}`
  return (
    <>
      <header className="head">
        <h1>优化调配</h1>
        <span className="spread" />
        {event && <Link to="/allocations">全部方案</Link>}
        <Button onClick={() => void go(anew('people'))}>安置群众</Button>
        <Button {...primary} onClick={() => void go(anew('supplies'))}>
          新建调配方案
        </Button>
      </header>
      <section className="panel">
        <Loaded of={plans} rows={8}>
          {({ items }) =>
            items.length === 0 ? (
              <Nothing what="还没有调配方案。几处同时要物资、要装备，或几个村同时转移群众时，列出各处需要多少，算出谁给谁最快，确认后一次下达全部调用单">
                <Link to={anew('supplies')}>调配物资装备</Link> <Link to={anew('people')}>分配安置群众</Link>
              </Nothing>
            ) : (
              <PlanRows items={items} />
            )
          }
        </Loaded>
      </section>
    </>
  )
}

function PlanRows({ items }: { items: AllocationListLine[] }) {
  const go = useNavigate()
  const now = useMinute()
  return (
    <Rows<AllocationListLine>
      items={items}
      keyOf={plan => plan.id}
      onOpen={plan => void go(`/allocations/${plan.id}`)}
      toneOf={plan => (plan.state === 'givenUp' ? 'stale' : undefined)}
      columns={[
        { title: '方案', show: plan => plan.title },
        { title: '类别', width: 130, show: plan => allocationKinds[plan.kind] },
        { title: '状态', width: 80, show: plan => allocationStates[plan.state] },
        { title: '需求地点', width: 90, numeric: true, show: plan => `${plan.places} 处` },
        {
          title: '缺口',
          width: 80,
          numeric: true,
          show: plan => (plan.missing > 0 ? <b>缺 {plan.missing}</b> : <span className="met-mark">满足</span>),
        },
        { title: '事件', minor: true, show: plan => plan.event?.title ?? '' },
        { title: '编制', width: 190, minor: true, show: plan => `${plan.unitName} ${plan.madeByName}` },
        { title: '时间', width: 110, show: plan => showTime(plan.madeAt, now) },
      ]}
    />
  )
}
