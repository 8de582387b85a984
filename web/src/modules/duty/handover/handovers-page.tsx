import { type HandoverLine, handoverStates } from '@anlan/contract/handover.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Select, Tag } from 'antd'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { usePermits } from '../../../app/session.tsx'
import { UnitSelect } from '../../../fields/unit-select.tsx'
import { saidOf } from '../../../ui/http.ts'
import { KeysetList } from '../../../ui/keyset.tsx'
import { Nothing } from '../../../ui/states.tsx'
import { showInstant, showMinute } from '../../../ui/time.ts'
import { handoverDueQuery, useHandovers, useOpenHandover } from './requests.ts'
import './handover.css'

/** 历次交接班 by unit and state. */
export function HandoversPage() {
  const [asked, setAsked] = useSearchParams()
  const go = useNavigate()
  const may = usePermits()
  const open = useOpenHandover()
  const list = useHandovers({ unit: asked.get('unit') ?? undefined, state: asked.get('state') ?? undefined })
  const set = (name: string, value: string | undefined) =>
    setAsked(before => {
      const next = new URLSearchParams(before)
      if (value) next.set(name, value)
      else next.delete(name)
      return next
    })
  const due = useQuery(handoverDueQuery).data?.due
  const enter = () => open.mutateAsync().then(({ id }) => go(`/duty/handovers/${id}`))
  return (
    <>
      <header className="head">
        <h1>交接班</h1>
        <div style={{ width: 200 }}>
          <UnitSelect
            value={asked.get('unit') ?? undefined}
            onChange={unit => set('unit', unit)}
            placeholder="全部单位"
            allowClear
          />
        </div>
        <Select
          style={{ width: 130 }}
          aria-label="状态"
          allowClear
          placeholder="全部状态"
          value={asked.get('state') ?? undefined}
          onChange={state => set('state', state)}
          options={[
            { value: 'unsigned', label: '未签字' },
            { value: 'overdue', label: '超时未签' },
            { value: 'withoutLog', label: '没有日志' },
            { value: 'signed', label: '已交接' },
          ]}
        />
        <span className="spread" />
        {may('duty.hand-over') && (
          <Button
            type={due?.side ? 'primary' : 'default'}
            loading={open.isPending}
            disabled={!due}
            title={due ? undefined : '换班前后才可办理，首页届时出现交班、接班按钮'}
            onClick={() => void enter().catch(() => {})}
          >
            {!due || due.side ? '办理本次交接班' : '查看本次交接班'}
          </Button>
        )}
      </header>
      {open.error && (
        <div className="failed" role="alert">
          {saidOf(open.error)}
        </div>
      )}
      <section className="panel">
        <KeysetList of={list} empty={<Nothing what="没有符合条件的交接班记录。临近换班时，首页会出现交班、接班按钮" />}>
          {items => (
            <ul className="handover-list">
              {items.map(item => (
                <Line key={item.id} item={item} />
              ))}
            </ul>
          )}
        </KeysetList>
      </section>
    </>
  )
}

function Line({ item }: { item: HandoverLine }) {
  return (
    <li>
      <Link to={`/duty/handovers/${item.id}`}>
        <span>
          <b>{item.unitName}</b> <span className="figure">{showInstant(item.at)}</span>
          <div className="quiet">
            {item.outgoing.join('、') || '无'} 交，{item.incoming.join('、') || '未排班'} 接
          </div>
        </span>
        <span className="handover-marks">
          {item.withoutLog && <Tag color="warning">没有日志</Tag>}
          {item.overdue ? (
            <Tag color="error">未签字，原班人员继续负责</Tag>
          ) : item.minutesLate ? (
            <Tag color="warning">迟签 {item.minutesLate} 分钟</Tag>
          ) : item.signedAt ? (
            <span className="quiet">{showMinute(item.signedAt)} 双方已签字</span>
          ) : (
            <Tag color="processing">{handoverStates[item.state]}</Tag>
          )}
        </span>
      </Link>
    </li>
  )
}
