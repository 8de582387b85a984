import { defectSeverities, type PlanDefectView } from '@anlan/contract/plan-check.ts'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Link } from 'react-router'
import { Permitted } from '../../app/session.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { checkupQuery, useConfirmPhone } from './requests.ts'
import './plan-check.css'

/** 预案体检 of one edition: what is wrong, who mends it, and one tap to where it is mended. */
export function CheckupPanel({ planId, edition }: { planId: string; edition?: string }) {
  const checkup = useQuery({ ...checkupQuery(planId, edition), refetchInterval: 15_000 })
  const now = useMinute()
  return (
    <Loaded of={checkup}>
      {found =>
        found.defects.length === 0 ? (
          <Nothing
            what={
              found.checkedAt
                ? `${showTime(found.checkedAt, now)}体检，没有发现缺陷。人员、物资、队伍、安置点变化后自动重新体检。`
                : '正在体检，稍后刷新。'
            }
          />
        ) : (
          <>
            <p className="quiet" style={{ padding: '8px 12px 0', margin: 0 }}>
              {found.blocking > 0 ? `${found.blocking} 项阻断审批，` : ''}
              {found.serious} 项须整改，{found.minor} 项提示
              {found.checkedAt && `　${showTime(found.checkedAt, now)}体检`}。消除后自动销项。
            </p>
            <ul className="defect-list">
              {found.defects.map(one => (
                <Defect key={`${one.kind} ${one.text}`} one={one} planId={planId} />
              ))}
            </ul>
            {found.closed.length > 0 && (
              <details style={{ padding: '8px 12px' }}>
                <summary>近 30 天已消除 {found.closed.length} 项</summary>
                {found.closed.map(one => (
                  <div className="quiet" key={`${one.text} ${one.closedAt}`}>
                    {one.text}（{showTime(one.closedAt, now)}）
                  </div>
                ))}
              </details>
            )}
          </>
        )
      }
    </Loaded>
  )
}

function Defect({ one, planId }: { one: PlanDefectView; planId: string }) {
  const confirm = useConfirmPhone(planId)
  const person = one.confirmsPersonId
  return (
    <li>
      <span className={`defect-${one.severity}`}>{defectSeverities[one.severity]}</span>
      <span>
        {one.text}
        <span className="quiet">
          　由{one.unitName}
          {one.person ?? ''}处理
        </span>
      </span>
      <span>
        {person && (
          <Permitted to="plan.edit">
            <Button size="small" loading={confirm.isPending} onClick={() => confirm.mutate(person)}>
              已拨通本人
            </Button>{' '}
          </Permitted>
        )}
        <Link to={one.link}>去处理</Link>
      </span>
    </li>
  )
}
