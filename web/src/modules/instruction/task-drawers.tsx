import type { AssignmentView } from '@anlan/contract/instruction.ts'
import { Button, Form, Input, Radio } from 'antd'
import { FilesField, idsOf, type UploadedFile } from '../../fields/files-field.tsx'
import { PersonSelect } from '../../fields/person-select.tsx'
import { UnitSelect } from '../../fields/unit-select.tsx'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { InstantField } from '../../ui/form/instant-field.tsx'
import { ReturnFields } from './instruction-drawers.tsx'
import type { InstructionActs } from './requests.ts'

export type TaskAct = 'answer' | 'split' | 'name' | 'return' | 'urge'

interface FeedbackValues {
  text: string
  final: boolean
  nextBy?: string
  files: UploadedFile[]
}
interface Part {
  unitId: string
  personId?: string
  task: string
  deadline?: string
}

interface TaskDrawersProps {
  task: AssignmentView
  acts: InstructionActs
  act: TaskAct | null
  onClose: () => void
}

const needed = (message: string) => [{ required: true, message }]

/** What a unit does with its task: answer, split, name a person; and what the giver does: urge, return. */
export function TaskDrawers({ task, acts, act, onClose }: TaskDrawersProps) {
  const taskId = task.id
  return (
    <>
      <ActionDrawer<FeedbackValues>
        open={act === 'answer'}
        title="反馈办理情况"
        act="反馈"
        initial={{ final: true }}
        onAct={({ files, ...values }, id) =>
          acts.feedBack.mutateAsync({ ...values, id, taskId, fileIds: idsOf(files) })
        }
        onClose={onClose}
      >
        <Form.Item name="text" label="办理情况" rules={needed('请填写办理情况')}>
          <Input.TextArea
            autoFocus
            autoSize={{ minRows: 5 }}
            maxLength={4000}
            placeholder="做了什么、结果如何、还有什么"
          />
        </Form.Item>
        <Form.Item name="files" label="附件" rules={needed('请至少上传一个附件')}>
          <FilesField />
        </Form.Item>
        <Form.Item name="final" label="是否办理完毕" required>
          <Radio.Group
            options={[
              { value: true, label: '办理完毕' },
              { value: false, label: '阶段反馈' },
            ]}
          />
        </Form.Item>
        <Form.Item noStyle shouldUpdate={(before, after) => before.final !== after.final}>
          {form =>
            form.getFieldValue('final') === false && (
              <Form.Item name="nextBy" label="下次反馈时间" required extra="阶段反馈后按此时间继续计时">
                <InstantField plain ahead />
              </Form.Item>
            )
          }
        </Form.Item>
      </ActionDrawer>
      <ActionDrawer<{ parts: Part[] }>
        open={act === 'split'}
        width={560}
        title="分解任务"
        act="分解"
        initial={{ parts: [{} as Part] }}
        consequence="分解给下级单位，或落实到本单位具体人员；分解任务都反馈后，本单位才能反馈办理完毕。"
        onAct={values => acts.split.mutateAsync({ ...values, taskId })}
        onClose={onClose}
      >
        <Form.List name="parts">
          {(fields, { add, remove }) => (
            <>
              {fields.map(field => (
                <fieldset key={field.key} className="part-fields">
                  <Form.Item name={[field.name, 'unitId']} label="承办单位" rules={needed('请选择承办单位')}>
                    <UnitSelect within={task.unitId} />
                  </Form.Item>
                  <Form.Item
                    noStyle
                    shouldUpdate={(before, after) =>
                      before.parts?.[field.name]?.unitId !== after.parts?.[field.name]?.unitId
                    }
                  >
                    {form => (
                      <Form.Item name={[field.name, 'personId']} label="承办人">
                        <PersonSelect unit={form.getFieldValue(['parts', field.name, 'unitId'])} />
                      </Form.Item>
                    )}
                  </Form.Item>
                  <Form.Item name={[field.name, 'task']} label="任务" rules={needed('请填写任务')}>
                    <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
                  </Form.Item>
                  <Form.Item name={[field.name, 'deadline']} label="反馈期限" extra="不填与本任务相同">
                    <InstantField plain ahead placeholder="与本任务相同" />
                  </Form.Item>
                  {fields.length > 1 && (
                    <Button size="small" onClick={() => remove(field.name)}>
                      去掉这一项
                    </Button>
                  )}
                </fieldset>
              ))}
              <Button onClick={() => add({})} style={{ marginBottom: 16 }}>
                再加一项
              </Button>
            </>
          )}
        </Form.List>
      </ActionDrawer>
      <ActionDrawer<{ personId: string }>
        open={act === 'name'}
        title="落实到人"
        act="确定"
        onAct={values => acts.nameHolder.mutateAsync({ ...values, taskId })}
        onClose={onClose}
      >
        <Form.Item name="personId" label="承办人" rules={needed('请选择承办人')}>
          <PersonSelect unit={task.unitId} />
        </Form.Item>
      </ActionDrawer>
      <ActionDrawer<{ reason: string; deadline?: string }>
        open={act === 'return'}
        title={`退回${task.unitName}补充`}
        act="退回"
        consequence="该单位收到退回理由，重新计时；原反馈保留。"
        onAct={values => acts.returnTask.mutateAsync({ ...values, taskId })}
        onClose={onClose}
      >
        <ReturnFields />
      </ActionDrawer>
      <ActionDrawer<{ note?: string }>
        open={act === 'urge'}
        title={`催办${task.unitName}`}
        act="催办"
        consequence="通知该单位值班室；无人确认且未反馈的，逐级催告。"
        onAct={values => acts.urge.mutateAsync({ ...values, taskId })}
        onClose={onClose}
      >
        <Form.Item name="note" label="催办意见">
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
        </Form.Item>
      </ActionDrawer>
    </>
  )
}
