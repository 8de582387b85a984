import { reviewSections, reviewStates } from '@anlan/contract/review.ts'
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Form, Input, Radio } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { useMinute } from '../../ui/clock/clock.ts'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { saidOf } from '../../ui/http.ts'
import { Loaded } from '../../ui/states.tsx'
import { showInstant, showTime } from '../../ui/time.ts'
import { Proposals } from './proposals.tsx'
import { Rectifications } from './rectifications.tsx'
import { paperAddress, reviewQuery, useReviewActs } from './requests.ts'
import { SectionCard } from './section-card.tsx'
import './review.css'

/** One review: facts by section, judgement beside them, what is to be put right, and what the plan should learn. */
export function ReviewPage() {
  const { id = '' } = useParams()
  const now = useMinute()
  const review = useQuery(reviewQuery(id))
  const acts = useReviewActs(id)
  const [isJudging, setJudging] = useState(false)
  const [said, setSaid] = useState('')
  const submit = async () => {
    setSaid('')
    try {
      await acts.submit.mutateAsync(undefined)
    } catch (error) {
      setSaid(saidOf(error))
    }
  }
  return (
    <Loaded of={review} rows={10}>
      {of => (
        <div className="review">
          <header className="head">
            <h1>{of.title}</h1>
            {of.mode === 'exercise' && <span className="word-tag">演练</span>}
            <b>{reviewStates[of.state]}</b>
            <span className="spread" />
            <Button className="no-print" href={paperAddress(id)}>
              下载报告
            </Button>
            {of.may.submit && (
              <Button type="primary" loading={acts.submit.isPending} onClick={() => void submit()}>
                送审
              </Button>
            )}
            {of.may.judge && (
              <Button type="primary" onClick={() => setJudging(true)}>
                审定
              </Button>
            )}
          </header>
          <p className="review-about quiet">
            <span>{of.unitName}承担</span>
            <Link to={`/responses/${of.responseId}`}>响应记录</Link>
            {of.eventId && of.eventVisible && <Link to={`/events/${of.eventId}`}>事件</Link>}
            {of.state === 'issued' ? (
              <span>
                {of.judgedByName} {of.issuedAt && showInstant(of.issuedAt)} 审定印发，数据截至当时
              </span>
            ) : (
              <span className={of.overdue ? 'defect-serious' : undefined}>
                {of.overdue ? '已超过印发期限' : `应于 ${showTime(of.dueAt, now)} 前印发`}，数据随记录更新
              </span>
            )}
          </p>
          {said && <Alert type="error" showIcon title={said} />}
          {of.state === 'draft' && of.opinion && (
            <Alert type="warning" showIcon title={`${of.judgedByName}退回修改：${of.opinion}`} />
          )}
          <nav className="review-contents no-print" aria-label="章节">
            {of.sections.map(one => (
              <a key={one.code} href={`#${one.code}`}>
                {reviewSections[one.code]}
                {one.version > 0 && ' ✓'}
              </a>
            ))}
            <a href="#rectifications">问题整改</a>
            {of.planId && <a href="#proposals">预案修订建议</a>}
          </nav>
          {of.sections.map(one => (
            <SectionCard key={one.code} of={one} mayWrite={of.may.write} acts={acts} />
          ))}
          <Rectifications of={of} acts={acts} />
          <Proposals of={of} acts={acts} />
          {isJudging && (
            <ActionDrawer<{ verdict: 'approved' | 'returned'; opinion: string }>
              open
              title="审定评估报告"
              act="确定"
              consequence="同意后报告印发并冻结，整改事项开始计时，预案登记本次启动；需要修订的发起修订。"
              initial={{ verdict: 'approved' }}
              onAct={({ verdict, opinion }) => acts.judge.mutateAsync({ verdict, opinion: opinion ?? '' })}
              onClose={() => setJudging(false)}
            >
              <Form.Item name="verdict" label="审定意见">
                <Radio.Group
                  options={[
                    { value: 'approved', label: '同意印发' },
                    { value: 'returned', label: '退回修改' },
                  ]}
                />
              </Form.Item>
              <Form.Item name="opinion" label="意见">
                <Input.TextArea maxLength={1000} />
              </Form.Item>
            </ActionDrawer>
          )}
        </div>
      )}
    </Loaded>
  )
}
