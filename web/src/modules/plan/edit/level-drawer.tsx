import type { PlanLevel } from '@anlan/contract/plan.ts'
import type { PlanView } from '@anlan/contract/plan-view.ts'
import { type ResponseLevel, responseLevelNames } from '@anlan/contract/response-template.ts'
import { Form, Input, InputNumber } from 'antd'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import type { ContentChange, SaveChange } from '../requests.ts'
import { BearerSelect, BearersSelect } from './bearer-select.tsx'
import { TriggerFields } from './trigger-fields.tsx'

const putLevel = (level: PlanLevel): ContentChange => ({
  part: content => content.levels.find(one => one.level === level.level),
  change: content => ({
    ...content,
    levels: [...content.levels.filter(one => one.level !== level.level), level].sort((a, b) => b.level - a.level),
  }),
})
/** Takes a level away; steps that were taken at it alone go with it. */
export const dropLevel = (level: ResponseLevel): ContentChange => ({
  part: content => content.levels.find(one => one.level === level),
  change: content => {
    const steps = content.steps
      .map(step => ({ ...step, levels: step.levels.filter(one => one !== level) }))
      .filter(step => step.levels.length > 0)
    const left = new Set(steps.map(step => step.key))
    return {
      ...content,
      levels: content.levels.filter(one => one.level !== level),
      steps: steps.map(step => ({ ...step, after: step.after && left.has(step.after) ? step.after : null })),
    }
  },
})

/** 响应级别: when it begins, who may start it, who commands and who is told. */
export function LevelDrawer({
  view,
  level,
  save,
  onClose,
}: {
  view: PlanView
  level: ResponseLevel
  save: SaveChange
  onClose: () => void
}) {
  const { words, plan, content } = view
  const now = content.levels.find(one => one.level === level)
  return (
    <ActionDrawer<PlanLevel>
      open
      width={600}
      title={`${responseLevelNames[level]}响应`}
      act="保存本级"
      initial={now ?? { expectedHours: 24, triggers: [], starters: [], told: [] }}
      onAct={values =>
        save(
          putLevel({
            level,
            conditions: values.conditions ?? '',
            triggers: (values.triggers ?? []).map(one =>
              one.kind === 'indicator' ? { ...one, unit: one.unit ?? '', places: one.places ?? null } : one,
            ),
            starters: values.starters ?? [],
            startersSaid: values.startersSaid ?? '',
            commander: values.commander ?? null,
            told: values.told ?? [],
            expectedHours: values.expectedHours ?? 24,
            measures: values.measures ?? '',
          }),
        )
      }
      onClose={onClose}
    >
      <Form.Item name="conditions" label="启动条件" extra="照预案原文，每条一行；符合任一条即可启动">
        <Input.TextArea autoSize={{ minRows: 3 }} maxLength={4000} />
      </Form.Item>
      <TriggerFields />
      <Form.Item name="starters" label="启动岗位" extra="第一位不在位时，由其排在前面的副职行使">
        <BearersSelect unit={plan.unitId} words={words} />
      </Form.Item>
      <Form.Item name="startersSaid" label="启动权限表述（文中写法）">
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="commander" label="现场指挥官">
        <BearerSelect unit={plan.unitId} words={words} />
      </Form.Item>
      <Form.Item name="told" label="应告知的领导">
        <BearersSelect unit={plan.unitId} words={words} />
      </Form.Item>
      <Form.Item name="expectedHours" label="预计期限（小时）">
        <InputNumber min={1} max={720} />
      </Form.Item>
      <Form.Item name="measures" label="应急处置措施">
        <Input.TextArea autoSize={{ minRows: 3 }} maxLength={4000} />
      </Form.Item>
    </ActionDrawer>
  )
}
