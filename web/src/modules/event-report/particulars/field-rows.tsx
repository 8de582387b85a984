import { type ParticularField, type ParticularKind, particularKinds } from '@anlan/contract/event-particulars.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, Select, Switch } from 'antd'
import { useState } from 'react'
import { Permitted, usePermits } from '../../../app/session.tsx'
import { SourceMark } from '../../../fields/source-mark.tsx'
import { TypePrefixSelect, useTypePrefixWords } from '../../../fields/type-prefix-select.tsx'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { Rows } from '../../../ui/rows.tsx'
import { Loaded } from '../../../ui/states.tsx'
import { particularFieldsQuery, useSaveParticularField } from './requests.ts'

interface Values {
  label: string
  kind: ParticularKind
  unit?: string
  help?: string
  words?: string[]
  typePrefixes: string[]
  enabled: boolean
}
const needed = (message: string) => [{ required: true, message }]
const isChosen = (kind: ParticularKind | undefined) => kind === 'choice' || kind === 'choices'

/** 事件要素: which extra fields events of which types have, as the county wants them. */
export function ParticularFields() {
  const fields = useQuery(particularFieldsQuery)
  const wordsOf = useTypePrefixWords()
  const may = usePermits()
  const [open, setOpen] = useState<ParticularField | 'new' | null>(null)
  return (
    <>
      <div className="filters">
        <span className="quiet">登记在事件上，决定处置清单、处置指南和适用预案</span>
        <Permitted to="event-report.particulars.define">
          <Button onClick={() => setOpen('new')}>增加要素</Button>
        </Permitted>
      </div>
      <Loaded of={fields} rows={8}>
        {({ items }) => (
          <Rows
            items={items}
            keyOf={field => field.id}
            {...(may('event-report.particulars.define') && { onOpen: setOpen })}
            toneOf={field => (field.enabled ? undefined : 'stale')}
            columns={[
              { title: '要素', width: 130, show: field => field.label },
              { title: '类型', width: 60, show: field => particularKinds[field.kind], minor: true },
              { title: '可选项', show: field => field.words.join('、') || field.unit || field.help },
              { title: '适用事件类型', width: 260, show: field => field.typePrefixes.map(wordsOf).join('、') },
              { title: '来源', width: 60, show: field => <SourceMark confidence={field.source.confidence} /> },
              { title: '启用', width: 56, show: field => (field.enabled ? '是' : '否') },
            ]}
          />
        )}
      </Loaded>
      {open && (
        <FieldDrawer
          key={open === 'new' ? 'new' : open.id}
          field={open === 'new' ? null : open}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  )
}

function FieldDrawer({ field, onClose }: { field: ParticularField | null; onClose: () => void }) {
  const save = useSaveParticularField()
  return (
    <ActionDrawer<Values>
      open
      title={field ? `修改要素：${field.label}` : '增加事件要素'}
      act="保存"
      initial={field ?? { kind: 'choices', enabled: true }}
      consequence="已登记的内容不变；去掉的可选项不再供选择。"
      onAct={(values, id) =>
        save.mutateAsync({
          ...values,
          unit: values.unit ?? '',
          help: values.help ?? '',
          words: values.words ?? [],
          ...(field ? { id: field.id, version: field.version } : { id }),
        })
      }
      onClose={onClose}
    >
      {form => (
        <>
          <Form.Item name="label" label="要素名称" rules={needed('请填写要素名称')}>
            <Input maxLength={20} autoFocus />
          </Form.Item>
          <Form.Item name="kind" label="要素类型" rules={needed('请选择要素类型')}>
            <Select
              disabled={field !== null}
              options={Object.entries(particularKinds).map(([value, label]) => ({ value, label }))}
            />
          </Form.Item>
          <Form.Item noStyle shouldUpdate>
            {() =>
              isChosen(form.getFieldValue('kind')) ? (
                <Form.Item name="words" label="可选项" extra="输入后按回车增加">
                  <Select mode="tags" open={false} suffixIcon={null} />
                </Form.Item>
              ) : (
                <Form.Item name="unit" label="计量单位">
                  <Input maxLength={10} />
                </Form.Item>
              )
            }
          </Form.Item>
          <Form.Item name="typePrefixes" label="适用事件类型" rules={needed('请选择适用事件类型')}>
            <TypePrefixSelect />
          </Form.Item>
          <Form.Item name="help" label="填写说明">
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item name="enabled" label="启用" valuePropName="checked">
            <Switch />
          </Form.Item>
        </>
      )}
    </ActionDrawer>
  )
}
