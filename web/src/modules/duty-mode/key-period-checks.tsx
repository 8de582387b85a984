import type { KeyPeriodCheck, KeyPeriodView } from '@anlan/contract/key-period.ts'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { usePermits } from '../../app/session.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { Rows } from '../../ui/rows.tsx'
import { showTime } from '../../ui/time.ts'
import { useSign } from './requests.ts'

/** 倒排检查: what should be in order so many days before, as the registers say, signed by the leader. */
export function KeyPeriodChecks({ period }: { period: KeyPeriodView }) {
  const now = useMinute()
  const may = usePermits()
  const sign = useSign(period.id)
  const [signing, setSigning] = useState<KeyPeriodCheck | null>(null)
  return (
    <section className="panel" style={{ marginTop: 12 }}>
      <div className="panel-head">
        <h2>倒排检查</h2>
        <span className="quiet">结果由台账算出，带班领导核实签字</span>
      </div>
      <Rows
        items={period.checks}
        keyOf={one => one.id}
        toneOf={one => (one.isOverdue ? 'late' : undefined)}
        columns={[
          { title: '时间', width: 150, show: one => `${one.dueOn}（前 ${one.daysBefore} 天）` },
          { title: '检查内容', width: 260, show: one => one.name },
          {
            title: '现在',
            show: one => (one.inOrder === false ? <span className="late-word">{one.finding}</span> : one.finding),
          },
          {
            title: '签字',
            width: 210,
            show: one =>
              one.signedAt ? (
                <>
                  {one.signedByName} {showTime(one.signedAt, now)}
                  {one.note && <span className="quiet">（{one.note}）</span>}
                </>
              ) : may('duty-mode.sign') ? (
                <Button size="small" onClick={() => setSigning(one)}>
                  签字
                </Button>
              ) : one.isOverdue ? (
                '逾期未签'
              ) : (
                '待签'
              ),
          },
        ]}
      />
      {signing && (
        <ActionDrawer<{ note: string }>
          open
          title={signing.name}
          act="签字"
          onClose={() => setSigning(null)}
          onAct={({ note }) => sign.mutateAsync({ check: signing.id, note: note ?? '' })}
          consequence={`签字时记下现在的结果：${signing.finding}`}
        >
          <Form.Item name="note" label="意见">
            <Input.TextArea autoFocus autoSize={{ minRows: 2, maxRows: 5 }} maxLength={200} />
          </Form.Item>
        </ActionDrawer>
      )}
    </section>
  )
}
