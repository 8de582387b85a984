import type { AuditSummary } from '@anlan/contract/administration-summary.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { factWord } from '../../../modules/administration/fact-words.ts'
import { useMinute } from '../../../ui/clock/clock.ts'
import { Rows } from '../../../ui/rows.tsx'
import { Loaded, Nothing } from '../../../ui/states.tsx'
import { showInstant } from '../../../ui/time.ts'
import { auditSummaryQuery } from './requests.ts'
import { Figures } from './summary-parts.tsx'
import './administrators.css'

const hourMs = 3_600_000

/** 审计员首页: what was recorded today, whether the record is signed, who was turned away. */
export function AuditHome() {
  const summary = useQuery(auditSummaryQuery)
  const now = useMinute()
  return (
    <>
      <header className="head">
        <h1>审计首页</h1>
        <span className="spread" />
        <Link to="/facts">审计记录</Link>
      </header>
      <Loaded of={summary} rows={6}>
        {data => (
          <div className="summary-panels">
            <section className="panel">
              <h2>记录和签名</h2>
              <Figures of={figuresOf(data, now)} />
              <p className="summary-note quiet">
                这里核对最近一次签名本身。逐条校验全部记录，由运维人员在服务器上运行 npm run verify-facts。
              </p>
            </section>
            <section className="panel">
              <h2>
                被拒绝的登录 <small>近七天</small>
              </h2>
              {data.refused.length === 0 ? (
                <Nothing what="近七天没有被拒绝的登录" />
              ) : (
                <Rows
                  items={data.refused}
                  keyOf={one => one.subject}
                  columns={[
                    { title: '账号', show: one => one.subject },
                    { title: '次数', width: 90, numeric: true, show: one => one.count },
                    { title: '最近一次', width: 170, show: one => showInstant(one.lastAt) },
                  ]}
                />
              )}
            </section>
            <section className="panel">
              <h2>今日记录</h2>
              {data.today.length === 0 ? (
                <Nothing what="今天还没有记录" />
              ) : (
                <Rows
                  items={data.today}
                  keyOf={one => one.type}
                  columns={[
                    { title: '事项', show: one => factWord(one.type) },
                    { title: '次数', width: 90, numeric: true, show: one => one.count },
                    {
                      title: '明细',
                      width: 90,
                      show: one => <Link to={`/facts?type=${encodeURIComponent(one.type)}`}>查看</Link>,
                    },
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

function figuresOf({ today, lastRoot }: AuditSummary, now: Date) {
  const isOld = lastRoot !== null && lastRoot.after > 0 && now.getTime() - new Date(lastRoot.at).getTime() > 2 * hourMs
  return [
    { name: '今日记录', value: today.reduce((sum, one) => sum + one.count, 0), to: '/facts' },
    {
      name: '最近签名',
      value: lastRoot ? showInstant(lastRoot.at) : '尚无',
      bad: isOld,
      note: isOld ? '超过两小时没有签名，请告知系统管理员' : '每小时一次，没有新记录时不重复签名',
    },
    {
      name: '签名核对',
      value: lastRoot ? (lastRoot.good ? '一致' : '不一致') : '待签名',
      bad: lastRoot !== null && !lastRoot.good,
      note: lastRoot && !lastRoot.good ? '记录可能被改动，请立即报告' : undefined,
    },
    { name: '签名后新增', value: lastRoot?.after ?? 0, note: '下一次签名时纳入' },
  ]
}
