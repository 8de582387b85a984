import type { ReadinessView } from '@anlan/contract/setup.ts'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { http } from '../../ui/http.ts'
import { usePermits, useSession } from '../session.tsx'

const place = 'anlan.readiness-put-away'

/** 可以开始值班了: what a new county still misses. Goes by itself when nothing is missing; may be put away once the needed is there. */
export function ReadinessCard() {
  const may = usePermits()
  const session = useSession()
  const key = `${place}.${session.accountId}`
  const [away, setAway] = useState(() => localStorage.getItem(key) === '1')
  const { data } = useQuery({
    queryKey: ['readiness'],
    queryFn: () => http.get<ReadinessView>('/readiness'),
    enabled: may('directory.check'),
    staleTime: 5 * 60_000,
  })
  const missing = data?.items.filter(item => !item.met) ?? []
  if (!data || data.sample || missing.length === 0 || (data.ready && away)) return null
  return (
    <section className="panel">
      <h2>
        {data.ready ? '可以开始值班了' : '还不能报送'} <small>还缺 {missing.length} 项</small>
        <span className="spread" />
        {data.ready && (
          <Button
            type="link"
            size="small"
            onClick={() => {
              localStorage.setItem(key, '1')
              setAway(true)
            }}
          >
            收起
          </Button>
        )}
      </h2>
      <ul className="readiness">
        {missing.map(item => (
          <li key={item.name} className={item.needed ? 'is-needed' : undefined}>
            <b>{item.name}</b>
            <span className="quiet">
              {item.detail}
              {item.link !== '/accounts' && (
                <>
                  {' · '}
                  <Link to={item.link}>去办理</Link>
                </>
              )}
              {item.link === '/accounts' && ' · 由系统管理员办理'}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
