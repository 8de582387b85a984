import { violationKinds } from '@anlan/contract/event-report.ts'
import { type CorrectionView, correctionStates } from '@anlan/contract/report-fault.ts'
import { useQuery } from '@tanstack/react-query'
import { Drawer, Form, Input, Radio } from 'antd'
import { Link } from 'react-router'
import { useMinute } from '../../../ui/clock/clock.ts'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { Loaded } from '../../../ui/states.tsx'
import { showTime } from '../../../ui/time.ts'
import { correctionQuery, useAnswerCorrection, useDecideCorrection } from './requests.ts'
import './bulletin.css'

/** One correction: its fault, what was answered and said about it, and the next step of whoever looks. */
export function CorrectionDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const correction = useQuery(correctionQuery(id))
  const may = correction.data?.may
  if (correction.data && may?.answer) return <AnswerDrawer of={correction.data} onClose={onClose} />
  if (correction.data && may?.decide) return <DecideDrawer of={correction.data} onClose={onClose} />
  return (
    <Drawer open size={520} title="报送问题整改" onClose={onClose}>
      <Loaded of={correction}>{data => <Course of={data} />}</Loaded>
    </Drawer>
  )
}

function Course({ of }: { of: CorrectionView }) {
  const now = useMinute()
  return (
    <>
      <p>
        <b>
          {of.unitName}：{violationKinds[of.kind]}
        </b>
        {` ${correctionStates[of.state]}`}
      </p>
      <p>{of.evidence}</p>
      {of.eventId && (
        <p>
          事件：<Link to={`/events/${of.eventId}`}>{of.eventTitle}</Link>
        </p>
      )}
      <p className="quiet">
        整改时限 {showTime(of.dueAt, now)}
        {of.breached && '，曾超时'}
      </p>
      <ul className="correction-answers">
        {of.answers.map(answer => (
          <li key={answer.id}>
            <div className="quiet">
              {showTime(answer.at, now)} {answer.byName}
            </div>
            {answer.text}
            {answer.decidedAt && (
              <div className="quiet">
                {showTime(answer.decidedAt, now)} {answer.decidedByName}
                {answer.accepted ? ' 审核通过' : ' 退回'}
                {answer.note && `：${answer.note}`}
              </div>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

function AnswerDrawer({ of, onClose }: { of: CorrectionView; onClose: () => void }) {
  const answer = useAnswerCorrection(of.id)
  return (
    <ActionDrawer<{ text: string }>
      open
      width={520}
      title="报送整改报告"
      act="报送"
      consequence="报送后由县总值班室审核；退回的须重新整改，时限重新起算。"
      onAct={(values, id) => answer.mutateAsync({ ...values, id })}
      onClose={onClose}
    >
      <Course of={of} />
      <Form.Item name="text" label="整改报告" rules={[{ required: true, message: '请填写整改报告' }]}>
        <Input.TextArea
          autoSize={{ minRows: 6 }}
          maxLength={4000}
          placeholder="问题原因、整改措施、责任人和今后防范办法"
        />
      </Form.Item>
    </ActionDrawer>
  )
}

function DecideDrawer({ of, onClose }: { of: CorrectionView; onClose: () => void }) {
  const decide = useDecideCorrection(of.id)
  return (
    <ActionDrawer<{ accept: boolean; note?: string }>
      open
      width={520}
      title="审核整改报告"
      act="作出审核结论"
      onAct={values => decide.mutateAsync({ accept: values.accept, note: values.note ?? '' })}
      onClose={onClose}
    >
      <Course of={of} />
      <Form.Item name="accept" label="审核结论" rules={[{ required: true, message: '请选择审核结论' }]}>
        <Radio.Group
          options={[
            { value: true, label: '通过' },
            { value: false, label: '退回整改' },
          ]}
        />
      </Form.Item>
      <Form.Item name="note" label="审核意见" extra="退回时必填">
        <Input.TextArea autoSize={{ minRows: 3 }} maxLength={500} />
      </Form.Item>
    </ActionDrawer>
  )
}
