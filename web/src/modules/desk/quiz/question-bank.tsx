import type { QuizQuestionView } from '@anlan/contract/quiz.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { ChangeFields } from '../../../ui/change-fields.tsx'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { Rows } from '../../../ui/rows.tsx'
import { Loaded } from '../../../ui/states.tsx'
import { questionHistoryQuery, questionsQuery, useAddQuestion, useChangeQuestion } from './requests.ts'

/** 上岗测试题库: a question is changed or switched off, never deleted. */
export function QuestionBank() {
  const [editing, setEditing] = useState<QuizQuestionView | null>(null)
  const [isAdding, setAdding] = useState(false)
  return (
    <section className="panel">
      <div className="filters">
        <b>题库</b>
        <span className="quiet">每次从启用的题目中随机抽取，选项次序随机</span>
        <span className="spread" />
        <Button onClick={() => setAdding(true)}>新增题目</Button>
      </div>
      <Loaded of={useQuery(questionsQuery)} rows={8}>
        {({ items }) => (
          <Rows
            items={items}
            keyOf={one => one.id}
            onOpen={setEditing}
            toneOf={one => (one.enabled ? undefined : 'stale')}
            columns={[
              { title: '题目', show: one => one.text },
              { title: '正确答案', width: 240, show: one => one.options[one.correct] },
              { title: '依据', width: 280, minor: true, show: one => one.source },
              { title: '状态', width: 80, show: one => (one.enabled ? '启用' : '停用') },
            ]}
          />
        )}
      </Loaded>
      {editing && <ChangeDrawer key={editing.id} of={editing} onClose={() => setEditing(null)} />}
      {isAdding && <AddDrawer onClose={() => setAdding(false)} />}
    </section>
  )
}

interface Values {
  text: string
  right: string
  wrong: string[]
  explanation: string
  source: string
  enabled: boolean
  reason: string
}
const contentOf = ({ right, wrong, reason: _, ...said }: Values) => ({
  ...said,
  options: [right, ...(wrong ?? [])],
  correct: 0,
})

function Fields() {
  return (
    <>
      <Form.Item name="text" label="题目" required>
        <Input.TextArea autoSize />
      </Form.Item>
      <Form.Item name="right" label="正确答案" required>
        <Input />
      </Form.Item>
      <Form.Item name="wrong" label="错误选项" required extra="每输入一项按回车，至少一项，最多五项">
        <Select mode="tags" open={false} suffixIcon={null} maxCount={5} />
      </Form.Item>
      <Form.Item name="explanation" label="解析" required>
        <Input.TextArea autoSize />
      </Form.Item>
      <Form.Item name="source" label="依据" required extra="法规条款、文件或制度名称">
        <Input />
      </Form.Item>
    </>
  )
}

function AddDrawer({ onClose }: { onClose: () => void }) {
  const add = useAddQuestion()
  return (
    <ActionDrawer<Values>
      open
      title="新增题目"
      act="新增"
      onAct={(values, id) => add.mutateAsync({ ...contentOf(values), id })}
      onClose={onClose}
    >
      <Fields />
    </ActionDrawer>
  )
}

function ChangeDrawer({ of, onClose }: { of: QuizQuestionView; onClose: () => void }) {
  const change = useChangeQuestion(of.id)
  const history = useQuery(questionHistoryQuery(of.id))
  return (
    <ActionDrawer<Values>
      open
      title="修改题目"
      act="保存"
      initial={{
        text: of.text,
        right: of.options[of.correct] ?? '',
        wrong: of.options.filter((_, i) => i !== of.correct),
        explanation: of.explanation,
        source: of.source,
        enabled: of.enabled,
      }}
      consequence="从下一份测试起按修改后的题目抽取，已抽出的测试不变。"
      onAct={values => change.mutateAsync({ ...contentOf(values), reason: values.reason, version: of.version })}
      onClose={onClose}
    >
      <Fields />
      <ChangeFields whenOff="停用的题目不再抽取，但保留在题库中" history={history} />
    </ActionDrawer>
  )
}
