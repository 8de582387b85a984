import type { LedgerView } from '@anlan/contract/register.ts'
import { CloseOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Checkbox, Form, Input } from 'antd'
import { useState } from 'react'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { saidOf } from '../../../ui/http.ts'
import { useViewActs, type View, viewsQuery } from '../requests.ts'
import { conditionsIn, isNarrowed, type useListState } from './list-state.ts'

type List = ReturnType<typeof useListState>

/** Lists kept under a name: one's own and the unit's, as tabs over the list. */
export function SavedViews({ ledger, list }: { ledger: LedgerView; list: List }) {
  const { state, asked, change } = list
  const views = useQuery({ ...viewsQuery(ledger.name), retry: false })
  const { drop, keep } = useViewActs(ledger.name)
  const { message, modal } = App.useApp()
  const [isKeeping, setKeeping] = useState(false)
  // Views are a convenience: the list stands without them.
  if (!views.data) return null
  const show = (view: View | null) =>
    change({
      text: undefined,
      unitId: undefined,
      state: undefined,
      sort: undefined,
      filters: undefined,
      ...view?.query,
      columns: view && view.columns.length > 0 ? view.columns.join(',') : undefined,
      view: view?.id,
    })
  const confirmDrop = (view: View) =>
    modal.confirm({
      title: `删除视图“${view.name}”`,
      content: view.shared ? '本单位其他人也将看不到这个视图，台账中的记录不受影响。' : '台账中的记录不受影响。',
      okText: '删除视图',
      onOk: () =>
        drop.mutateAsync(view.id).then(
          () => (state.viewId === view.id ? show(null) : undefined),
          error => void message.error(saidOf(error)),
        ),
    })
  const isChanged = isNarrowed(state) || state.columns !== null || asked.has('sort')
  if (views.data.items.length === 0 && !isChanged) return null
  return (
    <nav className="saved-views" aria-label="视图">
      <button type="button" className={!state.viewId && !isChanged ? 'is-shown' : ''} onClick={() => show(null)}>
        全部
      </button>
      {views.data.items.map(view => (
        <span key={view.id} className={view.id === state.viewId ? 'is-shown' : ''}>
          <button
            type="button"
            title={view.shared ? `本单位共用，由${view.byName}保存` : '仅自己可见'}
            onClick={() => show(view)}
          >
            {view.name}
            {view.shared && <small className="word-tag">共用</small>}
          </button>
          {(view.mine || view.shared) && view.id === state.viewId && (
            <button type="button" aria-label={`删除视图 ${view.name}`} onClick={() => confirmDrop(view)}>
              <CloseOutlined />
            </button>
          )}
        </span>
      ))}
      {isChanged && !state.viewId && (
        <Button size="small" type="link" onClick={() => setKeeping(true)}>
          将当前条件存为视图
        </Button>
      )}
      <ActionDrawer<{ name: string; shared?: boolean }>
        open={isKeeping}
        title="保存视图"
        act="保存视图"
        consequence="保存当前的查找内容、条件、次序和显示列，下次点一下即可打开。"
        onAct={async ({ name, shared = false }, id) => {
          const view = await keep.mutateAsync({
            id,
            name,
            shared,
            query: conditionsIn(asked),
            columns: state.columns ?? [],
          })
          change({ view: view.id })
        }}
        onClose={() => setKeeping(false)}
      >
        <Form.Item name="name" label="视图名称" rules={[{ required: true, message: '请填写视图名称' }]}>
          <Input maxLength={30} placeholder="例如：茶坪镇未核实" />
        </Form.Item>
        <Form.Item name="shared" valuePropName="checked">
          <Checkbox>本单位其他人也能使用</Checkbox>
        </Form.Item>
      </ActionDrawer>
    </nav>
  )
}
