import { dutyPosts } from '@anlan/contract/duty.ts'
import { type SwapView, swapStatuses } from '@anlan/contract/shift.ts'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useSession } from '../../../app/session.tsx'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { saidOf } from '../../../ui/http.ts'
import { showInstant } from '../../../ui/time.ts'
import { useAnswerSwap, useDecideSwap, useWithdrawSwap } from './requests.ts'
import { spanWords } from './words.ts'

/** A swap with what the rules say and what one may do: the other answers and the chief decides with one tap. */
export function SwapCard({ swap }: { swap: SwapView }) {
  const { personId } = useSession()
  const answer = useAnswerSwap(swap.id)
  const decide = useDecideSwap(swap.id)
  const withdraw = useWithdrawSwap(swap.id)
  const [asking, setAsking] = useState<'refuse' | 'record' | 'reject' | null>(null)
  const isMine = personId === swap.otherPersonId
  const { version } = swap
  const failed = answer.error ?? decide.error ?? withdraw.error
  const isOpen = swap.status === 'asked' || swap.status === 'agreed'
  return (
    <li>
      <div>
        <b>
          {swap.shift.personName} {swap.otherShift ? '↔' : '→'} {swap.otherPersonName}
        </b>{' '}
        <span className="quiet">
          {swap.unitName} · {swapStatuses[swap.status]}
        </span>
        <div>
          {dutyPosts[swap.shift.post]} {spanWords(swap.shift)}
          {swap.otherShift && ` 换 ${spanWords(swap.otherShift)}`}
        </div>
        <div className="quiet">
          {swap.reason}
          {isOpen && `，须在 ${showInstant(swap.expiresAt)} 前批准`}
          {swap.answerNote && `；${swap.answeredByName}：${swap.answerNote}`}
          {swap.decisionNote && `；${swap.decidedByName ?? '系统'}：${swap.decisionNote}`}
        </div>
        {isOpen && swap.findings.length === 0 && <div className="swap-keeps">符合值班规则，不缺岗</div>}
        {swap.findings.map(words => (
          <div key={words} className="swap-says">
            {words}
          </div>
        ))}
        {failed && (
          <div className="swap-says" role="alert">
            {saidOf(failed)}
          </div>
        )}
      </div>
      <div className="swap-acts">
        {swap.mayAnswer && isMine && (
          <>
            <Button type="primary" loading={answer.isPending} onClick={() => answer.mutate({ version, agrees: true })}>
              同意
            </Button>
            <Button onClick={() => setAsking('refuse')}>不同意</Button>
          </>
        )}
        {swap.mayAnswer && !isMine && <Button onClick={() => setAsking('record')}>代登记对方意见</Button>}
        {swap.mayDecide && (
          <>
            <Button
              type="primary"
              disabled={swap.findings.length > 0}
              loading={decide.isPending}
              onClick={() => decide.mutate({ version, approves: true })}
            >
              批准
            </Button>
            <Button onClick={() => setAsking('reject')}>不批准</Button>
          </>
        )}
        {swap.mayWithdraw && (
          <Button loading={withdraw.isPending} onClick={() => withdraw.mutate(version)}>
            撤回
          </Button>
        )}
      </div>
      {asking && (
        <ActionDrawer<{ note: string }>
          open
          title={
            asking === 'record'
              ? `代登记：${swap.otherPersonName} 同意换班`
              : asking === 'reject'
                ? '不批准换班'
                : '不同意换班'
          }
          act={asking === 'record' ? '登记同意' : asking === 'reject' ? '不批准' : '不同意'}
          onAct={({ note }) =>
            asking === 'reject'
              ? decide.mutateAsync({ version, approves: false, note })
              : answer.mutateAsync({ version, agrees: asking === 'record', note })
          }
          onClose={() => setAsking(null)}
        >
          <Form.Item
            name="note"
            label={asking === 'record' ? '如何征得本人意见' : '理由'}
            rules={asking === 'refuse' ? [] : [{ required: true, message: '请填写' }]}
          >
            <Input.TextArea autoSize={{ minRows: 2 }} maxLength={200} />
          </Form.Item>
        </ActionDrawer>
      )}
    </li>
  )
}
