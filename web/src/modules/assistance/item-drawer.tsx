import type { ChecklistItemView, ItemCondition, ItemNeed } from '@anlan/contract/assistance.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, InputNumber, Select, Switch } from 'antd'
import { bearerOptions, bearersQuery } from '../../fields/bearers.ts'
import { TypePrefixSelect } from '../../fields/type-prefix-select.tsx'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { particularFieldsQuery } from '../event-report/particulars/requests.ts'
import { capabilitiesQuery } from '../resource/requests.ts'
import { useSaveItem } from './requests.ts'

interface Values {
  text: string
  detail?: string
  bearer: string
  minutes: number
  typePrefixes: string[]
  conditions?: ItemCondition[]
  needs?: ItemNeed[]
  enabled: boolean
  sourceName: string
  sourceArticle?: string
  reason?: string
}
const needed = (message: string) => [{ required: true, message }]

/** One item of the first-hour lists, new or changed with the reason. */
export function ItemDrawer({ item, onClose }: { item: ChecklistItemView | null; onClose: () => void }) {
  const save = useSaveItem()
  const { data } = useQuery(bearersQuery())
  const bearers = [
    ...bearerOptions(data?.items ?? []),
    ...(item && !data?.items.some(one => one.code === item.bearer)
      ? [{ value: item.bearer, label: item.bearerWords }]
      : []),
  ]
  return (
    <ActionDrawer<Values>
      open
      width={560}
      title={item ? '修改清单事项' : '增加清单事项'}
      act="保存"
      initial={item ?? { minutes: 30, enabled: true, sourceName: '本县补充' }}
      consequence="立即对处置中的事件生效；已经勾选的保留勾选时的内容。"
      onAct={(values, id) => {
        const { reason, ...rest } = values
        const content = {
          ...rest,
          detail: rest.detail ?? '',
          sourceArticle: rest.sourceArticle ?? '',
          conditions: rest.conditions ?? [],
          needs: rest.needs ?? [],
        }
        return save.mutateAsync(
          item ? { ...content, id: item.id, version: item.version, reason: reason ?? '' } : { ...content, id },
        )
      }}
      onClose={onClose}
    >
      <Form.Item name="text" label="事项" rules={needed('请填写事项')}>
        <Input maxLength={80} autoFocus />
      </Form.Item>
      <Form.Item name="detail" label="怎么做">
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={300} />
      </Form.Item>
      <Form.Item name="bearer" label="责任岗位" rules={needed('请选择责任岗位')}>
        <Select showSearch={{ optionFilterProp: 'label' }} options={bearers} />
      </Form.Item>
      <Form.Item name="minutes" label="接报后几分钟内" rules={needed('请填写完成时间')}>
        <InputNumber min={0} max={1440} />
      </Form.Item>
      <Form.Item name="typePrefixes" label="适用事件类型" rules={needed('请选择适用事件类型')}>
        <TypePrefixSelect />
      </Form.Item>
      <ConditionFields />
      <NeedFields />
      <Form.Item name="sourceName" label="依据" rules={needed('请填写依据')}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="sourceArticle" label="条款">
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="enabled" label="启用" valuePropName="checked">
        <Switch />
      </Form.Item>
      {item && (
        <Form.Item name="reason" label="变更理由" rules={needed('请填写变更理由')}>
          <Input maxLength={200} />
        </Form.Item>
      )}
    </ActionDrawer>
  )
}

function ConditionFields() {
  const { data } = useQuery(particularFieldsQuery)
  const fields = data?.items ?? []
  return (
    <Form.List name="conditions">
      {(rows, { add, remove }) => (
        <Form.Item label="适用条件" extra="同时满足；要素尚未登记时，看接报情况中是否提到这些词">
          {rows.map(row => (
            <div key={row.key} className="condition-row">
              <Form.Item name={[row.name, 'field']} noStyle rules={needed('请选择事件要素')}>
                <Select
                  aria-label="事件要素"
                  showSearch={{ optionFilterProp: 'label' }}
                  options={fields.map(one => ({ value: one.code, label: one.label }))}
                  style={{ width: 150 }}
                />
              </Form.Item>
              <Form.Item noStyle shouldUpdate>
                {({ getFieldValue }) => (
                  <Form.Item name={[row.name, 'anyOf']} noStyle rules={needed('请填写取值')}>
                    <Select
                      aria-label="取值"
                      mode="tags"
                      placeholder="任一取值"
                      style={{ flex: 1, minWidth: 0 }}
                      options={(
                        fields.find(one => one.code === getFieldValue(['conditions', row.name, 'field']))?.words ?? []
                      ).map(word => ({ value: word, label: word }))}
                    />
                  </Form.Item>
                )}
              </Form.Item>
              <button type="button" className="link" onClick={() => remove(row.name)}>
                去掉
              </button>
            </div>
          ))}
          <Button size="small" onClick={() => add({})} disabled={rows.length >= 5}>
            加一个条件
          </Button>
        </Form.Item>
      )}
    </Form.List>
  )
}

function NeedFields() {
  const { data } = useQuery(capabilitiesQuery)
  const options = (data?.items ?? []).map(one => ({ value: one.code, label: `${one.name}（${one.unit}）` }))
  return (
    <Form.List name="needs">
      {(rows, { add, remove }) => (
        <Form.Item label="所需资源" extra="在事件的辅助决策页就近列出">
          {rows.map(row => (
            <div key={row.key} className="condition-row">
              <Form.Item name={[row.name, 'capability']} noStyle rules={needed('请选择物资或能力')}>
                <Select
                  aria-label="物资或能力"
                  showSearch={{ optionFilterProp: 'label' }}
                  options={options}
                  style={{ flex: 1, minWidth: 0 }}
                />
              </Form.Item>
              <Form.Item name={[row.name, 'quantity']} noStyle rules={needed('请填写数量')}>
                <InputNumber aria-label="数量" min={1} style={{ width: 100 }} />
              </Form.Item>
              <button type="button" className="link" onClick={() => remove(row.name)}>
                去掉
              </button>
            </div>
          ))}
          <Button size="small" onClick={() => add({ quantity: 1 })} disabled={rows.length >= 5}>
            加一项资源
          </Button>
        </Form.Item>
      )}
    </Form.List>
  )
}
