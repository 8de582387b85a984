import { Button, Skeleton } from 'antd'
import { Component, type ReactNode } from 'react'
import { Refusal, saidOf, Unreachable } from './http.ts'

/** What a list is for, and the first step. */
export function Nothing({ what, children }: { what: string; children?: ReactNode }) {
  return (
    <div className="nothing">
      <p>{what}</p>
      {children}
    </div>
  )
}

/** What was being read did not come; nothing of the person's own was at stake. */
const readingFailed = (error: unknown): string => {
  if (error instanceof Unreachable) return '连不上服务器，请检查网络后重新读取'
  if (error instanceof Refusal && error.body.status === 404) return '没有找到，或不在您的管辖范围'
  return saidOf(error)
}

export function Failed({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const reference = error instanceof Refusal ? error.body.reference : undefined
  return (
    <div className="failed" role="alert">
      <b>{readingFailed(error)}</b>
      {error instanceof Refusal && error.fields.map(field => <div key={field.pointer}>{field.message}</div>)}
      {reference && <div className="quiet">如需协助，请告知系统管理员编号 {reference}</div>}
      {onRetry && (
        <div>
          <Button size="small" onClick={onRetry}>
            重新读取
          </Button>
        </div>
      )}
    </div>
  )
}

interface Read<T> {
  data: T | undefined
  error: unknown
  isPending: boolean
  refetch: () => unknown
}

/** Shows the skeleton, the failure, or the thing. Old data stays on the screen when a renewal fails. */
export function Loaded<T>({
  of,
  rows = 4,
  children,
}: {
  of: Read<T>
  rows?: number
  children: (data: T) => ReactNode
}) {
  if (of.data !== undefined) return <>{children(of.data)}</>
  if (of.error) return <Failed error={of.error} onRetry={() => void of.refetch()} />
  return <Skeleton active title={false} paragraph={{ rows }} style={{ padding: 12 }} />
}

/** One part that breaks does not take the screen with it. */
export class Boundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override render() {
    if (!this.state.broken) return this.props.children
    return (
      <div className="failed" role="alert">
        <b>这一部分未能显示</b>
        <div className="quiet">其他部分仍可使用；已填写的内容保存在草稿中</div>
        <div>
          <Button size="small" onClick={() => this.setState({ broken: false })}>
            重新显示
          </Button>{' '}
          <Button size="small" onClick={() => location.reload()}>
            刷新页面
          </Button>
        </div>
      </div>
    )
  }
}
