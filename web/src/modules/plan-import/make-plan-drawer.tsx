import { planKinds } from '@anlan/contract/plan.ts'
import type { MakePlanOfImport, PlanImportView } from '@anlan/contract/plan-import.ts'
import { responseTopics } from '@anlan/contract/response-template.ts'
import { Form, Input, Select } from 'antd'
import { useNavigate } from 'react-router'
import { UnitSelect } from '../../fields/unit-select.tsx'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import type { Input as Sent } from '../../ui/shape.ts'
import { useMakePlan } from './requests.ts'

const needed = (message: string) => [{ required: true, message }]
const options = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }))

/** Step three: the plan, in drafting, of what was confirmed. */
export function MakePlanDrawer({ view, onClose }: { view: PlanImportView; onClose: () => void }) {
  const make = useMakePlan(view.id)
  const go = useNavigate()
  const about = view.proposals.find(one => one.kind === 'about' && one.decision !== 'rejected')
  const open = view.proposals.filter(one => one.decision === 'open').length
  return (
    <ActionDrawer<Sent<typeof MakePlanOfImport>['about']>
      open
      title="生成预案"
      act="生成预案"
      initial={{
        unitId: view.unitId,
        title: about?.kind === 'about' ? about.value.title : view.name.replace(/\.(docx|txt)$/, ''),
        ...(about?.kind === 'about' && about.value.kind && { kind: about.value.kind }),
        ...(about?.kind === 'about' && about.value.topic && { topic: about.value.topic }),
      }}
      consequence={`只写入已确认的内容，成为编制中的第一版${open > 0 ? `；还有 ${open} 条待确认，不会写入` : ''}。`}
      onAct={async (values, id) => {
        const { planId } = await make.mutateAsync({
          id,
          version: view.version,
          about: { ...values, topic: values.topic ?? null },
        })
        void go(`/plans/${planId}`)
      }}
      onClose={onClose}
    >
      <Form.Item name="title" label="预案名称" rules={needed('请填写预案名称')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="kind" label="预案种类" rules={needed('请选择预案种类')}>
        <Select options={options(planKinds)} />
      </Form.Item>
      <Form.Item name="topic" label="响应专项">
        <Select allowClear placeholder="不直接用于启动响应的可不选" options={options(responseTopics)} />
      </Form.Item>
      <Form.Item name="unitId" label="编制单位" rules={needed('请选择编制单位')}>
        <UnitSelect />
      </Form.Item>
    </ActionDrawer>
  )
}
