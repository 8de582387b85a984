import { Alert, Button } from 'antd'

/** Somebody saved the same thing meanwhile: what happened, and whose text stays. Nothing typed is lost before the choice. */
export const Clash = ({ text, onSettle }: { text: string; onSettle: (mine: boolean) => void }) => (
  <Alert
    type="warning"
    title={text}
    description={
      <>
        您填写的内容还在本页，没有丢。{' '}
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
