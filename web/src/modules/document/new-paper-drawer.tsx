import { useQuery } from '@tanstack/react-query'
import { Form, Input, Select } from 'antd'
import { useNavigate } from 'react-router'
import { useHasRole } from '../../app/session.tsx'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { kindsQuery, useDraftPaper } from './requests.ts'

interface NewPaper {
  kind: string
  title: string
}

/** 拟写公文: kind and title; sections and recipients come from the kind. */
export function NewPaperDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const kinds = useQuery(kindsQuery)
  const draft = useDraftPaper()
  const go = useNavigate()
  const isCounty = useHasRole()('duty_officer', 'duty_leader')
  const isOfUnits = (signers: string[]) => signers.some(role => role !== 'duty_leader')
  const offered = kinds.data?.items.filter(
    kind => kind.enabled && kind.code !== 'dutyDaily' && (isCounty || isOfUnits(kind.signers)),
  )
  return (
    <ActionDrawer<NewPaper>
      open={open}
      title="拟写公文"
      act="拟稿"
      consequence="正文各节和主送、抄送按公文种类预置，可在稿纸上修改。"
      onAct={async (values, id) => {
        const paper = await draft.mutateAsync({ id, ...values })
        void go(`/papers/${paper.id}`)
      }}
      onClose={onClose}
    >
      <Form.Item name="kind" label="公文种类" rules={[{ required: true, message: '请选择公文种类' }]}>
        <Select
          placeholder="选择种类"
          options={offered?.map(kind => ({ value: kind.code, label: kind.name, purpose: kind.purpose }))}
          optionRender={option => (
            <div className="kind-option">
              <b>{option.label}</b>
              <small>{option.data.purpose}</small>
            </div>
          )}
        />
      </Form.Item>
      <Form.Item name="title" label="标题" rules={[{ required: true, message: '请填写标题' }]}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={120} placeholder="关于……的通知" />
      </Form.Item>
    </ActionDrawer>
  )
}
