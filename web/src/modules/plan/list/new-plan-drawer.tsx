import { planKinds } from '@anlan/contract/plan.ts'
import type { CreatePlan } from '@anlan/contract/plan-view.ts'
import { responseTopics } from '@anlan/contract/response-template.ts'
import { useQuery } from '@tanstack/react-query'
import { Form, Input, Select } from 'antd'
import { useNavigate } from 'react-router'
import { useSession } from '../../../app/session.tsx'
import { UnitSelect } from '../../../fields/unit-select.tsx'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import type { Input as Sent } from '../../../ui/shape.ts'
import { planKindsQuery, useCreatePlan, usePlans } from '../requests.ts'

const needed = (message: string) => [{ required: true, message }]

/** 新编预案: by the template of its kind, with the chapters and levels usual for it. */
export function NewPlanDrawer({ onClose }: { onClose: () => void }) {
  const create = useCreatePlan()
  const go = useNavigate()
  const { unitId } = useSession()
  const kinds = useQuery(planKindsQuery)
  const upper = usePlans({ limit: 200, state: 'inForce' })
  return (
    <ActionDrawer<Sent<typeof CreatePlan>>
      open
      title="新编预案"
      act="开始编制"
      initial={{ unitId }}
      consequence="按所选种类的模板生成章节和响应级别，逐项补齐后送审。"
      onAct={async (values, id) => {
        await create.mutateAsync({
          ...values,
          parentId: values.parentId ?? null,
          topic: values.topic ?? null,
          id,
          fromTemplate: true,
        })
        void go(`/plans/${id}`)
      }}
      onClose={onClose}
    >
      {form => (
        <>
          <Form.Item name="kind" label="预案种类" rules={needed('请选择预案种类')}>
            <Select options={Object.entries(planKinds).map(([value, label]) => ({ value, label }))} />
          </Form.Item>
          <Form.Item noStyle shouldUpdate={(a, b) => a.kind !== b.kind}>
            {() => {
              const row = kinds.data?.items.find(one => one.kind === form.getFieldValue('kind'))
              return row ? (
                <p className="quiet">
                  {row.maker}编制；{row.approval}
                  {row.filedWith && `；备案：${row.filedWith}`}
                  {row.maxPages && `；不超过 ${row.maxPages} 页`}
                </p>
              ) : null
            }}
          </Form.Item>
          <Form.Item name="title" label="预案名称" rules={needed('请填写预案名称')}>
            <Input maxLength={100} placeholder="例如 青峦县防汛抗旱应急预案" />
          </Form.Item>
          <Form.Item name="unitId" label="编制单位" rules={needed('请选择编制单位')}>
            <UnitSelect />
          </Form.Item>
          <Form.Item name="topic" label="响应专项">
            <Select
              allowClear
              placeholder="不直接用于启动响应的可不选"
              options={Object.entries(responseTopics).map(([value, label]) => ({ value, label }))}
            />
          </Form.Item>
          <Form.Item name="parentId" label="上级预案">
            <Select
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              placeholder="实施方案必须选择所实施的预案"
              options={(upper.items ?? []).map(one => ({ value: one.id, label: one.title }))}
            />
          </Form.Item>
          <Form.Item name="reason" label="编制缘由">
            <Input maxLength={300} />
          </Form.Item>
        </>
      )}
    </ActionDrawer>
  )
}
