import type { InstructionView } from '@anlan/contract/instruction.ts'
import { Form, Input } from 'antd'
import { FilesField, idsOf, type UploadedFile } from '../../fields/files-field.tsx'
import { UnitSelect, UnitsSelect } from '../../fields/unit-select.tsx'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { InstantField } from '../../ui/form/instant-field.tsx'
import { RecordDrawer } from './record-drawer.tsx'
import type { InstructionActs } from './requests.ts'

export type InstructionAct =
  | 'transcribe'
  | 'assign'
  | 'tellLeaders'
  | 'addWritten'
  | 'answerUp'
  | 'returnAnswer'
  | 'close'
  | 'follow'

interface InstructionDrawersProps {
  of: InstructionView
  acts: InstructionActs
  act: InstructionAct | null
  onClose: () => void
}
interface WithFiles {
  files: UploadedFile[]
}

const needed = (message: string) => [{ required: true, message }]

/** The acts of the duty room, the leader and the level above, one drawer each. */
export function InstructionDrawers({ of, acts, act, onClose }: InstructionDrawersProps) {
  const lead = of.assignments.find(task => task.role === 'lead')
  return (
    <>
      <ActionDrawer<{ text: string }>
        open={act === 'transcribe'}
        title="抄清"
        act="保存抄清"
        initial={{ text: of.cleanText ?? of.text }}
        consequence={of.number ? '转办前可以修改抄清。' : '保存后编批示号；转办后抄清不能再改，原文始终保留。'}
        onAct={values => acts.transcribe.mutateAsync(values)}
        onClose={onClose}
      >
        <blockquote className="leader-words">{of.text}</blockquote>
        <Form.Item name="text" label="抄清内容" rules={needed('请填写抄清内容')}>
          <Input.TextArea autoSize={{ minRows: 4 }} maxLength={2000} />
        </Form.Item>
      </ActionDrawer>
      <ActionDrawer<{ leadUnitId: string; coUnitIds?: string[]; task?: string; deadline?: string }>
        open={act === 'assign'}
        title={lead ? '增加协办单位' : '转办'}
        act={lead ? '增加' : '转办'}
        initial={{ leadUnitId: lead?.unitId }}
        consequence="承办单位收到通知，30 分钟内签收，按时限各自反馈；时限过半未反馈的自动催办。"
        onAct={values => acts.assign.mutateAsync(values)}
        onClose={onClose}
      >
        <Form.Item name="leadUnitId" label="主办单位" rules={needed('请选择主办单位')}>
          <UnitSelect />
        </Form.Item>
        <Form.Item name="coUnitIds" label="协办单位">
          <UnitsSelect />
        </Form.Item>
        <Form.Item name="task" label="办理要求">
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
        </Form.Item>
        <Form.Item name="deadline" label="反馈期限" extra="不填按批示期限，或按事件和紧急程度确定">
          <InstantField plain ahead placeholder="按规定时限" />
        </Form.Item>
      </ActionDrawer>
      <ActionDrawer<{ told: string; how: string; at?: string }>
        open={act === 'tellLeaders'}
        title="登记报告县主要领导"
        act="登记"
        initial={{ told: '县委书记、县长', how: '电话' }}
        onAct={values => acts.tellLeaders.mutateAsync(values)}
        onClose={onClose}
      >
        <Form.Item name="told" label="已报告的领导" rules={needed('请填写已报告的领导')}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="how" label="报告方式" rules={needed('请填写报告方式')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="at" label="报告时间" extra="不填即为此刻">
          <InstantField />
        </Form.Item>
      </ActionDrawer>
      <ActionDrawer<WithFiles>
        open={act === 'addWritten'}
        title="补书面件"
        act="登记"
        onAct={({ files }) => acts.addWritten.mutateAsync({ fileIds: idsOf(files) })}
        onClose={onClose}
      >
        <Form.Item name="files" label="书面件" rules={needed('请上传书面件')}>
          <FilesField />
        </Form.Item>
      </ActionDrawer>
      <ActionDrawer<WithFiles & { text: string }>
        open={act === 'answerUp'}
        title="向上级反馈"
        act="反馈"
        consequence={`反馈送${of.fromUnitName ?? '上级'}，原批示渠道。`}
        onAct={({ files, ...values }, id) => acts.answerUp.mutateAsync({ ...values, id, fileIds: idsOf(files) })}
        onClose={onClose}
      >
        <Form.Item name="text" label="反馈内容" rules={needed('请填写反馈内容')}>
          <Input.TextArea autoSize={{ minRows: 6 }} maxLength={4000} />
        </Form.Item>
        <Form.Item name="files" label="附件" rules={needed('请至少上传一个附件')}>
          <FilesField />
        </Form.Item>
      </ActionDrawer>
      <ActionDrawer<{ reason: string; deadline?: string }>
        open={act === 'returnAnswer'}
        title="退回补充"
        act="退回"
        onAct={values => acts.returnAnswer.mutateAsync(values)}
        onClose={onClose}
      >
        <ReturnFields />
      </ActionDrawer>
      <ActionDrawer<{ answer: string }>
        open={act === 'close'}
        title="办结"
        act="办结"
        consequence="全部承办单位反馈办理完毕后办结；承办单位会收到办结意见。"
        onAct={values => acts.close.mutateAsync(values)}
        onClose={onClose}
      >
        <Form.Item name="answer" label="办结意见" rules={needed('请填写办结意见')}>
          <Input.TextArea autoSize={{ minRows: 3 }} maxLength={1000} />
        </Form.Item>
      </ActionDrawer>
      <RecordDrawer open={act === 'follow'} onClose={onClose} follows={of} />
    </>
  )
}

export function ReturnFields() {
  return (
    <>
      <Form.Item name="reason" label="退回理由" rules={needed('请填写退回理由')}>
        <Input.TextArea autoFocus autoSize={{ minRows: 3 }} maxLength={500} />
      </Form.Item>
      <Form.Item name="deadline" label="补充反馈期限" extra="不填按规定时限重新计算">
        <InstantField plain ahead placeholder="按规定时限" />
      </Form.Item>
    </>
  )
}
