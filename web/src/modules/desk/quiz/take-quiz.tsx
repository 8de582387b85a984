import type { QuizView } from '@anlan/contract/quiz.ts'
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Radio } from 'antd'
import { useState } from 'react'
import { saidOf } from '../../../ui/http.ts'
import { Loaded } from '../../../ui/states.tsx'
import { quizQuery, useSubmitQuiz } from './requests.ts'

/** A test: one question after another, then what was right and why. */
export function TakeQuiz({ id, onClose }: { id: string; onClose: () => void }) {
  return (
    <Loaded of={useQuery(quizQuery(id))} rows={6}>
      {quiz =>
        quiz.submittedAt ? <Result quiz={quiz} onClose={onClose} /> : <Questions quiz={quiz} onClose={onClose} />
      }
    </Loaded>
  )
}

/** Answers stay in this browser until they are handed in: a phone that was locked goes on where it was. */
function Questions({ quiz, onClose }: { quiz: QuizView; onClose: () => void }) {
  const key = `quiz-${quiz.id}`
  const submit = useSubmitQuiz(quiz.id)
  const [answers, setAnswers] = useState<(number | null)[]>(() => {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null')
    return Array.isArray(kept) && kept.length === quiz.questions.length ? kept : quiz.questions.map(() => null)
  })
  const firstOpen = answers.indexOf(null)
  const [at, setAt] = useState(firstOpen < 0 ? quiz.questions.length - 1 : firstOpen)
  const question = quiz.questions[at]
  const left = answers.filter(one => one === null).length
  const isLast = at === quiz.questions.length - 1
  const choose = (option: number) => {
    const next = answers.map((one, i) => (i === at ? option : one))
    setAnswers(next)
    sessionStorage.setItem(key, JSON.stringify(next))
  }
  const handIn = () => submit.mutate({ answers }, { onSuccess: () => sessionStorage.removeItem(key) })
  return (
    <section className="panel">
      <h2>
        第 {at + 1} 题 <small>共 {quiz.questions.length} 题</small>
      </h2>
      <div className="quiz-body">
        <b>{question?.text}</b>
        <Radio.Group
          className="quiz-options"
          aria-label={question?.text ?? ''}
          value={answers[at]}
          onChange={event => choose(event.target.value as number)}
          options={(question?.options ?? []).map((label, value) => ({ value, label }))}
        />
        {submit.error && <Alert type="error" title={saidOf(submit.error)} />}
        <div className="quiz-acts">
          <Button disabled={at === 0} onClick={() => setAt(at - 1)}>
            上一题
          </Button>
          {isLast ? (
            <Button type="primary" loading={submit.isPending} disabled={left > 0} onClick={handIn}>
              交卷
            </Button>
          ) : (
            <Button type="primary" disabled={answers[at] === null} onClick={() => setAt(at + 1)}>
              下一题
            </Button>
          )}
        </div>
        <div className="quiet">
          {isLast && left > 0 ? `还有 ${left} 题未作答，请返回补答。` : `答对 ${quiz.passPercent}% 及以上为合格。`}
          <Button type="link" size="small" onClick={onClose}>
            稍后继续
          </Button>
        </div>
      </div>
    </section>
  )
}

function Result({ quiz, onClose }: { quiz: QuizView; onClose: () => void }) {
  return (
    <section className="panel">
      <h2>{quiz.kind === 'practice' ? '练习结果' : '测试结果'}</h2>
      <div className="quiz-body">
        <Alert
          type={quiz.passed ? 'success' : 'error'}
          title={`${quiz.passed ? '合格' : '未合格'}：答对 ${quiz.percent}%，合格线 ${quiz.passPercent}%`}
          description={quiz.passed ? undefined : '请看完下面的解析后重新测试。'}
        />
        <ol className="quiz-answers">
          {quiz.questions.map((one, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the questions of a test stand still
            <li key={i}>
              <b>{one.text}</b>
              {one.answer !== one.correct && (
                <div className="quiz-wrong">您的答案：{one.answer === null ? '未作答' : one.options[one.answer]}</div>
              )}
              <div>正确答案：{one.correct !== null && one.options[one.correct]}</div>
              <div className="quiet">
                {one.explanation}（{one.source}）
              </div>
            </li>
          ))}
        </ol>
        <div className="quiz-acts">
          <Button type="primary" onClick={onClose}>
            返回
          </Button>
        </div>
      </div>
    </section>
  )
}
