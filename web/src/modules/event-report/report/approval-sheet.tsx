import { Button, Input, Radio, Space } from 'antd'
import { type ReactNode, useState } from 'react'
import { presentMoment } from '../../../ui/clock/clock.ts'
import { InstantField } from '../../../ui/form/instant-field.tsx'
import { primary } from '../../../ui/hotkeys.ts'
import type { Approval } from './requests.ts'
import './report.css'

interface ApprovalSheetProps {
  act: string
  busy: boolean
  leaders: string[]
  onSend: (approval: Approval) => void
  onClose: () => void
  /** What else this act does. */
  children?: ReactNode
}

/** A report nobody has signed may leave by a leader's word, or before it could be asked for; either is confirmed later. */
export function ApprovalSheet({ act, busy, leaders, onSend, onClose, children }: ApprovalSheetProps) {
  const [mode, setMode] = useState<'oral' | 'urgent'>('oral')
  const [approverName, setApproverName] = useState(leaders[0] ?? '')
  const [approvedAt, setApprovedAt] = useState<string | undefined>(() => presentMoment())
  const [reason, setReason] = useState('情况紧急，先报后补')
  const isReady = mode === 'oral' ? Boolean(approverName.trim() && approvedAt) : Boolean(reason.trim())
  return (
    <div className="approval-sheet">
      <div>
        <b>该报告尚未签发。</b>
        {children}签批方式随报告保存，事后须由领导补签确认。
      </div>
      <Radio.Group value={mode} onChange={({ target }) => setMode(target.value)}>
        <Radio value="oral">领导口头签批</Radio>
        <Radio value="urgent">先报后补</Radio>
      </Radio.Group>
      {mode === 'oral' ? (
        <Space wrap>
          <Input
            value={approverName}
            onChange={({ target }) => setApproverName(target.value)}
            placeholder="签批领导姓名"
            aria-label="签批领导姓名"
            list="leaders-on-duty"
            maxLength={30}
          />
          <datalist id="leaders-on-duty">
            {leaders.map(name => (
              <option key={name} value={name} />
            ))}
          </datalist>
          <InstantField value={approvedAt} onChange={setApprovedAt} />
        </Space>
      ) : (
        <Input
          value={reason}
          onChange={({ target }) => setReason(target.value)}
          placeholder="先报后补的理由"
          aria-label="先报后补的理由"
          maxLength={300}
        />
      )}
      <Space>
        <Button onClick={onClose}>暂不报送</Button>
        <Button
          {...primary}
          loading={busy}
          disabled={!isReady}
          onClick={() =>
            onSend(
              mode === 'oral'
                ? { mode, approverName: approverName.trim(), approvedAt: approvedAt ?? presentMoment() }
                : { mode, reason: reason.trim() },
            )
          }
        >
          {act}
        </Button>
      </Space>
    </div>
  )
}
