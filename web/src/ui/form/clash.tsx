import { Alert, Button } from 'antd'
import type { ReactNode } from 'react'

interface ClashProps {
  text: string
  onSettle: (mine: boolean) => void
  /** Takes what the other added into what was typed here. */
  onBoth?: () => void
  /** What the other changed. */
  children?: ReactNode
}

/** Somebody saved the same thing meanwhile: what happened, and whose text stays. Nothing typed is lost before the choice. */
export const Clash = ({ text, onSettle, onBoth, children }: ClashProps) => (
  <Alert
    type="warning"
    title={text}
    description={
      <>
        {children}
        您填写的内容还在本页，没有丢。{' '}
        {onBoth && (
          <>
            <Button size="small" onClick={onBoth}>
              两边都要
            </Button>{' '}
          </>
        )}
        <Button size="small" onClick={() => onSettle(true)}>
          保留我填的
        </Button>{' '}
        <Button size="small" onClick={() => onSettle(false)}>
          改看对方的
        </Button>
      </>
    }
    style={{ marginBottom: 12 }}
  />
)
