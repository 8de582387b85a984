import { type PlanChapter, planParts } from '@anlan/contract/plan.ts'
import type { PlanView } from '@anlan/contract/plan-view.ts'
import { Form, Input, InputNumber, Select } from 'antd'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import type { SaveChange } from '../requests.ts'
import { freshKey, putKeyed } from './changes.ts'

/** 章节: its heading, which required part it is, and the text; what belongs into that part stands beside it. */
export function ChapterDrawer({
  view,
  chapter,
  behind,
  save,
  onClose,
}: {
  view: PlanView
  /** Null: a new one. */
  chapter: Partial<PlanChapter> | null
  behind: string | null
  save: SaveChange
  onClose: () => void
}) {
  return (
    <ActionDrawer<PlanChapter>
      open
      width={720}
      title={chapter?.key ? '修改章节' : '增加章节'}
      act="保存章节"
      initial={{ depth: 1, ...chapter }}
      onAct={values =>
        save(
          putKeyed(
            'chapters',
            {
              key: chapter?.key ?? freshKey('c'),
              number: values.number ?? '',
              depth: values.depth ?? 1,
              title: values.title,
              part: values.part ?? null,
              text: values.text ?? '',
            },
            behind,
          ),
        )
      }
      onClose={onClose}
    >
      {form => (
        <>
          <div className="two-fields">
            <Form.Item name="number" label="章节序号">
              <Input maxLength={20} placeholder="例如 一、" />
            </Form.Item>
            <Form.Item name="depth" label="章节层级">
              <InputNumber min={1} max={5} />
            </Form.Item>
          </div>
          <Form.Item name="title" label="章节标题" rules={[{ required: true, message: '请填写章节标题' }]}>
            <Input maxLength={100} autoFocus />
          </Form.Item>
          <Form.Item name="part" label="章节类别">
            <Select
              allowClear
              placeholder="不属于必备内容"
              options={Object.entries(planParts).map(([value, label]) => ({ value, label }))}
            />
          </Form.Item>
          <Form.Item noStyle shouldUpdate={(a: PlanChapter, b: PlanChapter) => a.part !== b.part}>
            {() => {
              const part = form.getFieldValue('part') as PlanChapter['part']
              const help = part && view.kindRow.help[part]
              return help ? <p className="quiet">编写提示：{help}</p> : null
            }}
          </Form.Item>
          <Form.Item name="text" label="正文" extra="每段一行">
            <Input.TextArea autoSize={{ minRows: 8, maxRows: 24 }} maxLength={40_000} />
          </Form.Item>
        </>
      )}
    </ActionDrawer>
  )
}
