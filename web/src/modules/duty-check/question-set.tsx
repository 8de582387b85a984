import type { DutyQuestionView } from '@anlan/contract/duty-question.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { Permitted } from '../../app/session.tsx'
import { ChangeFields } from '../../ui/change-fields.tsx'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Loaded } from '../../ui/states.tsx'
import { questionHistoryQuery, questionsQuery, useAddQuestion, useChangeQuestion } from './requests.ts'

const computed = '系统按当时的记录给出'

/** 业务提问题库: what the county asks while telephoning; a question is switched off, never deleted. */
export function QuestionSet() {
  const [editing, setEditing] = useState<DutyQuestionView | null>(null)
  const [isAdding, setAdding] = useState(false)
  return (
    <>
      <div className="filters">
        <b>业务提问题库</b>
        <span className="quiet">每次电话抽查从启用的问题中随机抽 5 问</span>
        <span className="spread" />
        <Permitted to="duty-check.define">
          <Button onClick={() => setAdding(true)}>新增问题</Button>
        </Permitted>
      </div>
      <Loaded of={useQuery(questionsQuery)}>
        {({ items }) => (
          <Rows
            items={items}
            keyOf={one => one.code}
            toneOf={one => (one.enabled ? undefined : 'stale')}
            columns={[
              { title: '问题', show: one => one.text },
              {
                title: '标准答案',
                show: one => one.answer ?? <span className="quiet">{computed}</span>,
              },
              {
                title: '依据',
                width: 300,
                minor: true,
                show: one => `${one.source.name}（${one.source.confidence}）`,
              },
              { title: '状态', width: 80, show: one => (one.enabled ? '启用' : '停用') },
              {
                title: '修改',
                width: 70,
                show: one => (
                  <Permitted to="duty-check.define">
                    <Button size="small" onClick={() => setEditing(one)}>
                      修改
                    </Button>
                  </Permitted>
                ),
              },
            ]}
          />
        )}
      </Loaded>
      {editing && <QuestionDrawer key={editing.code} of={editing} onClose={() => setEditing(null)} />}
      <NewQuestionDrawer open={isAdding} onClose={() => setAdding(false)} />
    </>
  )
}

interface Words {
  text: string
  answer: string
  source: string
}

function QuestionDrawer({ of, onClose }: { of: DutyQuestionView; onClose: () => void }) {
  const change = useChangeQuestion(of.code)
  const history = useQuery(questionHistoryQuery(of.code))
  return (
    <ActionDrawer<Words & { enabled: boolean; reason: string }>
      open
      title="修改问题"
      act="保存"
      initial={{ text: of.text, answer: of.answer ?? '', source: of.source.name, enabled: of.enabled }}
      consequence="从下一次抽查起按修改后的问题提问，已登记的抽查结果不变。"
      onAct={values => change.mutateAsync({ ...values, version: of.version })}
      onClose={onClose}
    >
      <Form.Item name="text" label="问题" required>
        <Input.TextArea autoSize />
      </Form.Item>
      {of.answer === null ? (
        <Form.Item label="标准答案">
          <span className="quiet">{computed}，不用填写</span>
        </Form.Item>
      ) : (
        <Form.Item name="answer" label="标准答案" required>
          <Input.TextArea autoSize />
        </Form.Item>
      )}
      <Form.Item name="source" label="依据" required>
        <Input />
      </Form.Item>
      <ChangeFields whenOff="停用的问题不再提问，但保留在题库中" history={history} />
    </ActionDrawer>
  )
}

function NewQuestionDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const add = useAddQuestion()
  return (
    <ActionDrawer<Words>
      open={open}
      title="新增问题"
      act="新增"
      onAct={(values, id) => add.mutateAsync({ ...values, id })}
      onClose={onClose}
    >
      <Form.Item name="text" label="问题" required>
        <Input.TextArea autoSize placeholder="如：水库超汛限水位应先报告谁？" />
      </Form.Item>
      <Form.Item name="answer" label="标准答案" required>
        <Input.TextArea autoSize />
      </Form.Item>
      <Form.Item name="source" label="依据" required extra="文件、手册或预案名称">
        <Input />
      </Form.Item>
    </ActionDrawer>
  )
}
