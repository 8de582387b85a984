import type { SurveyUnit, SurveyView } from '@anlan/contract/survey.ts'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Form, Input, Progress } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { Permitted } from '../../../app/session.tsx'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { saidOf } from '../../../ui/http.ts'
import { Rows } from '../../../ui/rows.tsx'
import { Loaded } from '../../../ui/states.tsx'
import { surveyQuery, useAnswer, useCloseSurvey } from './requests.ts'

/** One survey: what each unit has entered or declared. A unit answers here, ledger by ledger. */
export function SurveyPage() {
  const { id = '' } = useParams()
  return <Loaded of={useQuery(surveyQuery(id))}>{survey => <Survey survey={survey} />}</Loaded>
}

const states = { done: '已完成', waiting: '未完成', overdue: '逾期未完成' }

function Survey({ survey }: { survey: SurveyView }) {
  const [isClosing, setClosing] = useState(false)
  return (
    <>
      <header className="head">
        <h1>{survey.title}</h1>
        <span className="quiet">
          {survey.startedBy}发起，截止 {survey.dueOn}
          {survey.closedAt && '，已结束'}
        </span>
        <span className="spread" />
        <Button href={`/api/surveys/${survey.id}/export.xlsx`}>导出完成情况</Button>
        {!survey.closedAt && (
          <Permitted to="register.survey">
            <Button onClick={() => setClosing(true)}>结束普查</Button>
          </Permitted>
        )}
      </header>
      <section className="panel">
        <h2>
          完成情况{' '}
          <small>
            {survey.done} / {survey.units} 个单位{survey.overdue > 0 && `，${survey.overdue} 个逾期`}
          </small>
          <Progress
            percent={survey.units ? Math.round((survey.done / survey.units) * 100) : 0}
            size="small"
            style={{ maxWidth: 220 }}
          />
        </h2>
        {survey.note && <p className="padded">{survey.note}</p>}
        <Rows
          items={survey.items}
          keyOf={one => one.unitId}
          columns={[
            { title: '单位', width: 150, show: one => one.unitName },
            { title: '上级', width: 180, minor: true, show: one => one.parentName },
            {
              title: '状态',
              width: 120,
              show: one =>
                one.state === 'overdue' ? (
                  <b>{states.overdue}</b>
                ) : (
                  `${states[one.state]}${one.state === 'done' && one.late ? '（逾期）' : ''}`
                ),
            },
            ...survey.ledgers.map((ledger, at) => ({
              title: ledger.label,
              named: true,
              show: (one: SurveyUnit) => <Answer survey={survey} unit={one} at={at} />,
            })),
          ]}
        />
      </section>
      {isClosing && <CloseDrawer survey={survey} onClose={() => setClosing(false)} />}
    </>
  )
}

function Answer({ survey, unit, at }: { survey: SurveyView; unit: SurveyUnit; at: number }) {
  const { message } = App.useApp()
  const answer = useAnswer(survey.id)
  const line = unit.ledgers[at]
  if (!line) return null
  const count = <Link to={`/registers/${line.ledger}?unitId=${unit.unitId}`}>{line.records} 条</Link>
  const say = (none: boolean) =>
    answer.mutate(
      { unitId: unit.unitId, ledger: line.ledger, none },
      { onError: error => void message.error(saidOf(error)) },
    )
  if (line.answer) return <>{line.answer === 'none' ? '无' : <>{count} 已登记完</>}</>
  return (
    <span style={{ display: 'inline-flex', gap: 8, alignItems: 'center', flexWrap: 'wrap' }}>
      {count}
      {unit.mayAnswer && (
        <Button size="small" loading={answer.isPending} onClick={() => say(line.records === 0)}>
          {line.records === 0 ? '申报“无”' : '已登记完'}
        </Button>
      )}
    </span>
  )
}

function CloseDrawer({ survey, onClose }: { survey: SurveyView; onClose: () => void }) {
  const close = useCloseSurvey(survey.id)
  return (
    <ActionDrawer<{ reason: string }>
      open
      title="结束普查"
      act="结束"
      consequence={`还有 ${survey.units - survey.done} 个单位没有完成；结束后不再接受申报，未到期的时限事项撤销。`}
      onAct={values => close.mutateAsync(values)}
      onClose={onClose}
    >
      <Form.Item name="reason" label="结束说明" required>
        <Input placeholder="例如 普查完成，资料已归档" />
      </Form.Item>
    </ActionDrawer>
  )
}
