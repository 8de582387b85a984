import type { CommandRoom, ConsultationView, DataPack } from '@anlan/contract/command.ts'
import { taskStates } from '@anlan/contract/response.ts'
import { Button, Checkbox, Form, Input, InputNumber } from 'antd'
import { useState } from 'react'
import { PersonSelect } from '../../fields/person-select.tsx'
import { UnitSelect, UnitsSelect } from '../../fields/unit-select.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { Nothing } from '../../ui/states.tsx'
import { showInstant, showTime } from '../../ui/time.ts'
import { minutesAddress, type RoomActs } from './requests.ts'
import { needed, Words } from './words.tsx'

type Act = { kind: 'open' } | { kind: 'judge' | 'decide' | 'sign'; one: ConsultationView }

const seatName = (seat: ConsultationView['participants'][number]) =>
  [seat.unitName, seat.personName].filter(Boolean).join(' ')

/** 会商: who takes part, what they had before them, what was concluded, what was decided and became of it. */
export function Consultations({ of, acts }: { of: CommandRoom; acts: RoomActs }) {
  const [act, setAct] = useState<Act | null>(null)
  return (
    <section className="panel">
      <h2>
        会商
        <span className="spread" />
        {of.may.command && (
          <Button size="small" onClick={() => setAct({ kind: 'open' })}>
            发起会商
          </Button>
        )}
      </h2>
      {of.consultations.length === 0 && <Nothing what="还没有会商" />}
      {of.consultations.map(one => (
        <OneConsultation key={one.id} of={one} onAct={kind => setAct({ kind, one })} />
      ))}
      <ConsultationDrawers
        key={act && 'one' in act ? `${act.kind} ${act.one.id}` : 'open'}
        act={act}
        acts={acts}
        onClose={() => setAct(null)}
      />
    </section>
  )
}

function OneConsultation({ of, onAct }: { of: ConsultationView; onAct: (kind: 'judge' | 'decide' | 'sign') => void }) {
  const now = useMinute()
  const there = of.participants.filter(seat => seat.attended)
  return (
    <div className="padded consultation">
      <b>
        第 {of.number} 次会商：{of.topic}
      </b>{' '}
      <span className="word-tag">{of.signedAt ? '纪要已签发' : '未签发'}</span>
      <div className="quiet">
        {showTime(of.openedAt, now)} {of.hostName}主持；
        {there.length > 0
          ? `到会 ${there.length}/${of.participants.length}：${there.map(seatName).join('、')}`
          : `参加：${of.participants.map(seatName).join('、')}`}
      </div>
      {of.judgement && <p>{of.judgement}</p>}
      {of.decisions.map(decision => (
        <div key={decision.id}>
          决定：{decision.text}
          {decision.unitName && ` — ${decision.unitName}`}
          {decision.task && (
            <span className="word-tag">
              {decision.task.number} {taskStates[decision.task.state]}
            </span>
          )}
        </div>
      ))}
      <details>
        <summary className="quiet">会商资料（截至 {showInstant(of.dataPack.at)}，不再变动）</summary>
        <Pack of={of.dataPack} />
      </details>
      <div className="room-acts">
        {of.may.edit && (
          <>
            <Button size="small" onClick={() => onAct('judge')}>
              登记研判和到会
            </Button>
            <Button size="small" onClick={() => onAct('decide')}>
              登记决定
            </Button>
          </>
        )}
        {of.may.sign && (
          <Button size="small" type="primary" onClick={() => onAct('sign')}>
            签发纪要
          </Button>
        )}
        <Button size="small" href={minutesAddress(of.id)}>
          纪要
        </Button>
      </div>
      {of.signedAt && (
        <div className="quiet">
          {of.signedByName} {showInstant(of.signedAt)} 签发{of.signedFor && `（${of.signedFor}）`}
        </div>
      )}
    </div>
  )
}

const Pack = ({ of }: { of: DataPack }) => (
  <ul className="data-pack">
    <li>响应级别：{of.responseLevel}</li>
    <li>
      事件数据：
      {of.figures.map(one => `${one.name} ${one.value}${one.verified ? '' : '（待核）'}`).join('；') || '无'}
    </li>
    <li>现场力量：{of.forces.map(one => `${one.name}${one.people ? ` ${one.people} 人` : ''}`).join('；') || '无'}</li>
    <li>
      事实板：
      {of.facts.map(one => `${one.number}．${one.text}（${one.verified ? '已核' : '待核'}）`).join('；') || '无'}
    </li>
    <li>
      执行中的任务 {of.tasks.length} 项，超时 {of.tasks.filter(one => one.overdue).length} 项：
      {of.tasks.map(one => `${one.number} ${one.title}（${one.unitName}，${taskStates[one.state]}）`).join('；') ||
        '无'}
    </li>
  </ul>
)

function ConsultationDrawers({ act, acts, onClose }: { act: Act | null; acts: RoomActs; onClose: () => void }) {
  const one = act && 'one' in act ? act.one : null
  const of = one?.id ?? ''
  return (
    <>
      <ActionDrawer<{ topic: string; hostId: string; unitIds?: string[] }>
        open={act?.kind === 'open'}
        title="发起会商"
        act="发起会商"
        consequence="立即通知参加单位；事件数据、任务、现场力量和事实板按此刻冻结为会商资料。"
        onAct={(values, id) => acts.consult.mutateAsync({ ...values, id })}
        onClose={onClose}
      >
        <Form.Item name="topic" label="会商议题" rules={needed('请填写会商议题')}>
          <Input autoFocus maxLength={100} />
        </Form.Item>
        <Form.Item name="hostId" label="主持人" rules={needed('请选择主持人')}>
          <PersonSelect />
        </Form.Item>
        <Form.Item name="unitIds" label="参加单位" rules={needed('请选择参加单位')}>
          <UnitsSelect />
        </Form.Item>
      </ActionDrawer>
      <ActionDrawer<{ judgement: string; attended?: string[] }>
        open={act?.kind === 'judge'}
        title={`第 ${one?.number} 次会商：研判和到会`}
        act="保存"
        initial={{
          judgement: one?.judgement ?? '',
          attended: one?.participants.filter(seat => seat.attended).map(seat => seat.id) ?? [],
        }}
        onAct={values => acts.judge.mutateAsync({ ...values, version: one?.version ?? 0, of })}
        onClose={onClose}
      >
        <Form.Item name="attended" label="到会">
          <Checkbox.Group options={one?.participants.map(seat => ({ value: seat.id, label: seatName(seat) })) ?? []} />
        </Form.Item>
        <Words name="judgement" label="会商研判" rows={5} max={4000} />
      </ActionDrawer>
      <ActionDrawer<{ text: string; unitId?: string; doneMinutes?: number }>
        open={act?.kind === 'decide'}
        title={`第 ${one?.number} 次会商：登记决定`}
        act="登记决定"
        consequence="填写承办单位和时限的，立即作为处置任务下达。"
        onAct={(values, id) =>
          acts.decide.mutateAsync({
            ...values,
            unitId: values.unitId ?? null,
            doneMinutes: values.doneMinutes ?? null,
            id,
            of,
          })
        }
        onClose={onClose}
      >
        <Words name="text" label="会商决定" max={500} />
        <Form.Item name="unitId" label="承办单位">
          <UnitSelect allowClear />
        </Form.Item>
        <Form.Item name="doneMinutes" label="完成时限（分钟）">
          <InputNumber min={1} max={43_200} />
        </Form.Item>
      </ActionDrawer>
      <ActionDrawer<{ how?: string }>
        open={act?.kind === 'sign'}
        title={`签发第 ${one?.number} 次会商纪要`}
        act="签发纪要"
        consequence={`纪要由${one?.hostName ?? ''}签发，签发后不能再改。`}
        onAct={values => acts.sign.mutateAsync({ ...values, of })}
        onClose={onClose}
      >
        {one?.may.signSelf ? (
          <p>由您本人签发。</p>
        ) : (
          <Form.Item name="how" label="签发方式（代为登记）" rules={needed('请写明主持人以何方式签发')}>
            <Input maxLength={100} placeholder="纸质签字、电话同意等" />
          </Form.Item>
        )}
      </ActionDrawer>
    </>
  )
}
