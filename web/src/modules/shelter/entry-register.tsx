import {
  type ShelterEntryView,
  type ShelterOpeningView,
  type Vulnerability,
  vulnerabilities,
} from '@anlan/contract/shelter.ts'
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Form, Input, InputNumber, Progress, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useMinute } from '../../ui/clock/clock.ts'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { openingQuery, useClose, useEnter, useLeave } from './requests.ts'

/** The register at the door: who comes in, who leaves, how many are inside now. */
export function EntryRegister({ openingId }: { openingId: string }) {
  return (
    <Loaded of={useQuery(openingQuery(openingId))} rows={6}>
      {opening => <Register opening={opening} />}
    </Loaded>
  )
}

function Register({ opening }: { opening: ShelterOpeningView }) {
  const now = useMinute()
  const [isEntering, setEntering] = useState(false)
  const [isClosing, setClosing] = useState(false)
  const [leaving, setLeaving] = useState<ShelterEntryView | null>(null)
  const { occupants, capacity } = opening
  const inOrder = [...opening.entries].sort((a, b) => Number(b.present > 0) - Number(a.present > 0))
  return (
    <section className="panel shelter-door">
      <h2>
        人员登记{' '}
        <small>
          {opening.purpose}，{showTime(opening.openedAt, now)} 启用
        </small>
        <span className="spread" />
        <Button onClick={() => setClosing(true)}>关闭场所</Button>
        <Button type="primary" onClick={() => setEntering(true)}>
          登记进入
        </Button>
      </h2>
      <div className="shelter-fill">
        <Progress
          percent={capacity ? Math.min(100, Math.round((occupants / capacity) * 100)) : 100}
          status={occupants > capacity ? 'exception' : 'normal'}
          format={() => `${occupants} / ${capacity} 人`}
        />
        <span>
          空余 <b>{Math.max(0, capacity - occupants)}</b>
        </span>
        <span className="quiet">最多时 {opening.highest} 人</span>
        {opening.vulnerableInside.length > 0 && (
          <span>在场重点人员：{opening.vulnerableInside.map(one => `${one.kind} ${one.persons}`).join('、')}</span>
        )}
      </div>
      {occupants > capacity && (
        <Alert banner type="error" title={`已超过核定人数 ${occupants - capacity} 人，请尽快分流`} />
      )}
      {inOrder.length === 0 ? (
        <Nothing what="还没有人登记进入。点“登记进入”，按姓名登记，或先登记人数后补姓名" />
      ) : (
        <Rows
          items={inOrder}
          keyOf={one => one.id}
          columns={[
            {
              title: '人员',
              show: one => (
                <>
                  {one.name || `${one.persons} 人`}
                  {one.idNumber && <span className="quiet">　{one.idNumber}</span>}
                </>
              ),
            },
            { title: '来自', width: 170, show: one => [one.village, one.household].filter(Boolean).join(' ') },
            {
              title: '重点人员',
              width: 130,
              show: one => one.vulnerable.map(kind => vulnerabilities[kind]).join('、'),
            },
            { title: '进入', width: 120, show: one => showTime(one.enteredAt, now) },
            {
              title: '离开',
              width: 200,
              show: one =>
                one.leavings
                  .map(leave => `${showTime(leave.at, now)} ${one.name ? '' : `${leave.persons} 人`}${leave.whereTo}`)
                  .join('；'),
            },
            {
              title: '在场',
              width: 130,
              show: one =>
                one.present > 0 ? (
                  <>
                    {!one.name && `${one.present} 人 `}
                    <Button size="small" onClick={() => setLeaving(one)}>
                      登记离开
                    </Button>
                  </>
                ) : (
                  <span className="quiet">已离开</span>
                ),
            },
          ]}
        />
      )}
      {isEntering && <EnterDrawer opening={opening} onClose={() => setEntering(false)} />}
      {isClosing && <CloseDrawer opening={opening} onClose={() => setClosing(false)} />}
      {leaving && <LeaveDrawer opening={opening} entry={leaving} onClose={() => setLeaving(null)} />}
    </section>
  )
}

interface Entry {
  name?: string
  idNumber?: string
  persons?: number
  village?: string
  household?: string
  vulnerable?: Vulnerability[]
  overReason?: string
}

function EnterDrawer({ opening, onClose }: { opening: ShelterOpeningView; onClose: () => void }) {
  const enter = useEnter(opening.id)
  const [way, setWay] = useState<'name' | 'count'>('name')
  const free = Math.max(0, opening.capacity - opening.occupants)
  return (
    <ActionDrawer<Entry>
      open
      title="登记进入"
      act="登记"
      consequence={`现有空余 ${free} 个；超过核定人数须写明原因。`}
      initial={{ village: opening.entries[0]?.village ?? '' }}
      onAct={(values, id) => enter.mutateAsync({ ...values, id, persons: way === 'name' ? 1 : (values.persons ?? 1) })}
      onClose={onClose}
    >
      <Form.Item label="登记方式" required>
        <Segmented
          value={way}
          onChange={setWay}
          options={[
            { value: 'name', label: '按姓名' },
            { value: 'count', label: '只登记人数' },
          ]}
        />
      </Form.Item>
      {way === 'name' ? (
        <>
          <Form.Item
            name="name"
            label="姓名"
            required
            rules={[{ required: true, message: '请填写姓名，或改为只登记人数' }]}
          >
            <Input autoFocus />
          </Form.Item>
          <Form.Item name="idNumber" label="身份证号">
            <Input inputMode="text" maxLength={18} />
          </Form.Item>
        </>
      ) : (
        <Form.Item name="persons" label="人数" required rules={[{ required: true, message: '请填写人数' }]}>
          <InputNumber autoFocus min={1} max={5000} precision={0} style={{ width: 140 }} />
        </Form.Item>
      )}
      <Form.Item name="village" label="来自村（社区）">
        <Input placeholder="例如 凉水村三组" />
      </Form.Item>
      <Form.Item name="household" label="户主或门牌">
        <Input />
      </Form.Item>
      <Form.Item name="vulnerable" label="重点人员">
        <Select mode="multiple" options={Object.entries(vulnerabilities).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      {free === 0 && (
        <Form.Item name="overReason" label="超容原因" required>
          <Input placeholder="例如 道路中断，就近临时安置" />
        </Form.Item>
      )}
      {free > 0 && way === 'count' && (
        <Form.Item name="overReason" label="超容原因" extra="人数超过空余时填写">
          <Input />
        </Form.Item>
      )}
    </ActionDrawer>
  )
}

function LeaveDrawer({
  opening,
  entry,
  onClose,
}: {
  opening: ShelterOpeningView
  entry: ShelterEntryView
  onClose: () => void
}) {
  const leave = useLeave(opening.id, entry.id)
  return (
    <ActionDrawer<{ persons?: number; whereTo?: string }>
      open
      title={`登记离开：${entry.name || `${entry.village || entry.household} ${entry.present} 人`}`}
      act="登记离开"
      initial={{ persons: entry.present, whereTo: '返家' }}
      onAct={(values, id) => leave.mutateAsync({ ...values, id })}
      onClose={onClose}
    >
      {entry.present > 1 && (
        <Form.Item name="persons" label="离开人数" required>
          <InputNumber min={1} max={entry.present} precision={0} style={{ width: 140 }} />
        </Form.Item>
      )}
      <Form.Item name="whereTo" label="去向">
        <Input placeholder="返家、投亲、转其他场所、就医" />
      </Form.Item>
    </ActionDrawer>
  )
}

function CloseDrawer({ opening, onClose }: { opening: ShelterOpeningView; onClose: () => void }) {
  const close = useClose(opening.id)
  return (
    <ActionDrawer<{ reason: string }>
      open
      title="关闭场所"
      act="关闭"
      consequence={
        opening.occupants > 0
          ? `还有 ${opening.occupants} 人没有登记离开，登记去向后才能关闭。`
          : '关闭后登记保留，可在启用记录中查看。'
      }
      onAct={values => close.mutateAsync(values)}
      onClose={onClose}
    >
      <Form.Item name="reason" label="关闭说明" required>
        <Input placeholder="例如 险情解除，群众返家" />
      </Form.Item>
    </ActionDrawer>
  )
}
