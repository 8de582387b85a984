import type { MapView } from '@anlan/contract/map.ts'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Form, Input, Popconfirm, Radio } from 'antd'
import { Link } from 'react-router'
import { useNow } from '../../../ui/clock/clock.ts'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { saidOf } from '../../../ui/http.ts'
import { Loaded, Nothing } from '../../../ui/states.tsx'
import { showTime } from '../../../ui/time.ts'
import { useRemoveView, useSaveView, viewsQuery } from '../requests.ts'

const sharedWords = { nobody: '仅本人', unit: '本单位及下属', county: '全县' } as const

export const addressOf = (view: Pick<MapView, 'id'>) => `${location.origin}/map?view=${view.id}`

/** 共享视图: what I kept and what others share with me. */
export function ViewsPanel({ onSave }: { onSave: () => void }) {
  const views = useQuery(viewsQuery)
  const remove = useRemoveView()
  const { message } = App.useApp()
  const now = useNow()
  return (
    <div className="views">
      <h2>
        共享视图{' '}
        <Button size="small" onClick={onSave}>
          保存当前视图
        </Button>
      </h2>
      <Loaded of={views}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing what="保存当前的位置、图层和标绘，把链接发给同事，他们打开就是同一张图" />
          ) : (
            <ul className="thing-list">
              {items.map(view => (
                <li key={view.id}>
                  <Link to={`/map?view=${view.id}`}>
                    <b>{view.title}</b>
                  </Link>
                  <span className="quiet">
                    {view.madeBy} · {showTime(view.madeAt, now)} · {sharedWords[view.sharedWith]}
                  </span>
                  <span className="thing-steps">
                    <CopyLink address={addressOf(view)} />
                    {view.mayRemove && (
                      <Popconfirm
                        title="删除后，已发出的链接将打不开"
                        okText="删除"
                        cancelText="保留"
                        onConfirm={() => remove.mutateAsync(view.id).catch(error => void message.error(saidOf(error)))}
                      >
                        <Button type="link" size="small">
                          删除
                        </Button>
                      </Popconfirm>
                    )}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </div>
  )
}

function CopyLink({ address }: { address: string }) {
  const { message } = App.useApp()
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address)
      void message.success('链接已复制')
    } catch {
      // Without a secure address the browser keeps the clipboard to itself: the link is shown to be copied by hand.
      void message.info(address, 10)
    }
  }
  return (
    <Button type="link" size="small" onClick={() => void copy()}>
      复制链接
    </Button>
  )
}

interface SaveViewProps {
  open: boolean
  title: string
  state: () => Pick<MapView, 'center' | 'zoom' | 'layers' | 'shapes' | 'eventId'>
  onSaved: (view: MapView) => void
  onClose: () => void
}

interface SaveValues {
  title: string
  sharedWith: MapView['sharedWith']
}

export function SaveView({ open, title, state, onSaved, onClose }: SaveViewProps) {
  const save = useSaveView()
  return (
    <ActionDrawer<SaveValues>
      open={open}
      title="保存共享视图"
      act="保存视图"
      initial={{ title, sharedWith: 'unit' }}
      consequence="别人打开链接看到同样的位置、图层和标绘；对象仍按各人自己的权限显示。"
      onAct={async (values, id) => onSaved(await save.mutateAsync({ ...state(), ...values, id }))}
      onClose={onClose}
    >
      <Form.Item name="title" label="标题" rules={[{ required: true, message: '请填写标题' }]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="sharedWith" label="共享范围">
        <Radio.Group options={Object.entries(sharedWords).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
    </ActionDrawer>
  )
}
