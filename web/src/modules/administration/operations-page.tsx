import { useQuery } from '@tanstack/react-query'
import { App, Button, Descriptions } from 'antd'
import { useNow } from '../../ui/clock/clock.ts'
import { saidOf } from '../../ui/http.ts'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { showInstant, showTime } from '../../ui/time.ts'
import { ChannelSettings } from './channel-settings.tsx'
import { type DeadLetter, type Operation, operationsQuery, useRetryDeadLetter } from './requests.ts'

const letterKinds: Record<DeadLetter['kind'], string> = { delivery: '消息处理', task: '定时任务' }

/** 运行状态: is it well, what gave up, which channels work. */
export function OperationsPage() {
  const operation = useQuery(operationsQuery)
  return (
    <>
      <header className="head">
        <h1>运行状态</h1>
      </header>
      <Loaded of={operation} rows={6}>
        {data => (
          <>
            <Descriptions
              size="small"
              bordered
              column={{ xs: 1, md: 2, xl: 3 }}
              items={factsOf(data)}
              style={{ marginBottom: 12 }}
            />
            <DeadLetters letters={data.deadLetters} />
          </>
        )}
      </Loaded>
      <ChannelSettings />
    </>
  )
}

const factsOf = (data: Operation) =>
  [
    ['版本', data.version],
    ['启动于', showInstant(data.startedAt)],
    ['数据库', `${data.database.kind === 'embedded' ? '内置' : '外部'} PostgreSQL ${data.database.version}`],
    ['落盘方式', data.database.durability],
    ['时钟', data.clock === 'real' ? '真实时间' : `推演时间 ${showInstant(data.now)}`],
    ['待处理消息', data.pendingDeliveries],
    ['待执行任务', data.pendingTasks],
    ['下一任务', data.nextTaskAt ? showInstant(data.nextTaskAt) : '无'],
    ['最近链首签名', data.lastRootAt ? showInstant(data.lastRootAt) : '尚无'],
  ].map(([label, children]) => ({ key: String(label), label, children }))

function DeadLetters({ letters }: { letters: DeadLetter[] }) {
  const retry = useRetryDeadLetter()
  const now = useNow()
  const { message } = App.useApp()
  return (
    <section className="panel">
      <h2>
        未能处理的事项 <small>{letters.length || ''}</small>
      </h2>
      {letters.length === 0 ? (
        <Nothing what="没有。多次重试仍未成功的处理会列在这里，不会丢弃" />
      ) : (
        <Rows
          items={letters}
          keyOf={letter => `${letter.kind}${letter.id}`}
          columns={[
            { title: '处理', show: letter => letter.name },
            { title: '类别', width: 100, show: letter => letterKinds[letter.kind] },
            { title: '对象', width: 230, show: letter => letter.subject },
            { title: '次数', width: 60, numeric: true, show: letter => letter.attempts },
            { title: '最后错误', show: letter => letter.lastError },
            { title: '自', width: 120, show: letter => showTime(letter.since, now) },
            {
              title: '办理',
              width: 90,
              show: letter => (
                <Button
                  size="small"
                  loading={retry.isPending && retry.variables.id === letter.id}
                  onClick={() => retry.mutate(letter, { onError: error => void message.error(saidOf(error)) })}
                >
                  重新处理
                </Button>
              ),
            },
          ]}
        />
      )}
    </section>
  )
}
