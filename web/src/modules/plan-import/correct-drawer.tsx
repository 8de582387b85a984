import { planKinds, planParts, planRelations, planTriggers } from '@anlan/contract/plan.ts'
import type { PlanProposal, PlanProposalKind } from '@anlan/contract/plan-import.ts'
import { commandRoles, planProposalKinds } from '@anlan/contract/plan-import.ts'
import { responseLevelNames, responseTopics, taskPriorities } from '@anlan/contract/response-template.ts'
import { Checkbox, Form, Input, InputNumber, Select } from 'antd'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { BearerSelect } from '../plan/edit/bearer-select.tsx'
import { ConditionPart, conditionKinds } from '../response/templates/rule-fields.tsx'

type Field =
  | { at: (string | number)[]; label: string; as: 'text' | 'lines' | 'number' | 'check' | 'bearer' }
  | {
      at: (string | number)[]
      label: string
      as: 'choice' | 'choices'
      options: { value: string | number; label: string }[]
    }

const options = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }))
const levels = Object.entries(responseLevelNames).map(([value, label]) => ({ value: Number(value), label }))
const text = (label: string, ...at: (string | number)[]): Field => ({ at, label, as: 'text' })
const lines = (label: string, ...at: (string | number)[]): Field => ({ at, label, as: 'lines' })
const number = (label: string, ...at: (string | number)[]): Field => ({ at, label, as: 'number' })
const bearer = (...at: (string | number)[]): Field => ({ at, label: '责任岗位', as: 'bearer' })
const choice = (
  label: string,
  choices: { value: string | number; label: string }[],
  ...at: (string | number)[]
): Field => ({
  at,
  label,
  as: 'choice',
  options: choices,
})

/** What of each kind is put right here; the rest is edited in the plan itself. */
const fields: Record<PlanProposalKind, Field[]> = {
  about: [
    text('预案名称', 'title'),
    choice('预案种类', options(planKinds), 'kind'),
    choice('响应专项', options(responseTopics), 'topic'),
  ],
  chapter: [
    text('章节序号', 'number'),
    text('章节标题', 'title'),
    choice('章节类别', options(planParts), 'part'),
    lines('正文', 'text'),
  ],
  command: [
    choice('指挥职务', options(commandRoles), 'role'),
    text('文中表述', 'member', 'said'),
    bearer('member', 'bearer'),
    lines('职责', 'member', 'duties'),
  ],
  group: [
    text('工作组名称', 'name'),
    text('牵头单位（文中表述）', 'lead', 'said'),
    bearer('lead', 'bearer'),
    lines('工作组职责', 'duties'),
  ],
  level: [
    choice('响应级别', levels, 'level'),
    lines('启动条件', 'conditions'),
    text('启动权限表述', 'startersSaid'),
    lines('应急处置措施', 'measures'),
  ],
  trigger: [choice('响应级别', levels, 'level')],
  step: [
    text('行动', 'title'),
    lines('要求', 'detail'),
    { at: ['levels'], label: '响应级别', as: 'choices', options: levels },
    text('责任表述', 'said'),
    bearer('bearer'),
    number('完成时限（分钟）', 'doneMinutes'),
    { at: ['continuous'], label: '持续行动', as: 'check' },
    choice('优先次序', options(taskPriorities), 'priority'),
  ],
  closing: [text('终止条件', 'name')],
  evacuation: [
    text('转移单元', 'name'),
    number('户数', 'households'),
    number('人数', 'people'),
    text('疏散责任人', 'responsibleName'),
    text('联系电话', 'responsiblePhone'),
    text('撤离路线', 'routes', 0),
    text('集合点', 'assembly'),
    text('安置点', 'shelterSaid'),
  ],
  contact: [text('单位、岗位', 'said'), bearer('bearer'), text('电话', 'phone'), text('说明', 'note')],
  resource: [text('名称', 'said'), number('数量', 'quantity')],
  link: [text('预案名称', 'title'), choice('衔接关系', options(planRelations), 'relation')],
}

/** 更正: what the rules read wrongly is put right and confirmed in one act. */
export function CorrectDrawer({
  one,
  unit,
  words,
  onSave,
  onClose,
}: {
  one: PlanProposal
  unit: string
  words: Record<string, string>
  onSave: (value: Record<string, unknown>) => Promise<unknown>
  onClose: () => void
}) {
  return (
    <ActionDrawer<Record<string, unknown>>
      open
      title={`更正${planProposalKinds[one.kind]}`}
      act="更正并确认"
      initial={one.value as never}
      consequence={`原文（第 ${one.source.paragraph} 段）：${one.source.sentence}`}
      onAct={values => onSave(merged(one.value, values) as Record<string, unknown>)}
      onClose={onClose}
    >
      {fields[one.kind].map(field => (
        <Form.Item
          key={field.label}
          name={field.at as string[]}
          label={field.label}
          valuePropName={field.as === 'check' ? 'checked' : 'value'}
        >
          {control(field, unit, words)}
        </Form.Item>
      ))}
      {one.kind === 'trigger' && <TriggerPart />}
    </ActionDrawer>
  )
}

function control(field: Field, unit: string, words: Record<string, string>) {
  switch (field.as) {
    case 'lines':
      return <Input.TextArea autoSize={{ minRows: 2, maxRows: 10 }} />
    case 'number':
      return <InputNumber min={0} style={{ width: 160 }} />
    case 'check':
      return <Checkbox>不间断，直至响应结束</Checkbox>
    case 'bearer':
      return <BearerSelect unit={unit} words={words} />
    case 'choice':
      return <Select allowClear options={field.options} />
    case 'choices':
      return <Select mode="multiple" options={field.options} />
    case 'text':
      return <Input />
  }
}

const colours = [
  { value: 'red', label: '红色' },
  { value: 'orange', label: '橙色' },
  { value: 'yellow', label: '黄色' },
  { value: 'blue', label: '蓝色' },
]
function TriggerPart() {
  const kind = Form.useWatch<keyof typeof planTriggers | undefined>(['trigger', 'kind'])
  return (
    <>
      <Form.Item name={['trigger', 'kind']} label="条件种类">
        <Select options={options(planTriggers)} />
      </Form.Item>
      {kind === 'condition' && (
        <>
          <Form.Item name={['trigger', 'condition', 'kind']} label="条件">
            <Select options={options(conditionKinds)} />
          </Form.Item>
          <ConditionPart name={['trigger', 'condition']} path={['trigger', 'condition']} />
        </>
      )}
      {kind === 'warning' && (
        <>
          <Form.Item name={['trigger', 'warning']} label="预警种类">
            <Input />
          </Form.Item>
          <Form.Item name={['trigger', 'colour']} label="预警级别">
            <Select options={colours} />
          </Form.Item>
        </>
      )}
      {kind === 'indicator' && (
        <>
          <Form.Item name={['trigger', 'indicator']} label="指标">
            <Input />
          </Form.Item>
          <Form.Item name={['trigger', 'min']} label="下限">
            <InputNumber min={0} />
          </Form.Item>
          <Form.Item name={['trigger', 'unit']} label="单位">
            <Input />
          </Form.Item>
          <Form.Item name={['trigger', 'places']} label="乡镇数">
            <InputNumber min={0} />
          </Form.Item>
        </>
      )}
      {kind === 'upper' && (
        <Form.Item name={['trigger', 'level']} label="上级响应级别">
          <Select options={levels} />
        </Form.Item>
      )}
    </>
  )
}

/** What was read, with what the form changed; a field left empty is null or an empty text as before. */
function merged(before: unknown, after: unknown): unknown {
  if (Array.isArray(before) && Array.isArray(after)) return after.filter(one => one !== undefined && one !== '')
  if (after === undefined)
    return typeof before === 'string' ? '' : before === null || typeof before !== 'object' ? null : before
  if (before === null || typeof before !== 'object' || after === null || typeof after !== 'object') return after
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return Object.fromEntries(
    [...names].map(name => {
      const was = (before as Record<string, unknown>)[name]
      return [name, name in after ? merged(was, (after as Record<string, unknown>)[name]) : was]
    }),
  )
}
