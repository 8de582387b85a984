import { type DutySuspicionView, suspicionKinds } from '@anlan/contract/duty-check.ts'
import { Button, Form, Input, Radio, Segmented } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { usePermits } from '../../app/session.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { KeysetList } from '../../ui/keyset.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Nothing } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { useDecideSuspicion, useSuspicions } from './requests.ts'

const states = { suspected: '疑似', confirmed: '已认定', dismissed: '已排除' } as const

/** 脱岗、漏岗、替岗: what the records show, and what the county decided. */
export function Suspicions() {
  const [state, setState] = useState<DutySuspicionView['state'] | ''>('suspected')
  const suspicions = useSuspicions(state || undefined)
  const may = usePermits()
  const now = useMinute()
  const [deciding, setDeciding] = useState<DutySuspicionView | null>(null)
  return (
    <>
      <div className="filters">
        <Segmented
          value={state}
          onChange={setState}
          options={[
            ...Object.entries(states).map(([value, label]) => ({ value: value as typeof state, label })),
            { value: '' as const, label: '全部' },
          ]}
        />
        <span className="quiet">系统只提示疑似；认定后才计分</span>
      </div>
      <KeysetList of={suspicions} empty={<Nothing what="没有疑似脱岗、漏岗、替岗" />}>
        {items => (
          <Rows
            items={items}
            keyOf={one => one.id}
            toneOf={one => (one.state === 'suspected' ? 'late' : undefined)}
            columns={[
              { title: '单位', width: 190, show: one => one.unitName },
              { title: '问题', width: 70, show: one => suspicionKinds[one.kind] },
              { title: '人员', width: 110, show: one => one.personName },
              { title: '时间', width: 130, show: one => showTime(one.at, now) },
              {
                title: '依据',
                show: one => (one.link ? <Link to={one.link}>{one.evidence}</Link> : one.evidence),
              },
              {
                title: '认定',
                width: 200,
                show: one =>
                  one.state !== 'suspected' ? (
                    `${states[one.state]}：${one.reason}（${one.decidedBy ?? ''}）`
                  ) : may('duty-check.sign') ? (
                    <Button size="small" onClick={() => setDeciding(one)}>
                      认定
                    </Button>
                  ) : (
                    '待县里认定'
                  ),
              },
            ]}
          />
        )}
      </KeysetList>
      {deciding && <DecideDrawer key={deciding.id} of={deciding} onClose={() => setDeciding(null)} />}
    </>
  )
}

function DecideDrawer({ of, onClose }: { of: DutySuspicionView; onClose: () => void }) {
  const decide = useDecideSuspicion(of.id)
  return (
    <ActionDrawer<{ confirm: boolean; reason: string }>
      open
      title={`认定：${of.unitName} 疑似${suspicionKinds[of.kind]}`}
      act="认定"
      consequence={of.evidence}
      onAct={values => decide.mutateAsync(values)}
      onClose={onClose}
    >
      <Form.Item name="confirm" label="结论" required>
        <Radio.Group
          options={[
            { value: true, label: `属实，认定${suspicionKinds[of.kind]}` },
            { value: false, label: '排除' },
          ]}
        />
      </Form.Item>
      <Form.Item name="reason" label="认定理由" required>
        <Input.TextArea rows={3} />
      </Form.Item>
    </ActionDrawer>
  )
}
