import { type CallView, callKinds, callStates, sourceKinds } from '@anlan/contract/switchboard.ts'
import { Button, Descriptions, Drawer, Form, Input } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { Permitted } from '../../app/session.tsx'
import { UnitSelect } from '../../fields/unit-select.tsx'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { InstantField } from '../../ui/form/instant-field.tsx'
import { primary } from '../../ui/hotkeys.ts'
import { showInstant } from '../../ui/time.ts'
import { useCallActs } from './requests.ts'

/** One call: what was said, and the ways it can end. */
export function CallDrawer({ call, onClose }: { call: CallView | null; onClose: () => void }) {
  return (
    <Drawer open={call !== null} onClose={onClose} title={call ? callKinds[call.kind] : ''} size={520}>
      {call && <CallDetail call={call} />}
    </Drawer>
  )
}

type CallAct = 'handOn' | 'close' | 'dismiss' | 'answer'

function CallDetail({ call }: { call: CallView }) {
  const acts = useCallActs(call.id)
  const [act, setAct] = useState<CallAct | null>(null)
  const go = useNavigate()
  const close = () => setAct(null)
  const isOpen = call.state === 'open' || call.state === 'handed'
  const isInquiry = call.kind === 'inquiry' || call.kind === 'hotspot'
  const items = [
    ['状态', callStates[call.state]],
    ['接报时间', showInstant(call.receivedAt)],
    ['信息来源', call.callerUnitName ?? sourceKinds[call.sourceKind]],
    ['来电人', call.callerName],
    ['接电人', call.takenByName],
    ['转办单位', call.handedToUnitName],
    ['办理结果', call.outcome],
  ].flatMap(([label, children]) => (children ? [{ key: label ?? '', label, children }] : []))

  return (
    <>
      <p style={{ fontSize: 16, whiteSpace: 'pre-wrap', marginTop: 0 }}>{call.content}</p>
      {call.link && (
        <p>
          <a href={call.link} target="_blank" rel="noreferrer">
            {call.link}
          </a>
        </p>
      )}
      <Descriptions column={1} size="small" bordered items={items} styles={{ label: { whiteSpace: 'nowrap' } }} />
      {call.callerPhone && (
        <p>
          回拨 <a href={`tel:${call.callerPhone}`}>{call.callerPhone}</a>
        </p>
      )}
      {call.eventId && (
        <p>
          <Link to={`/events/${call.eventId}`}>查看由此生成的事件</Link>
        </p>
      )}
      {isOpen && (
        <Permitted to="switchboard.log">
          <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, marginTop: 16 }}>
            {isInquiry ? (
              <Button {...primary} onClick={() => setAct('answer')}>
                反馈
              </Button>
            ) : (
              <Button {...primary} onClick={() => void go(`/intake?call=${call.id}`)}>
                转为事件
              </Button>
            )}
            <Button onClick={() => setAct('handOn')}>转办</Button>
            <Button onClick={() => setAct('close')}>办结</Button>
            <Button onClick={() => setAct('dismiss')}>排除</Button>
          </div>
        </Permitted>
      )}
      <ActionDrawer<{ unitId: string; note?: string }>
        open={act === 'handOn'}
        title="转办"
        act="转办"
        consequence="所选单位会收到通知和来电内容。"
        onAct={values => acts.handOn.mutateAsync(values)}
        onClose={close}
      >
        <Form.Item name="unitId" label="转办单位" rules={[{ required: true, message: '请选择转办单位' }]}>
          <UnitSelect />
        </Form.Item>
        <Form.Item name="note" label="转办意见">
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
        </Form.Item>
      </ActionDrawer>
      <ActionDrawer<{ outcome: string }>
        open={act === 'close'}
        title="办结"
        act="办结"
        onAct={values => acts.close.mutateAsync(values)}
        onClose={close}
      >
        <Form.Item name="outcome" label="办理结果" rules={[{ required: true, message: '请填写办理结果' }]}>
          <Input.TextArea autoSize={{ minRows: 3 }} maxLength={1000} />
        </Form.Item>
      </ActionDrawer>
      <ActionDrawer<{ reason: string }>
        open={act === 'dismiss'}
        title="排除"
        act="排除"
        onAct={values => acts.dismiss.mutateAsync(values)}
        onClose={close}
      >
        <Form.Item name="reason" label="排除理由" rules={[{ required: true, message: '请填写排除理由' }]}>
          <Input.TextArea
            autoSize={{ minRows: 3 }}
            placeholder="例如：经茶坪镇现场核实，系村民烧荒，已扑灭"
            maxLength={500}
          />
        </Form.Item>
      </ActionDrawer>
      <ActionDrawer<{ answer: string; answeredAt?: string }>
        open={act === 'answer'}
        title="反馈"
        act="反馈"
        onAct={values => acts.answer.mutateAsync(values)}
        onClose={close}
      >
        <Form.Item name="answer" label="反馈内容" rules={[{ required: true, message: '请填写反馈内容' }]}>
          <Input.TextArea autoSize={{ minRows: 3 }} maxLength={1000} />
        </Form.Item>
        <Form.Item name="answeredAt" label="反馈时间" extra="不填即为此刻">
          <InstantField />
        </Form.Item>
      </ActionDrawer>
    </>
  )
}
