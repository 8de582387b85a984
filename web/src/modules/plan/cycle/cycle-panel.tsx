import { planStates } from '@anlan/contract/plan.ts'
import { adoptions, planRecordKinds, reviewConclusions } from '@anlan/contract/plan-cycle.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Steps } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { saidOf } from '../../../ui/http.ts'
import { Loaded } from '../../../ui/states.tsx'
import { showInstant, showOfficialDay } from '../../../ui/time.ts'
import { cycleQuery, useCycleActs } from './requests.ts'
import { type CycleStep, StepDrawers } from './step-drawers.tsx'

const stages = ['编制', '征求意见', '评审', '审批', '印发', '备案'] as const
const stageOf = { drafting: 0, consulting: 1, reviewing: 2, approving: 3, inForce: 5, superseded: 6, abolished: 6 }
const marks = { orders: '指挥有序', timely: '时限可行', duties: '职责清楚', resources: '资源够用' } as const

/** 办理: how far an edition has come, what stands in its way, and the one next step. */
export function CyclePanel({ planId }: { planId: string }) {
  const cycle = useQuery(cycleQuery(planId))
  const acts = useCycleActs(planId)
  const [step, setStep] = useState<CycleStep | null>(null)
  const [said, setSaid] = useState('')
  const go = (run: Promise<unknown>) => {
    setSaid('')
    run.catch(error => setSaid(saidOf(error)))
  }
  return (
    <Loaded of={cycle} rows={6}>
      {view => (
        <div className="plan-cycle">
          <Steps
            size="small"
            current={view.filings.some(one => one.receivedAt) ? 6 : stageOf[view.state]}
            items={stages.map(title => ({ title }))}
          />
          <p>
            第 {view.edition} 版<b className="state-word"> {planStates[view.state]}</b>
            {view.approvers.length > 0 && <span className="quiet">；审批岗位：{view.approvers.join('、')}</span>}
          </p>
          {view.obstacles.length > 0 && (
            <ul className="plan-obstacles">
              {view.obstacles.map(one => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          )}
          {said && (
            <p className="plan-lacks" role="alert">
              {said}
            </p>
          )}
          <div className="plan-acts">
            {view.may.ask && <Button onClick={() => setStep({ kind: 'ask' })}>征求意见</Button>}
            {view.may.closeConsultation && (
              <Button onClick={() => go(acts.closeConsultation.mutateAsync({}))}>结束征求意见</Button>
            )}
            {view.may.review && <Button onClick={() => setStep({ kind: 'review' })}>登记评审</Button>}
            {view.may.submit && (
              <Button type="primary" onClick={() => go(acts.submit.mutateAsync({}))}>
                送审批
              </Button>
            )}
            {view.may.decide && (
              <Button type="primary" onClick={() => setStep({ kind: 'decide' })}>
                审批
              </Button>
            )}
            {view.may.issue && (
              <Button type="primary" onClick={() => setStep({ kind: 'issue' })}>
                印发
              </Button>
            )}
            {view.may.record && <Button onClick={() => setStep({ kind: 'record' })}>登记演练、评估或学习</Button>}
            {view.may.abolish && (
              <Button danger onClick={() => setStep({ kind: 'abolish' })}>
                废止
              </Button>
            )}
          </div>
          {view.opinions.length > 0 && (
            <section>
              <h3>征求意见</h3>
              {view.opinions.map(one => (
                <div key={one.id} className="plain-row">
                  <b>
                    {one.unitName} {one.name}
                  </b>
                  <span>
                    {one.answer ?? <span className="quiet">{showOfficialDay(one.dueOn)}前反馈，还没有答复</span>}
                    {one.adopted && (
                      <small className="quiet plan-detail">
                        {adoptions[one.adopted]}
                        {one.reason && `：${one.reason}`}
                      </small>
                    )}
                  </span>
                  <span className="taps">
                    {one.may.answer && (
                      <Button size="small" onClick={() => setStep({ kind: 'answer', opinion: one.id })}>
                        答复
                      </Button>
                    )}
                    {one.may.decide && one.answer && !one.adopted && (
                      <Button size="small" onClick={() => setStep({ kind: 'adopt', opinion: one.id })}>
                        是否采纳
                      </Button>
                    )}
                  </span>
                </div>
              ))}
            </section>
          )}
          {view.reviews.length > 0 && (
            <section>
              <h3>评审</h3>
              {view.reviews.map(one => (
                <div key={one.id} className="plain-row">
                  <b>
                    {showOfficialDay(one.heldOn)} {reviewConclusions[one.conclusion]}
                  </b>
                  <span>
                    {one.opinion}
                    <small className="quiet plan-detail">
                      {one.experts.map(each => [each.name, each.organisation].filter(Boolean).join(' ')).join('、')}
                      {one.cases.length > 0 && `；复盘案例：${one.cases.map(each => each.title).join('、')}`}
                    </small>
                  </span>
                </div>
              ))}
            </section>
          )}
          {view.approvals.length > 0 && (
            <section>
              <h3>审批</h3>
              {view.approvals.map(one => (
                <div key={one.at} className="plain-row">
                  <b>{one.decision === 'approved' ? '同意' : '退回'}</b>
                  <span>
                    {one.postName} {one.name} {showInstant(one.at)}
                    {one.opinion && <small className="quiet plan-detail">{one.opinion}</small>}
                  </span>
                </div>
              ))}
            </section>
          )}
          {view.filings.length > 0 && (
            <section>
              <h3>备案</h3>
              {view.filings.map(one => (
                <div key={one.id} className="plain-row">
                  <b>{one.toUnitName}</b>
                  <span>
                    {one.receivedAt
                      ? `${showInstant(one.receivedAt)}备案，编号 ${one.number}，用时 ${one.days} 天`
                      : `应于 ${showOfficialDay(one.dueOn)}前备案`}
                    {one.overdue && <span className="overdue-tag">已超期</span>}
                    {one.remark && <small className="quiet plan-detail">{one.remark}</small>}
                  </span>
                  {one.may.receive && !one.receivedAt && (
                    <Button size="small" onClick={() => setStep({ kind: 'receive', filing: one.id })}>
                      接收备案
                    </Button>
                  )}
                </div>
              ))}
            </section>
          )}
          {view.tasks.length > 0 && (
            <section>
              <h3>修订和其他任务</h3>
              {view.tasks.map(one => (
                <div key={one.id} className="plain-row">
                  <b>{one.unitName}</b>
                  <span>
                    {one.planId && one.planId !== planId ? (
                      <Link to={`/plans/${one.planId}`}>{one.title}</Link>
                    ) : (
                      one.title
                    )}
                    <small className="quiet plan-detail">
                      {one.doneAt ? `${showInstant(one.doneAt)}完成 ${one.result}` : `${showOfficialDay(one.dueOn)}前`}
                      {one.overdue && ' · 已超期'}
                    </small>
                  </span>
                </div>
              ))}
            </section>
          )}
          {view.records.length > 0 && (
            <section>
              <h3>演练、评估和学习</h3>
              {view.records.map(one => (
                <div key={one.id} className="plain-row">
                  <b>
                    {showOfficialDay(one.heldOn)} {planRecordKinds[one.kind]}
                  </b>
                  <span>
                    {[one.occasion, one.participants !== null && `${one.participants} 人`].filter(Boolean).join('，')}{' '}
                    {one.findings}
                    {one.problems && <small className="plan-detail">问题：{one.problems}</small>}
                    {one.marks && (
                      <small className="quiet plan-detail">
                        {Object.entries(one.marks)
                          .filter(([, mark]) => mark !== null)
                          .map(([name, mark]) => `${marks[name as keyof typeof marks]} ${mark} 分`)
                          .join('，')}
                      </small>
                    )}
                    {one.needsRevision && <small className="plan-lacks">需要修订</small>}
                  </span>
                </div>
              ))}
            </section>
          )}
          {step && <StepDrawers step={step} acts={acts} onClose={() => setStep(null)} />}
        </div>
      )}
    </Loaded>
  )
}
