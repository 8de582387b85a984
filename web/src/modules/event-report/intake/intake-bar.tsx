import type { IntakeAdvice } from '@anlan/contract/emergency-event.ts'
import { Button, Space } from 'antd'
import { useState } from 'react'
import { mediumWord } from '../../../fields/medium-word.ts'
import { Countdown } from '../../../ui/clock/countdown.tsx'
import { primary } from '../../../ui/hotkeys.ts'
import { ApprovalSheet } from '../report/approval-sheet.tsx'
import type { Approval } from '../report/requests.ts'

interface IntakeBarProps {
  clocks: IntakeAdvice['clocks']
  busy: string | null
  leaders: string[]
  onCall: (kind: 'ordinary' | 'clue') => void
  onEvent: () => void
  /** Whether nothing is missing for a first report; marks what is. */
  mayBegin: () => boolean
  onFirstReport: (approval: Approval) => void
}

/** Which clocks will start and when they end; and the four ways to finish. */
export function IntakeBar({ clocks, busy, leaders, onCall, onEvent, mayBegin, onFirstReport }: IntakeBarProps) {
  const [isSending, setSending] = useState(false)
  const sorted = [...clocks].sort((left, right) => left.dueAt.localeCompare(right.dueAt))
  return (
    <footer className="intake-bar">
      {isSending && (
        <ApprovalSheet
          act="报送首报"
          busy={busy === 'report'}
          leaders={leaders}
          onSend={onFirstReport}
          onClose={() => setSending(false)}
        >
          将生成事件并立即报出首报；不掌握的必填要素写为“正在核实”。
        </ApprovalSheet>
      )}
      <div className="intake-clocks">
        {sorted.length === 0 && <span className="quiet">选定类型和地点后，这里显示生成事件即起算的报送时限</span>}
        {sorted.slice(0, 5).map(clock => (
          <div key={`${clock.ruleCode}${clock.medium}${clock.owedByUnitName}`} className="intake-clock">
            <b>
              {clock.title}
              {mediumWord(clock)}
            </b>
            <span className="quiet">{clock.owedByUnitName}</span>
            <Countdown dueAt={clock.dueAt} soft={clock.soft} />
          </div>
        ))}
        {sorted.length > 5 && <span className="quiet">另有 {sorted.length - 5} 项</span>}
      </div>
      <Space wrap className="intake-acts">
        <Button loading={busy === 'ordinary'} onClick={() => onCall('ordinary')}>
          记为一般来电
        </Button>
        <Button loading={busy === 'clue'} onClick={() => onCall('clue')}>
          立为线索
        </Button>
        <Button loading={busy === 'event'} onClick={onEvent}>
          生成事件
        </Button>
        {!isSending && (
          <Button {...primary} onClick={() => mayBegin() && setSending(true)}>
            立即报送首报
          </Button>
        )}
      </Space>
    </footer>
  )
}
