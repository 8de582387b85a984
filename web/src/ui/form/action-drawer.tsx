import { Alert, Button, Drawer, Form, type FormInstance } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { primary } from '../hotkeys.ts'
import { saidOf } from '../http.ts'
import { placeFieldErrors } from './field-errors.ts'
import { newId } from './new-id.ts'

/** What `onAct` resolves to when the act is not done yet and the drawer stays: somebody has to choose first. */
export const stay = Symbol('stay')

interface ActionDrawerProps<V> {
  open: boolean
  title: string
  /** The button, named by the act. */
  act: string
  danger?: boolean
  /** What will happen and to whom. */
  consequence?: ReactNode
  initial?: Partial<V>
  /** `id` stays the same until the act is done: a repeat after a lost answer does nothing twice. */
  onAct: (values: V, id: string) => Promise<unknown>
  onClose: () => void
  width?: number
  children: ReactNode | ((form: FormInstance<V>) => ReactNode)
}

/**
 * One act, at the right, so that the list stays. Leaving it with Esc keeps what was typed until the act is done.
 */
export function ActionDrawer<V>(props: ActionDrawerProps<V>) {
  const { open, title, act, danger, consequence, initial, onAct, onClose, width = 460, children } = props
  const [form] = Form.useForm<V>()
  // A drawer that was closed stays in the page: its fields must not answer to the labels of the next.
  const name = useId().replaceAll(/\W/g, '')
  const [id, setId] = useState(newId)
  const [busy, setBusy] = useState(false)
  const [said, setSaid] = useState<string[]>([])

  const finish = async (values: V) => {
    setBusy(true)
    setSaid([])
    try {
      if ((await onAct(values, id)) === stay) return
      form.resetFields()
      setId(newId())
      onClose()
    } catch (error) {
      setSaid([saidOf(error), ...placeFieldErrors(form, error)])
    } finally {
      setBusy(false)
    }
  }

  return (
    <Drawer
      open={open}
      title={title}
      size={width}
      onClose={onClose}
      footer={
        <div className="drawer-foot">
          <span className="quiet">Ctrl+Enter {act} · Esc 返回</span>
          <Button {...primary} danger={danger} loading={busy} onClick={() => form.submit()}>
            {act}
          </Button>
        </div>
      }
    >
      <Form<V>
        form={form}
        name={name}
        layout="vertical"
        requiredMark="optional"
        initialValues={initial as never}
        onFinish={values => void finish(values)}
        scrollToFirstError
      >
        {said.length > 0 && (
          <Alert
            type="error"
            title={said[0]}
            description={said.length > 1 ? said.slice(1).join('；') : undefined}
            style={{ marginBottom: 16 }}
          />
        )}
        {typeof children === 'function' ? children(form) : children}
        {consequence && <div className="consequence">{consequence}</div>}
      </Form>
    </Drawer>
  )
}
