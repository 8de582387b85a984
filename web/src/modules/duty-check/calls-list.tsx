import { type DutyCallLine, dutyCallKinds, type ReachGroup, reachGroups } from '@anlan/contract/duty-check.ts'
import { Button, Checkbox, Form, Input, InputNumber, Radio, Segmented } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { Permitted } from '../../app/session.tsx'
import { UnitSelect, UnitsSelect } from '../../fields/unit-select.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { KeysetList } from '../../ui/keyset.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Nothing } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { useCalls, useCallTheRoll, useStartReachTest } from './requests.ts'

/** 点名和随机查岗, newest first. */
export function RollCalls() {
  const [kind, setKind] = useState<'roll' | 'random'>('roll')
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <div className="filters">
        <Segmented
          value={kind}
          onChange={setKind}
          options={[
            { value: 'roll', label: '点名' },
            { value: 'random', label: '随机查岗' },
          ]}
        />
        <span className="spread" />
        <Permitted to="duty-check.run">
          <Button type="primary" onClick={() => setOpen(true)}>
            发起点名
          </Button>
        </Permitted>
      </div>
      <CallLines
        kind={kind}
        empty={
          kind === 'roll'
            ? '还没有点过名。点“发起点名”，全县值班单位会同时收到'
            : '还没有随机查岗。在“查岗设置”中为单位设定每周次数后，系统随机发出'
        }
      />
      <RollDrawer open={isOpen} onClose={() => setOpen(false)} />
    </>
  )
}

export function ReachTests() {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <div className="filters">
        <span className="quiet">抽测人员 24 小时通讯是否畅通：逐人电话登记，或由本人在系统内确认</span>
        <span className="spread" />
        <Permitted to="duty-check.run">
          <Button type="primary" onClick={() => setOpen(true)}>
            发起抽测
          </Button>
        </Permitted>
      </div>
      <CallLines kind="reach" empty="还没有做过通讯畅通抽测。点“发起抽测”，选择人员范围" />
      <ReachDrawer open={isOpen} onClose={() => setOpen(false)} />
    </>
  )
}

function CallLines({ kind, empty }: { kind: 'roll' | 'random' | 'reach'; empty: string }) {
  const calls = useCalls(kind)
  const now = useMinute()
  const go = useNavigate()
  const rate = (call: DutyCallLine) => (call.asked ? `${Math.round((call.answered / call.asked) * 100)}%` : '—')
  return (
    <KeysetList of={calls} empty={<Nothing what={empty} />}>
      {items => (
        <Rows
          items={items}
          keyOf={call => call.id}
          onOpen={call => void go(`/duty-check/calls/${call.id}`)}
          toneOf={call => (call.closedAt ? undefined : 'waiting')}
          columns={[
            { title: '事由', show: call => `${call.byVideo ? '视频' : ''}${dutyCallKinds[call.kind]}：${call.title}` },
            { title: '时间', width: 150, show: call => showTime(call.startedAt, now) },
            { title: '发起', width: 110, minor: true, show: call => call.startedBy },
            { title: kind === 'reach' ? '人数' : '单位', width: 70, numeric: true, show: call => call.asked },
            { title: '应答', width: 70, numeric: true, show: call => call.answered },
            { title: '迟到', width: 70, numeric: true, show: call => call.late || '' },
            { title: kind === 'reach' ? '畅通率' : '应答率', width: 80, numeric: true, show: rate },
            { title: '状态', width: 90, show: call => (call.closedAt ? '已关闭' : '进行中') },
          ]}
        />
      )}
    </KeysetList>
  )
}

function RollDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const roll = useCallTheRoll()
  const go = useNavigate()
  return (
    <ActionDrawer<{ title: string; text?: string; unitIds?: string[]; answerMinutes: number; byVideo: boolean }>
      open={open}
      title="发起点名"
      act="点名"
      initial={{ title: '夜间值班点名', answerMinutes: 10, byVideo: false }}
      consequence="所选单位会同时收到紧急通知，由此刻当班人员应答（视频点名由您逐个登记入会情况）；超过时限计迟到，到时自动关闭并保存结果。"
      onAct={async (values, id) => {
        const call = await roll.mutateAsync({ ...values, id })
        void go(`/duty-check/calls/${call.id}`)
      }}
      onClose={onClose}
    >
      <Form.Item name="title" label="点名事由" required>
        <Input />
      </Form.Item>
      <Form.Item name="byVideo" label="方式" required>
        <Radio.Group
          options={[
            { value: false, label: '系统内应答' },
            { value: true, label: '视频点名' },
          ]}
        />
      </Form.Item>
      <Form.Item name="unitIds" label="点名单位（不选即全县此刻有人值班的单位，村除外）">
        <UnitsSelect placeholder="全部值班单位" />
      </Form.Item>
      <Form.Item name="answerMinutes" label="应答时限" required>
        <InputNumber min={1} max={120} suffix="分钟" />
      </Form.Item>
      <Form.Item name="text" label="通知内容">
        <Input.TextArea rows={2} />
      </Form.Item>
    </ActionDrawer>
  )
}

function ReachDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const start = useStartReachTest()
  const go = useNavigate()
  return (
    <ActionDrawer<{ title: string; groups: ReachGroup[]; withinUnitId?: string; byNotice: boolean }>
      open={open}
      title="发起通讯畅通抽测"
      act="发起抽测"
      initial={{ title: '24 小时通讯畅通抽测', groups: ['bureau'], byNotice: true }}
      consequence="名单生成后逐人拨打，一次点按登记结果；号码有误的会转通讯录核查更正。"
      onAct={async ({ withinUnitId, ...values }, id) => {
        const call = await start.mutateAsync({ ...values, withinUnitId: withinUnitId ?? null, id })
        void go(`/duty-check/calls/${call.id}`)
      }}
      onClose={onClose}
    >
      <Form.Item name="title" label="抽测名称" required>
        <Input />
      </Form.Item>
      <Form.Item name="groups" label="人员范围" required>
        <Checkbox.Group
          options={Object.entries(reachGroups).map(([value, label]) => ({ value, label }))}
          style={{ display: 'grid', gap: 6 }}
        />
      </Form.Item>
      <Form.Item name="withinUnitId" label="限于单位（可不选）">
        <UnitSelect allowClear kinds={['town', 'department']} />
      </Form.Item>
      <Form.Item name="byNotice" valuePropName="checked">
        <Checkbox>同时发系统通知，本人可自行确认</Checkbox>
      </Form.Item>
    </ActionDrawer>
  )
}
