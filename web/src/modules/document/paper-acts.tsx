import type { PaperView } from '@anlan/contract/paper.ts'
import { Alert, Button, Input, Popconfirm } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { saidOf } from '../../ui/http.ts'
import { ReplaceDrawer, WithdrawDrawer } from './paper-drawers.tsx'
import { type PlainStep, useDecidePaper, usePaperStep } from './requests.ts'
import type { PaperEditing } from './use-paper-editing.ts'

const whatNext: Record<PaperView['state'], string> = {
  draft: '拟稿完成后送审。',
  review: '等待审核。拟稿人不能审核自己的稿件。',
  signing: '等待签发。签发时编定文号，签发后不能再改。',
  signed: '已签发，尚未分发。',
  sent: '',
  withdrawn: '',
  discarded: '',
}

/** What may be done with the paper now; nothing that may not be. */
export function PaperActs({ paper, editing }: { paper: PaperView; editing: PaperEditing | null }) {
  const { may } = paper
  const step = usePaperStep(paper.id)
  const decide = useDecidePaper(paper.id)
  const go = useNavigate()
  const [opinion, setOpinion] = useState('')
  const [isWithdrawing, setWithdrawing] = useState(false)
  const [isReplacing, setReplacing] = useState(false)
  const error = step.error ?? decide.error
  const take = async (name: PlainStep) => {
    if (editing && name === 'submission' && !(await editing.save())) return
    step.mutate(name)
  }
  const judge = (name: 'review' | 'signature', agree: boolean) =>
    decide.mutate({ step: name, agree, opinion }, { onSuccess: () => setOpinion('') })
  const judging = may.sign ? 'signature' : may.review ? 'review' : null
  return (
    <section className="panel paper-acts">
      {error && <Alert type="error" title={saidOf(error)} />}
      {whatNext[paper.state] && <p className="quiet">{whatNext[paper.state]}</p>}
      {judging && (
        <>
          <Input.TextArea
            autoSize={{ minRows: 2 }}
            maxLength={500}
            value={opinion}
            placeholder="意见（退回时必填）"
            aria-label="意见"
            onChange={({ target }) => setOpinion(target.value)}
          />
          <div className="paper-buttons">
            <Button type="primary" loading={decide.isPending} onClick={() => judge(judging, true)}>
              {judging === 'signature' ? '签发' : '审核通过'}
            </Button>
            <Button disabled={!opinion.trim()} onClick={() => judge(judging, false)}>
              退回修改
            </Button>
          </div>
        </>
      )}
      <div className="paper-buttons">
        {editing && (
          <Button disabled={!editing.isDirty} loading={editing.isSaving} onClick={() => void editing.save()}>
            保存
          </Button>
        )}
        {may.submit && (
          <Button type="primary" loading={step.isPending} onClick={() => void take('submission')}>
            送审
          </Button>
        )}
        {may.distribute && (
          <Button type="primary" loading={step.isPending} onClick={() => void take('distribution')}>
            分发
          </Button>
        )}
        {may.receive && (
          <Button type="primary" loading={step.isPending} onClick={() => void take('receipt')}>
            签收
          </Button>
        )}
        {may.remind && <Button onClick={() => void take('reminders')}>催签收</Button>}
        {may.withdraw && <Button onClick={() => setReplacing(true)}>更正重发</Button>}
        {may.withdraw && (
          <Button danger onClick={() => setWithdrawing(true)}>
            撤回
          </Button>
        )}
        {may.discard && (
          <Popconfirm
            title="作废这份拟稿？"
            okText="作废"
            cancelText="返回"
            onConfirm={() => step.mutate('discard', { onSuccess: () => void go('/papers') })}
          >
            <Button>作废</Button>
          </Popconfirm>
        )}
      </div>
      <WithdrawDrawer paper={paper} open={isWithdrawing} onClose={() => setWithdrawing(false)} />
      <ReplaceDrawer paper={paper} open={isReplacing} onClose={() => setReplacing(false)} />
    </section>
  )
}
