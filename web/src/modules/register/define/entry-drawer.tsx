import type { DictionaryEntryView } from '@anlan/contract/dictionary.ts'
import { Checkbox, Form, Input, InputNumber } from 'antd'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { DayField } from '../../../ui/form/instant-field.tsx'
import { useEntryActs } from './requests.ts'

interface EntryValues {
  label: string
  code?: string
  source?: string
  enabled?: boolean
  sort?: number | null
  validFrom?: string | null
  validTo?: string | null
}

interface EntryDrawerProps {
  dictionary: string
  entry: DictionaryEntryView | null
  onClose: () => void
}

export function EntryDrawer({ dictionary, entry, onClose }: EntryDrawerProps) {
  const { add, change } = useEntryActs(dictionary)
  const save = ({ validFrom = null, validTo = null, ...values }: EntryValues, id: string) =>
    entry
      ? change.mutateAsync({
          code: entry.code,
          label: values.label,
          enabled: values.enabled ?? true,
          sort: values.sort ?? undefined,
          validFrom,
          validTo,
        })
      : add.mutateAsync({
          id,
          label: values.label,
          code: values.code || undefined,
          source: values.source ?? '',
          validFrom,
          validTo,
        })
  return (
    <ActionDrawer<EntryValues>
      open
      title={entry ? `修改条目：${entry.label}` : '新增条目'}
      act={entry ? '保存条目' : '新增条目'}
      initial={entry ?? {}}
      consequence={
        entry
          ? '改名后，已登记的记录随之显示新名称；停用后不再供选择，已登记的记录不变。'
          : '新增后，使用本字典的台账即可选择。条目不能删除，可以停用。'
      }
      onAct={save}
      onClose={onClose}
    >
      <Form.Item name="label" label="名称" rules={[{ required: true, whitespace: true, message: '请填写名称' }]}>
        <Input maxLength={60} autoFocus />
      </Form.Item>
      {entry ? (
        <Form.Item name="sort" label="排序">
          <InputNumber precision={0} min={0} />
        </Form.Item>
      ) : (
        <>
          <Form.Item name="code" label="代码，不填由系统编制">
            <Input maxLength={40} />
          </Form.Item>
          <Form.Item name="source" label="依据">
            <Input maxLength={200} placeholder="例如：县应急委办〔2026〕3 号" />
          </Form.Item>
        </>
      )}
      <Form.Item name="validFrom" label="生效日期，不填为即日">
        <DayField />
      </Form.Item>
      <Form.Item name="validTo" label="失效日期，不填为长期有效">
        <DayField />
      </Form.Item>
      {entry && (
        <Form.Item name="enabled" valuePropName="checked">
          <Checkbox>使用中</Checkbox>
        </Form.Item>
      )}
    </ActionDrawer>
  )
}
