import { Tabs } from 'antd'
import { useSearchParams } from 'react-router'
import { usePermits } from '../../app/session.tsx'
import { ReachTests, RollCalls } from './calls-list.tsx'
import { CheckSettings } from './check-settings.tsx'
import { MyCalls } from './my-calls.tsx'
import { Scores } from './scores.tsx'
import { SpotChecks } from './spot-list.tsx'
import { Supervisions } from './supervision.tsx'
import { Suspicions } from './suspicions.tsx'
import './duty-check.css'

/** 查岗考核: telephone checks, roll-calls, reachability, what is suspected, scores, supervision. */
export function DutyCheckPage() {
  const [params, setParams] = useSearchParams()
  const may = usePermits()
  return (
    <>
      <header className="head">
        <h1>查岗考核</h1>
      </header>
      <MyCalls />
      <section className="panel">
        <Tabs
          tabBarStyle={{ margin: 0, padding: '0 12px' }}
          activeKey={params.get('tab') ?? 'spot'}
          onChange={tab => setParams({ tab }, { replace: true })}
          items={[
            { key: 'spot', label: '电话抽查', children: <SpotChecks /> },
            { key: 'rolls', label: '点名查岗', children: <RollCalls /> },
            { key: 'reach', label: '通讯抽测', children: <ReachTests /> },
            { key: 'suspicions', label: '脱岗漏岗', children: <Suspicions /> },
            { key: 'scores', label: '得分', children: <Scores /> },
            { key: 'supervision', label: '督查记录', children: <Supervisions /> },
            ...(may('duty-check.run') ? [{ key: 'settings', label: '查岗设置', children: <CheckSettings /> }] : []),
          ]}
        />
      </section>
    </>
  )
}
