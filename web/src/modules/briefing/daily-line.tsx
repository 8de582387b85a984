import { type PaperState, paperStates } from '@anlan/contract/paper.ts'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Link, useNavigate } from 'react-router'
import { usePermits } from '../../app/session.tsx'
import { showMinute } from '../../ui/time.ts'
import { boxQuery } from '../document/requests.ts'
import { dailyQuery, useDraftDaily } from './requests.ts'
import './daily-line.css'

const asked: Partial<Record<PaperState, string>> = {
  draft: '待审改送签',
  signing: '待签发',
  review: '待审核',
  signed: '待分发',
}

/** 今日值班日报 and papers that wait for this desk: one line that says where they stand. */
export function DailyLine() {
  const may = usePermits()
  const daily = useQuery({ ...dailyQuery, enabled: may('paper.draft'), retry: false })
  const toReceive = useQuery({ ...boxQuery('toReceive'), enabled: may('paper.receive') })
  const draft = useDraftDaily()
  const go = useNavigate()
  const waiting = toReceive.data?.items.length ?? 0
  const { data } = daily
  if (!data && waiting === 0) return null
  return (
    <section className="panel daily-line">
      {data &&
        (data.paperId && data.state ? (
          <Link to={`/papers/${data.paperId}`}>
            今日值班日报：<b>{asked[data.state] ?? paperStates[data.state]}</b>
          </Link>
        ) : (
          <>
            <span>今日值班日报 {showMinute(data.draftAt)} 自动拟出</span>
            <Button
              size="small"
              loading={draft.isPending}
              onClick={() => draft.mutate(undefined, { onSuccess: paper => void go(`/papers/${paper.id}`) })}
            >
              查看最近一期
            </Button>
          </>
        ))}
      <span className="spread" />
      {waiting > 0 && (
        <Link to="/papers?box=toReceive">
          待签收公文 <b>{waiting}</b> 件
        </Link>
      )}
    </section>
  )
}
