import type { SystemSummary } from '@anlan/contract/administration-summary.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { useMinute } from '../../../ui/clock/clock.ts'
import { Loaded } from '../../../ui/states.tsx'
import { showInstant } from '../../../ui/time.ts'
import { systemSummaryQuery } from './requests.ts'
import { Figures, showBytes } from './summary-parts.tsx'
import './administrators.css'

const dayMs = 86_400_000
// Ours (设计): older than this, or less left than this, is shown as something to do.
const backupDays = 2
const restoreTestDays = 31
const leastFree = 0.15

/** 系统管理员首页: does it run, is it backed up, who cannot get in. */
export function SystemHome() {
  const summary = useQuery(systemSummaryQuery)
  const now = useMinute()
  const daysSince = (at: string | null) =>
    at === null ? null : Math.max(0, Math.floor((now.getTime() - new Date(at).getTime()) / dayMs))
  return (
    <>
      <header className="head">
        <h1>系统管理首页</h1>
        <span className="spread" />
        <Link to="/operations">运行状态</Link>
      </header>
      <Loaded of={summary} rows={6}>
        {data => (
          <div className="summary-panels">
            <section className="panel">
              <h2>运行</h2>
              <Figures of={running(data)} />
            </section>
            <section className="panel">
              <h2>
                备份
                <span className="spread" />
                <Link to="/usage">维护记录</Link>
              </h2>
              <Figures
                of={[
                  age('最近备份', data.lastBackupAt, daysSince(data.lastBackupAt), backupDays, '请运行备份命令'),
                  age(
                    '最近恢复演练',
                    data.lastRestoreTestAt,
                    daysSince(data.lastRestoreTestAt),
                    restoreTestDays,
                    '每月至少演练一次',
                  ),
                ]}
              />
            </section>
            <section className="panel">
              <h2>
                账号
                <span className="spread" />
                <Link to="/accounts">全部账号</Link>
              </h2>
              <Figures of={accounts(data)} />
            </section>
          </div>
        )}
      </Loaded>
    </>
  )
}

function running(data: SystemSummary) {
  const { disk } = data
  const isFull = disk !== null && disk.freeBytes < disk.totalBytes * leastFree
  return [
    {
      name: '未能处理的事项',
      value: data.deadLetters,
      to: '/operations',
      bad: data.deadLetters > 0,
      note: data.deadLetters > 0 ? '逐项查看原因后重试' : '全部处理完毕',
    },
    {
      name: '磁盘剩余',
      value: disk ? showBytes(disk.freeBytes) : '不在本机',
      bad: isFull,
      note: disk ? `共 ${showBytes(disk.totalBytes)}${isFull ? '，请清理或扩容' : ''}` : data.files.statement,
    },
    { name: '数据库大小', value: showBytes(data.databaseBytes) },
    {
      name: '文件存储',
      value: data.files.available ? '正常' : '不可用',
      bad: !data.files.available,
      note: data.files.statement,
    },
    { name: '版本', value: data.version, note: `${showInstant(data.startedAt)} 启动` },
  ]
}

const age = (name: string, at: string | null, days: number | null, most: number, toDo: string) => ({
  name,
  value: days === null ? '没有记录' : days === 0 ? '今天' : `${days} 天前`,
  bad: days === null || days > most,
  note: days === null || days > most ? toDo : at && showInstant(at),
  to: '/usage',
})

const accounts = ({ accounts: { ungranted, mustChange, neverUsed, locked } }: SystemSummary) => [
  { name: '已锁定', value: locked, to: '/accounts?state=locked', bad: locked > 0, note: '到时自动解除，也可手工解除' },
  { name: '待改初始密码', value: mustChange, to: '/accounts?state=mustChange', note: '首次登录时修改' },
  { name: '从未登录', value: neverUsed, to: '/accounts?state=neverUsed', note: '提醒本人登录，或停用' },
  { name: '未授权', value: ungranted, to: '/accounts?state=ungranted', note: '由安全管理员授权' },
]
