import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { Navigate, useNavigate } from 'react-router'
import { sessionQuery, useSignOut } from '../session.tsx'
import { SecondFactor } from './second-factor.tsx'
import './sign-in.css'

/** Where an administrator has to set up the second step before anything else. */
export function SecondFactorPage() {
  const { data: session } = useQuery(sessionQuery)
  const queries = useQueryClient()
  const signOut = useSignOut()
  const go = useNavigate()
  if (session === null) return <Navigate to="/sign-in" replace />
  const finish = async () => {
    await queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
    void go('/', { replace: true })
  }
  return (
    <div className="gate gate-single">
      <div className="gate-form">
        <h2>两步验证</h2>
        {session?.mustSetUpSecondFactor && (
          <Alert type="info" title="按规定管理员须先启用两步验证" style={{ marginBottom: 16 }} />
        )}
        <SecondFactor onSetUp={() => void finish()} />
        <Button type="link" block onClick={() => signOut.mutate()}>
          退出登录
        </Button>
      </div>
    </div>
  )
}
