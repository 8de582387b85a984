import type { CommandRoom, EntryView } from '@anlan/contract/command.ts'
import { Button, Form, Input, InputNumber } from 'antd'
import { useState } from 'react'
import { UnitSelect } from '../../fields/unit-select.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { Countdown } from '../../ui/clock/countdown.tsx'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { Nothing } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import type { RoomActs } from './requests.ts'
import { needed, Words } from './words.tsx'

type Act = { kind: 'enter' | 'withdraw' } | { kind: 'confirm' | 'leave'; one: EntryView } | { kind: 'lift'; id: string }
interface Entering {
  name: string
  unitId?: string
  people: number
  place: string
  limitMinutes: number
  parMinutes?: number
}

/** 人员安全: who is inside the danger zone now, when each confirms next, and the order to come out. */
export function Accountability({ of, acts }: { of: CommandRoom; acts: RoomActs }) {
  const now = useMinute()
  const [act, setAct] = useState<Act | null>(null)
  const inside = of.entries.filter(one => one.outAt === null)
  const out = of.entries.filter(one => one.outAt !== null)
  const order = of.withdrawals.find(one => one.liftedAt === null)
  return (
    <section className="panel">
      <h2>
        人员安全 <small>危险区域内 {of.inside} 人</small>
        <span className="spread" />
        {of.may.command && !order && (
          <Button size="small" danger onClick={() => setAct({ kind: 'withdraw' })}>
            撤离命令
          </Button>
        )}
        {of.may.report && !order && (
          <Button size="small" type="primary" onClick={() => setAct({ kind: 'enter' })}>
            登记进入
          </Button>
        )}
      </h2>
      {order && (
        <div className="withdrawal">
          <b>撤离命令：全部人员立即撤出危险区域</b>
          <span>
            {order.reason}（{order.orderedByName} {showTime(order.orderedAt, now)}）
          </span>
          {of.may.command && (
            <Button size="small" onClick={() => setAct({ kind: 'lift', id: order.id })}>
              解除
            </Button>
          )}
        </div>
      )}
      {inside.length === 0 && <Nothing what="危险区域内没有登记的人员：进入前先登记，按间隔确认安全" />}
      {inside.map(one => (
        <div key={one.id} className={`padded entry${one.parOverdue || one.limitOverdue ? ' is-late' : ''}`}>
          <div>
            <b>
              {one.name} {one.people} 人
            </b>{' '}
            <span className="quiet">
              {one.place}
              {one.unitName && `，${one.unitName}`}，{showTime(one.enteredAt, now)} 进入
            </span>
          </div>
          <div>安全确认 {one.nextParAt && <Countdown dueAt={one.nextParAt} />}</div>
          <div>
            最长停留 <Countdown dueAt={one.limitAt} />
          </div>
          {one.may.report && (
            <div className="room-acts">
              <Button size="small" type="primary" onClick={() => setAct({ kind: 'confirm', one })}>
                安全确认
              </Button>
              <Button size="small" onClick={() => setAct({ kind: 'leave', one })}>
                登记撤出
              </Button>
            </div>
          )}
        </div>
      ))}
      {out.length > 0 && (
        <details className="padded">
          <summary className="quiet">已撤出 {out.length} 组</summary>
          {out.map(one => (
            <div key={one.id} className="quiet">
              {one.name}：{one.place}，进入 {one.people} 人，撤出 {one.outPeople} 人
              {one.outAt && `，${showTime(one.outAt, now)}`}
              {one.outNote && `（${one.outNote}）`}
            </div>
          ))}
        </details>
      )}
      <SafetyDrawers
        key={act && 'one' in act ? `${act.kind} ${act.one.id}` : 'none'}
        act={act}
        of={of}
        acts={acts}
        onClose={() => setAct(null)}
      />
    </section>
  )
}

interface DrawersProps {
  act: Act | null
  of: CommandRoom
  acts: RoomActs
  onClose: () => void
}

function SafetyDrawers({ act, of, acts, onClose }: DrawersProps) {
  const one = act && 'one' in act ? act.one : null
  const count = { people: one?.people ?? 1 }
  return (
    <>
      <ActionDrawer<Entering>
        open={act?.kind === 'enter'}
        title="登记进入危险区域"
        act="登记进入"
        initial={{ people: 2, limitMinutes: 60, parMinutes: of.parMinutes }}
        consequence="登记后开始计时：到间隔未确认安全的，立即告知值班室、牵头部门和现场指挥官。"
        onAct={(values, id) => acts.enter.mutateAsync({ ...values, id, unitId: values.unitId ?? null })}
        onClose={onClose}
      >
        <Form.Item name="name" label="人员或队伍" rules={needed('请填写人员或队伍')}>
          <Input autoFocus maxLength={100} />
        </Form.Item>
        <Form.Item name="unitId" label="所属单位">
          <UnitSelect allowClear />
        </Form.Item>
        <Form.Item name="people" label="人数" rules={needed('请填写人数')}>
          <InputNumber min={1} max={9999} />
        </Form.Item>
        <Form.Item name="place" label="作业位置" rules={needed('请填写作业位置')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="limitMinutes" label="最长停留（分钟）" rules={needed('请填写最长停留')}>
          <InputNumber min={1} max={1440} />
        </Form.Item>
        <Form.Item name="parMinutes" label="安全确认间隔（分钟）">
          <InputNumber min={1} max={240} />
        </Form.Item>
      </ActionDrawer>
      {(['confirm', 'leave'] as const).map(kind => (
        <ActionDrawer<{ people: number; note?: string }>
          key={kind}
          open={act?.kind === kind}
          title={`${kind === 'confirm' ? '安全确认' : '登记撤出'}：${one?.name ?? ''}`}
          act={kind === 'confirm' ? '确认安全' : '登记撤出'}
          initial={count}
          onAct={values => acts[kind === 'confirm' ? 'confirm' : 'leave'].mutateAsync({ ...values, of: one?.id ?? '' })}
          onClose={onClose}
        >
          <Form.Item
            name="people"
            label={kind === 'confirm' ? '安全人数' : '撤出人数'}
            extra={`进入 ${one?.people ?? 0} 人，少于此数须说明并立即告警`}
            rules={needed('请填写人数')}
          >
            <InputNumber min={0} max={one?.people ?? 1} />
          </Form.Item>
          <Form.Item name="note" label="说明">
            <Input.TextArea autoSize={{ minRows: 2 }} maxLength={200} />
          </Form.Item>
        </ActionDrawer>
      ))}
      <ActionDrawer<{ reason: string }>
        open={act?.kind === 'withdraw'}
        title="下达撤离命令"
        act="下达撤离命令"
        danger
        consequence={`危险区域内 ${of.inside} 人全部撤出；立即通知其所在单位，解除前任何人不得登记进入。`}
        onAct={(values, id) => acts.withdraw.mutateAsync({ ...values, id })}
        onClose={onClose}
      >
        <Words name="reason" label="撤离原因" max={300} />
      </ActionDrawer>
      <ActionDrawer<{ note: string }>
        open={act?.kind === 'lift'}
        title="解除撤离命令"
        act="解除"
        onAct={values => acts.lift.mutateAsync({ ...values, of: act?.kind === 'lift' ? act.id : '' })}
        onClose={onClose}
      >
        <Words name="note" label="恢复作业的依据" max={300} />
      </ActionDrawer>
    </>
  )
}
