import type { SecuritySummary } from '@anlan/contract/administration-summary.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { factWord } from '../../../modules/administration/fact-words.ts'
import { Rows } from '../../../ui/rows.tsx'
import { Loaded, Nothing } from '../../../ui/states.tsx'
import { showInstant } from '../../../ui/time.ts'
import { securitySummaryQuery } from './requests.ts'
import { Figures } from './summary-parts.tsx'
import './administrators.css'

/** 安全管理员首页: who may too much, who is let in too easily, who is locked out. */
export function SecurityHome() {
  const summary = useQuery(securitySummaryQuery)
  return (
    <>
      <header className="head">
        <h1>安全管理首页</h1>
        <span className="spread" />
        <Link to="/accounts">账号和授权</Link>
      </header>
      <Loaded of={summary} rows={6}>
        {data => (
          <div className="summary-panels">
            <section className="panel">
              <h2>账号</h2>
              <Figures of={figuresOf(data)} />
            </section>
            <section className="panel">
              <h2>没有启用两步验证的管理员</h2>
              {data.administratorsWithoutSecondFactor.length === 0 ? (
                <Nothing what="管理员账号都已启用两步验证" />
              ) : (
                <Rows
                  items={data.administratorsWithoutSecondFactor}
                  keyOf={one => one.id}
                  columns={[
                    { title: '账号', width: 140, show: one => <b>{one.account}</b> },
                    { title: '姓名', width: 140, show: one => one.displayName },
                    { title: '单位', show: one => one.unitName },
                  ]}
                />
              )}
            </section>
            {data.locked.length > 0 && (
              <section className="panel">
                <h2>
                  已锁定的账号
                  <span className="spread" />
                  <span className="quiet">由系统管理员解除</span>
                </h2>
                <Rows
                  items={data.locked}
                  keyOf={one => one.id}
                  columns={[
                    { title: '账号', width: 140, show: one => <b>{one.account}</b> },
                    { title: '姓名', width: 140, show: one => one.displayName },
                    { title: '单位', show: one => one.unitName },
                    { title: '自动解除', width: 160, show: one => showInstant(one.until) },
                  ]}
                />
              </section>
            )}
            <section className="panel">
              <h2>最近的授权和账号变更</h2>
              {data.changes.length === 0 ? (
                <Nothing what="还没有变更。授权、停用和解除锁定后列在这里" />
              ) : (
                <Rows
                  items={data.changes}
                  keyOf={one => one.id}
                  columns={[
                    { title: '变更', width: 180, show: one => factWord(one.type) },
                    { title: '对象', show: one => one.account },
                    { title: '经办', width: 160, show: one => one.by ?? '系统' },
                    { title: '时间', width: 160, show: one => showInstant(one.at) },
                  ]}
                />
              )}
            </section>
          </div>
        )}
      </Loaded>
    </>
  )
}

const figuresOf = (data: SecuritySummary) => [
  {
    name: '待授权',
    value: data.requested,
    to: '/accounts?state=requested',
    bad: data.requested > 0,
    note: '系统管理员已申请角色',
  },
  { name: '已锁定', value: data.locked.length, bad: data.locked.length > 0, note: '连续输错密码' },
  { name: '九十天未用', value: data.idle, note: '已授权，请核实是否还需要' },
  {
    name: '未启用两步验证',
    value: data.othersWithoutSecondFactor + data.administratorsWithoutSecondFactor.length,
    note: `在用账号共 ${data.enabled} 个`,
    bad: data.administratorsWithoutSecondFactor.length > 0,
  },
]
