import type { ModeProposalView } from '@anlan/contract/duty-mode.ts'
import { Button, Space } from 'antd'
import { useMinute } from '../../ui/clock/clock.ts'
import { saidOf } from '../../ui/http.ts'
import { showTime } from '../../ui/time.ts'
import { ModeWord } from './mode-word.tsx'
import { useDecide } from './requests.ts'

/** Switches that wait for somebody: what a trigger proposes, and falling back, which is the leader's. */
export function Proposals({ proposals }: { proposals: ModeProposalView[] }) {
  const now = useMinute()
  const decide = useDecide()
  if (proposals.length === 0) return null
  return (
    <section className="panel" style={{ marginBottom: 12 }}>
      <div className="panel-head">
        <h2>待决定</h2>
      </div>
      {proposals.map(one => (
        <div key={one.id} className="called-in">
          <Space wrap>
            <span>{one.direction === 'raise' ? '建议转入' : '请示转回'}</span>
            <ModeWord mode={one.mode} />
            <b>
              {one.unitNames.slice(0, 3).join('、')}
              {one.unitNames.length > 3 && ` 等 ${one.unitNames.length} 个单位`}
            </b>
          </Space>
          <div>{one.title}</div>
          <div className="quiet">
            {showTime(one.madeAt, now)} {one.askedByName ?? '系统按触发条件提出'}
          </div>
          {one.mine ? (
            <Space style={{ marginTop: 8 }}>
              <Button
                type="primary"
                loading={decide.isPending}
                onClick={() => decide.mutate({ id: one.id, direction: one.direction, accept: true })}
              >
                同意
              </Button>
              <Button
                disabled={decide.isPending}
                onClick={() => decide.mutate({ id: one.id, direction: one.direction, accept: false })}
              >
                不同意
              </Button>
            </Space>
          ) : (
            <div className="quiet">{one.direction === 'lower' ? '待带班领导批准' : '待有权限的人员决定'}</div>
          )}
        </div>
      ))}
      {decide.error && <p className="late-word mode-pad">{saidOf(decide.error)}</p>}
    </section>
  )
}
