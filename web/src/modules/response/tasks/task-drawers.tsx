import type { ResponseTaskView } from '@anlan/contract/response-view.ts'
import { Button, Form, Input, InputNumber, Radio } from 'antd'
import { FilesField, idsOf, type UploadedFile } from '../../../fields/files-field.tsx'
import { PersonSelect } from '../../../fields/person-select.tsx'
import { UnitSelect } from '../../../fields/unit-select.tsx'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { useTaskActs } from '../requests.ts'

export type TaskAct = 'refuse' | 'progress' | 'finish' | 'split' | 'name' | 'decide' | 'verify' | 'withdraw'

const needed = (message: string) => [{ required: true, message }]
const Words = ({ name, label, rows = 3, max = 1000 }: { name: string; label: string; rows?: number; max?: number }) => (
  <Form.Item name={name} label={label} rules={needed(`请填写${label}`)}>
    <Input.TextArea autoFocus autoSize={{ minRows: rows }} maxLength={max} />
  </Form.Item>
)

interface DrawersProps {
  task: ResponseTaskView
  act: TaskAct | null
  onClose: () => void
}

/** What a unit does with its task, and what whoever gave it decides. */
export function TaskDrawers({ task, act, onClose }: DrawersProps) {
  const acts = useTaskActs()
  const taskId = task.id
  return (
    <>
      <ActionDrawer<{ reason: string }>
        open={act === 'refuse'}
        title={`申请退回 ${task.number}`}
        act="申请退回"
        consequence="现场指挥部或值班室收到后裁定：同意退回并改派，或不同意。裁定前任务一直在列。"
        onAct={values => acts.refuse.mutateAsync({ ...values, taskId })}
        onClose={onClose}
      >
        <Words name="reason" label="退回理由" />
      </ActionDrawer>
      <ActionDrawer<{ text: string; blocked: boolean; files: UploadedFile[] }>
        open={act === 'progress'}
        title={`报告进展 ${task.number}`}
        act="报告"
        initial={{ blocked: false }}
        onAct={({ files, ...values }, id) =>
          acts.progress.mutateAsync({ ...values, id, taskId, fileIds: idsOf(files) })
        }
        onClose={onClose}
      >
        <Words name="text" label="进展" />
        <Form.Item name="blocked" label="是否受阻">
          <Radio.Group
            options={[
              { value: false, label: '正常推进' },
              { value: true, label: '受阻，需要协调' },
            ]}
          />
        </Form.Item>
        <Form.Item name="files" label="照片、附件">
          <FilesField />
        </Form.Item>
      </ActionDrawer>
      <ActionDrawer<{ result: string; files: UploadedFile[] }>
        open={act === 'finish'}
        title={`完成 ${task.number}：${task.title}`}
        act="完成"
        consequence="完成后由另一人核验。"
        onAct={({ files, ...values }, id) => acts.finish.mutateAsync({ ...values, id, taskId, fileIds: idsOf(files) })}
        onClose={onClose}
      >
        <Words name="result" label="完成情况" rows={4} max={2000} />
        <Form.Item name="files" label="照片、附件">
          <FilesField />
        </Form.Item>
      </ActionDrawer>
      <SplitDrawer task={task} open={act === 'split'} onClose={onClose} />
      <ActionDrawer<{ personId: string }>
        open={act === 'name'}
        title="落实到人"
        act="确定"
        onAct={values => acts.name.mutateAsync({ ...values, taskId })}
        onClose={onClose}
      >
        <Form.Item name="personId" label="承担人" rules={needed('请选择承担人')}>
          <PersonSelect unit={task.unitId} />
        </Form.Item>
      </ActionDrawer>
      <JudgeDrawers task={task} act={act} onClose={onClose} />
    </>
  )
}

interface Part {
  unitId: string
  personId?: string
  title: string
}

function SplitDrawer({ task, open, onClose }: { task: ResponseTaskView; open: boolean; onClose: () => void }) {
  const acts = useTaskActs()
  return (
    <ActionDrawer<{ parts: Part[] }>
      open={open}
      width={560}
      title={`分解任务 ${task.number}`}
      act="分解"
      initial={{ parts: [{ title: task.title } as Part] }}
      consequence="分解给下级单位，或落实到本单位具体人员；分解任务核验后，本任务才能完成。"
      onAct={values => acts.split.mutateAsync({ ...values, taskId: task.id })}
      onClose={onClose}
    >
      <Form.List name="parts">
        {(fields, { add, remove }) => (
          <>
            {fields.map(field => (
              <fieldset key={field.key} className="part-fields">
                <Form.Item name={[field.name, 'title']} label="任务" rules={needed('请填写任务')}>
                  <Input maxLength={100} />
                </Form.Item>
                <Form.Item name={[field.name, 'unitId']} label="承担单位" rules={needed('请选择承担单位')}>
                  <UnitSelect />
                </Form.Item>
                <Form.Item noStyle shouldUpdate>
                  {form => (
                    <Form.Item name={[field.name, 'personId']} label="承担人">
                      <PersonSelect unit={form.getFieldValue(['parts', field.name, 'unitId'])} />
                    </Form.Item>
                  )}
                </Form.Item>
                {fields.length > 1 && (
                  <Button size="small" onClick={() => remove(field.name)}>
                    去掉这一项
                  </Button>
                )}
              </fieldset>
            ))}
            <Button onClick={() => add({})}>再加一项</Button>
          </>
        )}
      </Form.List>
    </ActionDrawer>
  )
}

function JudgeDrawers({ task, act, onClose }: DrawersProps) {
  const acts = useTaskActs()
  const taskId = task.id
  return (
    <>
      <ActionDrawer<{ verdict: 'upheld' | 'rejected'; unitId?: string; note: string }>
        open={act === 'decide'}
        title={`裁定退回申请 ${task.number}`}
        act="裁定"
        initial={{ verdict: 'upheld' }}
        consequence={task.refusal && `${task.unitName}的理由：${task.refusal}`}
        onAct={values => acts.decide.mutateAsync({ ...values, taskId })}
        onClose={onClose}
      >
        <Form.Item name="verdict" label="裁定">
          <Radio.Group
            options={[
              { value: 'upheld', label: '同意退回，改派' },
              { value: 'rejected', label: '不同意，仍由原单位' },
            ]}
          />
        </Form.Item>
        <Form.Item noStyle shouldUpdate={(before, after) => before.verdict !== after.verdict}>
          {form =>
            form.getFieldValue('verdict') === 'upheld' && (
              <Form.Item name="unitId" label="改由单位" rules={needed('请选择改由哪个单位承担')}>
                <UnitSelect without={[task.unitId]} />
              </Form.Item>
            )
          }
        </Form.Item>
        <Words name="note" label="裁定意见" max={300} />
      </ActionDrawer>
      <ActionDrawer<{ verdict: 'passed' | 'returned'; note?: string; doneMinutes?: number }>
        open={act === 'verify'}
        title={`核验 ${task.number}：${task.title}`}
        act="核验"
        initial={{ verdict: 'passed' }}
        consequence={`${task.doneByName ?? ''}报告完成：${task.result ?? ''}`}
        onAct={values => acts.verify.mutateAsync({ ...values, taskId })}
        onClose={onClose}
      >
        <Form.Item name="verdict" label="结论">
          <Radio.Group
            options={[
              { value: 'passed', label: '通过' },
              { value: 'returned', label: '退回重办' },
            ]}
          />
        </Form.Item>
        <Form.Item name="note" label="核验意见">
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
        </Form.Item>
        <Form.Item noStyle shouldUpdate={(before, after) => before.verdict !== after.verdict}>
          {form =>
            form.getFieldValue('verdict') === 'returned' && (
              <Form.Item name="doneMinutes" label="重新完成时限（分钟）">
                <InputNumber min={1} max={43_200} />
              </Form.Item>
            )
          }
        </Form.Item>
      </ActionDrawer>
      <ActionDrawer<{ reason: string }>
        open={act === 'withdraw'}
        title={`撤销 ${task.number}`}
        act="撤销任务"
        danger
        consequence={`将通知${task.unitName}任务撤销。`}
        onAct={values => acts.withdraw.mutateAsync({ ...values, taskId })}
        onClose={onClose}
      >
        <Words name="reason" label="撤销理由" max={300} />
      </ActionDrawer>
    </>
  )
}
