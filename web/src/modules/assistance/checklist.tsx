import type { Assistance, EventItem } from '@anlan/contract/assistance.ts'
import { App, Button, Form, InputNumber, Radio } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { SourceMark } from '../../fields/source-mark.tsx'
import { UnitSelect } from '../../fields/unit-select.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { saidOf } from '../../ui/http.ts'
import { Nothing } from '../../ui/states.tsx'
import { showSpan, showTime } from '../../ui/time.ts'
import { useAssistanceActs } from './requests.ts'

interface ChecklistProps {
  eventId: string
  checklist: Assistance['checklist']
}

/** 首小时清单: what to do by when and who does it; a tick says who did and when. */
export function Checklist({ eventId, checklist }: ChecklistProps) {
  const { message } = App.useApp()
  const acts = useAssistanceActs(eventId)
  const [tasked, setTasked] = useState<EventItem | null>(null)
  const open = checklist.items.filter(item => !item.doneAt)
  const done = checklist.items.filter(item => item.doneAt)
  const tick = (itemId: string, isDone: boolean) =>
    acts.tick.mutate({ itemId, done: isDone }, { onError: error => void message.error(saidOf(error)) })
  const row = (item: EventItem) => (
    <ItemRow
      key={item.id}
      item={item}
      mayTick={checklist.mayTick}
      busy={acts.tick.isPending}
      mayTask={checklist.responses.length > 0}
      onTick={tick}
      onTask={setTasked}
    />
  )
  return (
    <section className="panel checklist">
      <h2>
        首小时清单{' '}
        <small>
          {done.length} / {checklist.items.length}
        </small>
      </h2>
      {checklist.unknown.length > 0 && (
        <p className="quiet padded">
          还没有登记：{checklist.unknown.join('、')}。<Link to={`/events/${eventId}`}>登记事件要素</Link>后清单更准。
        </p>
      )}
      {checklist.items.length === 0 && <Nothing what="没有适用于本类事件的清单事项" />}
      {open.map(row)}
      {done.map(row)}
      {checklist.past.map(item => (
        <p key={item.id} className="quiet padded">
          {item.text}（{item.doneByName}已完成，现已不适用）
        </p>
      ))}
      {tasked && (
        <TaskDrawer eventId={eventId} item={tasked} responses={checklist.responses} onClose={() => setTasked(null)} />
      )}
    </section>
  )
}

interface ItemRowProps {
  item: EventItem
  mayTick: boolean
  mayTask: boolean
  busy: boolean
  onTick: (id: string, done: boolean) => void
  onTask: (item: EventItem) => void
}

function ItemRow({ item, mayTick, mayTask, busy, onTick, onTask }: ItemRowProps) {
  const now = useMinute()
  const isDone = item.doneAt !== null
  const late = !isDone && Date.parse(item.dueAt) < now.getTime()
  return (
    <div className={isDone ? 'check-item is-done' : 'check-item'}>
      <button
        type="button"
        className="check-tick"
        aria-pressed={isDone}
        aria-label={isDone ? `取消完成：${item.text}` : `完成：${item.text}`}
        disabled={!mayTick || busy}
        onClick={() => onTick(item.id, !isDone)}
      >
        {isDone ? '✓' : ''}
      </button>
      <div className="check-body">
        <div className="check-head">
          <b>{item.text}</b>
          {isDone ? (
            <span className="quiet">
              {item.doneByUnitName} {item.doneByName} {showTime(item.doneAt ?? '', now)}
            </span>
          ) : (
            <span className={late ? 'overdue-tag' : 'quiet'}>
              {late ? `超 ${showSpan(now.getTime() - Date.parse(item.dueAt))}` : `${showTime(item.dueAt, now)} 前`}
            </span>
          )}
        </div>
        {!isDone && item.detail && <p>{item.detail}</p>}
        <p className="check-who">
          <span>
            {item.unitName || item.bearer}
            {item.personName && ` · ${item.personName}`}
            {item.postName && !item.personName && ` · ${item.postName}`}
          </span>
          {item.defect && <b className="check-defect">{item.defect}</b>}
          {item.phone && <a href={`tel:${item.phone}`}>{item.phone}</a>}
          {item.tasks.map(task => (
            <Link key={task.taskId} to={`/responses/${task.responseId}`}>
              已转任务
            </Link>
          ))}
          {!isDone && mayTask && item.tasks.length === 0 && (
            <button type="button" className="link no-print" onClick={() => onTask(item)}>
              转为任务
            </button>
          )}
        </p>
        <p className="quiet check-why">
          {item.because.join('；')} · 依据 {item.source.name}
          {item.source.article && ` ${item.source.article}`} <SourceMark confidence={item.source.confidence} />
        </p>
      </div>
    </div>
  )
}

interface TaskDrawerProps {
  eventId: string
  item: EventItem
  responses: { id: string; name: string }[]
  onClose: () => void
}

function TaskDrawer({ eventId, item, responses, onClose }: TaskDrawerProps) {
  const { makeTask } = useAssistanceActs(eventId)
  return (
    <ActionDrawer<{ responseId: string; unitId?: string; doneMinutes: number }>
      open
      title={`转为任务：${item.text}`}
      act="下达任务"
      initial={{ responseId: responses[0]?.id ?? '', doneMinutes: 30, ...(item.unitId && { unitId: item.unitId }) }}
      consequence="立即通知承担单位签收，按时限催办；在指挥处置的任务中可以看到。"
      onAct={({ responseId, unitId, doneMinutes }, id) =>
        makeTask.mutateAsync({ id, itemId: item.id, responseId, unitId: unitId ?? null, doneMinutes })
      }
      onClose={onClose}
    >
      <Form.Item name="responseId" label="响应">
        <Radio.Group options={responses.map(one => ({ value: one.id, label: one.name }))} />
      </Form.Item>
      <Form.Item name="unitId" label="承担单位" rules={[{ required: true, message: '请选择承担单位' }]}>
        <UnitSelect />
      </Form.Item>
      <Form.Item name="doneMinutes" label="完成时限（分钟）" rules={[{ required: true, message: '请填写完成时限' }]}>
        <InputNumber min={1} max={1440} />
      </Form.Item>
    </ActionDrawer>
  )
}

/** How far the first hour is, for the event's page; the list itself is one tap away. */
export function ChecklistSummary({ eventId, checklist }: ChecklistProps) {
  const now = useMinute()
  const open = checklist.items.filter(item => !item.doneAt)
  const late = open.filter(item => Date.parse(item.dueAt) < now.getTime())
  return (
    <>
      <div className="plain-row">
        <b>
          首小时清单 {checklist.items.length - open.length} / {checklist.items.length}
        </b>
        {late.length > 0 && <b className="overdue-tag">已过时间 {late.length} 项</b>}
      </div>
      {open.slice(0, 3).map(item => (
        <div key={item.id} className="plain-row">
          <span>{item.text}</span>
          <p className="quiet">
            {item.unitName || item.bearer} · {showTime(item.dueAt, now)} 前
          </p>
        </div>
      ))}
      <p className="padded no-print">
        <Link to={`/events/${eventId}/assistance`}>
          <Button size="small" type="primary">
            打开辅助决策
          </Button>
        </Link>
      </p>
    </>
  )
}
