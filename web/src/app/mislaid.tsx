import { Button } from 'antd'
import { isRouteErrorResponse, Link, useRouteError } from 'react-router'

/** A page that is not there, or that broke while opening. A new release on the server is the usual reason. */
export function Mislaid() {
  const error = useRouteError()
  const isMissing = !error || (isRouteErrorResponse(error) && error.status === 404)
  return (
    <div className="failed" role="alert" style={{ maxWidth: 560, margin: '64px auto' }}>
      <b>{isMissing ? '没有这个页面，或不在您的管辖范围' : '页面未能打开'}</b>
      {!isMissing && <div className="quiet">系统可能刚刚更新，刷新后通常恢复；草稿不会丢失</div>}
      <div style={{ display: 'flex', gap: 8 }}>
        {!isMissing && <Button onClick={() => location.reload()}>刷新页面</Button>}
        <Link to="/">回到首页</Link>
      </div>
    </div>
  )
}
