import { dutyPosts } from '@anlan/contract/duty.ts'
import {
  type EquipmentFinding,
  equipmentFindings,
  type LeaderFinding,
  leaderFindings,
  type SpotCheckView,
  spotStates,
} from '@anlan/contract/duty-check.ts'
import { useQuery } from '@tanstack/react-query'
import { App, AutoComplete, Button, Checkbox, Form, Input, Radio } from 'antd'
import { useRef, useState } from 'react'
import { useParams } from 'react-router'
import { useMinute, useNow } from '../../ui/clock/clock.ts'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { saidOf } from '../../ui/http.ts'
import { Loaded } from '../../ui/states.tsx'
import { showTime, showTimer } from '../../ui/time.ts'
import { spotQuery, useDecideObjection, useNoteCall, useObject, useRecordSpot, useSignSpot } from './requests.ts'
import './duty-check.css'

/** 查岗: one unit while telephoning. Every choice is kept at once. */
export function SpotPage() {
  const { id = '' } = useParams()
  return <Loaded of={useQuery(spotQuery(id))}>{check => <Console key={check.id} check={check} />}</Loaded>
}

function Console({ check }: { check: SpotCheckView }) {
  const { message } = App.useApp()
  const now = useMinute()
  const sign = useSignSpot(check.id)
  const answered = check.calls.some(call => call.answered)
  const press = () => sign.mutate(check.version, { onError: error => void message.error(saidOf(error)) })
  return (
    <>
      <header className="head">
        <h1>电话抽查：{check.unitName}</h1>
        <span className="word-tag">{spotStates[check.state]}</span>
        {check.signedAt && (
          <span className="quiet">
            {check.checkedBy}抽查，{check.signedBy} {showTime(check.signedAt, now)} 签认
          </span>
        )}
        <span className="spread" />
        {check.may.sign && (
          <Button type="primary" loading={sign.isPending} onClick={press}>
            签认结果
          </Button>
        )}
        <Objection check={check} />
      </header>
      <div className="spot">
        <section className="panel">
          <h2>拨打</h2>
          <div className="panel-body">
            {check.phone ? (
              <a className="spot-phone" href={`tel:${check.phone}`}>
                {check.phone}
              </a>
            ) : (
              <b>该单位没有登记值班电话</b>
            )}
            <Calls check={check} />
            <div>
              <div className="quiet">此时值班表</div>
              {check.onDuty.length === 0 && <b>未排班</b>}
              {check.onDuty.map(person => (
                <div key={person.personId}>
                  {dutyPosts[person.post]} <b>{person.name}</b>{' '}
                  {person.phone && <a href={`tel:${person.phone}`}>{person.phone}</a>}
                </div>
              ))}
            </div>
          </div>
        </section>
        <section className="panel">
          <h2>通话情况</h2>
          <div className="panel-body">
            {answered ? (
              <Findings check={check} />
            ) : (
              <span className="quiet">
                {check.calls.length >= 2 ? '两次呼叫均无人接听，可以签认' : '有人接听后在此登记'}
              </span>
            )}
          </div>
        </section>
      </div>
    </>
  )
}

function Calls({ check }: { check: SpotCheckView }) {
  const now = useNow()
  const { message } = App.useApp()
  const note = useNoteCall(check.id)
  const [dialledAt, setDialledAt] = useState<number | null>(null)
  const began = useRef(0)
  const wait = check.secondCallFrom ? Date.parse(check.secondCallFrom) - now.getTime() : 0
  const isOver = check.calls.some(call => call.answered) || check.calls.length >= 2
  const dial = () => {
    began.current = performance.now()
    setDialledAt(now.getTime())
  }
  const end = (answered: boolean) => {
    const seconds = Math.min(600, Math.round((performance.now() - began.current) / 1000))
    note.mutate(
      { version: check.version, answered, seconds },
      { onSettled: () => setDialledAt(null), onError: error => void message.error(saidOf(error)) },
    )
  }
  return (
    <div>
      {check.calls.map((call, i) => (
        <div key={call.at}>
          第{i + 1}次 {showTime(call.at, now)}：{call.answered ? `${call.seconds} 秒接听` : '无人接听'}
        </div>
      ))}
      {check.may.record &&
        !isOver &&
        (dialledAt === null ? (
          <Button type="primary" size="large" block disabled={wait > 0} onClick={dial}>
            {wait > 0 ? `${showTimer(wait)} 后第二次呼叫` : check.calls.length === 0 ? '开始拨打' : '第二次拨打'}
          </Button>
        ) : (
          <div className="taps">
            <Button type="primary" size="large" loading={note.isPending} onClick={() => end(true)}>
              有人接听
            </Button>
            <Button size="large" loading={note.isPending} onClick={() => end(false)}>
              响铃 30 秒无人接听
            </Button>
          </div>
        ))}
    </div>
  )
}

const options = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }))

function Findings({ check }: { check: SpotCheckView }) {
  const { message } = App.useApp()
  const record = useRecordSpot(check.id)
  const [name, setName] = useState(check.answererName)
  const [text, setText] = useState(check.note)
  const correct = Object.fromEntries(
    check.questions.flatMap(one => (one.correct === null ? [] : [[one.code, one.correct] as const])),
  )
  const keep = (more: {
    answererName?: string
    guard?: boolean
    leader?: LeaderFinding
    equipment?: EquipmentFinding
    correct?: Record<string, boolean>
    note?: string
  }) =>
    record.mutate(
      {
        version: check.version,
        answererName: name,
        guard: check.guard,
        leader: check.leader,
        equipment: check.equipment,
        note: text,
        ...more,
        correct: { ...correct, ...more.correct },
      },
      { onError: error => void message.error(saidOf(error)) },
    )
  const off = !check.may.record || record.isPending
  return (
    <>
      <div className="spot-line">
        <label htmlFor="answerer">接听人</label>
        <div>
          <AutoComplete
            id="answerer"
            style={{ width: 200 }}
            disabled={!check.may.record}
            value={name}
            onChange={setName}
            onBlur={() => name !== check.answererName && keep({ answererName: name })}
            onSelect={(value: string) => keep({ answererName: value })}
            options={check.onDuty.map(person => ({ value: person.name }))}
            placeholder="选择或填写姓名"
          />{' '}
          <Checkbox disabled={off} checked={check.guard} onChange={event => keep({ guard: event.target.checked })}>
            保安接听
          </Checkbox>
          {check.rostered === false && <b>不在值班表，签认后记为疑似替岗</b>}
        </div>
        <span>带班领导</span>
        <Radio.Group
          disabled={off}
          value={check.leader}
          onChange={event => keep({ leader: event.target.value as LeaderFinding })}
          options={options(leaderFindings)}
        />
        <span>设备情况</span>
        <Radio.Group
          disabled={off}
          value={check.equipment}
          onChange={event => keep({ equipment: event.target.value as EquipmentFinding })}
          options={options(equipmentFindings)}
        />
        <label htmlFor="spot-note">备注</label>
        <Input
          id="spot-note"
          disabled={!check.may.record}
          value={text}
          onChange={event => setText(event.target.value)}
          onBlur={() => text !== check.note && keep({ note: text })}
        />
      </div>
      <div>
        <b>业务提问</b>
        {check.questions.map(question => (
          <div key={question.code} className="spot-question">
            <span>
              {question.text}
              <br />
              <span className="quiet">答案：{question.answer}</span>
            </span>
            <Radio.Group
              disabled={off}
              optionType="button"
              aria-label={question.text}
              value={question.correct}
              onChange={event => keep({ correct: { [question.code]: event.target.value as boolean } })}
              options={[
                { value: true, label: '答对' },
                { value: false, label: '答错' },
              ]}
            />
          </div>
        ))}
      </div>
    </>
  )
}

function Objection({ check }: { check: SpotCheckView }) {
  const now = useMinute()
  const [isOpen, setOpen] = useState(false)
  const object = useObject(check.id)
  const decide = useDecideObjection(check.id)
  const close = () => setOpen(false)
  return (
    <>
      {check.objection && <span>申诉：{check.objection}</span>}
      {check.objectionDecision && <b>{check.objectionDecision}</b>}
      {check.may.object && (
        <Button onClick={() => setOpen(true)}>申诉（{check.objectBy && showTime(check.objectBy, now)} 前）</Button>
      )}
      {check.may.decide && (
        <Button type="primary" onClick={() => setOpen(true)}>
          认定申诉
        </Button>
      )}
      {check.may.decide ? (
        <ActionDrawer<{ uphold: boolean; reason: string }>
          open={isOpen}
          title="认定申诉"
          act="认定"
          onAct={values => decide.mutateAsync(values)}
          onClose={close}
        >
          <Form.Item name="uphold" label="结论" required>
            <Radio.Group
              options={[
                { value: true, label: '申诉成立，不计分' },
                { value: false, label: '维持原结果' },
              ]}
            />
          </Form.Item>
          <Form.Item name="reason" label="认定理由" required>
            <Input.TextArea rows={3} />
          </Form.Item>
        </ActionDrawer>
      ) : (
        <ActionDrawer<{ text: string }>
          open={isOpen}
          title="申诉"
          act="提交申诉"
          onAct={values => object.mutateAsync(values)}
          onClose={close}
        >
          <Form.Item name="text" label="申诉理由" required>
            <Input.TextArea rows={4} />
          </Form.Item>
        </ActionDrawer>
      )}
    </>
  )
}
