import type { CallUpView } from '@anlan/contract/call-up-view.ts'
import { Form, Input, InputNumber } from 'antd'
import { PersonSelect } from '../../fields/person-select.tsx'
import { presentMoment } from '../../ui/clock/clock.ts'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { InstantField } from '../../ui/form/instant-field.tsx'
import { CheckDrawer } from './check-drawer.tsx'
import type { CallUpStepAct } from './requests.ts'

export type CallUpDrawer =
  | 'approve'
  | 'verbal'
  | 'issue'
  | 'check'
  | 'depart'
  | 'position'
  | 'receive'
  | 'use'
  | 'return'
  | 'refuse'
  | 'cancel'
  | 'cost'

interface DrawersProps {
  of: CallUpView
  act: CallUpStepAct
  drawer: CallUpDrawer | null
  onClose: () => void
}
type Counts = Record<string, number | null | undefined>
const needed = (message: string) => [{ required: true, message }]
const note = (label = '说明', name = 'note') => (
  <Form.Item name={name} label={label}>
    <Input.TextArea autoSize={{ minRows: 2 }} maxLength={300} />
  </Form.Item>
)
const given = (counts: Counts) =>
  Object.entries(counts).flatMap(([lineId, quantity]) => (typeof quantity === 'number' ? [{ lineId, quantity }] : []))

/** One drawer for each act that needs words or counts. */
export function CallUpDrawers({ of, act, drawer, onClose }: DrawersProps) {
  const step = (name: string) => (values: object, id: string) =>
    act.mutateAsync({ step: name, body: { ...values, id } })
  const common = { onClose }
  return (
    <>
      <ActionDrawer<{ opinion?: string }>
        {...common}
        open={drawer === 'approve'}
        title="批准调用"
        act="批准"
        consequence={`批准后编调度令号，${of.fromUnitName}收到调度令并开始签收计时。`}
        onAct={step('approval')}
      >
        {note('批准意见', 'opinion')}
      </ActionDrawer>
      <ActionDrawer<{ leaderPersonId: string; at: string; how: string }>
        {...common}
        open={drawer === 'verbal'}
        title="登记口头批准"
        act="登记"
        initial={{ how: '电话', at: presentMoment() }}
        consequence="仅限特急。调度令立即发出，批准领导应在时限内补签。"
        onAct={(verbal, id) => act.mutateAsync({ step: 'verbal-approval', body: { id, verbal } })}
      >
        <Form.Item name="leaderPersonId" label="批准领导" rules={needed('请选择批准领导')}>
          <PersonSelect />
        </Form.Item>
        <Form.Item name="at" label="批准时间" rules={needed('请填写批准时间')}>
          <InstantField />
        </Form.Item>
        <Form.Item name="how" label="批准方式" rules={needed('请填写批准方式')}>
          <Input maxLength={60} />
        </Form.Item>
      </ActionDrawer>
      <ActionDrawer<{ counts: Counts; vehicle?: string; driver?: string; note?: string }>
        {...common}
        open={drawer === 'issue'}
        title="发出"
        act="发出"
        initial={{ counts: Object.fromEntries(of.lines.map(line => [line.id, line.quantity ?? 1])) }}
        consequence="发出后库存台账记借出，占用解除；实发少于申请的说明原因。"
        onAct={({ counts, ...rest }, id) =>
          act.mutateAsync({ step: 'issue', body: { ...rest, id, lines: given(counts) } })
        }
      >
        <LineCounts of={of} label="实发" most={line => line.quantity ?? 1} />
        <div className="two-fields">
          <Form.Item name="vehicle" label="车辆">
            <Input maxLength={80} placeholder="车型、号牌" />
          </Form.Item>
          <Form.Item name="driver" label="驾驶员或带队人">
            <Input maxLength={60} placeholder="姓名、电话" />
          </Form.Item>
        </div>
        {note()}
      </ActionDrawer>
      <CheckDrawer of={of} act={act} open={drawer === 'check'} onClose={onClose} />
      <ActionDrawer<{ people?: number; eta?: string; at?: string; note?: string }>
        {...common}
        open={drawer === 'depart'}
        title="出发"
        act="出发"
        onAct={step('departure')}
      >
        <Form.Item name="eta" label="预计到达时间">
          <InstantField plain ahead />
        </Form.Item>
        <Form.Item name="people" label="出动人数">
          <InputNumber min={0} precision={0} />
        </Form.Item>
        <Form.Item name="at" label="出发时间" extra="不填即为此刻">
          <InstantField />
        </Form.Item>
      </ActionDrawer>
      <ActionDrawer<{ place: string; at?: string }>
        {...common}
        open={drawer === 'position'}
        title="登记途经地点"
        act="登记"
        onAct={step('positions')}
      >
        <Form.Item name="place" label="途经地点" rules={needed('请填写途经地点')}>
          <Input maxLength={80} placeholder="例如：龙滩大桥" autoFocus />
        </Form.Item>
        <Form.Item name="at" label="时间" extra="不填即为此刻">
          <InstantField />
        </Form.Item>
      </ActionDrawer>
      <ActionDrawer<{ counts: Counts; receiverName?: string; differenceNote?: string }>
        {...common}
        open={drawer === 'receive'}
        title="签收"
        act="签收"
        initial={{
          receiverName: of.receiverName,
          counts: Object.fromEntries(of.lines.map(line => [line.id, line.issued ?? 0])),
        }}
        consequence="请当面清点；实收与实发不符的，说明差异。"
        onAct={({ counts, ...rest }, id) =>
          act.mutateAsync({ step: 'receipt', body: { ...rest, id, lines: given(counts) } })
        }
      >
        <LineCounts of={of} label="实收" most={line => line.issued ?? 0} />
        <Form.Item name="receiverName" label="接收人">
          <Input maxLength={40} />
        </Form.Item>
        {note('差异说明', 'differenceNote')}
      </ActionDrawer>
      <ActionDrawer<{ counts: Counts; note?: string }>
        {...common}
        open={drawer === 'use'}
        title="登记消耗"
        act="登记"
        onAct={({ counts = {}, ...rest }, id) =>
          act.mutateAsync({ step: 'uses', body: { ...rest, id, lines: given(counts) } })
        }
      >
        <LineCounts of={of} label="消耗" most={line => line.outstanding} />
        {note()}
      </ActionDrawer>
      <ActionDrawer<{
        lines: Record<string, { returned?: number; damaged?: number; consumed?: number }>
        note?: string
      }>
        {...common}
        open={drawer === 'return'}
        title="归还"
        act="归还"
        width={520}
        initial={{ lines: Object.fromEntries(of.lines.map(line => [line.id, { returned: line.outstanding }])) }}
        consequence="归还的回到原批次，损坏的归还后报废，消耗的核销；没有还清的可以分次归还。"
        onAct={({ lines, ...rest }, id) =>
          act.mutateAsync({
            step: 'returns',
            body: {
              ...rest,
              id,
              lines: Object.entries(lines).map(([lineId, { returned, damaged, consumed }]) => ({
                lineId,
                returned: returned ?? 0,
                damaged: damaged ?? 0,
                consumed: consumed ?? 0,
              })),
            },
          })
        }
      >
        {of.lines
          .filter(line => line.outstanding > 0)
          .map(line => (
            <fieldset key={line.id} className="call-up-return">
              <legend>
                {line.name}，在外 {line.outstanding} {line.unit}
              </legend>
              <Form.Item name={['lines', line.id, 'returned']} label="归还">
                <InputNumber min={0} max={line.outstanding} />
              </Form.Item>
              {line.quantity !== null && (
                <>
                  <Form.Item name={['lines', line.id, 'damaged']} label="损坏">
                    <InputNumber min={0} max={line.outstanding} />
                  </Form.Item>
                  <Form.Item name={['lines', line.id, 'consumed']} label="消耗">
                    <InputNumber min={0} max={line.outstanding} />
                  </Form.Item>
                </>
              )}
            </fieldset>
          ))}
        {note()}
      </ActionDrawer>
      {(['refuse', 'cancel'] as const).map(kind => (
        <ActionDrawer<{ reason: string }>
          key={kind}
          {...common}
          open={drawer === kind}
          title={kind === 'refuse' ? '不同意调用' : '撤销调用'}
          act={kind === 'refuse' ? '不同意' : '撤销'}
          danger
          onAct={step(kind === 'refuse' ? 'refusal' : 'cancellation')}
        >
          <Form.Item name="reason" label="理由" rules={needed('请填写理由')}>
            <Input.TextArea autoFocus autoSize={{ minRows: 2 }} maxLength={300} />
          </Form.Item>
        </ActionDrawer>
      ))}
      <ActionDrawer<{ title: string; quantity: number; unit: string; unitPrice: number; note?: string }>
        {...common}
        open={drawer === 'cost'}
        title="登记其他费用"
        act="登记"
        initial={{ quantity: 1 }}
        onAct={step('costs')}
      >
        <Form.Item name="title" label="费用名称" rules={needed('请填写费用名称')}>
          <Input maxLength={80} placeholder="例如：挖掘机台班" />
        </Form.Item>
        <div className="two-fields">
          <Form.Item name="quantity" label="数量" rules={needed('请填写数量')}>
            <InputNumber min={0} />
          </Form.Item>
          <Form.Item name="unit" label="单位" rules={needed('请填写单位')}>
            <Input maxLength={20} />
          </Form.Item>
        </div>
        <Form.Item name="unitPrice" label="单价（元）" rules={needed('请填写单价')}>
          <InputNumber min={0} precision={2} />
        </Form.Item>
        {note()}
      </ActionDrawer>
    </>
  )
}

function LineCounts({
  of,
  label,
  most,
}: {
  of: CallUpView
  label: string
  most: (line: CallUpView['lines'][number]) => number
}) {
  return of.lines
    .filter(line => most(line) > 0)
    .map(line => (
      <Form.Item key={line.id} name={['counts', line.id]} label={`${line.name}${label}（${line.unit || '整体'}）`}>
        <InputNumber min={0} max={most(line)} style={{ width: 160 }} />
      </Form.Item>
    ))
}
