import { type ExtraField, fieldKinds, type LedgerView } from '@anlan/contract/register.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Drawer, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { primary } from '../../../ui/hotkeys.ts'
import { Rows } from '../../../ui/rows.tsx'
import type { Input as Sent } from '../../../ui/shape.ts'
import { Loaded, Nothing } from '../../../ui/states.tsx'
import { type Extra, extraFieldsQuery, useExtraFieldActs } from './requests.ts'

type Kind = Sent<typeof ExtraField>['kind']
const kinds: Kind[] = ['text', 'longText', 'choice', 'choices', 'integer', 'decimal', 'day', 'yesNo', 'phone']
const withOptions = new Set<Kind>(['choice', 'choices'])
const withUnit = new Set<Kind>(['integer', 'decimal'])

/** 补充字段: what this county keeps in a ledger beyond its declared fields. */
export function ExtraFieldsDrawer({ ledger, onClose }: { ledger: LedgerView; onClose: () => void }) {
  const fields = useQuery(extraFieldsQuery(ledger.name))
  const [opened, setOpened] = useState<Extra | 'new' | null>(null)
  return (
    <Drawer
      open
      size={620}
      title={`${ledger.label}：补充字段`}
      onClose={onClose}
      footer={
        <div className="drawer-foot">
          <span className="quiet">补充字段随即出现在表单、列表、模板和导出中</span>
          <Button {...primary} onClick={() => setOpened('new')}>
            新增字段
          </Button>
        </div>
      }
    >
      <Loaded of={fields}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing what="还没有补充字段。本县需要登记、而台账里没有的内容，可以在这里增加字段" />
          ) : (
            <Rows
              items={items}
              keyOf={field => field.id}
              onOpen={setOpened}
              toneOf={field => (field.enabled ? undefined : 'stale')}
              columns={[
                { title: '字段', show: field => field.label },
                { title: '类型', width: 90, show: field => fieldKinds[field.kind] },
                { title: '要求', width: 120, show: field => requirementOf(field) },
                { title: '状态', width: 80, show: field => (field.enabled ? '使用中' : '已停用') },
              ]}
            />
          )
        }
      </Loaded>
      {opened && (
        <ExtraFieldDrawer
          key={opened === 'new' ? 'new' : opened.id}
          ledger={ledger}
          field={opened === 'new' ? null : opened}
          onClose={() => setOpened(null)}
        />
      )}
    </Drawer>
  )
}

const requirementOf = (field: Extra) =>
  [field.required ? '必填' : '选填', field.sensitive && '敏感信息'].filter(Boolean).join('、')

interface ExtraValues {
  label: string
  kind: Kind
  required?: boolean
  sensitive?: boolean
  enabled?: boolean
  unit?: string
  options?: string[]
}

interface ExtraFieldDrawerProps {
  ledger: LedgerView
  field: Extra | null
  onClose: () => void
}

function ExtraFieldDrawer({ ledger, field, onClose }: ExtraFieldDrawerProps) {
  const { add, change } = useExtraFieldActs(ledger.name)
  const save = ({ kind, sensitive, enabled, ...rest }: ExtraValues, id: string) => {
    const told = {
      label: rest.label,
      required: rest.required ?? false,
      unit: rest.unit ?? '',
      options: rest.options ?? [],
    }
    return field
      ? change.mutateAsync({ id: field.id, ...told, enabled: enabled ?? true })
      : add.mutateAsync({ id, ...told, kind, sensitive: sensitive ?? false })
  }
  return (
    <ActionDrawer<ExtraValues>
      open
      title={field ? `修改字段：${field.label}` : '新增字段'}
      act={field ? '保存字段' : '新增字段'}
      initial={field ?? { kind: 'text' }}
      consequence={
        field
          ? '停用后不再出现在表单和列表中，已填写的内容保留，重新启用即恢复。'
          : '字段类型和是否敏感，建立后不能再改；设为必填不影响已有记录，下次修改时才要求填写。'
      }
      onAct={save}
      onClose={onClose}
    >
      <Form.Item
        name="label"
        label="字段名称"
        rules={[{ required: true, whitespace: true, message: '请填写字段名称' }]}
      >
        <Input maxLength={30} autoFocus />
      </Form.Item>
      <Form.Item name="kind" label="字段类型" rules={[{ required: true }]}>
        <Select disabled={field !== null} options={kinds.map(value => ({ value, label: fieldKinds[value] }))} />
      </Form.Item>
      <Form.Item noStyle dependencies={['kind']}>
        {({ getFieldValue }) => {
          const kind = getFieldValue('kind') as Kind
          if (withOptions.has(kind))
            return (
              <Form.Item
                name="options"
                label="选项，输入后按回车"
                rules={[{ required: true, type: 'array', min: 1, message: '请填写选项' }]}
              >
                <Select mode="tags" open={false} tokenSeparators={['，', ',', '、']} suffixIcon={null} />
              </Form.Item>
            )
          if (withUnit.has(kind))
            return (
              <Form.Item name="unit" label="计量单位">
                <Input maxLength={10} placeholder="例如：人、台、平方米" />
              </Form.Item>
            )
          return null
        }}
      </Form.Item>
      <Form.Item name="required" valuePropName="checked">
        <Checkbox>必填</Checkbox>
      </Form.Item>
      {field ? (
        <Form.Item name="enabled" valuePropName="checked">
          <Checkbox>使用中</Checkbox>
        </Form.Item>
      ) : (
        <Form.Item name="sensitive" valuePropName="checked">
          <Checkbox>敏感信息（平时遮盖，查看需说明理由）</Checkbox>
        </Form.Item>
      )}
    </ActionDrawer>
  )
}
