import { Form, Input } from 'antd'
import { ActionDrawer } from '../../../../ui/form/action-drawer.tsx'
import { InstantField } from '../../../../ui/form/instant-field.tsx'
import type { ActProps } from './act-props.ts'
import type { ActName } from './event-act-drawers.tsx'

type EndingProps = Omit<ActProps, 'open'> & { act: ActName | null }

/** How an event comes to its end: the handling, the disaster, the file; or it was none. */
export function EndingDrawers({ acts, act, onClose }: EndingProps) {
  return (
    <>
      <ActionDrawer<{ endedAt?: string; note: string }>
        open={act === 'end'}
        title="处置结束"
        act="处置结束"
        consequence="续报时限停止，终报时限自处置结束起算。"
        onAct={values => acts.end.mutateAsync(values)}
        onClose={onClose}
      >
        <Form.Item name="endedAt" label="结束时间" extra="不填即为此刻">
          <InstantField />
        </Form.Item>
        <Form.Item name="note" label="结束说明" rules={[{ required: true, message: '请填写结束说明' }]}>
          <Input.TextArea autoSize={{ minRows: 3 }} maxLength={1000} />
        </Form.Item>
      </ActionDrawer>
      <ActionDrawer<{ stableAt?: string; note: string }>
        open={act === 'stabilise'}
        title="灾情稳定"
        act="确认灾情稳定"
        consequence="每日续报停止，核报时限自灾情稳定起算。"
        onAct={values => acts.stabilise.mutateAsync(values)}
        onClose={onClose}
      >
        <Form.Item name="stableAt" label="灾情稳定时间" extra="不填即为此刻">
          <InstantField />
        </Form.Item>
        <Form.Item name="note" label="说明" rules={[{ required: true, message: '请填写说明' }]}>
          <Input.TextArea autoSize={{ minRows: 3 }} maxLength={1000} />
        </Form.Item>
      </ActionDrawer>
      <ActionDrawer<{ note?: string }>
        open={act === 'close'}
        title="办结"
        act="办结"
        consequence="办结后事件不能再修改，未完成的时限事项须先办理。"
        onAct={values => acts.close.mutateAsync(values)}
        onClose={onClose}
      >
        <Form.Item name="note" label="办结说明">
          <Input.TextArea autoSize={{ minRows: 3 }} maxLength={1000} />
        </Form.Item>
      </ActionDrawer>
      <ActionDrawer<{ reason: string }>
        open={act === 'dismiss'}
        title="撤销事件"
        act="撤销事件"
        danger
        consequence="事件记为撤销，不计入统计，时限事项不再适用；全部记录保留。已报出的报告应另行报送撤销报告。"
        onAct={values => acts.dismiss.mutateAsync(values)}
        onClose={onClose}
      >
        <Form.Item name="reason" label="撤销理由" rules={[{ required: true, message: '请填写撤销理由' }]}>
          <Input.TextArea autoSize={{ minRows: 3 }} maxLength={500} />
        </Form.Item>
      </ActionDrawer>
    </>
  )
}
