import { quizStates } from '@anlan/contract/quiz.ts'
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Tabs } from 'antd'
import { useState } from 'react'
import { usePermits } from '../../../app/session.tsx'
import { useMinute } from '../../../ui/clock/clock.ts'
import { newId } from '../../../ui/form/new-id.ts'
import { saidOf } from '../../../ui/http.ts'
import { Rows } from '../../../ui/rows.tsx'
import { Loaded } from '../../../ui/states.tsx'
import { showTime } from '../../../ui/time.ts'
import { DuePeople } from './due-people.tsx'
import { QuestionBank } from './question-bank.tsx'
import { standingQuery, useStartQuiz } from './requests.ts'
import { TakeQuiz } from './take-quiz.tsx'
import './quiz.css'

/** 上岗测试: one's own test first, for the phone; then who of the units is due, and the question bank. */
export function QuizPage() {
  const permits = usePermits()
  const [taking, setTaking] = useState<string | null>(null)
  return (
    <>
      <header className="head">
        <h1>上岗测试</h1>
      </header>
      {taking ? (
        <TakeQuiz key={taking} id={taking} onClose={() => setTaking(null)} />
      ) : (
        <Tabs
          destroyOnHidden
          items={[
            { key: 'mine', label: '我的测试', children: <Mine onTake={setTaking} /> },
            ...(permits('desk.read') ? [{ key: 'due', label: '人员情况', children: <DuePeople /> }] : []),
            ...(permits('desk.edit-quiz') ? [{ key: 'bank', label: '题库', children: <QuestionBank /> }] : []),
          ]}
        />
      )}
    </>
  )
}

function Mine({ onTake }: { onTake: (id: string) => void }) {
  const now = useMinute()
  const start = useStartQuiz()
  const begin = (kind: 'formal' | 'practice') =>
    start.mutate({ id: newId(), kind }, { onSuccess: quiz => onTake(quiz.id) })
  return (
    <Loaded of={useQuery(standingQuery)}>
      {({ state, dueAt, nextShiftAt, lastPassedAt, change, questions, passPercent, open, history }) => (
        <section className="panel">
          <div className="quiz-body">
            <div>
              <b>{state ? quizStates[state] : '您不在值班名单中，可以先练习'}</b>
              {change && dueAt && (
                <div>
                  {change}，{state === 'again' ? `请在 ${showTime(dueAt, now)} 前重新测试` : '重测期限已过'}
                </div>
              )}
              {nextShiftAt && <div className="quiet">下次值班 {showTime(nextShiftAt, now)}</div>}
              {lastPassedAt && <div className="quiet">最近合格 {showTime(lastPassedAt, now)}</div>}
            </div>
            <div className="quiet">
              每次 {questions} 题，答对 {passPercent}% 及以上为合格；练习不计成绩。
            </div>
            {start.error && <Alert type="error" title={saidOf(start.error)} />}
            <div className="quiz-acts">
              <Button type="primary" loading={start.isPending} onClick={() => (open ? onTake(open) : begin('formal'))}>
                {open ? '继续作答' : '开始测试'}
              </Button>
              <Button disabled={start.isPending} onClick={() => begin('practice')}>
                练习
              </Button>
            </div>
          </div>
          {history.length > 0 && (
            <Rows
              items={history}
              keyOf={one => one.id}
              onOpen={one => onTake(one.id)}
              columns={[
                { title: '交卷时间', show: one => showTime(one.submittedAt, now) },
                { title: '得分', width: 90, numeric: true, show: one => `${one.percent}%` },
                { title: '结果', width: 90, show: one => (one.passed ? '合格' : '未合格') },
              ]}
            />
          )}
        </section>
      )}
    </Loaded>
  )
}
