import type { ChangeEntry } from '@anlan/contract/change.ts'
import type { UseQueryResult } from '@tanstack/react-query'
import { Form, Input, Switch } from 'antd'
import { ChangeList } from './change-list.tsx'
import { Loaded } from './states.tsx'

/** The end of a drawer that changes a kept row: whether it applies (`enabled`), why it is changed (`reason`), and what was changed before. */
export const ChangeFields = ({
  whenOff,
  history,
}: {
  whenOff: string
  history: UseQueryResult<{ items: ChangeEntry[] }>
}) => (
  <>
    <Form.Item name="enabled" label="启用" valuePropName="checked" extra={whenOff}>
      <Switch />
    </Form.Item>
    <Form.Item name="reason" label="修改原因" required>
      <Input />
    </Form.Item>
    <section aria-label="沿革">
      <b>沿革</b>
      <Loaded of={history} rows={2}>
        {({ items }) => <ChangeList items={items} origin={items.length === 0 ? '没有修改过' : undefined} />}
      </Loaded>
    </section>
  </>
)
