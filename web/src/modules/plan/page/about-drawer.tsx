import type { EditPlanAbout, PlanView } from '@anlan/contract/plan-view.ts'
import { responseTopics } from '@anlan/contract/response-template.ts'
import { Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import type { Input as Sent } from '../../../ui/shape.ts'
import { useEditAbout, useOpenEdition, usePlans } from '../requests.ts'

type Values = Sent<typeof EditPlanAbout>
const needed = (message: string) => [{ required: true, message }]

/** What a plan is about, and the next edition of it. */
export function AboutDrawer({ view }: { view: PlanView }) {
  const [open, setOpen] = useState<'about' | 'edition' | null>(null)
  const { plan, may } = view
  return (
    <>
      {may.editAbout && <Button onClick={() => setOpen('about')}>名称与适用</Button>}
      {may.openEdition && <Button onClick={() => setOpen('edition')}>修订</Button>}
      {open === 'about' && <About view={view} onClose={() => setOpen(null)} />}
      {open === 'edition' && <NextEdition id={plan.id} edition={plan.edition} onClose={() => setOpen(null)} />}
    </>
  )
}

function About({ view, onClose }: { view: PlanView; onClose: () => void }) {
  const { plan } = view
  const edit = useEditAbout(plan.id)
  const plans = usePlans({ limit: 200, state: 'inForce' })
  return (
    <ActionDrawer<Values>
      open
      title="名称与适用"
      act="保存"
      initial={plan}
      onAct={values =>
        edit.mutateAsync({
          ...values,
          topic: values.topic ?? null,
          parentId: values.parentId ?? null,
          riskId: plan.riskId,
          version: view.aboutVersion,
        })
      }
      onClose={onClose}
    >
      <Form.Item name="title" label="预案名称" rules={needed('请填写预案名称')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="topic" label="响应专项">
        <Select allowClear options={Object.entries(responseTopics).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      <Form.Item
        name="eventTypes"
        label="适用事件类型"
        extra="事件类型代码或其开头，例如 11A（水旱灾害）；不填的不按类型匹配"
      >
        <Select mode="tags" />
      </Form.Item>
      <Form.Item name="keywords" label="适用情形" extra="事件描述中出现这些词时优先匹配，例如 盐酸">
        <Select mode="tags" />
      </Form.Item>
      <Form.Item name="parentId" label="上级预案">
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          options={(plans.items ?? [])
            .filter(one => one.id !== plan.id)
            .map(one => ({ value: one.id, label: one.title }))}
        />
      </Form.Item>
      <Form.Item name="reason" label="变更理由" rules={needed('请填写变更理由')}>
        <Input maxLength={300} />
      </Form.Item>
    </ActionDrawer>
  )
}

function NextEdition({ id, edition, onClose }: { id: string; edition: number; onClose: () => void }) {
  const openEdition = useOpenEdition(id)
  return (
    <ActionDrawer<{ reason: string }>
      open
      title="修订预案"
      act="开始修订"
      consequence={`生成第 ${edition + 1} 版草稿，内容从现行版复制；新版印发以前，现行版继续有效。`}
      onAct={(values, draft) => openEdition.mutateAsync({ ...values, id: draft })}
      onClose={onClose}
    >
      <Form.Item name="reason" label="修订缘由" rules={needed('请填写修订缘由')}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={300} autoFocus />
      </Form.Item>
    </ActionDrawer>
  )
}
