import type { LedgerView } from '@anlan/contract/register.ts'
import { Button, Dropdown, Form, Input } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { queryOf, type useListState } from './list-state.ts'

type List = ReturnType<typeof useListState>

const addressWith = (path: string, query: Record<string, unknown>) => {
  const filled = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return filled.length > 0 ? `${path}?${new URLSearchParams(filled)}` : path
}

/** The server names the file; the page stays where it is. */
const download = (address: string) => {
  const link = document.createElement('a')
  link.href = address
  link.download = ''
  link.click()
}

interface TakeOutProps {
  ledger: LedgerView
  list: List
  /** Ids of the ticked records. */
  chosen: string[]
}

/** The list as it stands, on paper or as a sheet. */
export function TakeOut({ ledger, list, chosen }: TakeOutProps) {
  const go = useNavigate()
  const [isAsking, setAsking] = useState(false)
  const query = queryOf(list.state)
  const sheet = `/api/registers/${ledger.name}/export.xlsx`
  const print = (ids?: string[]) =>
    void go(
      addressWith(`/registers/${ledger.name}/print`, { ...query, columns: list.state.columns?.join(',') }),
      ids && { state: { ids } },
    )
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            {
              key: 'sheet',
              label: '导出当前列表（Excel）',
              onClick: () => download(addressWith(sheet, query)),
            },
            ...(ledger.mayDisclose
              ? [{ key: 'open', label: '导出当前列表，含敏感信息', onClick: () => setAsking(true) }]
              : []),
            { key: 'print', label: '打印当前列表', onClick: () => print() },
            ...(chosen.length > 0
              ? [{ key: 'chosen', label: `打印已选的 ${chosen.length} 条`, onClick: () => print(chosen) }]
              : []),
          ],
        }}
      >
        <Button className="not-phone">导出与打印</Button>
      </Dropdown>
      <ActionDrawer<{ reason: string }>
        open={isAsking}
        title="导出含敏感信息的列表"
        act="导出"
        consequence="您管理的记录将导出完整内容，其他单位的记录仍然遮盖。您的姓名、导出时间和理由会记入系统。"
        onAct={async ({ reason }) => download(addressWith(sheet, { ...query, disclose: '1', reason: reason.trim() }))}
        onClose={() => setAsking(false)}
      >
        <Form.Item
          name="reason"
          label="导出理由"
          rules={[{ required: true, whitespace: true, message: '请填写导出理由' }]}
        >
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={200} autoFocus />
        </Form.Item>
      </ActionDrawer>
    </>
  )
}
