import {
  type InstructionChannel,
  type InstructionVerb,
  type InstructionView,
  instructionChannels,
  instructionVerbs,
  type LeaderRank,
  leaderRanks,
  type Urgency,
  urgencies,
} from '@anlan/contract/instruction.ts'
import { useQuery } from '@tanstack/react-query'
import { Form, Input, Radio, Select } from 'antd'
import { useNavigate } from 'react-router'
import { useHasRole, useSession } from '../../app/session.tsx'
import { FilesField, idsOf, type UploadedFile } from '../../fields/files-field.tsx'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { InstantField } from '../../ui/form/instant-field.tsx'
import { openEventsQuery } from '../event-report/event/requests.ts'
import { useRecordInstruction, useSendDown } from './requests.ts'

interface Values {
  leaderName: string
  leaderPost?: string
  rank: LeaderRank
  channel: InstructionChannel
  verb: InstructionVerb
  urgency: Urgency
  subject: string
  text: string
  givenAt?: string
  deadline?: string
  eventId?: string
  files?: UploadedFile[]
}

interface RecordDrawerProps {
  open: boolean
  onClose: () => void
  /** What it is about, when opened from there. */
  about?: { eventId?: string; subject: string }
  follows?: InstructionView
}

const options = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }))
const upperRanks = { national: leaderRanks.national, province: leaderRanks.province, city: leaderRanks.city }

/** 登记批示, in the county; 下达批示, from above. */
export function RecordDrawer({ open, onClose, about, follows }: RecordDrawerProps) {
  const has = useHasRole()
  const session = useSession()
  const record = useRecordInstruction()
  const sendDown = useSendDown()
  const go = useNavigate()
  const fromAbove = has('upper_duty')
  const isLeader = has('duty_leader')
  const { data: events } = useQuery({ ...openEventsQuery, enabled: open })
  const send = async ({ files, channel, ...values }: Values, id: string) => {
    const body = { ...values, id, fileIds: idsOf(files) }
    const made = fromAbove
      ? await sendDown.mutateAsync(body)
      : await record.mutateAsync({
          ...body,
          channel,
          followsId: follows?.id ?? null,
          leaderPersonId: isLeader && values.leaderName === session.displayName ? session.personId : null,
        })
    void go(`/instructions/${made.id}`)
  }
  const initial: Partial<Values> = {
    rank: follows?.rank ?? (fromAbove ? 'city' : 'countyHead'),
    leaderName: follows?.leaderName ?? (isLeader ? session.displayName : undefined),
    leaderPost: follows?.leaderPost,
    channel: 'written',
    verb: 'readAndHandle',
    urgency: follows?.urgency ?? 'none',
    subject: follows?.subject ?? about?.subject,
    eventId: about?.eventId ?? follows?.eventId ?? undefined,
  }
  return (
    <ActionDrawer<Values>
      open={open}
      width={560}
      title={fromAbove ? '下达领导批示' : follows ? '登记再批示' : '登记领导批示'}
      act={fromAbove ? '下达' : '登记'}
      initial={initial}
      consequence={
        fromAbove
          ? '县总值班室将收到批示，30 分钟内签收，立即报告县主要领导，并按时限反馈。'
          : '登记后抄清、转办。上级领导批示同时通知县主要领导，并开始向上级反馈的计时。'
      }
      onAct={send}
      onClose={onClose}
    >
      <div className="two-fields">
        <Form.Item name="rank" label="领导层级" rules={[{ required: true, message: '请选择领导层级' }]}>
          <Select options={options(fromAbove ? upperRanks : leaderRanks)} />
        </Form.Item>
        <Form.Item name="leaderName" label="批示领导" rules={[{ required: true, message: '请填写批示领导' }]}>
          <Input maxLength={40} placeholder="姓名" />
        </Form.Item>
        <Form.Item name="leaderPost" label="职务">
          <Input maxLength={60} placeholder="例如：副市长" />
        </Form.Item>
        <Form.Item name="givenAt" label="批示时间" extra="不填即为此刻">
          <InstantField />
        </Form.Item>
      </div>
      {!fromAbove && (
        <Form.Item name="channel" label="批示方式" required extra="微信转述的，须补书面件">
          <Radio.Group options={options(instructionChannels)} />
        </Form.Item>
      )}
      <Form.Item name="subject" label="批示事由" rules={[{ required: true, message: '请填写批示事由' }]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="text" label="批示原文" rules={[{ required: true, message: '请填写批示原文' }]}>
        <Input.TextArea autoSize={{ minRows: 3 }} maxLength={2000} placeholder="照录领导原话" />
      </Form.Item>
      <div className="two-fields">
        <Form.Item name="verb" label="批示用语" required>
          <Select options={options(instructionVerbs)} />
        </Form.Item>
        <Form.Item name="urgency" label="紧急程度" required>
          <Select options={options(urgencies)} />
        </Form.Item>
      </div>
      <Form.Item name="deadline" label="反馈期限" extra="领导明确期限的填写；不填按事件和紧急程度确定">
        <InstantField plain ahead placeholder="按规定时限" />
      </Form.Item>
      <Form.Item name="eventId" label="所属事件">
        <Select
          allowClear
          placeholder="不属于突发事件的，不选"
          options={(events?.items ?? []).map(({ id, title }) => ({ value: id, label: title }))}
        />
      </Form.Item>
      <Form.Item name="files" label="原件（照片、扫描件）">
        <FilesField />
      </Form.Item>
    </ActionDrawer>
  )
}
