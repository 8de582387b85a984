import type { StandbyLine } from '@anlan/contract/team.ts'
import { Form, Input, InputNumber } from 'antd'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { useReportStandby } from './requests.ts'

interface Told {
  strength: number
  vehicles: number
  leader: string
  phone?: string
  note?: string
}

/** Today's 备勤 of one team; what was reported last stands in the fields. */
export function ReportDrawer({ line, open, onClose }: { line: StandbyLine; open: boolean; onClose: () => void }) {
  const report = useReportStandby()
  const known = line.today ?? line.last
  return (
    <ActionDrawer<Told>
      key={line.today?.version ?? 0}
      open={open}
      title={`${line.teamName}今日备勤`}
      act="报备勤"
      initial={
        known
          ? {
              strength: known.strength,
              vehicles: known.vehicles,
              leader: known.leader,
              note: known.note,
              ...(known.phone && { phone: known.phone }),
            }
          : { vehicles: 0 }
      }
      onAct={({ phone, note, ...told }) =>
        report.mutateAsync({
          teamId: line.teamId,
          version: line.today?.version ?? 0,
          ...told,
          phone: phone || null,
          note: note ?? '',
        })
      }
      onClose={onClose}
    >
      <Form.Item name="strength" label="备勤人数" required>
        <InputNumber min={0} max={9999} suffix="人" style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="vehicles" label="车辆数" required>
        <InputNumber min={0} max={999} suffix="台" style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="leader" label="带队负责人" required>
        <Input />
      </Form.Item>
      <Form.Item name="phone" label="负责人电话">
        <Input inputMode="tel" />
      </Form.Item>
      <Form.Item name="note" label="备注">
        <Input />
      </Form.Item>
    </ActionDrawer>
  )
}
